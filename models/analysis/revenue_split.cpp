// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/revenue_split.h"

#include "models/analysis/request_weights.h"
#include "models/analysis/revenue_calendar.h"
#include "models/core/largest_remainder.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace ms::analysis {

using core::Day;
using core::Int128;
using core::MoneySum;
using core::Month;
using query::Condition;
using query::Dimension;

namespace {

/// Every key, with marks between them that no dictionary text is expected to hold.
std::string joined(const std::vector<std::string>& keys) {
    std::string text;
    for (const std::string& key : keys) {
        text += key;
        text += '\x1f';
    }
    return text;
}

std::vector<std::uint64_t> weightsOf(const std::vector<TenantMonthRequests::Slice>& slices) {
    std::vector<Int128> weights;
    weights.reserve(slices.size());
    for (const auto& slice : slices)
        weights.push_back(slice.weight);
    return core::splitWeights(weights);
}

/// The months that a range touches, whole: proportions are those of the month.
core::TimeRange wholeMonths(const core::TimeRange& range, const core::Zone& zone) {
    core::TimeRange months;
    if (range.from) {
        const Month first = core::monthOf(zone.dayOf(*range.from));
        months.from = zone.startOf(core::firstDayOf(first));
    }
    if (range.to) {
        const Month last = core::monthOf(zone.dayOf(core::Instant{range.to->micros - 1}));
        months.to = zone.startOf(core::firstDayOf(Month{last.number + 1}));
    }
    return months;
}

class Splitter {
public:
    Splitter(const RevenueQuestion& question, const query::EventSource& source);
    core::Status loadWeights(const AccruedRevenue& revenue, std::stop_token stop);
    core::Status add(const AccruedRevenue& revenue, std::stop_token stop);
    SplitRevenue take();

private:
    /// What the days of one tenant, month and feature share.
    struct Block {
        std::string_view tenant;
        Month month;
        std::string_view feature;
        TenantMonthRequests requests;
        bool isNoUsage = false;
        bool isLeftOut = false; // by a condition on events
    };
    struct Unit {
        MoneySum amount;
        const DayPart* part = nullptr;
    };
    using UnitKey = std::tuple<std::string_view, std::string_view, std::string_view>;

    bool passesDirect(const TenantDayRevenue& day) const;
    bool passesOnEvents(Dimension dimension, std::string_view text) const;
    void open(const TenantDayRevenue& day);
    MoneySum matchingPart(MoneySum amount) const;
    void addDay(const TenantDayRevenue& day);
    void flush();
    void splitUnit(const std::vector<std::string>& keys, MoneySum amount);
    void emit(std::vector<std::string> keys, bool isNoUsage, MoneySum amount);
    std::vector<std::string> keysOf(const UnitKey& key, const DayPart& part) const;
    bool lacksKey() const;
    bool asks(Dimension dimension) const {
        return std::count(m_question.by.begin(), m_question.by.end(), dimension) > 0;
    }

    const RevenueQuestion& m_question;
    const query::EventSource& m_source;
    RevenueCalendar m_calendar;
    std::vector<Dimension> m_splitBy;          // dimensions of `by` that only requests have
    std::vector<Condition> m_direct;           // on tenant, tier, segment
    std::vector<Condition> m_onEvents;         // on what only requests have
    std::optional<RequestWeights> m_weights;   // of tenant-months
    std::optional<RequestWeights> m_ofFeature; // of tenant-months and features
    std::optional<Block> m_block;
    std::map<UnitKey, Unit> m_units; // of the block
    std::map<std::pair<std::vector<std::string>, bool>, MoneySum> m_slices;
    MoneySum m_noUsage;
};

Splitter::Splitter(const RevenueQuestion& question, const query::EventSource& source)
    : m_question{question}, m_source{source}, m_calendar{question.by, question.filter,
                                                         source.lens().zone} {
    for (Dimension dimension : question.by) {
        if (!isDirect(dimension))
            m_splitBy.push_back(dimension);
    }
    for (const Condition& condition : question.filter.conditions) {
        if (query::isTime(condition.dimension))
            continue; // the calendar's
        (isDirect(condition.dimension) ? m_direct : m_onEvents).push_back(condition);
    }
}

core::Status Splitter::loadWeights(const AccruedRevenue& revenue, std::stop_token stop) {
    if (m_splitBy.empty() && m_onEvents.empty())
        return {};
    RequestWeights::Question ask;
    ask.by = m_question.by;
    ask.dimensions = m_splitBy;
    ask.conditions = m_onEvents;
    ask.split = m_question.split;
    ask.base.scope = m_question.filter.scope;
    ask.base.range = wholeMonths(m_question.filter.range, m_source.lens().zone);
    std::copy_if(m_direct.begin(), m_direct.end(), std::back_inserter(ask.base.conditions),
                 [](const Condition& c) { return c.dimension == Dimension::Tenant; });
    core::Result<RequestWeights> weights = RequestWeights::load(ask, m_source, stop);
    if (!weights)
        return weights.error();
    m_weights = *std::move(weights);

    const bool namesFeatures =
        std::any_of(revenue.days.begin(), revenue.days.end(),
                    [](const TenantDayRevenue& day) { return !day.feature.empty(); });
    if (!namesFeatures)
        return {};
    ask.detail = RequestWeights::Question::Detail::Feature;
    std::erase(ask.dimensions, Dimension::Feature);
    std::erase_if(ask.conditions,
                  [](const Condition& c) { return c.dimension == Dimension::Feature; });
    core::Result<RequestWeights> ofFeature = RequestWeights::load(ask, m_source, stop);
    if (!ofFeature)
        return ofFeature.error();
    m_ofFeature = *std::move(ofFeature);
    return {};
}

core::Status Splitter::add(const AccruedRevenue& revenue, std::stop_token stop) {
    // Rows come by tenant and day; a block wants them by tenant, month and feature.
    std::vector<const TenantDayRevenue*> month;
    const auto flushMonth = [&] {
        std::stable_sort(month.begin(), month.end(),
                         [](const auto* a, const auto* b) { return a->feature < b->feature; });
        for (const TenantDayRevenue* day : month)
            addDay(*day);
        month.clear();
    };
    for (const TenantDayRevenue& day : revenue.days) {
        if (!month.empty() && (month.back()->tenant != day.tenant ||
                               core::monthOf(month.back()->day) != core::monthOf(day.day))) {
            if (stop.stop_requested())
                return core::Error{core::Error::Code::Cancelled, {}, {}};
            flushMonth();
        }
        month.push_back(&day);
    }
    flushMonth();
    flush();
    return {};
}

bool Splitter::passesDirect(const TenantDayRevenue& day) const {
    return std::all_of(m_direct.begin(), m_direct.end(), [&](const Condition& c) {
        return accepts(c, c.dimension == Dimension::Tenant ? day.tenant
                          : c.dimension == Dimension::Tier ? day.tier
                                                           : day.segment);
    });
}

bool Splitter::passesOnEvents(Dimension dimension, std::string_view text) const {
    return std::all_of(m_onEvents.begin(), m_onEvents.end(), [&](const Condition& c) {
        return c.dimension != dimension || accepts(c, text);
    });
}

/// Find the weights of the block that `day` starts.
void Splitter::open(const TenantDayRevenue& day) {
    Block block{day.tenant, core::monthOf(day.day), day.feature, {}, false, false};
    if (!day.feature.empty() && !passesOnEvents(Dimension::Feature, day.feature))
        block.isLeftOut = true;
    const TenantMonthRequests* found = nullptr;
    if (m_weights && !day.tenant.empty()) {
        found = day.feature.empty() ? m_weights->of(block.tenant, block.month, {})
                                    : m_ofFeature->of(block.tenant, block.month, block.feature);
    }
    if (found)
        block.requests = *found;
    block.isNoUsage = m_weights && block.requests.all == 0;
    if (block.isNoUsage) {
        // Nothing says what the requests were: judged as events that do not say.
        for (const Condition& c : m_onEvents) {
            const bool isKnown = c.dimension == Dimension::Feature && !block.feature.empty();
            if (!isKnown && !accepts(c, {}))
                block.isLeftOut = true;
        }
    }
    m_block = std::move(block);
}

MoneySum Splitter::matchingPart(MoneySum amount) const {
    const TenantMonthRequests& requests = m_block->requests;
    if (m_onEvents.empty() || m_block->isNoUsage || requests.matching == requests.all)
        return amount;
    if (requests.matching == 0)
        return {};
    // A tie between equal parts must fall to the same side whichever of them is asked for: to the
    // one that holds the empty text.
    const auto holdsEmpty = std::all_of(m_onEvents.begin(), m_onEvents.end(),
                                        [](const Condition& c) { return accepts(c, {}); });
    const std::array<std::uint64_t, 2> weights{requests.matching, requests.all - requests.matching};
    const std::array<std::string_view, 2> ids{holdsEmpty ? "a" : "b", holdsEmpty ? "b" : "a"};
    return MoneySum::fromPicos(core::largestRemainder(amount.picos(), weights, ids)[0]);
}

void Splitter::addDay(const TenantDayRevenue& day) {
    if (!passesDirect(day))
        return;
    const std::vector<DayPart>& parts = m_calendar.partsOf(day.day);
    if (parts.empty())
        return;
    const bool isSameBlock = m_block && m_block->tenant == day.tenant &&
                             m_block->month == core::monthOf(day.day) &&
                             m_block->feature == day.feature;
    if (!isSameBlock) {
        flush();
        open(day);
    }
    if (m_block->isLeftOut)
        return;
    const MoneySum matching = matchingPart(day.amount);
    if (matching.isZero())
        return;
    const std::string_view tier = asks(Dimension::Tier) ? day.tier : std::string_view{};
    const std::string_view segment = asks(Dimension::Segment) ? day.segment : std::string_view{};
    for (const DayPart& part : parts) {
        Unit& unit = m_units[{tier, segment, part.bucket}];
        unit.part = &part;
        unit.amount += part.of(matching);
    }
}

/// Hand out what the days of the block came to.
void Splitter::flush() {
    for (const auto& [key, unit] : m_units)
        splitUnit(keysOf(key, *unit.part), unit.amount);
    m_units.clear();
}

std::vector<std::string> Splitter::keysOf(const UnitKey& key, const DayPart& part) const {
    std::vector<std::string> keys;
    std::size_t time = 0;
    for (Dimension dimension : m_question.by) {
        if (query::isTime(dimension))
            keys.push_back(part.keys[time++]);
        else if (dimension == Dimension::Tenant)
            keys.emplace_back(m_block->tenant);
        else if (dimension == Dimension::Tier)
            keys.emplace_back(std::get<0>(key));
        else if (dimension == Dimension::Segment)
            keys.emplace_back(std::get<1>(key));
        else
            keys.emplace_back(dimension == Dimension::Feature ? m_block->feature
                                                              : std::string_view{});
    }
    return keys;
}

/// True when the table asks for something that only a request, or a tenant, would say.
bool Splitter::lacksKey() const {
    if (m_block->tenant.empty() && (asks(Dimension::Tenant) || asks(Dimension::Segment)))
        return true;
    const auto isUnknown = [&](Dimension d) {
        return d != Dimension::Feature || m_block->feature.empty();
    };
    return m_block->isNoUsage && std::any_of(m_splitBy.begin(), m_splitBy.end(), isUnknown);
}

void Splitter::splitUnit(const std::vector<std::string>& keys, MoneySum amount) {
    const auto& slices = m_block->requests.slices;
    if (m_splitBy.empty() || m_block->isNoUsage || slices.empty())
        return emit(keys, lacksKey(), amount);
    std::vector<std::vector<std::string>> full;
    std::vector<std::string> ids;
    for (const auto& slice : slices) {
        full.push_back(keys);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const bool isTaken =
                isDirect(m_question.by[i]) ||
                (m_question.by[i] == Dimension::Feature && !m_block->feature.empty());
            if (!isTaken)
                full.back()[i] = slice.keys[i];
        }
        ids.push_back(joined(full.back()));
    }
    const std::vector<std::uint64_t> weights = weightsOf(slices);
    const std::vector<std::string_view> views(ids.begin(), ids.end());
    const std::vector<Int128> shares = core::largestRemainder(amount.picos(), weights, views);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (shares[i] != 0)
            emit(std::move(full[i]), false, MoneySum::fromPicos(shares[i]));
    }
}

void Splitter::emit(std::vector<std::string> keys, bool isNoUsage, MoneySum amount) {
    if (isNoUsage)
        m_noUsage += amount;
    m_slices[{std::move(keys), isNoUsage}] += amount;
}

SplitRevenue Splitter::take() {
    SplitRevenue result;
    for (const auto& [key, amount] : m_slices) {
        result.slices.push_back({key.first, key.second, amount});
        result.total += amount;
    }
    result.noUsage = m_noUsage;
    return result;
}

} // namespace

bool isDirect(Dimension dimension) {
    // An hour too: a day's revenue is spread over its hours.
    return query::isDirectForRevenue(dimension) || query::isTime(dimension);
}

core::Result<SplitRevenue> splitRevenue(const AccruedRevenue& revenue,
                                        const RevenueQuestion& question,
                                        const query::EventSource& source, std::stop_token stop) {
    Splitter splitter{question, source};
    if (core::Status loaded = splitter.loadWeights(revenue, stop); !loaded)
        return loaded.error();
    if (core::Status added = splitter.add(revenue, stop); !added)
        return added.error();
    return splitter.take();
}

} // namespace ms::analysis
