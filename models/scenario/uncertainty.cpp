// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/uncertainty.h"

#include "models/analysis/averages.h"
#include "models/core/decimal.h"
#include "models/scenario/document.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace ms::scenario {

namespace {

core::Error usage(std::string message) {
    return {core::Error::Code::Usage, std::move(message), {}};
}

double marginOf(const Totals& totals) {
    return analysis::inUnits(
        core::MoneySum::fromPicos(totals.revenue.rounded() - totals.cost.rounded()));
}

double figureOf(const Totals& totals, SolveTarget::Figure figure) {
    const double revenue = analysis::inUnits(totals.revenue.money());
    switch (figure) {
    case SolveTarget::Figure::Cost:
        return analysis::inUnits(totals.cost.money());
    case SolveTarget::Figure::MarginPct:
        return revenue > 0 ? marginOf(totals) / revenue : 0;
    case SolveTarget::Figure::Margin:
        break;
    }
    return marginOf(totals);
}

/// Where solutions are looked for: what nobody would ask for is left out.
std::pair<std::int64_t, std::int64_t> searched(Field field) {
    constexpr std::int64_t kMostTimes = 10 * kBillion;
    constexpr std::int64_t kMostMoney = 1000 * core::kPicosPerUnit;
    const FieldInfo& info = infoOf(field);
    const std::int64_t most = info.unit == Unit::Money ? kMostMoney : kMostTimes;
    return {std::max(info.least, -most), std::min(info.most, most)};
}

} // namespace

std::optional<double> Uncertainty::shareBetter() const {
    return draws ? std::optional(1 - draws->shareBelow(std::nextafter(before, HUGE_VAL)))
                 : std::nullopt;
}

Uncertainty uncertaintyOf(const Replay& replay, std::size_t draws) {
    Uncertainty result;
    result.ranges = replay.scenario().ranges;
    result.before = marginOf(replay.totals(replay.scenario(), 0));
    std::vector<stats::AssumedRange> assumed;
    for (std::size_t i = 0; i < result.ranges.size(); ++i) {
        const Range& range = result.ranges[i];
        const std::int64_t taken = replay.scenario().levers[range.lever][range.field];
        assumed.push_back({std::to_string(i), double(std::min(range.low, taken)), double(taken),
                           double(std::max(range.high, taken))});
    }
    Scenario changed = replay.scenario();
    const auto margin = [&](std::span<const double> values) {
        for (std::size_t i = 0; i < values.size(); ++i)
            changed.levers[result.ranges[i].lever][result.ranges[i].field] =
                std::llround(values[i]);
        return marginOf(replay.totals(changed, replay.allLevers()));
    };
    result.tornado = stats::tornadoOf(assumed, margin);
    if (draws > 0)
        result.draws = stats::monteCarlo(assumed, margin, replay.scenario().seed, draws);
    return result;
}

core::Result<SolveTarget> solveTargetNamed(std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    const auto number = equals == std::string_view::npos
                            ? core::parseDecimal({})
                            : core::parseDecimal(text.substr(equals + 1));
    SolveTarget target;
    if (name == "margin_pct")
        target.figure = SolveTarget::Figure::MarginPct;
    else if (name == "cost")
        target.figure = SolveTarget::Figure::Cost;
    if (!number || (name != "margin" && target.figure == SolveTarget::Figure::Margin))
        return usage("A target is margin=0, margin_pct=0.7 or cost=100, not '" + std::string(text) +
                     "'.");
    target.value = double(number->digits) / double(core::powerOfTen(number->scale));
    return target;
}

core::Result<SolveFor> solveForNamed(std::string_view text, const Scenario& scenario) {
    const std::size_t dot = text.find('.');
    const std::string_view name = dot == std::string_view::npos ? text : text.substr(dot + 1);
    const std::string_view place = dot == std::string_view::npos ? "" : text.substr(0, dot);
    std::vector<SolveFor> found;
    for (std::size_t l = 0; l < scenario.levers.size(); ++l) {
        const auto field = fieldNamed(name, scenario.levers[l].kind);
        if (field && (place.empty() || place == std::to_string(l + 1)))
            found.push_back({l, *field});
    }
    if (found.empty())
        return usage("No lever of the scenario has a number '" + std::string(text) + "'.");
    if (found.size() > 1)
        return usage("Several levers have '" + std::string(name) +
                     "'; write its place in the order in which they act, such as " +
                     std::to_string(found.front().lever + 1) + "." + std::string(name) + ".");
    if (infoOf(found.front().field).isReplayed)
        return usage("'" + std::string(name) +
                     "' needs another replay for every value; try some values instead.");
    return found.front();
}

Solution solve(const Replay& replay, const SolveFor& what, const SolveTarget& target) {
    Solution solution;
    solution.what = what;
    solution.target = target;
    std::tie(solution.low, solution.high) = searched(what.field);
    Scenario changed = replay.scenario();
    const auto gap = [&](double value) {
        changed.levers[what.lever][what.field] = std::llround(value);
        return figureOf(replay.totals(changed, replay.allLevers()), target.figure) - target.value;
    };
    const stats::BreakEven found =
        stats::breakEven(gap, double(solution.low), double(solution.high));
    for (const double root : found.roots)
        solution.values.push_back(std::llround(root));
    solution.atLow = found.atLow + target.value;
    solution.atHigh = found.atHigh + target.value;
    return solution;
}

} // namespace ms::scenario
