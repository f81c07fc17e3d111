// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/report_chart.h"

#include <QCoreApplication>

#include "models/core/check.h"
#include "models/tables/number_format.h"
#include "models/tables/report_table_model.h"

#include <algorithm>

namespace ms::views {
namespace {

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

ChartBar barOf(const report::Point& point, const report::Column& column,
               const tables::NumberFormat& format) {
    const tables::CellValue value = tables::cellValueOf(point.value, column);
    ChartBar bar;
    bar.label = QString::fromStdString(point.label);
    bar.value = tables::barLength(value);
    if (column.kind == report::Column::Kind::Ratio)
        bar.value *= 100;
    bar.kind = bar.value < 0 ? ChartBar::Kind::Loss : ChartBar::Kind::Gain;
    bar.valueText = tables::displayText(value, format);
    bar.details = tables::isUnknown(value) ? trText("Not known") : tables::fullText(value, format);
    bar.row = point.row;
    return bar;
}

} // namespace

bool isDrawable(const report::Chart& chart) {
    return chart.kind == report::Chart::Kind::Bars && chart.series.size() == 1 &&
           !chart.series.front().points.empty();
}

ChartSpec reportChart(const report::Chart& chart, const ChartContext& context, std::size_t bars) {
    CHECK(isDrawable(chart), "Only bars of one series are drawn.");
    report::Column column;
    column.kind = chart.valueKind;
    const tables::NumberFormat format(context.currency);
    ChartSpec spec;
    spec.title = QString::fromStdString(chart.title);
    spec.axisTitle = QString::fromStdString(chart.xTitle);
    spec.source = sourceText(context);
    const std::vector<report::Point>& points = chart.series.front().points;
    const std::size_t shown = std::min({bars, points.size(), ChartSpec::kMostBars});
    for (std::size_t i = 0; i < shown; ++i)
        spec.bars.push_back(barOf(points[i], column, format));
    if (shown < points.size())
        spec.source += trText(" · the first %1 of %2").arg(shown).arg(points.size());
    return spec;
}

} // namespace ms::views
