// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/xlsx_charts.h"

#include "views/export/xlsx_formulas.h"
#include "views/export/xlsx_names.h"

#include <algorithm>
#include <array>

namespace ms::views {
namespace {

using report::Chart;
using report::Point;
using report::Series;
using Kind = Chart::Kind;

constexpr std::size_t kMostBars = 20; // with room for their names
constexpr std::uint32_t kWidth = 620; // pixels
constexpr std::uint32_t kHeight = 340;
constexpr lxw_color_t kGrey = 0x8a93a2;
constexpr lxw_color_t kGrid = 0xd5dae2;
constexpr lxw_color_t kGain = 0x2a78b8;
constexpr lxw_color_t kLoss = 0xc4500c;
/// As views/charts paints series on light ground.
constexpr std::array<lxw_color_t, 8> kSeries{0x0072b2, 0xd55e00, 0x008a64, 0xb65a90,
                                             0xa06d00, 0x3a8fc2, 0x857c00, 0x5b6675};

bool hasBands(const Chart& chart) {
    return chart.kind == Kind::Bars || chart.kind == Kind::Intervals || chart.kind == Kind::Spans;
}

std::vector<Point> shownPoints(const Chart& chart, const Series& series) {
    std::vector<Point> points = series.points;
    if (hasBands(chart) && points.size() > kMostBars)
        points.resize(kMostBars);
    return points;
}

bool standsAtX(const Chart& chart) {
    return chart.kind != Kind::Columns && !hasBands(chart) && chart.kind != Kind::Waterfall &&
           std::any_of(chart.series.begin(), chart.series.end(), [](const Series& series) {
               return std::any_of(series.points.begin(), series.points.end(),
                                  [](const Point& point) { return point.x.has_value(); });
           });
}

/// Bars that begin where the one before ends: only while no step crosses zero.
bool isDrawnAsSteps(const Chart& chart) {
    if (chart.kind != Kind::Waterfall || chart.series.size() != 1)
        return false;
    const auto& points = chart.series.front().points;
    double level = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double value = sheetNumber(points[i].value).value_or(0);
        level = i == 0 || i + 1 == points.size() ? value : level + value;
        if (level < 0)
            return false;
    }
    return points.size() > 1;
}

int typeOf(const Chart& chart) {
    switch (chart.kind) {
    case Kind::Bars:
        return LXW_CHART_BAR;
    case Kind::Columns:
        return chart.series.size() > 1 ? LXW_CHART_COLUMN_STACKED : LXW_CHART_COLUMN;
    case Kind::Waterfall:
        return isDrawnAsSteps(chart) ? LXW_CHART_COLUMN_STACKED : LXW_CHART_COLUMN;
    case Kind::Intervals:
        return LXW_CHART_LINE;
    case Kind::Spans:
        return LXW_CHART_BAR_STACKED;
    case Kind::Scatter:
        return LXW_CHART_SCATTER;
    default:
        return standsAtX(chart) ? LXW_CHART_SCATTER_STRAIGHT : LXW_CHART_LINE;
    }
}

std::string axisFormat(report::Column::Kind kind) {
    switch (kind) {
    case report::Column::Kind::Ratio:
        return "0%";
    case report::Column::Kind::Number:
        return "General";
    default:
        return "#,##0.##";
    }
}

void fill(lxw_chart_series* series, lxw_color_t colour) {
    lxw_chart_fill paint{};
    paint.color = colour;
    chart_series_set_fill(series, &paint);
}

/// Losses have a colour of their own where there is only one series.
void fillBySign(lxw_chart_series* series, const std::vector<Point>& points) {
    lxw_chart_fill gain{}, loss{};
    gain.color = kGain;
    loss.color = kLoss;
    chart_series_set_fill(series, &gain);
    lxw_chart_point asGain{}, asLoss{};
    asGain.fill = &gain;
    asLoss.fill = &loss;
    std::vector<lxw_chart_point*> looks;
    for (const Point& point : points)
        looks.push_back(sheetNumber(point.value).value_or(0) < 0 ? &asLoss : &asGain);
    looks.push_back(nullptr);
    if (!points.empty())
        chart_series_set_points(series, looks.data());
}

void hide(lxw_chart_series* series) {
    lxw_chart_fill none{};
    none.none = LXW_TRUE;
    chart_series_set_fill(series, &none);
}

void drawLine(lxw_chart_series* series, lxw_color_t colour, bool isVisible) {
    lxw_chart_line line{};
    line.color = colour;
    line.width = 2;
    line.none = isVisible ? LXW_FALSE : LXW_TRUE;
    chart_series_set_line(series, &line);
}

} // namespace

void XlsxCharts::setSheet(lxw_worksheet* sheet, std::string name) {
    m_sheet = sheet;
    m_name = std::move(name);
}

void XlsxCharts::writeNumber(lxw_row_t row, lxw_col_t column, std::optional<double> number) {
    if (number)
        worksheet_write_number(m_sheet, row, column, *number, nullptr);
}

XlsxCharts::Block XlsxCharts::write(const Chart& chart, const Series& series, lxw_col_t column) {
    const std::vector<Point> points = shownPoints(chart, series);
    Block block{m_next, m_next, column, lxw_col_t(column + 1)};
    const bool hasX = standsAtX(chart);
    writeText(m_next - 1, block.value, series.name.empty() ? chart.title : series.name);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto row = lxw_row_t(m_next + i);
        if (hasX)
            writeNumber(row, column, points[i].x);
        else
            writeText(row, column, points[i].label);
        writeNumber(row, block.value,
                    chart.kind == Kind::Spans ? points[i].low : sheetNumber(points[i].value));
        if (chart.kind == Kind::Intervals) {
            writeNumber(row, lxw_col_t(column + 2), points[i].low);
            writeNumber(row, lxw_col_t(column + 3), points[i].high);
        }
        if (chart.kind == Kind::Spans && points[i].low && points[i].high)
            writeNumber(row, lxw_col_t(column + 2), *points[i].high - *points[i].low);
    }
    block.last = points.empty() ? m_next : lxw_row_t(m_next + points.size() - 1);
    return block;
}

void XlsxCharts::writeText(lxw_row_t row, lxw_col_t column, const std::string& text) {
    if (!text.empty())
        worksheet_write_string(m_sheet, row, column, cellText(text).c_str(), nullptr);
}

lxw_chart_series* XlsxCharts::addSeries(lxw_chart* made, const Block& block, lxw_col_t value) {
    lxw_chart_series* series = chart_add_series(made, nullptr, nullptr);
    chart_series_set_categories(series, m_name.c_str(), block.first, block.label, block.last,
                                block.label);
    chart_series_set_values(series, m_name.c_str(), block.first, value, block.last, value);
    // By its cell: a name that begins with "=" would be taken for a formula.
    chart_series_set_name_range(series, m_name.c_str(), block.first - 1, value);
    return series;
}

void XlsxCharts::draw(lxw_chart* made, const Chart& chart, const Block& block, lxw_color_t colour) {
    lxw_chart_series* series = addSeries(made, block, block.value);
    switch (chart.kind) {
    case Kind::Lines:
    case Kind::Steps:
        drawLine(series, colour, true);
        break;
    case Kind::Scatter:
        chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
        break;
    case Kind::Intervals: {
        drawLine(series, colour, false);
        chart_series_set_marker_type(series, LXW_CHART_MARKER_DIAMOND);
        for (const lxw_col_t end : {lxw_col_t(block.value + 1), lxw_col_t(block.value + 2)}) {
            lxw_chart_series* bound = addSeries(made, block, end);
            drawLine(bound, colour, false);
            chart_series_set_marker_type(bound, LXW_CHART_MARKER_SHORT_DASH);
        }
        break;
    }
    case Kind::Spans:
        hide(series);
        fill(addSeries(made, block, lxw_col_t(block.value + 1)), colour);
        break;
    default:
        if (chart.series.size() == 1)
            fillBySign(series, shownPoints(chart, chart.series.front()));
        else
            fill(series, colour);
    }
}

/// An invisible column under each step, and what rises, falls and is a total in three series.
void XlsxCharts::drawSteps(lxw_chart* made, const Series& series) {
    static constexpr std::array<const char*, 4> kNames{"", "Total", "Up", "Down"};
    for (std::size_t i = 1; i < kNames.size(); ++i)
        writeText(m_next - 1, lxw_col_t(i + 1), kNames[i]);
    double level = 0;
    const auto& points = series.points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto row = lxw_row_t(m_next + i);
        const double value = sheetNumber(points[i].value).value_or(0);
        const bool isTotal = i == 0 || i + 1 == points.size();
        const double end = isTotal ? value : level + value;
        writeText(row, 0, points[i].label);
        writeNumber(row, 1, isTotal ? 0 : std::min(level, end));
        writeNumber(row,
                    lxw_col_t(isTotal      ? 2
                              : value >= 0 ? 3
                                           : 4),
                    isTotal ? value : std::abs(value));
        level = end;
    }
    const Block block{m_next, lxw_row_t(m_next + points.size() - 1), 0, 1};
    hide(addSeries(made, block, 1));
    fill(addSeries(made, block, 2), kGrey);
    fill(addSeries(made, block, 3), kSeries[0]);
    fill(addSeries(made, block, 4), kSeries[1]);
    m_next = block.last + 1;
}

void XlsxCharts::add(const Chart& chart, lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column) {
    lxw_chart* made = workbook_add_chart(&m_workbook, std::uint8_t(typeOf(chart)));
    const lxw_row_t heading = m_next;
    writeText(heading, 0, chart.title);
    writeText(heading, 1, chart.xTitle);
    writeText(heading, 2, chart.yTitle);
    m_next = heading + 2; // the names of the series are above their points
    if (isDrawnAsSteps(chart)) {
        drawSteps(made, chart.series.front());
    } else {
        lxw_row_t end = m_next;
        lxw_col_t next = 0;
        for (std::size_t s = 0; s < chart.series.size(); ++s) {
            if (chart.series[s].points.empty())
                continue;
            const Block block = write(chart, chart.series[s], next);
            draw(made, chart, block,
                 chart.series[s].isYardstick ? kGrey : kSeries[s % kSeries.size()]);
            next = lxw_col_t(next + (chart.kind == Kind::Intervals ? 5 : 4));
            end = std::max(end, block.last + 1);
        }
        m_next = end;
    }
    ++m_next;
    label(made, chart, heading);
    lxw_chart_options options{};
    options.x_offset = 8;
    options.x_scale = kWidth / 480.0; // of the size that charts have unasked
    options.y_scale = kHeight / 288.0;
    worksheet_insert_chart_opt(sheet, row, column, made, &options);
}

void XlsxCharts::label(lxw_chart* made, const Chart& chart, lxw_row_t heading) {
    lxw_chart_font font{};
    font.size = 11;
    chart_title_set_name_range(made, m_name.c_str(), heading, 0);
    chart_title_set_name_font(made, &font);
    const bool isAcross = hasBands(chart) && chart.kind != Kind::Intervals;
    lxw_chart_axis* values = isAcross ? made->x_axis : made->y_axis;
    lxw_chart_axis* positions = isAcross ? made->y_axis : made->x_axis;
    lxw_chart_line grid{};
    grid.color = kGrid;
    chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
    chart_axis_major_gridlines_set_line(values, &grid);
    chart_axis_major_gridlines_set_visible(positions, LXW_FALSE);
    const bool hasValueTitle = !(isAcross ? chart.xTitle : chart.yTitle).empty();
    const bool hasPositionTitle = !(isAcross ? chart.yTitle : chart.xTitle).empty();
    if (hasValueTitle)
        chart_axis_set_name_range(values, m_name.c_str(), heading, isAcross ? 1 : 2);
    if (hasPositionTitle)
        chart_axis_set_name_range(positions, m_name.c_str(), heading, isAcross ? 2 : 1);
    chart_axis_set_num_format(values, axisFormat(chart.valueKind).c_str());
    if (standsAtX(chart))
        chart_axis_set_num_format(positions, axisFormat(chart.xKind).c_str());
    if (isAcross) { // from the top down, with the figures below
        chart_axis_set_reverse(positions);
        chart_axis_set_crossing_max(positions);
    }
    chart_axis_set_label_position(positions, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (chart.series.size() > 1)
        chart_legend_set_position(made, LXW_CHART_LEGEND_BOTTOM);
    else
        chart_legend_set_position(made, LXW_CHART_LEGEND_NONE);
    if (chart.kind == Kind::Intervals)
        chart_set_high_low_lines(made, nullptr);
}

} // namespace ms::views
