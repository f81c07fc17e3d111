// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/stripe_subscriptions.h"

#include "importers/common/fact_values.h"
#include "importers/common/people_table.h"
#include "importers/common/tags.h"
#include "importers/revenue/revenue_values.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

constexpr std::array kColumns{
    NamedColumn{"id"},
    NamedColumn{"Customer ID"},
    NamedColumn{"Customer Name"},
    NamedColumn{"Status"},
    NamedColumn{"Currency"},
    NamedColumn{"Amount"},
    NamedColumn{"Quantity"},
    NamedColumn{"Interval"},
    NamedColumn{"Interval Count"},
    NamedColumn{"Current Period Start (UTC)"},
    NamedColumn{"Current Period End (UTC)"},
    NamedColumn{"plan tier", kTierColumns},
};
enum Key : std::size_t {
    kId,
    kCustomer,
    kName,
    kStatus,
    kCurrency,
    kAmount,
    kQuantity,
    kInterval,
    kIntervalCount,
    kStart,
    kEnd,
    kTier,
};

struct Status {
    std::string_view word;
    std::optional<core::Flag> whyNot; // why it earns nothing
};
constexpr std::array kStatuses{
    Status{"active", {}},
    Status{"past_due", {}},
    Status{"trialing", core::Flag::Trial},
    Status{"canceled", core::Flag::Ended},
    Status{"incomplete", core::Flag::NotRevenue},
    Status{"incomplete_expired", core::Flag::NotRevenue},
    Status{"unpaid", core::Flag::NotRevenue},
    Status{"paused", core::Flag::NotRevenue},
};

struct Interval {
    std::string_view word;
    std::int64_t perYear;
};
constexpr std::array kIntervals{Interval{"day", 365}, Interval{"week", 52}, Interval{"month", 12},
                                Interval{"year", 1}};

const TimeReader kUtc;

class RowReader final : public FactReader {
public:
    explicit RowReader(DecimalMark mark) : m_mark{mark} {}

    void read(Record& record, FactRows& rows) override {
        core::RevenueFact row;
        row.line = rows.row();
        row.basis = core::RevenueBasis::SubscriptionMonthly;
        row.tenant = tenantAt(record, kName, kCustomer);
        row.tier = record.text(kTier);
        row.currency = requiredCurrencyAt(record, kCurrency);
        row.status = record.text(kStatus);
        setPeriod(row, record, record.time(kStart, kUtc), record.time(kEnd, kUtc),
                  record.name(kEnd));
        const auto status = std::find_if(kStatuses.begin(), kStatuses.end(),
                                         [&](const Status& s) { return s.word == row.status; });
        if (status == kStatuses.end())
            return record.fail(record.name(kStatus), "'" + row.status.substr(0, 80) +
                                                         "' is not a status of subscriptions.");
        if (status->whyNot)
            row.flags.add(*status->whyNot);
        else
            row.amount = monthAmount(record);
        Tags tags;
        tags.add("interval", record.text(kInterval));
        tags.add("quantity", record.text(kQuantity));
        row.tags = tags.finish();
        // The customer's name and plan may change within a period, what it earned does not go away.
        const std::string_view id = record.has(kId) ? record.text(kId) : record.text(kCustomer);
        row.identity = identityOf({id, row.periodStart ? toText(*row.periodStart) : std::string(),
                                   status->whyNot ? "earns nothing" : "earns"});
        rows.add(std::move(row));
    }

private:
    core::MoneySum monthAmount(Record& record) const {
        const auto amount = writtenNumberAt(record, kAmount, m_mark);
        if (!amount)
            record.fail(record.name(kAmount), "The amount is missing.");
        const auto quantity = countAt(record, kQuantity);
        if (!quantity)
            record.fail(record.name(kQuantity), "The quantity is missing.");
        const std::string_view word = record.text(kInterval);
        const auto interval = std::find_if(kIntervals.begin(), kIntervals.end(),
                                           [&](const Interval& i) { return i.word == word; });
        if (interval == kIntervals.end())
            record.fail(record.name(kInterval), "'" + std::string(word.substr(0, 80)) +
                                                    "' is not one of day, week, month, year.");
        const std::int64_t count = countAt(record, kIntervalCount).value_or(1);
        if (count < 1)
            record.fail(record.name(kIntervalCount), "An interval has at least one part.");
        if (record.isSpoilt())
            return {};
        const auto all = times(*amount, *quantity);
        const auto year = all ? times(*all, interval->perYear) : std::nullopt;
        if (!year)
            record.fail(record.name(kAmount), "The amount is too large.");
        const core::MoneySum yearly =
            year ? moneyOf(record, record.name(kAmount), *year) : core::MoneySum();
        constexpr core::Int128 kMonths = 12;
        return core::MoneySum::fromPicos(
            core::divideRounded(yearly.picos(), kMonths * count, core::Rounding::HalfEven));
    }

    DecimalMark m_mark;
};

} // namespace

std::unique_ptr<Format> makeStripeSubscriptions() {
    FactFormatSpec spec;
    spec.name = "stripe_subscriptions";
    spec.title = "Stripe subscriptions";
    spec.kind = core::FileKind::Revenue;
    spec.signature = {{"Current Period Start (UTC)"}, {"Status"}};
    readPeopleTable<RowReader>(spec, kColumns, {kAmount, 1});
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
