// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/report_chart.h"

#include <QCoreApplication>

#include "models/core/check.h"
#include "models/session/visible_text.h"
#include "models/tables/number_format.h"
#include "models/tables/report_table_model.h"
#include "views/charts/report_plot.h"

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
    bar.label = session::visibleLine(QString::fromStdString(point.label));
    bar.value = tables::barLength(value);
    if (column.kind == report::Column::Kind::Ratio)
        bar.value *= 100;
    bar.kind = bar.value < 0 ? ChartBar::Kind::Loss : ChartBar::Kind::Gain;
    bar.valueText = tables::displayText(value, format);
    bar.details = tables::isUnknown(value) ? trText("Not known") : tables::fullText(value, format);
    bar.row = point.row;
    return bar;
}

QString leftOutText(std::size_t shown, std::size_t all) {
    return shown < all ? trText(" · the first %1 of %2").arg(shown).arg(all) : QString();
}

/// "Margin" of dollars is "Margin, USD", unless it says so itself.
QString withCurrency(const QString& title, const report::Chart& chart,
                     const ChartContext& context) {
    const QString code = QString::fromStdString(context.currency);
    if (title.isEmpty() || chart.valueKind != report::Column::Kind::Money || title.contains(code))
        return title;
    return title + QStringLiteral(", ") + code;
}

std::string visible(const std::string& text) {
    return session::visibleLine(QString::fromStdString(text)).toStdString();
}

/// With texts on one line each, of which none turns the direction of what stands beside it.
report::Chart withVisibleTexts(report::Chart chart) {
    for (std::string* text : {&chart.title, &chart.xTitle, &chart.yTitle, &chart.referenceLabel})
        *text = visible(*text);
    for (report::Series& series : chart.series) {
        series.name = visible(series.name);
        for (report::Point& point : series.points)
            if (!point.label.empty())
                point.label = visible(point.label);
    }
    return chart;
}

ChartSpec plotChart(const report::Chart& given, const ChartContext& context, std::size_t rows) {
    const report::Chart chart = withVisibleTexts(given);
    ReportPlot made = reportPlot(chart, context.currency, rows);
    ChartSpec spec;
    spec.title = QString::fromStdString(chart.title);
    spec.source = sourceText(context) + leftOutText(made.shownLabels, made.allLabels);
    QString& valueTitle = made.plot.isAcross() ? made.plot.xTitle : made.plot.yTitle;
    valueTitle = withCurrency(valueTitle, chart, context);
    spec.axisTitle = valueTitle;
    spec.plot = std::move(made.plot);
    return spec;
}

} // namespace

bool isDrawable(const report::Chart& chart) {
    return std::any_of(chart.series.begin(), chart.series.end(),
                       [](const report::Series& series) { return !series.points.empty(); });
}

ChartSpec pictureOf(const report::Chart& chart, const ChartContext& context, std::size_t rows) {
    CHECK(isDrawable(chart), "There is nothing to draw.");
    return plotChart(chart, context, rows);
}

ChartSpec reportChart(const report::Chart& chart, const ChartContext& context, std::size_t bars) {
    CHECK(isDrawable(chart), "There is nothing to draw.");
    if (chart.kind != report::Chart::Kind::Bars || chart.series.size() > 1)
        return plotChart(chart, context, bars);
    report::Column column;
    column.kind = chart.valueKind;
    const tables::NumberFormat format(context.currency);
    ChartSpec spec;
    spec.title = session::visibleLine(QString::fromStdString(chart.title));
    spec.axisTitle = withCurrency(QString::fromStdString(chart.xTitle), chart, context);
    spec.source = sourceText(context);
    const std::vector<report::Point>& points = chart.series.front().points;
    const std::size_t shown = std::min({bars, points.size(), ChartSpec::kMostBars});
    for (std::size_t i = 0; i < shown; ++i)
        spec.bars.push_back(barOf(points[i], column, format));
    spec.source += leftOutText(shown, points.size());
    return spec;
}

} // namespace ms::views
