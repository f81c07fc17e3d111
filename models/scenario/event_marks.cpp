// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/event_marks.h"

#include "models/core/check.h"
#include "models/scenario/prefix_cache.h"
#include "models/scenario/response_cache.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace ms::scenario {

using core::Bucket;
using pricing::PriceBook;
using pricing::RateCard;
using query::Dimension;

namespace {

bool holds(const query::Condition& condition, const std::string& text) {
    const bool isIn =
        std::find(condition.values.begin(), condition.values.end(), text) != condition.values.end();
    return isIn == (condition.kind == query::Condition::Kind::In);
}

core::Error noPrice(const Lever& route) {
    return {core::Error::Code::Usage,
            "The price book has no price for " +
                (route.provider.empty() ? "" : route.provider + " ") + route.model +
                ", which lever '" + route.title() + "' routes to.",
            {}};
}

/// Unit prices of one rate card; nothing where it does not price a call.
std::optional<UnitPrices> unitPricesOf(const RateCard& card, const PriceBook& book) {
    const auto unit = [&](Bucket bucket) -> std::int64_t {
        const int rule = card.of(bucket);
        if (rule == RateCard::kNone)
            return 0;
        const core::PriceRule& priced = book.rules()[std::size_t(rule)];
        return std::int64_t(core::divideRounded(core::Int128(priced.amount.picos()) * kBillion,
                                                priced.per, core::Rounding::HalfEven));
    };
    if (card.of(Bucket::Input) == RateCard::kNone || card.of(Bucket::Output) == RateCard::kNone)
        return std::nullopt;
    const int request = card.of(Bucket::Request);
    if (request != RateCard::kNone &&
        book.rules()[std::size_t(request)].amount.picos() > INT64_MAX / kBillion)
        return std::nullopt;
    return UnitPrices{unit(Bucket::Input),        unit(Bucket::CacheRead),
                      unit(Bucket::CacheWrite5m), unit(Bucket::CacheWrite1h),
                      unit(Bucket::Output),       unit(Bucket::Request)};
}

/// Which card of a route's model holds for each attempt.
class TargetCards {
public:
    TargetCards(const MarkQuestion& question, std::size_t lever)
        : m_question{question}, m_route{question.scenario.levers[lever]} {
        m_target.lever = lever;
    }

    Target find() {
        const Traffic& traffic = m_question.traffic;
        for (const std::vector<std::string>& cell : traffic.cells)
            addCell(cell);
        if (m_isUniform && m_target.cards.size() == 1 && m_numbers.size() == 1)
            return std::move(m_target);
        m_target.cardOf.resize(traffic.size());
        for (std::size_t i = 0; i < traffic.size(); ++i) {
            const Cell& cell = m_cells[traffic.cellOf[i]];
            m_target.cardOf[i] =
                cell.tariff->isEmpty()
                    ? Target::kNoCard
                    : numberOf(cell.tariff->at(cell.time, traffic.promptTokens(i)));
        }
        return std::move(m_target);
    }

private:
    struct Cell {
        const PriceBook::Tariff* tariff;
        core::Instant time;
    };

    void addCell(const std::vector<std::string>& texts) {
        const Traffic& traffic = m_question.traffic;
        const std::string& account = texts[traffic.placeOf(Dimension::Account)];
        const std::string& tier = texts[traffic.placeOf(Dimension::ServiceTier)];
        const auto [tariffPlace, isNew] = m_tariffs.try_emplace({account, tier});
        if (isNew)
            tariffPlace->second =
                m_question.book.tariffOf({m_route.provider, m_route.model, account, tier});
        const PriceBook::Tariff& tariff = tariffPlace->second;
        Cell cell{&tariff, {core::kUnknownNumber}};
        for (const Dimension dimension : {Dimension::Day, Dimension::Hour})
            if (const auto place =
                    std::find(traffic.dimensions.begin(), traffic.dimensions.end(), dimension);
                place != traffic.dimensions.end())
                if (const auto start =
                        startOf(texts[std::size_t(place - traffic.dimensions.begin())]))
                    cell.time = *start;
        m_cells.push_back(cell);
        const auto& periods = tariff.periods();
        const bool isOne = periods.size() == 1 && periods.front().bands.size() == 1;
        m_isUniform = m_isUniform && isOne;
        if (isOne)
            numberOf(periods.front().bands.front().card);
    }

    /// When the day or hour of a key begins; the key of an hour that occurs twice has its offset.
    std::optional<core::Instant> startOf(const std::string& key) const {
        if (key.size() == kDayKey) {
            const auto day = core::parseDay(key);
            return day ? std::optional(m_question.zone.startOf(*day)) : std::nullopt;
        }
        if (key.size() < kHourKey)
            return std::nullopt;
        const std::string offset = key.substr(kHourKey);
        const auto start =
            core::parseMoment(key.substr(0, kHourKey) + ":00:00" + (offset.empty() ? "Z" : offset));
        if (!start)
            return std::nullopt;
        const core::Instant asUtc = core::Zone().resolve(*start);
        return offset.empty() ? m_question.zone.fromLocal(asUtc.micros).earlier : asUtc;
    }

    std::uint32_t numberOf(const RateCard& card) {
        const auto known = m_numbers.find(card.rule);
        if (known != m_numbers.end())
            return known->second;
        std::uint32_t number = Target::kNoCard;
        if (const auto prices = unitPricesOf(card, m_question.book)) {
            const auto same = std::find(m_target.cards.begin(), m_target.cards.end(), *prices);
            number = std::uint32_t(same - m_target.cards.begin());
            if (same == m_target.cards.end())
                m_target.cards.push_back(*prices);
        }
        m_numbers.emplace(card.rule, number);
        return number;
    }

    static constexpr std::size_t kDayKey = 10;  // "2026-05-01"
    static constexpr std::size_t kHourKey = 13; // "2026-05-01T08"
    const MarkQuestion& m_question;
    const Lever& m_route;
    Target m_target;
    std::map<std::pair<std::string, std::string>, PriceBook::Tariff> m_tariffs;
    std::map<std::array<int, core::kBuckets>, std::uint32_t> m_numbers; // by rules
    std::vector<Cell> m_cells;
    bool m_isUniform = true;
};

std::vector<std::uint8_t> hitsOf(const Lever& lever, const MarkQuestion& question,
                                 const std::vector<std::uint32_t>& matched, std::uint32_t bit,
                                 std::stop_token stop) {
    const AttemptOrder& order = *question.order;
    CacheRequests requests;
    std::vector<std::uint32_t> attempts;
    for (const std::uint32_t i : order.byTime) {
        if ((matched[question.traffic.cellOf[i]] & bit) == 0 || order.prompts[i] == 0 ||
            order.times[i] == core::kUnknownNumber)
            continue;
        attempts.push_back(i);
        requests.times.push_back(order.times[i]);
        requests.keys.push_back(order.prompts[i]);
        requests.isKept.push_back(order.succeeded[i]);
        requests.readyAt.push_back(order.ends[i]);
    }
    ResponseCacheTerms terms;
    terms.timeToLive = lever[Field::TimeToLiveSeconds] * core::kMicrosPerSecond;
    terms.capacity = std::size_t(lever[Field::Capacity]);
    if (lever.evictsLeastOften)
        terms.eviction = Eviction::LeastOften;
    if (lever.isSliding)
        terms.expiry = ResponseCacheTerms::Expiry::Sliding;
    const ResponseCacheReplay replay = replayResponseCache(requests, terms, std::move(stop));
    std::vector<std::uint8_t> hits(question.traffic.size());
    for (std::size_t k = 0; k < replay.hits.size(); ++k)
        hits[attempts[k]] = replay.hits[k];
    return hits;
}

std::vector<std::uint8_t> withBlocks(const AttemptOrder& order) {
    std::vector<std::uint8_t> result;
    for (std::size_t i = 0; i < order.blockEnds.size(); ++i)
        result.push_back(order.blockEnds[i] > (i == 0 ? 0 : order.blockEnds[i - 1]) ? 1 : 0);
    return result;
}

/// Prompt tokens that would have been read from a cache of beginnings and were not.
std::vector<std::int64_t> readTokensOf(const Lever& lever, const MarkQuestion& question,
                                       const std::vector<std::uint32_t>& matched, std::uint32_t bit,
                                       std::stop_token stop) {
    const AttemptOrder& order = *question.order;
    const Traffic& traffic = question.traffic;
    PrefixRequests requests;
    std::vector<std::uint32_t> attempts;
    for (const std::uint32_t i : order.byTime) {
        const std::size_t begin = i == 0 ? 0 : order.blockEnds[i - 1];
        if ((matched[traffic.cellOf[i]] & bit) == 0 || begin == order.blockEnds[i])
            continue;
        attempts.push_back(i);
        requests.times.push_back(order.times[i]);
        requests.promptTokens.push_back(traffic.promptTokens(i));
        requests.blocks.insert(requests.blocks.end(), order.blocks.begin() + std::ptrdiff_t(begin),
                               order.blocks.begin() + std::ptrdiff_t(order.blockEnds[i]));
        requests.ends.push_back(requests.blocks.size());
    }
    PrefixCacheTerms terms;
    terms.blockTokens = lever[Field::BlockTokens];
    terms.capacity = std::size_t(lever[Field::Capacity]);
    terms.timeToLive = lever[Field::TimeToLiveSeconds] * core::kMicrosPerSecond;
    if (lever.evictsLeastOften)
        terms.eviction = Eviction::LeastOften;
    const PrefixReplay replay = replayPrefixCache(requests, terms, std::move(stop));
    std::vector<std::int64_t> tokens(traffic.size());
    for (std::size_t k = 0; k < replay.matched.size(); ++k) {
        const std::uint32_t i = attempts[k];
        const std::int64_t there =
            std::min(std::int64_t(replay.matched[k]) * terms.blockTokens, requests.promptTokens[k]);
        tokens[i] = std::clamp<std::int64_t>(there - traffic.of(Figure::ReadTokens, i), 0,
                                             traffic.of(Figure::InputTokens, i));
    }
    return tokens;
}

/// Attempts of requests that start once the tenant's quota of the month is used up.
std::vector<std::uint8_t> beyondQuota(const Lever& lever, const MarkQuestion& question,
                                      const std::vector<std::uint32_t>& matched,
                                      std::uint32_t bit) {
    const Traffic& traffic = question.traffic;
    const AttemptOrder& order = *question.order;
    const std::size_t tenant = traffic.placeOf(Dimension::Tenant);
    const std::size_t month = traffic.placeOf(Dimension::Month);
    std::map<std::pair<std::string, std::string>, std::uint32_t> numbers;
    std::vector<std::uint32_t> countOf;
    for (const std::vector<std::string>& cell : traffic.cells)
        countOf.push_back(
            numbers.emplace(std::pair(cell[tenant], cell[month]), std::uint32_t(numbers.size()))
                .first->second);
    std::vector<std::int64_t> used(numbers.size());
    std::set<std::uint32_t> refused; // requests
    for (const std::uint32_t i : order.byTime)
        if (order.tries[i] == 1 && (matched[traffic.cellOf[i]] & bit) != 0 &&
            ++used[countOf[traffic.cellOf[i]]] > lever[Field::QuotaRequests])
            refused.insert(order.requests[i]);
    std::vector<std::uint8_t> beyond(traffic.size());
    for (std::size_t i = 0; i < beyond.size(); ++i)
        beyond[i] = refused.count(order.requests[i]) != 0 ? 1 : 0;
    return beyond;
}

/// Attempts of requests that start once their action has made all of its calls.
LeverMarks beyondActionLimit(const Lever& lever, const MarkQuestion& question,
                             const std::vector<std::uint32_t>& matched, std::uint32_t bit) {
    const AttemptOrder& order = *question.order;
    std::unordered_map<std::uint32_t, std::int64_t> made; // by action
    std::unordered_set<std::uint32_t> refused;            // requests
    LeverMarks marks;
    marks.isMarked.resize(question.traffic.size());
    marks.isLost.resize(question.traffic.size());
    for (const std::uint32_t i : order.byTime) {
        if (order.tries[i] != 1 || (matched[question.traffic.cellOf[i]] & bit) == 0)
            continue;
        const std::int64_t number = ++made[order.actions[i]];
        if (number > lever[Field::MaxCalls])
            refused.insert(order.requests[i]);
        marks.isLost[i] = number == lever[Field::MaxCalls] + 1 ? 1 : 0;
    }
    for (std::size_t i = 0; i < marks.isMarked.size(); ++i)
        marks.isMarked[i] = refused.contains(order.requests[i]) ? 1 : 0;
    return marks;
}

LeverMarks beyondLimit(const Lever& lever, const AttemptOrder& order) {
    LeverMarks marks;
    const std::int64_t most = lever[Field::MaxAttempts];
    for (std::size_t i = 0; i < order.tries.size(); ++i) {
        marks.isMarked.push_back(order.tries[i] > most ? 1 : 0);
        marks.isLost.push_back(order.tries[i] == most + 1 ? order.saved[i] : 0);
    }
    return marks;
}

} // namespace

bool needsOrder(const Lever& lever) {
    return lever.kind == LeverKind::RetryLimit || lever.kind == LeverKind::Quota ||
           lever.kind == LeverKind::ActionLimit ||
           ((lever.kind == LeverKind::ResponseCache || lever.kind == LeverKind::PromptCache) &&
            lever.cacheMode == CacheMode::Replay);
}

core::Result<std::optional<Dimension>> timeOfPrices(const Lever& route, const PriceBook& book,
                                                    const core::Zone& zone) {
    const auto rules = book.rulesOf(route.provider, route.model);
    if (rules.empty())
        return noPrice(route);
    std::optional<Dimension> needed;
    for (const int index : rules) {
        const core::PriceRule& rule = book.rules()[std::size_t(index)];
        for (const auto& moment : {rule.validFrom, rule.validTo}) {
            if (!moment)
                continue;
            const core::Instant instant = zone.resolve(*moment);
            const bool isMidnight = zone.startOf(zone.dayOf(instant)).micros == instant.micros;
            needed = isMidnight && needed != Dimension::Hour ? Dimension::Day : Dimension::Hour;
        }
    }
    return needed;
}

std::vector<std::uint32_t> matchedLevers(const Scenario& scenario, const Traffic& traffic,
                                         const Lever* target) {
    std::vector<std::uint32_t> matched(traffic.cells.size());
    for (std::size_t l = 0; l < scenario.levers.size(); ++l) {
        const auto& conditions = scenario.levers[l].match.conditions;
        for (std::size_t c = 0; c < matched.size(); ++c) {
            const bool isMatch =
                std::all_of(conditions.begin(), conditions.end(), [&](const auto& condition) {
                    if (target != nullptr && condition.dimension == Dimension::Model)
                        return holds(condition, target->model);
                    if (target != nullptr && condition.dimension == Dimension::Provider &&
                        !target->provider.empty())
                        return holds(condition, target->provider);
                    return holds(condition, traffic.cells[c][traffic.placeOf(condition.dimension)]);
                });
            if (isMatch)
                matched[c] |= 1U << l;
        }
    }
    return matched;
}

core::Result<EventMarks> markEvents(const MarkQuestion& question, std::stop_token stop) {
    const std::vector<Lever>& levers = question.scenario.levers;
    const std::vector<std::uint32_t> matched =
        matchedLevers(question.scenario, question.traffic, nullptr);
    EventMarks marks;
    for (std::size_t l = 0; l < levers.size(); ++l) {
        const Lever& lever = levers[l];
        LeverMarks& own = marks.levers.emplace_back();
        if (lever.kind == LeverKind::RetryLimit)
            own = beyondLimit(lever, *question.order);
        if (lever.kind == LeverKind::Quota)
            own.isMarked = beyondQuota(lever, question, matched, 1U << l);
        if (lever.kind == LeverKind::ActionLimit)
            own = beyondActionLimit(lever, question, matched, 1U << l);
        if (lever.kind == LeverKind::ResponseCache && needsOrder(lever)) {
            own.isMarked = hitsOf(lever, question, matched, 1U << l, stop);
            marks.hasPromptHashes = question.order->hasPrompts;
        }
        if (lever.kind == LeverKind::PromptCache && needsOrder(lever)) {
            own.readTokens = readTokensOf(lever, question, matched, 1U << l, stop);
            own.isMarked = withBlocks(*question.order);
            marks.hasPromptBlocks = !question.order->blocks.empty();
        }
        own.hasBounds = !lever.match.promptTokens.isAny() || !lever.match.outputTokens.isAny();
        if (lever.kind == LeverKind::Route)
            marks.targets.push_back(TargetCards(question, l).find());
        if (lever.kind == LeverKind::SelfHost)
            marks.targets.push_back({l, {UnitPrices{}}, {}}); // its numbers are the prices
        if (stop.stop_requested())
            return core::Error{core::Error::Code::Cancelled, "The replay was stopped.", {}};
    }
    return marks;
}

} // namespace ms::scenario
