// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/revenue_values.h"

#include "importers/common/fact_values.h"
#include "importers/common/named_columns.h"

namespace ms::importers {

std::string tierIn(JsonValue metadata) {
    for (const std::string_view name : kTierNames) {
        std::string tier;
        metadata.eachMember([&](std::string_view key, JsonValue value) {
            if (tier.empty() && lettersOf(key) == name && !value.isObject() && !value.isList())
                tier = value.toText();
        });
        if (!tier.empty())
            return tier;
    }
    return {};
}

std::string tenantAt(Record& record, std::size_t name, std::size_t id) {
    std::string tenant(record.text(record.has(name) ? name : id));
    if (tenant.empty())
        record.fail(record.name(name), "Neither a name nor an id of the customer is given.");
    return tenant;
}

std::optional<bool> isRevenue(std::string_view invoiceStatus) {
    if (invoiceStatus == "open" || invoiceStatus == "paid" || invoiceStatus == "uncollectible")
        return true;
    if (invoiceStatus == "draft" || invoiceStatus == "void")
        return false;
    return std::nullopt;
}

void setPeriod(core::RevenueFact& row, Record& record, std::optional<core::Instant> start,
               std::optional<core::Instant> end, std::string_view endName) {
    if (start)
        row.periodStart = momentOf(*start);
    if (end)
        row.periodEnd = momentOf(*end);
    if (start && end && *end < *start)
        record.fail(endName, "The period ends before it starts.");
}

void setMonth(core::RevenueFact& row, core::Month month) {
    const auto firstOf = [](core::Month m) {
        return core::Moment{core::Moment::Kind::Day, core::firstDayOf(m).number};
    };
    row.periodStart = firstOf(month);
    row.periodEnd = firstOf(core::Month{month.number + 1});
}

void implyCurrency(core::RevenueFact& row, std::string_view signCurrency) {
    if (!row.currency.empty())
        return;
    // Other dollars have the sign of the US dollar.
    const bool isImplied = signCurrency.empty() || signCurrency == "USD";
    row.currency = isImplied ? "USD" : signCurrency;
    if (isImplied)
        row.flags.add(core::Flag::ImpliedCurrencyUsd);
}

bool spansMonths(const core::RevenueFact& row) {
    constexpr std::int64_t kLongestMonth = 31;
    if (!row.periodStart || !row.periodEnd)
        return false;
    const std::int64_t length = row.periodEnd->value - row.periodStart->value;
    return row.periodStart->kind == core::Moment::Kind::Day
               ? length > kLongestMonth
               : length / core::kMicrosPerDay > kLongestMonth;
}

std::string periodText(const core::RevenueFact& row) {
    std::string text = row.periodStart ? toText(*row.periodStart) : std::string();
    return text + '/' + (row.periodEnd ? toText(*row.periodEnd) : std::string());
}

} // namespace ms::importers
