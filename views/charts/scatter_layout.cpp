// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/scatter_layout.h"

#include <QFontMetricsF>

#include "models/report/scatter_section.h"
#include "views/charts/axis_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ms::views {
namespace {

using Kind = report::Column::Kind;
using stats::PlanePoint;
using stats::PlotPosition;
using stats::PlotScale;

constexpr double kGap = 6;
constexpr double kEdge = 12;            // between the outermost dots and the edge
constexpr double kUprightTickRoom = 40; // pixels between marks of an axis
constexpr double kLevelTickRoom = 90;
constexpr double kReach = 12; // of a pointer
constexpr double kSmallestDot = 5.2;
constexpr double kDotGrowth = 2.4; // for each power of ten
constexpr double kFaintest = 0.74; // 3:1 on the ground

struct Tick {
    double position = 0;
    QString text;
};

/// One axis: what it shows, and how its positions become figures.
struct AxisSide {
    const PlotPosition& positions;
    report::Column column;
    double unit = 1; // of the values in one of the figures: pico-units in money
    double low = 0;  // positions at the ends of the plot
    double high = 1;
};

AxisSide sideOf(const PlotPosition& positions, analysis::ScatterMeasure measure, double pixels) {
    AxisSide side{positions, report::columnOf(measure),
                  isMoney(measure) ? double(core::kPicosPerUnit) : 1.0};
    const double width = positions.high() - positions.low();
    if (width > 0) {
        const double edge = width * kEdge / std::max(pixels - 2 * kEdge, 1.0);
        side.low = positions.low() - edge;
        side.high = positions.high() + edge;
        return side;
    }
    const double half = positions.scale() == PlotScale::Log
                            ? 1.0
                            : std::max(std::abs(positions.low()) / 2, side.unit);
    side.low = positions.low() - half;
    side.high = positions.low() + half;
    return side;
}

/// 1, 2 and 5 of each power of ten where there are few, else powers, else every second, third one.
std::vector<Tick> logTicks(const AxisSide& side, std::size_t most,
                           const tables::NumberFormat& format) {
    const double from = std::max(side.low, side.positions.lowAboveLane() - 1e-9);
    const double shift = std::log10(side.unit);
    const int first = int(std::floor(from - shift)), last = int(std::ceil(side.high - shift));
    std::vector<Tick> ticks;
    const auto add = [&](double digit, int power) {
        const double position = std::log10(digit) + power + shift;
        if (position < from || position > side.high)
            return;
        const double figure =
            power < 0 ? digit / std::pow(10.0, -power) : digit * std::pow(10.0, power);
        ticks.push_back(
            {position, axisText(figure, std::max(0, -power), side.column.kind, format)});
    };
    const std::array<double, 3> digits{1, 2, 5};
    if (std::size_t(last - first) * digits.size() <= most) {
        for (int power = first; power <= last; ++power)
            for (const double digit : digits)
                add(digit, power);
        return ticks;
    }
    const int step = std::max(1, int(std::ceil(double(last - first) / double(most))));
    for (int power = first; power <= last; ++power)
        if (power % step == 0)
            add(1, power);
    return ticks;
}

std::vector<Tick> linearTicks(const AxisSide& side, std::size_t most,
                              const tables::NumberFormat& format) {
    AxisRange range;
    range.add(side.low / side.unit);
    range.add(side.high / side.unit);
    const AxisScale scale =
        axisScale(range, int(most), AxisEnds::OnFigures, leastStepOf(side.column.kind));
    std::vector<Tick> ticks;
    for (const double tick : scale.ticks)
        ticks.push_back(
            {tick * side.unit, axisText(tick, scale.decimals, side.column.kind, format)});
    return ticks;
}

/// Even steps on a logarithmic axis that is too short for powers of ten.
std::vector<Tick> evenTicks(const AxisSide& side, std::size_t most,
                            const tables::NumberFormat& format) {
    AxisSide figures = side;
    figures.low = std::pow(10.0, std::max(side.low, side.positions.lowAboveLane()));
    figures.high = std::pow(10.0, side.high);
    std::vector<Tick> ticks = linearTicks(figures, most, format);
    std::erase_if(ticks, [](const Tick& tick) { return tick.position <= 0; });
    for (Tick& tick : ticks)
        tick.position = std::log10(tick.position);
    return ticks;
}

std::vector<Tick> ticksOf(const AxisSide& side, double pixels, double room,
                          const tables::NumberFormat& format) {
    const std::size_t most = std::size_t(std::max(2.0, pixels / room));
    std::vector<Tick> ticks = side.positions.scale() == PlotScale::Log
                                  ? logTicks(side, most, format)
                                  : linearTicks(side, most, format);
    if (ticks.size() < 3 && side.positions.scale() == PlotScale::Log)
        ticks = evenTicks(side, most, format);
    if (const auto lane = side.positions.lane())
        ticks.insert(ticks.begin(),
                     {*lane, side.positions.hasLessThanZero() ? QStringLiteral("≤ 0")
                                                              : QStringLiteral("0")});
    return ticks;
}

QString titleOf(const AxisSide& side, const std::string& currency) {
    const QString title = QString::fromStdString(side.column.title);
    return side.column.kind == Kind::Money
               ? title + QStringLiteral(", ") + QString::fromStdString(currency)
               : title;
}

double sizeFor(std::size_t count) {
    return kSmallestDot + kDotGrowth * std::log10(double(std::max<std::size_t>(count, 1)));
}

/// Makes the layout, step by step.
class Arrangement {
public:
    Arrangement(const analysis::Scatter& scatter, const std::string& currency, const QSizeF& size,
                const QFont& font, ScatterLayout& layout)
        : m_scatter{scatter}, m_currency{currency}, m_format{currency}, m_font{font},
          m_metrics{fontOf(PlotText::Role::Axis, font)}, m_layout{layout} {
        layout.axes.size = size;
    }
    void arrange() {
        const QSizeF size = m_layout.axes.size;
        const double line = m_metrics.height();
        QRectF& plot = m_layout.axes.plot;
        plot = QRectF(QPointF(0, line + 2 * kGap),
                      QPointF(size.width() - kEdge, size.height() - 2 * line - 2 * kGap));
        const AxisSide y = sideOf(m_scatter.yAxis(), m_scatter.query().y, plot.height());
        const auto upright = ticksOf(y, plot.height(), kUprightTickRoom, m_format);
        double widest = 0;
        for (const Tick& tick : upright)
            widest = std::max(widest, m_metrics.horizontalAdvance(tick.text));
        plot.setLeft(widest + 2 * kGap);
        const AxisSide x = sideOf(m_scatter.xAxis(), m_scatter.query().x, plot.width());
        m_layout.shown = {x.low, x.high, y.low, y.high};
        writeUpright(upright);
        writeLevel(ticksOf(x, plot.width(), kLevelTickRoom, m_format));
        writeTitles(titleOf(x, m_currency), titleOf(y, m_currency));
        ruleLanes();
        placeDots();
        writeLegend();
    }

private:
    void writeUpright(const std::vector<Tick>& ticks) {
        const QRectF& plot = m_layout.plot();
        const double line = m_metrics.height();
        for (const Tick& tick : ticks) {
            const double y = m_layout.pixelOf({m_layout.shown.left, tick.position}).y();
            m_layout.axes.rules.push_back(
                {QLineF(plot.left(), y, plot.right(), y), PlotRule::Role::Grid});
            write(QRectF(0, y - line / 2, plot.left() - kGap, line), Qt::AlignRight, tick.text,
                  PlotText::Role::Axis);
        }
    }
    void writeLevel(const std::vector<Tick>& ticks) {
        const QRectF& plot = m_layout.plot();
        double free = 0; // texts do not touch
        for (const Tick& tick : ticks) {
            const double x = m_layout.pixelOf({tick.position, m_layout.shown.bottom}).x();
            m_layout.axes.rules.push_back(
                {QLineF(x, plot.top(), x, plot.bottom()), PlotRule::Role::Grid});
            const double half = m_metrics.horizontalAdvance(tick.text) / 2 + 1;
            const double right = std::min(x + half, m_layout.axes.size.width());
            if (right - 2 * half < free)
                continue;
            write(QRectF(right - 2 * half, plot.bottom() + kGap / 2, 2 * half, m_metrics.height()),
                  Qt::AlignHCenter, tick.text, PlotText::Role::Axis);
            free = right + kGap;
        }
    }
    void writeTitles(const QString& x, const QString& y) {
        const QRectF& plot = m_layout.plot();
        const double line = m_metrics.height();
        write(QRectF(0, 0, plot.right() / 2, line), Qt::AlignLeft, y, PlotText::Role::AxisTitle);
        write(QRectF(plot.left(), m_layout.axes.size.height() - line, plot.width(), line),
              Qt::AlignRight, x, PlotText::Role::AxisTitle);
    }
    void write(const QRectF& box, Qt::Alignment alignment, const QString& text,
               PlotText::Role role) {
        m_layout.axes.texts.push_back({box, alignment, text, role, -1});
    }
    /// Between zero and the logarithms.
    void ruleLanes() {
        const QRectF& plot = m_layout.plot();
        const auto between = [](const PlotPosition& axis) {
            return (*axis.lane() + axis.lowAboveLane()) / 2;
        };
        if (m_scatter.xAxis().lane() && m_scatter.xAxis().high() > m_scatter.xAxis().low()) {
            const double x =
                m_layout.pixelOf({between(m_scatter.xAxis()), m_layout.shown.bottom}).x();
            m_layout.axes.rules.push_back(
                {QLineF(x, plot.top(), x, plot.bottom()), PlotRule::Role::Connector});
        }
        if (m_scatter.yAxis().lane() && m_scatter.yAxis().high() > m_scatter.yAxis().low()) {
            const double y =
                m_layout.pixelOf({m_layout.shown.left, between(m_scatter.yAxis())}).y();
            m_layout.axes.rules.push_back(
                {QLineF(plot.left(), y, plot.right(), y), PlotRule::Role::Connector});
        }
    }
    double strengthFor(std::size_t count) const {
        if (m_most <= 1)
            return kFaintest;
        return kFaintest + (1 - kFaintest) * std::log10(double(count)) / std::log10(double(m_most));
    }
    void placeDots() {
        const auto& marks = m_scatter.marks();
        for (const analysis::ScatterMark& mark : marks)
            m_most = std::max(m_most, mark.sum.entities);
        for (std::size_t i = 0; i < marks.size(); ++i)
            m_layout.dots.push_back({m_layout.pixelOf(marks[i].place),
                                     sizeFor(marks[i].sum.entities),
                                     strengthFor(marks[i].sum.entities), i});
        std::stable_sort(m_layout.dots.begin(), m_layout.dots.end(),
                         [](const ScatterDot& a, const ScatterDot& b) { return a.size > b.size; });
    }
    /// From right to left: what they are, then the largest round number down to one.
    void writeLegend() {
        if (m_most <= 1)
            return;
        const double line = m_metrics.height();
        double right = m_layout.plot().right();
        const auto put = [&](const QString& text) {
            const double width = m_metrics.horizontalAdvance(text) + 2;
            right -= width;
            write(QRectF(right, 0, width, line), Qt::AlignLeft, text, PlotText::Role::Axis);
        };
        std::vector<std::size_t> counts{1};
        for (std::size_t next = 10; next <= m_most; next *= 10)
            counts.push_back(next);
        put(QStringLiteral(" ") +
            QString::fromStdString(report::pluralOf(m_scatter.query().grain)));
        for (auto count = counts.rbegin(); count != counts.rend(); ++count) {
            put(m_format.count(core::Int128(*count)));
            right -= kGap / 2 + sizeFor(*count);
            m_layout.samples.push_back({QPointF(right + sizeFor(*count) / 2, line / 2),
                                        sizeFor(*count), strengthFor(*count), 0});
            right -= 2 * kGap;
        }
    }

    const analysis::Scatter& m_scatter;
    const std::string& m_currency;
    tables::NumberFormat m_format;
    const QFont& m_font;
    QFontMetricsF m_metrics;
    ScatterLayout& m_layout;
    std::size_t m_most = 1; // that one mark stands for
};

} // namespace

QPointF ScatterLayout::pixelOf(const PlanePoint& position) const {
    const QRectF& at = plot();
    return {at.left() + (position.x - shown.left) / (shown.right - shown.left) * at.width(),
            at.bottom() - (position.y - shown.bottom) / (shown.top - shown.bottom) * at.height()};
}

PlanePoint ScatterLayout::positionAt(const QPointF& pixel) const {
    const QRectF& at = plot();
    const double x = std::clamp(pixel.x(), at.left(), at.right());
    const double y = std::clamp(pixel.y(), at.top(), at.bottom());
    return {shown.left + (x - at.left()) / at.width() * (shown.right - shown.left),
            shown.bottom + (at.bottom() - y) / at.height() * (shown.top - shown.bottom)};
}

QPainterPath ScatterLayout::pathOf(const stats::PlaneRegion& region) const {
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    if (const auto* box = std::get_if<stats::PlaneBox>(&region)) {
        path.addRect(QRectF(pixelOf({box->left, box->top}), pixelOf({box->right, box->bottom}))
                         .normalized());
        return path;
    }
    QPolygonF outline;
    for (const PlanePoint& corner : std::get<stats::PlanePolygon>(region).corners)
        outline << pixelOf(corner);
    path.addPolygon(outline);
    path.closeSubpath();
    return path;
}

const ScatterDot* ScatterLayout::dotAt(const QPointF& pixel) const {
    const ScatterDot* nearest = nullptr;
    double least = kReach;
    for (const ScatterDot& dot : dots) {
        const QPointF away = dot.at - pixel;
        const double distance = std::hypot(away.x(), away.y());
        if (distance <= least) {
            least = distance;
            nearest = &dot;
        }
    }
    return nearest;
}

ScatterLayout scatterLayout(const analysis::Scatter& scatter, const std::string& currency,
                            const QSizeF& size, const QFont& font) {
    ScatterLayout layout;
    if (size.width() > 4 * kLevelTickRoom && size.height() > 2 * kUprightTickRoom)
        Arrangement(scatter, currency, size, font, layout).arrange();
    return layout;
}

QString figureText(analysis::ScatterMeasure measure, std::int64_t value,
                   const std::string& currency) {
    const tables::NumberFormat format(currency);
    if (isMoney(measure))
        return format.money(core::MoneySum::fromPicos(value));
    return format.count(core::Int128(value));
}

} // namespace ms::views
