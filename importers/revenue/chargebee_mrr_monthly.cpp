// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/chargebee_mrr_monthly.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/revenue/revenue_values.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kKeys{
    SourceKey{"customer_id"},
    SourceKey{"subscription_id"},
    SourceKey{"reporting_month"},
    SourceKey{"status"},
    SourceKey{"billing_currency_code"},
    SourceKey{"mrr_billing_currency"},
    SourceKey{"reporting_currency_code"},
    SourceKey{"exchange_rate"},
};
constexpr std::size_t kCustomer = keyAt(kKeys, "customer_id");
constexpr std::size_t kMonth = keyAt(kKeys, "reporting_month");
constexpr std::size_t kAmount = keyAt(kKeys, "mrr_billing_currency");

/// As the source converts it, where it reports in US dollars.
std::optional<core::MoneySum> dollarsAt(Record& record) {
    constexpr std::size_t kRate = keyAt(kKeys, "exchange_rate");
    const auto amount = record.decimal(kAmount);
    const auto rate = record.decimal(kRate);
    if (!amount || !rate || currencyAt(record, keyAt(kKeys, "reporting_currency_code")) != "USD")
        return std::nullopt;
    core::Decimal product{0, amount->scale + rate->scale};
    if (__builtin_mul_overflow(amount->digits, rate->digits, &product.digits)) {
        record.fail(record.name(kRate), "The converted amount has more than 38 digits.");
        return std::nullopt;
    }
    return moneyOf(record, record.name(kAmount), product);
}

void read(Record& record, FactRows& rows) {
    core::RevenueFact row;
    row.line = rows.row();
    row.basis = core::RevenueBasis::Mrr;
    row.tenant = tenantAt(record, kCustomer, kCustomer);
    row.currency = requiredCurrencyAt(record, keyAt(kKeys, "billing_currency_code"));
    row.status = record.text(keyAt(kKeys, "status"));
    const auto month = monthAt(record, kMonth);
    if (!month)
        return record.fail(record.name(kMonth), "The month is missing.");
    row.periodStart = month->start;
    row.periodEnd = month->end;
    const auto amount = moneyAt(record, kAmount);
    row.amount = amount.value_or(core::MoneySum());
    if (!amount)
        row.flags.add(core::Flag::ValueMissing);
    row.amountUsd = dollarsAt(record);
    row.identity = identityOf(
        {record.text(keyAt(kKeys, "subscription_id")), row.tenant, periodText(row), row.currency});
    rows.add(std::move(row));
}

} // namespace

std::unique_ptr<Format> makeChargebeeMrrMonthly() {
    FactFormatSpec spec;
    spec.name = "chargebee_mrr_monthly";
    spec.title = "Chargebee, recurring revenue by month";
    spec.kind = core::FileKind::Revenue;
    spec.signature = {{"mrr_billing_currency", {}, Letters::AnyCase},
                      {"reporting_month", {}, Letters::AnyCase}};
    spec.keys = pathsOf(kKeys);
    spec.letters = Letters::AnyCase; // warehouses write names in capitals
    spec.read = read;
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
