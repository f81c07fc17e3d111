// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/stripe_invoices.h"

#include "importers/common/fact_values.h"
#include "importers/common/people_table.h"
#include "importers/common/tags.h"
#include "importers/revenue/revenue_values.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kColumns{
    NamedColumn{"id"},
    NamedColumn{"Number"},
    NamedColumn{"Customer"},
    NamedColumn{"Customer Name"},
    NamedColumn{"Status"},
    NamedColumn{"Currency"},
    NamedColumn{"Total"},
    NamedColumn{"Tax"},
    NamedColumn{"Date (UTC)"},
    NamedColumn{"Minimum Line Item Period Start (UTC)"},
    NamedColumn{"Maximum Line Item Period End (UTC)"},
    NamedColumn{"plan tier", kTierColumns},
};
enum Key : std::size_t {
    kId,
    kNumber,
    kCustomer,
    kName,
    kStatus,
    kCurrency,
    kTotal,
    kTax,
    kDate,
    kStart,
    kEnd,
    kTier,
};

const TimeReader kUtc;

class RowReader final : public FactReader {
public:
    explicit RowReader(DecimalMark mark) : m_mark{mark} {}

    void read(Record& record, FactRows& rows) override {
        core::RevenueFact row;
        row.line = rows.row();
        row.basis = core::RevenueBasis::InvoicedExTax;
        row.invoiceId = record.text(record.has(kId) ? kId : kNumber);
        if (row.invoiceId.empty())
            record.fail(record.name(kId), "The invoice has neither an id nor a number.");
        row.tenant = tenantAt(record, kName, kCustomer);
        row.tier = record.text(kTier);
        row.currency = requiredCurrencyAt(record, kCurrency);
        row.status = record.text(kStatus);
        setItsPeriod(record, row, rows);
        setAmount(record, row);
        row.identity = identityOf({row.invoiceId});
        rows.add(std::move(row));
    }

private:
    static void setItsPeriod(Record& record, core::RevenueFact& row, FactRows& rows) {
        auto start = record.time(kStart, kUtc);
        auto end = record.time(kEnd, kUtc);
        if (!start && !end && record.has(kDate)) {
            start = end = record.time(kDate, kUtc);
            rows.note(Note::PeriodOfInvoiceDay);
        }
        setPeriod(row, record, start, end, record.name(kEnd));
        if (spansMonths(row))
            row.flags.add(core::Flag::SpansMonths);
    }

    void setAmount(Record& record, core::RevenueFact& row) const {
        const auto tax = writtenNumberAt(record, kTax, m_mark); // blank where none is charged
        Tags tags;
        if (tax)
            tags.add("tax", toText(*tax));
        row.tags = tags.finish();
        const std::optional<bool> counts = isRevenue(row.status);
        if (!counts)
            return record.fail(record.name(kStatus),
                               "'" + row.status.substr(0, 80) + "' is not a status of invoices.");
        if (!*counts)
            return row.flags.add(core::Flag::NotRevenue);
        const auto total = writtenNumberAt(record, kTotal, m_mark);
        if (!total)
            return record.fail(record.name(kTotal), "The total is missing.");
        row.amount = moneyOf(record, record.name(kTotal), *total);
        if (tax)
            row.amount -= moneyOf(record, record.name(kTax), *tax);
        if (row.amount < core::MoneySum())
            row.flags.add(core::Flag::NegativeAmount);
    }

    DecimalMark m_mark;
};

} // namespace

std::unique_ptr<Format> makeStripeInvoices() {
    FactFormatSpec spec;
    spec.name = "stripe_invoices";
    spec.title = "Stripe invoices";
    spec.kind = core::FileKind::Revenue;
    spec.signature = {{"Minimum Line Item Period Start (UTC)"}, {"Total"}};
    readPeopleTable<RowReader>(spec, kColumns, {kTotal, 2});
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
