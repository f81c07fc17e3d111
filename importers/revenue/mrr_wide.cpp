// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/mrr_wide.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/common/named_columns.h"
#include "importers/common/written_number.h"
#include "importers/revenue/revenue_values.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

using Names = std::string_view;
constexpr std::array<Names, 11> kNameNames{
    "customername", "customer", "tenant",     "tenantname", "accountname", "account",
    "companyname",  "company",  "clientname", "subscriber", "organization"};
constexpr std::array<Names, 6> kIdNames{"customerid", "tenantid",     "accountid",
                                        "companyid",  "customeruuid", "subscriberid"};
constexpr std::array<Names, 5> kTierColumnNames{"plantier", "tier", "plan", "planname",
                                                "pricingplan"};
constexpr std::array<Names, 3> kCurrencyNames{"currency", "currencycode", "billingcurrency"};

constexpr std::array kColumns{NamedColumn{"name", kNameNames}, NamedColumn{"id", kIdNames},
                              NamedColumn{"plan tier", kTierColumnNames},
                              NamedColumn{"currency", kCurrencyNames}};
enum Key : std::size_t { kName, kId, kTier, kCurrency, kFirstMonth };

constexpr std::string_view kTitle = "Recurring revenue, a column for each month";

struct MonthColumn {
    std::string name;
    core::Month month;
};
std::vector<MonthColumn> monthsIn(const FileHead& head) {
    std::vector<MonthColumn> months;
    if (head.csv())
        for (const std::string& name : head.csv()->names)
            if (const auto month = monthOfColumn(name))
                months.push_back({name, *month});
    return months;
}

Match matchMonths(const FileHead& head) {
    if (head.csv() == nullptr)
        return {};
    const auto found = [&head](Key key) { return findColumn(kColumns[key], *head.csv()); };
    const auto customer = found(kName) ? found(kName) : found(kId);
    const auto other = found(kCurrency) ? found(kCurrency) : found(kTier);
    const std::size_t months = monthsIn(head).size();
    // Months of a customer alone may be tokens, seats or tickets.
    if (months == 0 || !customer || !other)
        return {};
    constexpr int kScore = 50; // below tables that name what they hold
    return {kScore,
            std::string(kTitle) + " (" + head.csv()->names[*customer] + ", " +
                head.csv()->names[*other] + ", months: " + std::to_string(months) + ")",
            3};
}

class RowReader final : public FactReader {
public:
    RowReader(std::vector<MonthColumn> months, DecimalMark mark)
        : m_months{std::move(months)}, m_mark{mark} {}

    void read(Record& record, FactRows& rows) override {
        if (record.given().empty()) // a blank line of a spreadsheet
            return;
        core::RevenueFact common;
        common.line = rows.row();
        common.basis = core::RevenueBasis::Mrr;
        common.tenant = tenantAt(record, kName, kId);
        common.tier = record.text(kTier);
        common.currency = currencyAt(record, kCurrency);
        const std::string customer(record.text(record.has(kId) ? kId : kName));
        for (std::size_t i = 0; i < m_months.size(); ++i) {
            const std::size_t key = kFirstMonth + i;
            const auto amount = writtenNumberAt(record, key, m_mark);
            if (!amount) // no customer in that month
                continue;
            core::RevenueFact row = common;
            setMonth(row, m_months[i].month);
            row.amount = moneyOf(record, record.name(key), *amount);
            if (amount->digits < 0)
                row.flags.add(core::Flag::NegativeAmount);
            implyCurrency(row, currencySignIn(record.text(key)));
            row.identity = identityOf({customer, periodText(row), row.currency});
            rows.add(std::move(row));
        }
    }

private:
    std::vector<MonthColumn> m_months;
    DecimalMark m_mark;
};

core::Result<ReaderMaker> prepare(const FileHead& head, const ReadOptions&) {
    const std::vector<MonthColumn> months = monthsIn(head);
    std::vector<std::string> names;
    for (const MonthColumn& column : months) {
        const auto same = [&](const MonthColumn& other) { return other.month == column.month; };
        if (std::count_if(months.begin(), months.end(), same) > 1)
            return core::Error{core::Error::Code::BadInput,
                               "The file has more than one column of the month " +
                                   toText(column.month) + ".",
                               {}};
        names.push_back(column.name);
    }
    return ReaderMaker([months, mark = decimalMarkOf(head, names)] {
        return std::make_unique<RowReader>(months, mark);
    });
}

/// "Jul", "July"; 0 when it is none.
int monthNamed(std::string_view word) {
    constexpr std::array<Names, 12> kMonths{"january",   "february", "march",    "april",
                                            "may",       "june",     "july",     "august",
                                            "september", "october",  "november", "december"};
    const std::string letters = lettersOf(word);
    for (std::size_t i = 0; i < kMonths.size(); ++i)
        if (letters == kMonths[i] || letters == kMonths[i].substr(0, 3))
            return static_cast<int>(i) + 1;
    return 0;
}

} // namespace

std::optional<core::Month> monthOfColumn(std::string_view name) {
    std::string text(name);
    constexpr std::size_t kYearAndMonth = 7;
    if (text.size() == kYearAndMonth && text[4] == '/') // 2026/07
        text[4] = '-';
    else if (text.size() == kYearAndMonth && text[2] == '/') // 07/2026
        text = text.substr(3) + '-' + text.substr(0, 2);
    else if (const std::size_t gap = text.find_first_of(" -"); gap != std::string::npos)
        if (const int month = monthNamed(std::string_view(text).substr(0, gap)); month > 0)
            text = text.substr(gap + 1) + (month < 10 ? "-0" : "-") + std::to_string(month);
    const auto days = monthOf(text);
    return days ? std::optional(
                      core::monthOf(core::Day{static_cast<std::int32_t>(days->start.value)}))
                : std::nullopt;
}

std::unique_ptr<Format> makeMrrWide() {
    FactFormatSpec spec;
    spec.name = "mrr_wide";
    spec.title = kTitle;
    spec.kind = core::FileKind::Revenue;
    spec.match = matchMonths;
    spec.moreKeys = [](const FileHead& head) {
        std::vector<std::string> names = namesIn(head, kColumns);
        for (MonthColumn& column : monthsIn(head))
            names.push_back(std::move(column.name));
        return names;
    };
    spec.prepare = prepare;
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
