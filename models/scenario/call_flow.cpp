// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/call_flow.h"

#include "models/stats/elasticity.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace ms::scenario {

namespace {

/// One way that calls go: as logged (0), or to the model of a route (1, 2, ...). The weights say
/// how much of each figure is left.
struct Flow {
    std::size_t way = 0;
    bool isEscalated = false; // came back from a route: not routed again
    Weight calls = 0;
    Weight input = 0;
    Weight read = 0;
    Weight write = 0;
    Weight readAsInput = 0;
    Weight writeAsInput = 0;
    Weight output = 0;
    Weight other = 0;
    std::vector<Weight> capped;    // by lever
    std::vector<Weight> readAgain; // by lever: what reading its tokens changes
    Weight unchanged = 0;          // of the uncached prompt: not compressed, so caches know it
    Weight tokenFee = 0;           // a prompt token, pico-units
    Weight callFee = 0;            // a call, pico-units
    Weight requestFee = 0;         // a request, pico-units
    Weight truncated = 0;

    template <class Change>
    void changeProvider(const Change& change) {
        for (Weight* weight :
             {&input, &read, &write, &readAsInput, &writeAsInput, &output, &other, &unchanged})
            change(*weight);
        for (std::vector<Weight>* weights : {&capped, &readAgain})
            for (Weight& weight : *weights)
                change(weight);
    }
    void scaleProvider(std::int64_t billionths) {
        changeProvider([&](Weight& weight) { weight = times(weight, billionths); });
    }
    void scale(std::int64_t billionths) {
        scaleProvider(billionths);
        for (Weight* weight : {&calls, &tokenFee, &callFee, &requestFee, &truncated})
            *weight = times(*weight, billionths);
    }
};

Flow flowOf(Weight all, std::size_t way, std::size_t levers) {
    Flow flow;
    flow.way = way;
    flow.calls = flow.unchanged = flow.input = flow.read = flow.write = flow.output = flow.other =
        all;
    flow.capped.assign(levers, 0);
    flow.readAgain.assign(levers, 0);
    return flow;
}

std::int64_t product(std::int64_t a, std::int64_t b) {
    return std::int64_t(
        core::divideRounded(core::Int128(a) * b, kBillion, core::Rounding::HalfEven));
}

/// The levers, one after the other, on the attempts of one pattern.
class Replay {
public:
    Replay(const Pattern& pattern, const Scenario& scenario, const EventMarks& marks)
        : m_pattern{pattern}, m_scenario{scenario}, m_marks{marks} {
        m_flows.push_back(flowOf(kWeightOne, 0, scenario.levers.size()));
        m_effect.served = kWeightOne;
        m_effect.cost.assign(leverSum(scenario.levers.size()), 0);
        m_effect.lost.assign(leverSum(scenario.levers.size()), 0);
    }

    void apply(std::size_t index) {
        const Lever& lever = m_scenario.levers[index];
        switch (lever.kind) {
        case LeverKind::PlanPrice:
            return applyPlanPrice(lever, index);
        case LeverKind::Quota:
            return applyQuota(lever, index);
        case LeverKind::ActionLimit:
            return applyActionLimit(lever, index);
        case LeverKind::ResponseCache:
            return applyResponseCache(lever, index);
        case LeverKind::Route:
        case LeverKind::SelfHost:
            return applyRoute(lever, index);
        case LeverKind::Compression:
            return forEachMatched(index, [&](Flow& flow) { compress(flow, lever); });
        case LeverKind::PromptCache:
            return forEachMatched(index, [&](Flow& flow) { cachePrompt(flow, index); });
        case LeverKind::OutputCap:
            return forEachMatched(index, [&](Flow& flow) { capOutput(flow, index); });
        case LeverKind::Batch:
            return forEachMatched(index, [&](Flow& flow) {
                flow.scaleProvider(kBillion - product(lever[Field::Share], lever[Field::Discount]));
            });
        case LeverKind::RetryLimit:
            return applyRetryLimit(lever, index);
        case LeverKind::PriceChange:
            return forEachMatched(index, [&](Flow& flow) {
                flow.scaleProvider(kBillion +
                                   product(lever[Field::Share], lever[Field::ProviderPriceChange]));
            });
        case LeverKind::Count:
            break;
        }
    }

    Effect take() {
        for (const Flow& flow : m_flows) {
            addFees(flow);
            if (flow.way == 0)
                addLogged(flow);
            else
                addPriced(flow);
            m_effect.truncated += flow.truncated;
        }
        return std::move(m_effect);
    }

private:
    bool isMatched(std::size_t lever, std::size_t way = 0) const {
        return (m_pattern.matched[way] >> lever & 1) != 0;
    }
    bool isMarked(std::size_t lever) const { return (m_pattern.marks >> lever & 1) != 0; }
    /// Bounds on tokens narrow what a lever takes; marks of them are in `matched` already.
    template <class Change>
    void forEachMatched(std::size_t lever, const Change& change) {
        for (Flow& flow : m_flows)
            if (isMatched(lever, flow.way))
                change(flow);
    }
    void scaleAll(std::int64_t billionths) {
        for (Flow& flow : m_flows)
            flow.scale(billionths);
    }

    void applyPlanPrice(const Lever& lever, std::size_t index) {
        if (!isMatched(index))
            return;
        const std::int64_t kept = retainedShare(lever);
        scaleAll(kept);
        m_effect.served = times(m_effect.served, kept);
    }

    void applyQuota(const Lever& lever, std::size_t index) {
        if (!isMatched(index) || !isMarked(index))
            return;
        const bool isBlocked = lever.quotaMode == QuotaMode::Block;
        const std::int64_t kept = isBlocked ? 0 : kBillion - lever[Field::LostShare];
        const Weight before = m_effect.served;
        scaleAll(kept);
        m_effect.served = times(before, kept);
        m_effect.refused += before - m_effect.served;
        if (!isBlocked)
            m_effect.overage += m_effect.served * lever[Field::OveragePrice];
    }

    /// What comes after the limit is not asked; of the actions cut, a part fails, once each.
    void applyActionLimit(const Lever& lever, std::size_t index) {
        if (!isMatched(index) || !isMarked(index))
            return;
        const Weight before = m_effect.served;
        const Weight failed = times(times(before, lever[Field::Share]), lever[Field::FailedShare]);
        m_effect.lost[leverSum(index)] += failed;
        m_effect.cost[leverSum(index)] += failed * lever[Field::FailureCost];
        scaleAll(kBillion - lever[Field::Share]);
        m_effect.served = times(before, kBillion - lever[Field::Share]);
        m_effect.refused += before - m_effect.served;
    }

    void applyResponseCache(const Lever& lever, std::size_t index) {
        if (!isMatched(index))
            return;
        const bool isReplayed = lever.cacheMode == CacheMode::Replay;
        const std::int64_t rate =
            isReplayed ? (isMarked(index) ? kBillion : 0) : lever[Field::HitRate];
        const Weight asked = times(m_flows.front().calls, lever[Field::Share]);
        const Weight hits = times(asked, rate);
        const Weight stale = times(hits, lever[Field::StaleShare]);
        scaleAll(kBillion - product(lever[Field::Share], rate));
        m_effect.hits += hits;
        m_effect.staleHits += stale;
        at(m_effect.cost, Sum::Calls) +=
            asked * lever[Field::LookupCost] + stale * lever[Field::StaleCost];
    }

    void applyRoute(const Lever& lever, std::size_t index) {
        std::size_t way = 1;
        while (m_marks.targets[way - 1].lever != index)
            ++way;
        if (!isMatched(index))
            return;
        if (!m_pattern.isRepriceable || m_pattern.cards[way - 1] == Target::kNoCard) {
            m_effect.unroutable = kWeightOne;
            return;
        }
        const std::size_t flows = m_flows.size();
        for (std::size_t f = 0; f < flows; ++f) {
            if (m_flows[f].way != 0 || m_flows[f].isEscalated)
                continue;
            const Weight moved = times(m_flows[f].calls, lever[Field::Share]);
            const Weight back = times(moved, lever[Field::Escalation]);
            m_flows[f].scale(kBillion - lever[Field::Share]);
            Flow routed = flowOf(moved, way, m_scenario.levers.size());
            routed.other = 0;
            routed.callFee = moved * lever[Field::JudgeCost];
            Flow escalated = flowOf(back, 0, m_scenario.levers.size());
            escalated.isEscalated = true;
            const Weight lost = -times(moved, lever[Field::SuccessChange]);
            routed.requestFee = lost * lever[Field::FailureCost];
            at(m_effect.lost, Sum::Requests) += lost;
            m_effect.routed += moved;
            m_effect.escalated += back;
            m_flows.push_back(std::move(routed));
            if (back != 0)
                m_flows.push_back(std::move(escalated));
        }
    }

    void compress(Flow& flow, const Lever& lever) const {
        const std::int64_t taken = product(lever[Field::Share], lever[Field::EligibleShare]);
        const std::int64_t left = product(taken, lever[Field::KeepRatio]);
        flow.input = times(flow.input, kBillion - taken + left);
        flow.unchanged = times(flow.unchanged, kBillion - taken);
        // What is compressed is another text: the provider's cache does not have it.
        flow.readAsInput =
            times(flow.readAsInput, kBillion - taken + left) + times(flow.read, left);
        flow.writeAsInput =
            times(flow.writeAsInput, kBillion - taken + left) + times(flow.write, left);
        flow.read = times(flow.read, kBillion - taken);
        flow.write = times(flow.write, kBillion - taken);
        constexpr std::int64_t kMillion = 1'000'000;
        flow.tokenFee +=
            core::divideRounded(times(flow.calls, taken) * lever[Field::CostPerMillion], kMillion,
                                core::Rounding::HalfEven);
    }

    void cachePrompt(Flow& flow, std::size_t index) const {
        const Lever& lever = m_scenario.levers[index];
        if (lever.cacheMode == CacheMode::Replay)
            return readBlocks(flow, index);
        const std::int64_t read = product(lever[Field::Share], lever[Field::ReadShare]);
        const std::int64_t write = product(lever[Field::Share], lever[Field::WriteShare]);
        const std::int64_t factor = kBillion - read - write +
                                    product(read, lever[Field::ReadMultiplier]) +
                                    product(write, lever[Field::WriteMultiplier]);
        for (Weight* weight : {&flow.input, &flow.readAsInput, &flow.writeAsInput, &flow.unchanged})
            *weight = times(*weight, factor);
    }

    /// What was seen before is read, all else of the uncached prompt is written.
    void readBlocks(Flow& flow, std::size_t index) const {
        if (!isMarked(index))
            return; // the log does not say what its prompt is made of
        const Lever& lever = m_scenario.levers[index];
        const std::int64_t share = lever[Field::Share];
        const std::int64_t written =
            kBillion + product(share, lever[Field::WriteMultiplier] - kBillion);
        flow.readAgain[index] +=
            times(flow.unchanged,
                  product(share, lever[Field::ReadMultiplier] - lever[Field::WriteMultiplier]));
        for (Weight* weight : {&flow.input, &flow.readAsInput, &flow.writeAsInput})
            *weight = times(*weight, written);
        flow.unchanged = times(flow.unchanged, written);
    }

    void capOutput(Flow& flow, std::size_t index) {
        const Lever& lever = m_scenario.levers[index];
        if ((m_pattern.truncated >> (index * (kMostTargets + 1) + flow.way) & 1) == 0)
            return;
        const std::int64_t share = lever[Field::Share];
        const Flow before = flow;
        flow.capped[index] += times(flow.output, share);
        flow.output = times(flow.output, kBillion - share);
        for (std::size_t l = 0; l < index; ++l) {
            if (m_scenario.levers[l][Field::Cap] <= lever[Field::Cap])
                continue; // cut shorter already
            flow.capped[index] += times(flow.capped[l], share);
            flow.capped[l] = times(flow.capped[l], kBillion - share);
        }
        flow.truncated = before.truncated + times(before.calls - before.truncated, share);
        addRepeats(flow, before, product(share, lever[Field::RepeatShare]));
    }

    /// The calls that are made again, whole.
    static void addRepeats(Flow& flow, const Flow& whole, std::int64_t part) {
        for (const auto weight :
             {&Flow::input, &Flow::read, &Flow::write, &Flow::readAsInput, &Flow::writeAsInput,
              &Flow::output, &Flow::other, &Flow::callFee, &Flow::tokenFee})
            flow.*weight += times(whole.*weight, part);
        for (std::size_t l = 0; l < whole.capped.size(); ++l) {
            flow.capped[l] += times(whole.capped[l], part);
            flow.readAgain[l] += times(whole.readAgain[l], part);
        }
    }

    void applyRetryLimit(const Lever& lever, std::size_t index) {
        if (!isMatched(index))
            return;
        Weight reached = 0;
        for (Flow& flow : m_flows)
            if (!flow.isEscalated)
                reached += flow.calls;
        m_effect.lost[leverSum(index)] += times(reached, lever[Field::Share]);
        if (isMarked(index))
            scaleAll(kBillion - lever[Field::Share]);
    }

    static Weight& at(std::vector<Weight>& weights, Sum sum) { return weights[std::size_t(sum)]; }

    void addFees(const Flow& flow) {
        at(m_effect.cost, Sum::Calls) += flow.callFee;
        at(m_effect.cost, Sum::Requests) += flow.requestFee;
        for (const Sum sum :
             {Sum::InputTokens, Sum::ReadTokens, Sum::Write5mTokens, Sum::Write1hTokens})
            at(m_effect.cost, sum) += flow.tokenFee;
    }

    /// At what the calls were charged.
    void addLogged(const Flow& flow) {
        std::vector<Weight>& cost = m_effect.cost;
        at(cost, Sum::InputCost) += flow.input;
        at(cost, Sum::ReadCost) += flow.read;
        at(cost, Sum::WriteCost) += flow.write;
        at(cost, Sum::ReadAsInput) += flow.readAsInput;
        at(cost, Sum::WriteAsInput) += flow.writeAsInput;
        at(cost, Sum::OutputCost) += flow.output;
        at(cost, Sum::OtherCost) += flow.other;
        for (std::size_t l = 0; l < flow.capped.size(); ++l)
            cost[leverSum(l)] += flow.capped[l];
        for (std::size_t l = 0; l < flow.readAgain.size(); ++l)
            cost[leverSum(l) + 1] += flow.readAgain[l];
    }

    /// At the price of the route's model.
    void addPriced(const Flow& flow) {
        const Target& target = m_marks.targets[flow.way - 1];
        const Lever& route = m_scenario.levers[target.lever];
        const UnitPrices unit = route.kind == LeverKind::SelfHost
                                    ? selfHostPrices(route)
                                    : target.cards[m_pattern.cards[flow.way - 1]];
        std::vector<Weight>& cost = m_effect.cost;
        const auto add = [&](Sum sum, Weight weight, std::int64_t price, Field ratio) {
            at(cost, sum) += times(times(weight, route[ratio]), price);
        };
        add(Sum::InputTokens, flow.input, unit.input, Field::PromptRatio);
        add(Sum::ReadTokens, flow.read, unit.read, Field::PromptRatio);
        add(Sum::ReadTokens, flow.readAsInput, unit.input, Field::PromptRatio);
        add(Sum::Write5mTokens, flow.write, unit.write5m, Field::PromptRatio);
        add(Sum::Write1hTokens, flow.write, unit.write1h, Field::PromptRatio);
        add(Sum::Write5mTokens, flow.writeAsInput, unit.input, Field::PromptRatio);
        add(Sum::Write1hTokens, flow.writeAsInput, unit.input, Field::PromptRatio);
        add(Sum::OutputTokens, flow.output, unit.output, Field::OutputRatio);
        at(cost, Sum::Calls) += times(flow.calls, unit.request);
        for (std::size_t l = 0; l < flow.readAgain.size(); ++l)
            cost[leverSum(l)] +=
                times(times(flow.readAgain[l], route[Field::PromptRatio]), unit.input);
        for (std::size_t l = 0; l < flow.capped.size(); ++l)
            if (flow.capped[l] != 0)
                at(cost, Sum::Calls) +=
                    times(flow.capped[l], unit.output) * m_scenario.levers[l][Field::Cap];
    }

    const Pattern& m_pattern;
    const Scenario& m_scenario;
    const EventMarks& m_marks;
    std::vector<Flow> m_flows;
    Effect m_effect;
};

} // namespace

UnitPrices selfHostPrices(const Lever& lever) {
    constexpr std::int64_t kSecondsAnHour = 3600;
    const core::Int128 hour =
        core::Int128(lever[Field::GpuHourCost]) * (kBillion + lever[Field::Overhead]);
    const auto price = [&](std::int64_t tokensPerSecond) {
        // The two billionths of overhead and utilisation cancel; one is left for the unit.
        const core::Int128 tokens =
            core::Int128(kSecondsAnHour) * tokensPerSecond * lever[Field::Utilisation];
        const core::Int128 each =
            hour / tokens * kBillion +
            core::divideRounded(hour % tokens * kBillion, tokens, core::Rounding::HalfEven);
        return std::int64_t(std::min<core::Int128>(each, INT64_MAX)); // $9,223 a million tokens
    };
    UnitPrices prices;
    prices.output = price(lever[Field::OutputRate]);
    prices.input = lever[Field::InputRate] == 0 ? prices.output : price(lever[Field::InputRate]);
    prices.read = prices.write5m = prices.write1h = prices.input;
    return prices;
}

std::int64_t retainedShare(const Lever& lever) {
    const double kept =
        stats::retainedShare(1 + double(lever[Field::PlanPriceChange]) / double(kBillion),
                             double(lever[Field::Elasticity]) / double(kBillion));
    constexpr double kMost = 10; // a price near nothing would have endless demand
    return product(std::llround(std::min(kept, kMost) * double(kBillion)),
                   kBillion - lever[Field::Churn]);
}

Effect effectOf(const Pattern& pattern, const Scenario& scenario, const EventMarks& marks,
                std::uint32_t active) {
    Replay replay(pattern, scenario, marks);
    for (std::size_t l = 0; l < scenario.levers.size(); ++l)
        if ((active >> l & 1) != 0)
            replay.apply(l);
    return replay.take();
}

} // namespace ms::scenario
