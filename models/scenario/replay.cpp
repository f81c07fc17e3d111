// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/replay.h"

#include "models/analysis/revenue_split.h"

#include <algorithm>
#include <map>
#include <set>

namespace ms::scenario {

using core::MoneySum;
using query::Dimension;

namespace {

core::Error usage(std::string message) {
    return {core::Error::Code::Usage, std::move(message), {}};
}

bool hasPlanLever(const Scenario& scenario) {
    return std::any_of(scenario.levers.begin(), scenario.levers.end(),
                       [](const Lever& lever) { return lever.kind == LeverKind::PlanPrice; });
}

void addOnce(std::vector<Dimension>& dimensions, Dimension dimension) {
    if (std::find(dimensions.begin(), dimensions.end(), dimension) == dimensions.end())
        dimensions.push_back(dimension);
}

core::Status check(const ReplayQuestion& question) {
    const std::vector<Lever>& levers = question.scenario.levers;
    if (levers.size() > kMostLevers)
        return usage("A scenario has at most " + std::to_string(kMostLevers) + " levers.");
    const auto routes = std::count_if(levers.begin(), levers.end(), [](const Lever& lever) {
        return leadsElsewhere(lever.kind);
    });
    if (std::size_t(routes) > kMostTargets)
        return usage("A scenario has at most " + std::to_string(kMostTargets) +
                     " routes, self-hosting included.");
    for (const Lever& lever : levers) {
        if (lever.kind == LeverKind::PlanPrice &&
            (!lever.match.promptTokens.isAny() || !lever.match.outputTokens.isAny()))
            return usage("Lever '" + lever.title() + "': a plan has no bounds on tokens.");
        if (lever.kind == LeverKind::PromptCache &&
            lever[Field::ReadShare] + lever[Field::WriteShare] > kBillion)
            return usage("Lever '" + lever.title() +
                         "': tokens read and written are together at most all.");
    }
    return {};
}

/// What cells must tell apart.
core::Result<std::vector<Dimension>> dimensionsOf(const ReplayQuestion& question,
                                                  const pricing::PriceBook& book,
                                                  const core::Zone& zone) {
    std::vector<Dimension> dimensions = question.by;
    for (const Lever& lever : question.scenario.levers) {
        for (const query::Condition& condition : lever.match.conditions)
            addOnce(dimensions, condition.dimension);
        if (lever.kind == LeverKind::Quota) {
            addOnce(dimensions, Dimension::Tenant);
            addOnce(dimensions, Dimension::Month);
        }
        if (lever.kind != LeverKind::Route)
            continue;
        addOnce(dimensions, Dimension::Account);
        addOnce(dimensions, Dimension::ServiceTier);
        const auto time = timeOfPrices(lever, book, zone);
        if (!time)
            return time.error();
        if (*time)
            addOnce(dimensions, **time);
    }
    return dimensions;
}

void add(WeightedSum& sum, const ClassSums& sums, const std::vector<Weight>& weights) {
    for (std::size_t i = 0; i < sums.size(); ++i)
        sum.add(sums[i], weights[i]);
}

core::Int128 of(const ClassSums& sums, Sum sum) {
    return sums[std::size_t(sum)];
}

void add(Totals& totals, const ClassSums& sums, const Effect& effect) {
    add(totals.cost, sums, effect.cost);
    totals.revenue.add(of(sums, Sum::Requests), effect.overage);
}

} // namespace

core::Result<Replay> Replay::prepare(ReplayQuestion question, const query::EventSource& source,
                                     const analysis::RevenueBooks& revenue,
                                     const pricing::PriceBook& book, std::stop_token stop) {
    Replay replay;
    if (const auto status = check(question); !status)
        return status.error();
    replay.m_question = std::move(question);
    query::Filter filter = replay.m_question.filter;
    filter.conditions.insert(filter.conditions.end(), replay.scenario().where.begin(),
                             replay.scenario().where.end());
    if (const auto status = replay.readTraffic(source, filter, book, stop); !status)
        return status.error();
    if (const auto status = replay.readRevenue(source, filter, revenue, stop); !status)
        return status.error();
    return replay;
}

std::optional<Replay> Replay::withScenario(const Scenario& changed) const {
    Scenario same = changed;
    if (same.levers.size() != scenario().levers.size())
        return std::nullopt;
    for (std::size_t l = 0; l < same.levers.size(); ++l)
        for (std::size_t f = 0; f < kFields; ++f)
            if (!infoOf(Field(f)).isReplayed)
                same.levers[l][Field(f)] = scenario().levers[l][Field(f)];
    for (std::size_t l = 0; l < same.levers.size(); ++l)
        same.levers[l].name = scenario().levers[l].name;
    if (!(same.levers == scenario().levers && same.where == scenario().where))
        return std::nullopt;
    if (!check({changed, {}, {}}))
        return std::nullopt;
    Replay replay = *this;
    replay.m_question.scenario = changed;
    return replay;
}

core::Status Replay::readTraffic(const query::EventSource& source, const query::Filter& filter,
                                 const pricing::PriceBook& book, std::stop_token stop) {
    auto dimensions = dimensionsOf(m_question, book, source.lens().zone);
    if (!dimensions)
        return dimensions.error();
    auto traffic = loadTraffic(source, filter, *std::move(dimensions), stop);
    if (!traffic)
        return traffic.error();
    AttemptOrder order;
    const std::vector<Lever>& levers = scenario().levers;
    const bool isOrdered = std::any_of(levers.begin(), levers.end(), needsOrder);
    if (isOrdered) {
        auto read = orderAttempts(*traffic, source, filter, stop);
        if (!read)
            return read.error();
        order = *std::move(read);
    }
    auto marks = markEvents(
        {scenario(), *traffic, isOrdered ? &order : nullptr, book, source.lens().zone}, stop);
    if (!marks)
        return marks.error();
    m_marks = *std::move(marks);
    auto table = classify(scenario(), *traffic, m_marks, stop);
    if (!table)
        return table.error();
    m_table = *std::move(table);
    m_attempts = std::int64_t(traffic->size());
    for (const std::vector<std::string>& cell : traffic->cells)
        m_cellKeys.emplace_back(cell.begin(), cell.begin() + std::ptrdiff_t(m_question.by.size()));
    for (LeverMarks& own : m_marks.levers)
        own = {own.hasBounds, {}, {}, {}}; // the classes know
    for (Target& target : m_marks.targets)
        target.cardOf = {};
    return {};
}

core::Status Replay::readRevenue(const query::EventSource& source, const query::Filter& filter,
                                 const analysis::RevenueBooks& books, std::stop_token stop) {
    const auto accrued = analysis::accrueRevenue(books, source, filter, stop);
    if (!accrued)
        return accrued.error();
    m_revenueNotes = accrued->notes;
    const std::vector<Dimension>& by = m_question.by;
    const auto split = analysis::splitRevenue(*accrued, {by, filter, {}}, source, stop);
    if (!split)
        return split.error();
    std::set<ReplayKeys> rows;
    for (const std::vector<std::string>& keys : m_cellKeys)
        rows.insert({keys, false});
    for (const analysis::RevenueSlice& slice : split->slices)
        rows.insert({slice.keys, slice.isNoUsage});
    m_rows.assign(rows.begin(), rows.end());
    m_revenue.resize(m_rows.size());
    for (const analysis::RevenueSlice& slice : split->slices)
        m_revenue[rowOf({slice.keys, slice.isNoUsage})] += slice.amount;
    for (const std::vector<std::string>& keys : m_cellKeys)
        m_rowOfCell.push_back(rowOf({keys, false}));
    if (!hasPlanLever(scenario()))
        return {};
    std::vector<Dimension> finer = by;
    for (const Lever& lever : scenario().levers)
        if (lever.kind == LeverKind::PlanPrice)
            for (const query::Condition& condition : lever.match.conditions)
                addOnce(finer, condition.dimension);
    const auto parts = analysis::splitRevenue(*accrued, {finer, filter, {}}, source, stop);
    if (!parts)
        return parts.error();
    Traffic cells; // the slices, to be matched as traffic is
    cells.dimensions = finer;
    Scenario plans = scenario();
    for (Lever& lever : plans.levers)
        if (lever.kind != LeverKind::PlanPrice)
            lever.match.conditions.clear();
    for (const analysis::RevenueSlice& slice : parts->slices)
        cells.cells.push_back(slice.keys);
    const std::vector<std::uint32_t> matched = matchedLevers(plans, cells, nullptr);
    for (std::size_t i = 0; i < matched.size(); ++i) {
        const analysis::RevenueSlice& slice = parts->slices[i];
        const std::vector<std::string> keys(slice.keys.begin(),
                                            slice.keys.begin() + std::ptrdiff_t(by.size()));
        // A finer split may know of no usage where the coarser one does not ask.
        const bool isThere = rows.count({keys, slice.isNoUsage}) != 0;
        m_parts.push_back({rowOf({keys, isThere && slice.isNoUsage}), matched[i], slice.amount});
    }
    return {};
}

std::size_t Replay::rowOf(const ReplayKeys& keys) const {
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), keys);
    return std::size_t(found - m_rows.begin());
}

void Replay::addRevenueTo(std::vector<Totals>& rows, const Scenario& changed,
                          std::uint32_t active) const {
    for (const RevenuePart& part : m_parts) {
        Weight kept = kWeightOne;
        for (std::size_t l = 0; l < changed.levers.size(); ++l) {
            const Lever& lever = changed.levers[l];
            if (lever.kind != LeverKind::PlanPrice || (active & part.matched & 1U << l) == 0)
                continue;
            kept =
                times(times(kept, retainedShare(lever)), kBillion + lever[Field::PlanPriceChange]);
        }
        rows[rows.size() == 1 ? 0 : part.row].revenue.add(part.amount.picos(), kept - kWeightOne);
    }
}

Totals Replay::totals(const Scenario& changed, std::uint32_t active) const {
    std::vector<Totals> all(1);
    for (std::size_t p = 0; p < m_table.patterns.size(); ++p)
        add(all[0], m_table.patternSums[p],
            effectOf(m_table.patterns[p], changed, m_marks, active));
    for (const MoneySum amount : m_revenue)
        all[0].revenue.add(amount.picos(), kWeightOne);
    addRevenueTo(all, changed, active);
    return all[0];
}

std::vector<Totals> Replay::totalsByRow(const Scenario& changed, std::uint32_t active) const {
    std::vector<Effect> effects;
    for (const Pattern& pattern : m_table.patterns)
        effects.push_back(effectOf(pattern, changed, m_marks, active));
    std::vector<Totals> rows(m_rows.size());
    for (const TrafficClass& own : m_table.classes)
        add(rows[m_rowOfCell[own.cell]], own.sums, effects[own.pattern]);
    for (std::size_t row = 0; row < rows.size(); ++row)
        rows[row].revenue.add(m_revenue[row].picos(), kWeightOne);
    addRevenueTo(rows, changed, active);
    return rows;
}

std::vector<double> Replay::marginsByRow(const Scenario& changed, std::uint32_t active) const {
    constexpr double kUnit = double(core::kPicosPerUnit);
    std::vector<std::vector<std::pair<std::size_t, double>>> lost; // by pattern: sum, units of each
    for (const Pattern& pattern : m_table.patterns) {
        const Effect effect = effectOf(pattern, changed, m_marks, active);
        std::vector<double> weights;
        for (const Weight weight : effect.cost)
            weights.push_back(-double(weight) / double(kWeightOne) / kUnit);
        weights[std::size_t(Sum::Requests)] += double(effect.overage) / double(kWeightOne) / kUnit;
        auto& own = lost.emplace_back();
        for (std::size_t sum = 0; sum < weights.size(); ++sum)
            if (weights[sum] != 0)
                own.emplace_back(sum, weights[sum]);
    }
    std::vector<Totals> revenue(m_rows.size());
    for (std::size_t row = 0; row < revenue.size(); ++row)
        revenue[row].revenue.add(m_revenue[row].picos(), kWeightOne);
    addRevenueTo(revenue, changed, active);
    std::vector<double> margins;
    for (const Totals& row : revenue)
        margins.push_back(double(row.revenue.rounded()) / kUnit);
    for (const TrafficClass& own : m_table.classes)
        for (const auto& [sum, weight] : lost[own.pattern])
            margins[m_rowOfCell[own.cell]] += double(own.sums[sum]) * weight;
    return margins;
}

std::vector<core::Int128> Replay::requestsByRow() const {
    std::vector<core::Int128> requests(m_rows.size());
    for (const TrafficClass& own : m_table.classes)
        requests[m_rowOfCell[own.cell]] += of(own.sums, Sum::Requests);
    return requests;
}

Guardrails Replay::guardrails(const Scenario& changed, std::uint32_t active) const {
    Guardrails result;
    for (std::size_t p = 0; p < m_table.patterns.size(); ++p) {
        const ClassSums& sums = m_table.patternSums[p];
        const Effect effect = effectOf(m_table.patterns[p], changed, m_marks, active);
        result.served.add(of(sums, Sum::Requests), effect.served);
        result.refused.add(of(sums, Sum::Requests), effect.refused);
        add(result.lost, sums, effect.lost);
        result.hits.add(of(sums, Sum::Calls), effect.hits);
        result.staleHits.add(of(sums, Sum::Calls), effect.staleHits);
        result.truncated.add(of(sums, Sum::Calls), effect.truncated);
        result.routed.add(of(sums, Sum::Calls), effect.routed);
        result.escalated.add(of(sums, Sum::Calls), effect.escalated);
        result.unroutable.add(of(sums, Sum::Calls), effect.unroutable);
    }
    return result;
}

std::int64_t Replay::unpricedAttempts() const {
    std::int64_t attempts = 0;
    for (const std::int64_t unpriced : m_table.unpriced)
        attempts += unpriced;
    return attempts;
}

} // namespace ms::scenario
