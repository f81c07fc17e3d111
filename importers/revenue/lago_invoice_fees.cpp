// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/lago_invoice_fees.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/revenue/minor_units.h"
#include "importers/revenue/revenue_values.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kKeys{
    SourceKey{"fee_lago_id"},
    SourceKey{"invoice_lago_id"},
    SourceKey{"invoice_issuing_date"},
    SourceKey{"fee_item_type"},
    SourceKey{"fee_item_name"},
    SourceKey{"subscription_external_id"},
    SourceKey{"subscription_plan_code"},
    SourceKey{"fee_from_date"},
    SourceKey{"fee_to_date"},
    SourceKey{"fee_amount_currency"},
    SourceKey{"fee_taxes_amount_cents"},
    SourceKey{"fee_total_amount_cents"},
};
constexpr std::size_t kFrom = keyAt(kKeys, "fee_from_date");
constexpr std::size_t kTo = keyAt(kKeys, "fee_to_date");
constexpr std::size_t kIssued = keyAt(kKeys, "invoice_issuing_date");
constexpr std::size_t kTaxes = keyAt(kKeys, "fee_taxes_amount_cents");
constexpr std::size_t kTotal = keyAt(kKeys, "fee_total_amount_cents");

core::Moment dayOf(core::Instant midnight) {
    return {core::Moment::Kind::Day, midnight.micros / core::kMicrosPerDay};
}

/// From the first to the last day, both included.
void setDays(Record& record, core::RevenueFact& row, FactRows& rows) {
    auto first = utcDayAt(record, kFrom);
    auto last = utcDayAt(record, kTo);
    if (!record.has(kFrom) && !record.has(kTo) && record.has(kIssued)) {
        first = last = utcDayAt(record, kIssued);
        rows.note(Note::PeriodOfInvoiceDay);
    }
    if (first)
        row.periodStart = dayOf(first->start);
    if (last)
        row.periodEnd = dayOf(last->end);
    if (first && last && last->start < first->start)
        record.fail(record.name(kTo), "The period ends before it starts.");
    if (spansMonths(row))
        row.flags.add(core::Flag::SpansMonths);
}

void read(Record& record, FactRows& rows) {
    core::RevenueFact row;
    row.line = rows.row();
    row.basis = core::RevenueBasis::InvoicedExTax;
    row.tenant = record.text(keyAt(kKeys, "subscription_external_id"));
    row.tier = record.text(keyAt(kKeys, "subscription_plan_code"));
    row.invoiceId = record.text(keyAt(kKeys, "invoice_lago_id"));
    row.description = record.text(keyAt(kKeys, "fee_item_name"));
    row.currency = requiredCurrencyAt(record, keyAt(kKeys, "fee_amount_currency"));
    setDays(record, row, rows);
    const core::Decimal total = requiredAt(record, kTotal);
    const core::Decimal taxes = requiredAt(record, kTaxes);
    if (!record.isSpoilt())
        row.amount = fromMinor(record, record.name(kTotal), total, row.currency) -
                     fromMinor(record, record.name(kTaxes), taxes, row.currency);
    if (record.text(keyAt(kKeys, "fee_item_type")) == "credit")
        row.flags.add(core::Flag::PrepaidCredit);
    if (row.amount < core::MoneySum())
        row.flags.add(core::Flag::NegativeAmount);
    const std::string_view fee = record.text(keyAt(kKeys, "fee_lago_id"));
    if (fee.empty())
        record.fail("fee_lago_id", "The id of the fee is missing.");
    row.identity = identityOf({fee});
    rows.add(std::move(row));
}

} // namespace

std::unique_ptr<Format> makeLagoInvoiceFees() {
    FactFormatSpec spec;
    spec.name = "lago_invoice_fees";
    spec.title = "Lago, fees of invoices";
    spec.kind = core::FileKind::Revenue;
    spec.signature = {{"fee_lago_id"}, {"fee_total_amount_cents"}};
    spec.keys = pathsOf(kKeys);
    spec.read = read;
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
