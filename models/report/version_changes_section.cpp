// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/version_changes_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/report/arm_words.h"
#include "models/report/change_words.h"

#include <algorithm>

namespace ms::report {

using analysis::ArmMetric;
using analysis::VersionChange;
using analysis::VersionChanges;
using core::Int128;
using Kind = Column::Kind;

namespace {

Cell moneyOf(std::optional<double> amount) {
    return metricCell(ArmMetric::CostPerRequest, amount);
}

bool isSure(const VersionChange& change) {
    return change.marginInterval &&
           (change.marginInterval->low > 0 || change.marginInterval->high < 0);
}

std::string findingOf(const VersionChanges& all, const Context& context) {
    if (all.features == 0)
        return "No request in this selection names a prompt version.";
    if (all.changes.empty())
        return "No prompt version changed.";
    const VersionChange& worst = all.changes.front();
    const std::string count =
        analysis::countWords(Int128(all.changes.size()), "change") + " of a prompt version";
    if (!worst.marginPerMonth)
        return count + "; of none it is known what it did to the margin.";
    const std::string money =
        signedMoneyWords(analysis::inMoney(*worst.marginPerMonth), context.currency);
    const std::string name = worst.version + " of " + sliceText({worst.feature});
    if (*worst.marginPerMonth >= 0)
        return count + "; none cost margin. " + name + ": " + money + " a month.";
    return count + "; the most costly: " + name + ", " + money + " a month" +
           (isSure(worst) ? "." : ", which may be chance.");
}

std::vector<Column> columnsOf() {
    return {{"feature", "feature", Kind::Key, {}, query::Dimension::Feature},
            {"prompt_version", "prompt_version", Kind::Key, {}, query::Dimension::PromptVersion},
            {"before", "Before", Kind::Text,
             "The version with most requests in the four weeks before."},
            {"since", "Since", Kind::Text, "First day with the new version."},
            {"requests", "Requests", Kind::Count, "Of the new version in the period."},
            {"margin_month", "Margin a month", Kind::Money,
             "What the margin gains a month with all of the feature's volume in the new version: "
             "-difference x successes (or requests, where nothing succeeds) of a month."},
            {"margin_low", "At least", Kind::Money, "Lower limit of that at 95 %."},
            {"margin_high", "At most", Kind::Money, "Upper limit."},
            {"cost_per_request_before", "Per request, before", Kind::Money, "Cost / requests."},
            {"cost_per_request", "Per request", Kind::Money, "The same of the new version."},
            {"cost_per_success_before", "Per success, before", Kind::Money,
             "Cost of all units / successful ones."},
            {"cost_per_success", "Per success", Kind::Money, "The same of the new version."},
            {"success_rate_before", "Success, before", Kind::Ratio, "Successful / finished units."},
            {"success_rate", "Success", Kind::Ratio, "The same of the new version."},
            {"p_value", "p", Kind::PValue, "Two-sided p-value of what the margin is judged by."}};
}

Row rowOf(const VersionChange& change) {
    const auto& interval = change.marginInterval;
    Row row;
    row.cells = {change.feature,
                 change.version,
                 change.before,
                 core::toText(change.day),
                 change.b[analysis::ArmSum::Requests],
                 moneyOf(change.marginPerMonth),
                 moneyOf(interval ? std::optional(interval->low) : std::nullopt),
                 moneyOf(interval ? std::optional(interval->high) : std::nullopt),
                 moneyOf(change.costPerRequest.unadjusted.a.ratio),
                 moneyOf(change.costPerRequest.unadjusted.b.ratio),
                 moneyOf(change.costPerSuccess.unadjusted.a.ratio),
                 moneyOf(change.costPerSuccess.unadjusted.b.ratio),
                 cellOf(change.successRate.unadjusted.a.ratio),
                 cellOf(change.successRate.unadjusted.b.ratio),
                 cellOf(change.judged().difference.pValue)};
    row.drill = conditionsOf({query::Dimension::Feature, query::Dimension::PromptVersion},
                             {change.feature, change.version});
    return row;
}

Chart chartOf(const VersionChanges& all, const std::string& finding) {
    constexpr std::size_t kMostDrawn = 20;
    Chart chart;
    chart.kind = Chart::Kind::Intervals;
    chart.title = finding;
    chart.xTitle = "Margin a month, with its 95% interval";
    chart.reference = 0;
    chart.referenceLabel = "no effect";
    Series series{"Margin a month", {}};
    for (std::size_t i = 0; i < std::min(all.changes.size(), kMostDrawn); ++i) {
        const VersionChange& change = all.changes[i];
        if (!change.marginPerMonth)
            continue;
        Point point{sliceText({change.feature, change.version}), moneyOf(change.marginPerMonth)};
        if (change.marginInterval) {
            point.low = change.marginInterval->low;
            point.high = change.marginInterval->high;
        }
        point.row = int(i);
        series.points.push_back(std::move(point));
    }
    chart.series = {std::move(series)};
    return chart;
}

} // namespace

Section versionChangesSection(const VersionChanges& all, const Context& context) {
    Section section{
        "versions", "Which prompt changes cost margin?", findingOf(all, context), {}, {}, {},
        all.filter};
    section.table.columns = columnsOf();
    for (const VersionChange& change : all.changes)
        section.table.rows.push_back(rowOf(change));
    if (std::any_of(all.changes.begin(), all.changes.end(),
                    [](const VersionChange& change) { return change.marginPerMonth.has_value(); }))
        section.charts.push_back(chartOf(all, section.finding));
    if (!all.changes.empty())
        section.notes.push_back("Observational: versions are compared over the whole period, with "
                                "intervals between tenants. What else changed with a version "
                                "counts too; compare looks closer.");
    return section;
}

} // namespace ms::report
