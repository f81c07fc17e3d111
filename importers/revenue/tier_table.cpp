// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/tier_table.h"

#include "importers/common/fact_values.h"
#include "importers/common/people_table.h"
#include "importers/revenue/revenue_values.h"

#include <array>

namespace ms::importers {

namespace {

using Names = std::string_view;
constexpr std::array<Names, 6> kTierColumnNames{"customertier", "plantier", "tier",
                                                "pricingtier",  "plan",     "pricingplan"};
constexpr std::array<Names, 6> kRevenueNames{
    "revenuecustomermonth",    "revenuepercustomerpermonth", "revenuepercustomermonth",
    "avgrevenuecustomermonth", "monthlyrevenuepercustomer",  "mrrpercustomer"};
constexpr std::array<Names, 11> kCostNames{
    "avgcostcustomermonth",      "avgcostpercustomerpermonth",     "avgcostpercustomermonth",
    "averagecostcustomermonth",  "averagecostpercustomerpermonth", "costcustomermonth",
    "costpercustomerpermonth",   "costpercustomermonth",           "avgaicostcustomermonth",
    "aicostpercustomerpermonth", "monthlycostpercustomer"};
constexpr std::array<Names, 3> kMarginNames{"margin", "margincustomermonth",
                                            "marginpercustomerpermonth"};
constexpr std::array<Names, 3> kCustomerNames{"customers", "customercount", "numberofcustomers"};

constexpr std::array kColumns{
    NamedColumn{"tier", kTierColumnNames},    NamedColumn{"revenue", kRevenueNames},
    NamedColumn{"cost", kCostNames},          NamedColumn{"margin", kMarginNames},
    NamedColumn{"customers", kCustomerNames}, NamedColumn{"currency"}};
enum Key : std::size_t { kTier, kRevenue, kCost, kMargin, kCustomers, kCurrency };
constexpr std::span kNeeded = std::span(kColumns).first<2>();
constexpr std::string_view kTitle = "Revenue and cost by tier";

class RowReader final : public FactReader {
public:
    explicit RowReader(DecimalMark mark) : m_mark{mark} {}

    void read(Record& record, FactRows& rows) override {
        if (record.given().empty()) // a blank line of a spreadsheet
            return;
        core::RevenueFact tier;
        tier.line = rows.row();
        tier.basis = core::RevenueBasis::PerCustomerMonth;
        tier.tier = record.text(kTier);
        if (tier.tier.empty())
            record.fail(record.name(kTier), "The tier is missing.");
        tier.amount = planAmount(record);
        tier.costAmount = amountAt(record, kCost);
        if (!record.text(kMargin).ends_with('%')) // a share is no amount
            tier.marginAmount = amountAt(record, kMargin);
        tier.customers = countAt(record, kCustomers,
                                 m_mark == DecimalMark::Comma ? NumberFormat::CommaDecimal
                                                              : NumberFormat::CommaThousands);
        setCurrency(record, tier);
        if (!record.isSpoilt() && contradicts(tier))
            rows.note(Note::MarginContradicts);
        rows.add(std::move(tier));
    }

private:
    std::optional<core::MoneySum> amountAt(Record& record, std::size_t key) const {
        const auto number = writtenNumberAt(record, key, m_mark);
        return number ? std::optional(moneyOf(record, record.name(key), *number)) : std::nullopt;
    }

    /// It becomes the price of a plan, which is smaller than other sums.
    core::MoneySum planAmount(Record& record) const {
        const auto number = writtenNumberAt(record, kRevenue, m_mark);
        if (!number) {
            record.fail(record.name(kRevenue), "The revenue is missing.");
            return {};
        }
        if (number->digits < 0)
            record.fail(record.name(kRevenue), "A plan's revenue cannot be negative.");
        const auto amount = core::Money::parse(toText(*number));
        if (!amount)
            record.fail(record.name(kRevenue), amount.error().message);
        return amount ? core::MoneySum(*amount) : core::MoneySum();
    }

    static void setCurrency(Record& record, core::RevenueFact& tier) {
        tier.currency = currencyAt(record, kCurrency);
        std::string_view sign;
        for (const std::size_t key : {kRevenue, kCost, kMargin}) {
            const std::string_view its = currencySignIn(record.text(key));
            if (!its.empty() && !sign.empty() && its != sign)
                record.fail(record.name(key), "The amounts of the row have different currencies.");
            sign = its.empty() ? sign : its;
        }
        implyCurrency(tier, sign);
    }

    static bool contradicts(const core::RevenueFact& tier) {
        if (!tier.costAmount || !tier.marginAmount)
            return false;
        constexpr std::int64_t kCent = core::kPicosPerUnit / 100;
        const core::Int128 off =
            (tier.amount - *tier.costAmount).picos() - tier.marginAmount->picos();
        return off > kCent || off < -kCent;
    }

    DecimalMark m_mark;
};

} // namespace

std::unique_ptr<Format> makeTierTable() {
    FactFormatSpec spec;
    spec.name = "tier_table";
    spec.title = kTitle;
    spec.kind = core::FileKind::Revenue;
    spec.match = [](const FileHead& head) { return matchByColumns(kTitle, kNeeded, head); };
    readPeopleTable<RowReader>(spec, kColumns, {kRevenue, kMargin - kRevenue + 1});
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
