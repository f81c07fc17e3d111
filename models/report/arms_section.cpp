// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/arms_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/report/arm_words.h"
#include "models/report/change_words.h"

#include <algorithm>

namespace ms::report {

using analysis::ArmComparison;
using analysis::ArmDifference;
using analysis::ArmMetric;
using analysis::ArmPair;
using analysis::ArmSums;
using analysis::factsOf;
using core::Int128;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

const char* const kStandardised =
    " Where strata are held constant, at the common mix of both arms.";

std::vector<Column> columnsOf(const ArmComparison& all) {
    const std::string& a = all.arms[0].name;
    const std::string level = analysis::percentWords(1 - all.alpha);
    return {
        {"arm", "Arm", Kind::Text, "What is compared with " + a + "."},
        {"metric", "Metric", Kind::Text, "What is compared; the first one decides."},
        {"baseline", a, Kind::Number, std::string("The metric of the baseline.") + kStandardised},
        {"value", "Arm's value", Kind::Number,
         std::string("The metric of the arm.") + kStandardised},
        {"change_pct", "Change", Kind::Ratio, "(Arm - baseline) / baseline."},
        {"change_low", "At least", Kind::Ratio,
         "Lower limit of the change at " + level +
             "; Fieller's where the baseline itself is uncertain."},
        {"change_high", "At most", Kind::Ratio, "Upper limit of the change."},
        {"margin_month", "Margin a month", Kind::Money,
         "What the margin would gain if all of today's volume went from the baseline to the arm: "
         "-difference x requests, units or successes of a month."},
        {"margin_low", "At least (margin)", Kind::Money, "Lower limit."},
        {"margin_high", "At most (margin)", Kind::Money, "Upper limit."},
        {"difference", "Difference", Kind::Number, "Arm - baseline."},
        {"difference_low", "At least (difference)", Kind::Number,
         "Lower limit of the difference at " + level + ", between clusters."},
        {"difference_high", "At most (difference)", Kind::Number, "Upper limit."},
        {"p_value", "p", Kind::PValue, "Two-sided p-value of the difference, unadjusted."},
        {"adjusted_p", "Adjusted p", Kind::PValue,
         "By Holm: the first metric over the arms, the others together over all arms."},
        {"guardrail", "Guardrail", Kind::Text,
         "By how much it may get worse, of the baseline, and whether the interval is within."},
        {"detectable", "Detectable", Kind::Number,
         "The least difference that would have been found with a power of 80 %."},
        {"unadjusted", "Unadjusted difference", Kind::Number,
         "Arm - baseline of all requests, no stratum held constant."},
        {"reason", "No interval", Kind::Text, "Why there is none."}};
}

/// "may rise 10%: holds"; the success rate's is in points.
Cell guardrailCell(const ArmComparison& all, const ArmPair& pair, ArmMetric metric) {
    const auto& success = pair.of(ArmMetric::SuccessRate).effect.difference.interval;
    if (metric == ArmMetric::SuccessRate && success) {
        const std::string margin =
            analysis::percentWords(stats::shareOfBasisPoints(all.query.marginBasisPoints));
        const bool holds = success->low > -stats::shareOfBasisPoints(all.query.marginBasisPoints);
        return "may fall " + margin.substr(0, margin.size() - 1) +
               " points: " + (holds ? "holds" : "not shown");
    }
    for (const analysis::ArmGuardrailResult& one : pair.guardrails) {
        if (one.guardrail.metric != metric)
            continue;
        const std::string margin =
            analysis::percentWords(stats::shareOfBasisPoints(one.guardrail.basisPoints));
        const bool mayRise = factsOf(metric).better == analysis::ArmMetricFacts::Better::Lower;
        const char* const state = one.state == stats::Guardrail::Holds    ? "holds"
                                  : one.state == stats::Guardrail::Broken ? "broken"
                                                                          : "not shown";
        return std::string(mayRise ? "may rise " : "may fall ") + margin + ": " + state;
    }
    return {};
}

/// Exact where nothing is adjusted.
Cell figureCell(const ArmDifference& one, const ArmSums& sums, std::optional<double> ratio) {
    const auto& facts = factsOf(one.metric);
    if (one.effect.standardised || facts.quantile ||
        facts.kind != analysis::ArmMetricFacts::Kind::Money)
        return metricCell(one.metric, ratio);
    return cellOf(
        analysis::averageOf(MoneySum::fromPicos(sums[facts.numerator]), sums[facts.denominator]));
}

Cell moneyOf(std::optional<double> amount) {
    return metricCell(ArmMetric::CostPerRequest, amount);
}

/// Without a requirement of "what an arm's attempts are" for periods: the row's own period.
void addDrill(Row& row, const ArmComparison& all, const ArmPair& pair) {
    if (all.query.periods) {
        row.drill.emplace();
        row.drillRange = all.query.periods->after;
        return;
    }
    row.drill = conditionsOf({all.query.dimension}, {all.arms[pair.arm].name});
}

Row rowOf(const ArmComparison& all, const ArmPair& pair, const ArmDifference& one) {
    const ArmMetric metric = one.metric;
    const auto& effect = one.effect;
    const auto limit = [&](const std::optional<stats::Interval>& interval,
                           double stats::Interval::*side) {
        return interval ? std::optional((*interval).*side) : std::nullopt;
    };
    const auto& interval = effect.difference.interval;
    using stats::Interval;
    Row row;
    row.cells = {all.arms[pair.arm].name,
                 std::string(factsOf(metric).title),
                 figureCell(one, one.a, effect.shown().a.ratio),
                 figureCell(one, one.b, effect.shown().b.ratio),
                 cellOf(effect.lift.value),
                 cellOf(limit(effect.liftInterval, &Interval::low)),
                 cellOf(limit(effect.liftInterval, &Interval::high)),
                 moneyOf(one.marginPerMonth),
                 moneyOf(limit(one.marginInterval, &Interval::low)),
                 moneyOf(limit(one.marginInterval, &Interval::high)),
                 metricCell(metric, effect.difference.value),
                 metricCell(metric, limit(interval, &Interval::low)),
                 metricCell(metric, limit(interval, &Interval::high)),
                 cellOf(effect.difference.pValue),
                 cellOf(one.adjustedPValue),
                 guardrailCell(all, pair, metric),
                 metricCell(metric, effect.detectable),
                 metricCell(metric, effect.unadjusted.difference.value),
                 interval ? Cell{} : Cell{std::string(stats::nameOf(effect.difference.status))}};
    addDrill(row, all, pair);
    return row;
}

/// As far as a change may go: a guardrail's margin, or success's, which is in points.
std::optional<double> limitOf(const ArmComparison& all, const ArmDifference& one) {
    for (const analysis::ArmGuardrail& guardrail : all.query.guardrails)
        if (guardrail.metric == one.metric)
            return factsOf(one.metric).better == analysis::ArmMetricFacts::Better::Lower
                       ? stats::shareOfBasisPoints(guardrail.basisPoints)
                       : -stats::shareOfBasisPoints(guardrail.basisPoints);
    const auto& baseline = one.effect.shown().a.ratio;
    if (one.metric == ArmMetric::SuccessRate && baseline && *baseline > 0)
        return -stats::shareOfBasisPoints(all.query.marginBasisPoints) / *baseline;
    return {};
}

Point pointOf(const ArmDifference& one, int row) {
    Point point{std::string(factsOf(one.metric).title), cellOf(one.effect.lift.value)};
    if (one.effect.liftInterval) {
        point.low = one.effect.liftInterval->low;
        point.high = one.effect.liftInterval->high;
    }
    point.row = row;
    return point;
}

/// A forest plot: each metric's change with its interval.
Chart forestOf(const ArmComparison& all, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Intervals;
    chart.title = finding;
    chart.xTitle = "Change against " + all.arms[0].name + ", with its " +
                   analysis::percentWords(1 - all.alpha) + " interval";
    chart.valueKind = Kind::Ratio;
    chart.reference = 0;
    chart.referenceLabel = "no difference";
    int row = 0;
    for (const ArmPair& pair : all.pairs) {
        Series series{all.arms[pair.arm].name, {}};
        for (const ArmMetric metric : all.shown) {
            Point point = pointOf(pair.of(metric), row++);
            if (!std::holds_alternative<std::monostate>(point.value))
                series.points.push_back(std::move(point));
        }
        chart.series.push_back(std::move(series));
    }
    Series limits{"may get as far as here", {}}; // points without an interval are ticks
    limits.isYardstick = true;
    for (const ArmMetric metric : all.shown)
        if (const auto limit = limitOf(all, all.pairs.front().of(metric)))
            limits.points.push_back({std::string(factsOf(metric).title), *limit});
    if (!limits.points.empty())
        chart.series.push_back(std::move(limits));
    return chart;
}

/// The success rate against the margin by which it may fall.
Chart guardrailOf(const ArmComparison& all) {
    const std::string margin =
        analysis::percentWords(stats::shareOfBasisPoints(all.query.marginBasisPoints));
    Chart chart;
    chart.kind = Chart::Kind::Intervals;
    chart.title = "Success holds where the whole interval is above -" + margin + ".";
    chart.xTitle = "Difference of success rates against " + all.arms[0].name;
    chart.valueKind = Kind::Ratio;
    chart.reference = -stats::shareOfBasisPoints(all.query.marginBasisPoints);
    chart.referenceLabel = "may fall to here";
    Series series{"Success rate", {}};
    for (const ArmPair& pair : all.pairs) {
        const stats::Estimate& difference = pair.of(ArmMetric::SuccessRate).effect.difference;
        Point point{all.arms[pair.arm].name, cellOf(difference.value)};
        if (difference.interval) {
            point.low = difference.interval->low;
            point.high = difference.interval->high;
        }
        if (difference.value)
            series.points.push_back(std::move(point));
    }
    chart.series = {std::move(series)};
    return chart;
}

std::string methodOf(const ArmComparison& all) {
    const auto& effect = all.pairs.front().of(all.primary()).effect;
    const std::string clusters = std::string(nameOf(all.query.cluster)) + "s";
    std::string words = "Intervals are between " + clusters + " (delta method";
    if (effect.isCrossed)
        words += ", " + clusters + " of both arms paired";
    if (effect.cr2)
        words += ", CR2 since there are few";
    words += "); a request and a unit are in the arm of their first attempt.";
    const bool hasQuantiles = std::any_of(all.shown.begin(), all.shown.end(), [](ArmMetric metric) {
        return factsOf(metric).quantile.has_value();
    });
    if (hasQuantiles && all.strata > 1)
        words += " Quantiles (median, p90, p95, p99) are of all requests: no stratum is held "
                 "constant for them.";
    return words;
}

std::vector<std::string> notesOf(const ArmComparison& all, const Context& context) {
    std::vector<std::string> notes;
    for (const ArmPair& pair : all.pairs) {
        const std::string change = whatWouldChange(all, pair, context);
        if (!change.empty())
            notes.push_back((all.pairs.size() > 1 ? all.arms[pair.arm].name + ": " : "") + change);
        for (const analysis::ArmCheck& check : pair.checks)
            if (check.state != analysis::ArmCheck::State::Passed)
                notes.push_back((all.pairs.size() > 1 ? all.arms[pair.arm].name + ": " : "") +
                                check.sentence);
    }
    notes.push_back(methodOf(all));
    if (all.pairs.size() > 1)
        notes.push_back("With " + std::to_string(all.pairs.size()) +
                        " arms against the baseline each interval is at " +
                        analysis::percentWords(1 - all.alpha) +
                        ", so that all of them hold together at 95%.");
    const auto& anytime = all.pairs.front().anytime;
    if (anytime.interval)
        notes.push_back("At any look: " + std::string(factsOf(all.primary()).title) +
                        " differs by " +
                        metricWords(all.primary(), anytime.interval->low, context) + " to " +
                        metricWords(all.primary(), anytime.interval->high, context) +
                        " (confidence sequence; holds however often one looked before).");
    if (all.days.requestsPerMonth())
        notes.push_back("Margin a month: at the requests of the last " +
                        analysis::countWords(Int128(all.days.recentDays), "day") + ", " +
                        analysis::countWords(Int128(std::int64_t(*all.days.requestsPerMonth()))) +
                        " a month; revenue stays as it is.");
    return notes;
}

} // namespace

Section armsSection(const ArmComparison& all, const Context& context) {
    Section section{"compare",
                    "Which arm does better?",
                    verdictsWords(all, context),
                    {},
                    {},
                    notesOf(all, context),
                    all.query.filter};
    section.table.columns = columnsOf(all);
    for (const ArmPair& pair : all.pairs)
        for (const ArmMetric metric : all.shown)
            section.table.rows.push_back(rowOf(all, pair, pair.of(metric)));
    section.charts.push_back(forestOf(all, section.finding));
    Chart guardrail = guardrailOf(all);
    if (!guardrail.series.front().points.empty())
        section.charts.push_back(std::move(guardrail));
    return section;
}

Section armChecksSection(const ArmComparison& all, const Context&) {
    Section section{"checks", "Can the comparison be trusted?", {}, {}, {}, {}, all.query.filter};
    section.table.columns = {
        {"arm", "Arm", Kind::Text, "What is compared with the baseline."},
        {"check", "Check", Kind::Text, "What could make it wrong."},
        {"state", "State", Kind::Text, "Failed checks change the verdict; the estimates stay."},
        {"found", "Found", Kind::Text, "What was found."}};
    std::int64_t failed = 0, noted = 0, count = 0;
    for (const ArmPair& pair : all.pairs)
        for (const analysis::ArmCheck& check : pair.checks) {
            using State = analysis::ArmCheck::State;
            ++count;
            failed += check.state == State::Failed ? 1 : 0;
            noted += check.state == State::Noted ? 1 : 0;
            const char* const state = check.state == State::Failed  ? "failed"
                                      : check.state == State::Noted ? "to know"
                                                                    : "passed";
            section.table.rows.push_back(
                {{all.arms[pair.arm].name, check.title, std::string(state), check.sentence}});
        }
    section.finding =
        failed > 0 ? analysis::countWords(Int128(failed), "check") + " of " +
                         analysis::countWords(Int128(count)) + " failed, and changed the verdict."
        : noted > 0 ? "No check failed; " + analysis::countWords(Int128(noted)) + " of " +
                          analysis::countWords(Int128(count)) + " found something to know."
                    : "All " + analysis::countWords(Int128(count)) + " checks passed.";
    return section;
}

Section noArmsSection(const query::Filter& filter, query::Dimension dimension) {
    return {"compare",
            "Which arm does better?",
            "There is nothing to compare: no feature has two values of " + sliceWord({dimension}) +
                " in this selection.",
            {},
            {},
            {"Choose another dimension, name the arms, or compare two periods."},
            filter};
}

} // namespace ms::report
