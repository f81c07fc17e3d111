// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/report_plot.h"

#include <QCoreApplication>
#include <QHash>

#include "models/tables/report_table_model.h"
#include "views/charts/plot_size.h"
#include "views/charts/waterfall_steps.h"

#include <algorithm>
#include <cmath>
#include <list>
#include <utility>

namespace ms::views {
namespace {

using report::Chart;
using report::Series;

constexpr std::size_t kMostSteps = 14; // of a waterfall; more have no room for their names

std::optional<double> finite(std::optional<double> value) {
    return value && std::isfinite(*value) ? value : std::nullopt;
}

/// The label and which of its name in the series it is: equal names stay apart.
std::vector<std::pair<QString, int>> keysOf(const Series& series) {
    QHash<QString, int> seen;
    std::vector<std::pair<QString, int>> keys;
    for (const report::Point& point : series.points) {
        const QString label = QString::fromStdString(point.label);
        keys.emplace_back(label, seen[label]++);
    }
    return keys;
}

using CategoryList = std::list<std::pair<QString, int>>;

/// All labels. One that the series before do not have comes after its neighbour in its own series,
/// so that months stay in order when the first series lacks one.
CategoryList mergedKeys(const std::vector<Series>& series) {
    CategoryList merged;
    QHash<std::pair<QString, int>, CategoryList::iterator> places;
    for (const Series& one : series) {
        auto next = merged.begin();
        for (const auto& key : keysOf(one)) {
            const auto place = places.constFind(key);
            if (place != places.constEnd()) {
                next = std::next(*place);
                continue;
            }
            places.insert(key, merged.insert(next, key));
        }
    }
    return merged;
}

/// Spans in the order of their rows, whichever series they are of.
void sortByRow(CategoryList& keys, const std::vector<Series>& series) {
    QHash<std::pair<QString, int>, int> rowOf;
    for (const Series& one : series) {
        const auto own = keysOf(one);
        for (std::size_t i = 0; i < own.size(); ++i)
            rowOf.insert(own[i], one.points[i].row);
    }
    keys.sort([&](const auto& a, const auto& b) { return rowOf.value(a) < rowOf.value(b); });
}

bool standsAtX(const Chart& chart) {
    using Kind = Chart::Kind;
    if (chart.kind != Kind::Lines && chart.kind != Kind::Steps && chart.kind != Kind::Scatter)
        return false;
    return std::any_of(chart.series.begin(), chart.series.end(), [](const Series& series) {
        return std::any_of(series.points.begin(), series.points.end(),
                           [](const report::Point& point) { return point.x.has_value(); });
    });
}

PlotMark markOf(const report::Point& point, const report::Column& column,
                const tables::NumberFormat& format) {
    const tables::CellValue value = tables::cellValueOf(point.value, column);
    const double length = tables::barLength(value);
    const bool isKnown = !tables::isUnknown(value) && std::isfinite(length) &&
                         !std::holds_alternative<QString>(value);
    PlotMark mark;
    if (isKnown)
        mark.value = length;
    mark.x = finite(point.x);
    mark.low = finite(point.low);
    mark.high = finite(point.high);
    mark.label = QString::fromStdString(point.label);
    mark.valueText = isKnown ? tables::displayText(value, format) : format.unknown();
    mark.details = isKnown ? tables::fullText(value, format)
                           : QCoreApplication::translate("ms::views", "Not known");
    mark.row = point.row;
    return mark;
}

/// Lengths of the categories that are kept; the marks of others go.
void setCategories(ReportPlot& made, const std::vector<Series>& series, std::size_t most) {
    CategoryList merged = mergedKeys(series);
    if (made.plot.kind == Chart::Kind::Spans)
        sortByRow(merged, series);
    made.allLabels = merged.size();
    QHash<std::pair<QString, int>, int> numbers;
    for (const auto& key : merged) {
        if (made.plot.categories.size() == most)
            break;
        numbers.insert(key, int(made.plot.categories.size()));
        made.plot.categories.push_back(key.first);
    }
    made.shownLabels = made.plot.categories.size();
    for (std::size_t s = 0; s < series.size(); ++s) {
        std::vector<PlotMark>& marks = made.plot.series[s].marks;
        const auto keys = keysOf(series[s]);
        for (std::size_t i = 0; i < keys.size(); ++i)
            marks[i].category = numbers.value(keys[i], -1);
        std::erase_if(marks, [](const PlotMark& mark) { return mark.category < 0; });
    }
}

} // namespace

ReportPlot reportPlot(const Chart& chart, const std::string& currency, std::size_t rows) {
    ReportPlot made;
    Plot& plot = made.plot;
    plot.kind = chart.kind;
    plot.xTitle = QString::fromStdString(chart.xTitle);
    plot.yTitle = QString::fromStdString(chart.yTitle);
    plot.valueKind = chart.valueKind;
    plot.xKind = chart.xKind;
    plot.reference = finite(chart.reference);
    plot.referenceLabel = QString::fromStdString(chart.referenceLabel);
    plot.format = tables::NumberFormat(currency);
    plot.rows = rows;
    std::vector<Series> series = chart.series;
    if (chart.kind == Chart::Kind::Waterfall && !series.empty()) {
        series.resize(1);
        series[0].points = waterfallSteps(series[0].points, kMostSteps);
    }
    report::Column column;
    column.kind = chart.valueKind;
    for (const Series& one : series) {
        PlotSeries drawn{QString::fromStdString(one.name), {}, one.isYardstick};
        for (const report::Point& point : one.points)
            drawn.marks.push_back(markOf(point, column, plot.format));
        plot.series.push_back(std::move(drawn));
    }
    if (standsAtX(chart)) {
        for (PlotSeries& one : plot.series) {
            std::erase_if(one.marks, [](const PlotMark& mark) { return !mark.x; });
            std::stable_sort(one.marks.begin(), one.marks.end(),
                             [](const PlotMark& a, const PlotMark& b) { return *a.x < *b.x; });
        }
        return made;
    }
    setCategories(made, series, plot.isAcross() ? categoriesFor(plot) : Chart::kMostPoints);
    return made;
}

} // namespace ms::views
