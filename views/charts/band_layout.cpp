// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/band_layout.h"

#include "views/charts/plot_frame.h"
#include "views/charts/plot_size.h"

#include <algorithm>
#include <cmath>

namespace ms::views {
namespace {

using Kind = Plot::Kind;
using Role = PlotText::Role;
using Tone = PlotBox::Tone;

constexpr double kBar = 0.62;      // part of a band that its bar fills
constexpr double kGroup = 0.78;    // and that several bars side by side do
constexpr double kTextGap = 5;     // between the end of a bar and its figure
constexpr double kLeastStep = 72;  // pixels of a waterfall's column, for its name
constexpr double kMostColumn = 90; // pixels; a column alone is not a wall

QString deltaText(const PlotMark& mark) {
    return mark.value && *mark.value > 0 ? u'+' + mark.valueText : mark.valueText;
}

class Bands {
public:
    Bands(const Plot& plot, const QRectF& room, const QFont& font, PlotLayout& layout)
        : m_plot{plot}, m_metrics{fontOf(Role::Value, font)}, m_layout{layout},
          m_frame(plot, room, font, wishes(), layout) {}

    void lay() {
        switch (m_plot.kind) {
        case Kind::Columns:
            layColumns();
            break;
        case Kind::Waterfall:
            layWaterfall();
            break;
        case Kind::Intervals:
            layIntervals();
            break;
        case Kind::Spans:
            laySpans();
            break;
        default:
            layBars();
        }
        addTargets();
    }

private:
    bool isTotal(const PlotMark& mark) const {
        return mark.category == 0 || mark.category + 1 == int(m_plot.categories.size());
    }

    /// What a figure at the end of a bar needs, where there is one.
    FrameWishes wishes() const {
        FrameWishes wishes;
        wishes.reachesZero = m_plot.kind != Kind::Intervals;
        wishes.values = rangeOf();
        if (m_plot.kind == Kind::Intervals) {
            if (wishes.values.low) // ends are seen as ends
                wishes.values.add(*wishes.values.high +
                                  (*wishes.values.high - std::min(*wishes.values.low, 0.0)) / 40);
            return wishes;
        }
        const bool isAcross = m_plot.isAcross();
        for (const PlotSeries& series : m_plot.series)
            for (const PlotMark& mark : series.marks) {
                const double size =
                    isAcross ? m_metrics.horizontalAdvance(mark.valueText) + 8 : m_metrics.height();
                double& pad = mark.value.value_or(0) < 0 ? wishes.before : wishes.after;
                pad = std::max(pad, size + kTextGap);
            }
        if (m_plot.kind == Kind::Columns && m_plot.series.size() > 1)
            wishes.before = wishes.after = 0;
        if (m_plot.kind == Kind::Waterfall) { // losses are written under steps that stand on others
            if (isAcross)
                wishes.after = std::max(wishes.before, wishes.after) + kTextGap;
            if (isAcross || wishes.values.low.value_or(0) >= 0)
                wishes.before = 0;
        }
        return wishes;
    }

    AxisRange rangeOf() const {
        AxisRange range;
        std::vector<double> above(m_plot.categories.size()), below(m_plot.categories.size());
        double level = 0;
        for (const PlotSeries& series : m_plot.series)
            for (const PlotMark& mark : series.marks) {
                if (m_plot.kind == Kind::Intervals || m_plot.kind == Kind::Spans) {
                    range.add(mark.low);
                    range.add(mark.high);
                }
                if (!mark.value || m_plot.kind == Kind::Spans)
                    continue;
                if (m_plot.kind == Kind::Columns) {
                    const std::size_t c = std::size_t(mark.category);
                    double& end = *mark.value < 0 ? below[c] : above[c];
                    range.add(end += *mark.value);
                } else if (m_plot.kind == Kind::Waterfall) {
                    range.add(level = isTotal(mark) ? *mark.value : level + *mark.value);
                } else {
                    range.add(mark.value);
                }
            }
        return range;
    }

    Tone toneOf(const PlotMark& mark) const {
        if (m_plot.series.size() > 1)
            return Tone::Series;
        return *mark.value < 0 ? Tone::Loss : Tone::Gain;
    }

    /// The figure beyond the end of a bar: right or left of it, above or below.
    void writeAtEnd(const QString& text, double from, double to, double value, int series) {
        const double width = m_metrics.horizontalAdvance(text) + 2;
        const QPointF end = m_frame.pointAt((from + to) / 2, value);
        QRectF box(0, 0, width, m_metrics.height());
        const bool isBelow = value < 0;
        if (m_plot.isAcross())
            box.moveTo(isBelow ? end.x() - width - kTextGap : end.x() + kTextGap,
                       end.y() - box.height() / 2);
        else
            box.moveTo(end.x() - width / 2,
                       isBelow ? end.y() + kTextGap / 2 : end.y() - box.height() - kTextGap / 2);
        m_layout.texts.push_back(
            {box, m_plot.isAcross() ? Qt::AlignLeft : Qt::AlignHCenter, text, Role::Value, series});
    }

    void layBars() {
        const int lanes = lanesOf(m_plot);
        const double part = (lanes > 1 ? kGroup : kBar) / lanes;
        for (std::size_t s = 0; s < m_plot.series.size(); ++s)
            for (const PlotMark& mark : m_plot.series[s].marks) {
                const double from = mark.category + 0.5 + part * (double(s) - lanes / 2.0);
                const double value = mark.value.value_or(0);
                if (mark.value)
                    m_layout.boxes.push_back(
                        {m_frame.boxOf(from, from + part * 0.92, 0, value), toneOf(mark), int(s)});
                writeAtEnd(mark.valueText, from, from + part, value, int(s));
            }
    }

    /// Half of the width of a column, in categories.
    double halfColumn() const {
        const double width = m_frame.categoryWidth();
        return std::min(width * (width < 6 ? 1.0 : 0.7), kMostColumn) / width / 2;
    }

    void layColumns() {
        std::vector<double> above(m_plot.categories.size()), below(m_plot.categories.size());
        const double half = halfColumn();
        const bool isAlone = m_plot.series.size() == 1;
        double widest = 0;
        for (const PlotMark& mark : m_plot.series.front().marks)
            widest = std::max(widest, m_metrics.horizontalAdvance(mark.valueText));
        const bool hasTexts = isAlone && widest + kTextGap < m_frame.categoryWidth();
        for (std::size_t s = 0; s < m_plot.series.size(); ++s)
            for (const PlotMark& mark : m_plot.series[s].marks) {
                const double value = mark.value.value_or(0);
                const std::size_t c = std::size_t(mark.category);
                const double middle = mark.category + 0.5;
                double& end = value < 0 ? below[c] : above[c];
                if (mark.value)
                    m_layout.boxes.push_back(
                        {m_frame.boxOf(middle - half, middle + half, end, end + value),
                         toneOf(mark), int(s)});
                end += value;
                if (hasTexts)
                    writeAtEnd(mark.valueText, middle, middle, end, int(s));
            }
    }

    void layWaterfall() {
        const double half = halfColumn();
        double level = 0;
        std::optional<double> before;
        for (const PlotMark& mark : m_plot.series.front().marks) {
            const double middle = mark.category + 0.5;
            const double start = isTotal(mark) ? 0 : level;
            const double end = start + mark.value.value_or(isTotal(mark) ? level : 0);
            if (before)
                m_layout.rules.push_back({QLineF(m_frame.pointAt(middle - 1 + half, *before),
                                                 m_frame.pointAt(middle - half, *before)),
                                          PlotRule::Role::Connector});
            if (!mark.value)
                m_layout.rules.push_back({QLineF(m_frame.pointAt(middle - half, end),
                                                 m_frame.pointAt(middle + half, end)),
                                          PlotRule::Role::Connector});
            else
                m_layout.boxes.push_back({m_frame.boxOf(middle - half, middle + half, start, end),
                                          isTotal(mark)     ? Tone::Total
                                          : *mark.value < 0 ? Tone::Loss
                                                            : Tone::Gain,
                                          0});
            writeStep(mark, start, end);
            level = end;
            before = level;
        }
    }

    /// A loss is written under its step, everything else above; in rows all right of it.
    void writeStep(const PlotMark& mark, double start, double end) {
        const QString text = isTotal(mark) ? mark.valueText : deltaText(mark);
        const double middle = mark.category + 0.5;
        if (m_plot.isAcross())
            return writeAtEnd(text, middle, middle, std::max({start, end, 0.0}), 0);
        const bool isLoss = mark.value.value_or(0) < 0;
        const QPointF at =
            m_frame.pointAt(middle, isLoss ? std::min(start, end) : std::max(start, end));
        const double width = m_frame.categoryWidth();
        QRectF box(at.x() - width / 2, at.y() + kTextGap / 2, width, m_metrics.height());
        if (!isLoss)
            box.translate(0, -box.height() - kTextGap);
        m_layout.texts.push_back({box, Qt::AlignHCenter, text, Role::Value, 0});
    }

    void layIntervals() {
        const int lanes = lanesOf(m_plot);
        const double part = kGroup / lanes;
        int lane = 0;
        for (std::size_t s = 0; s < m_plot.series.size(); ++s) {
            const PlotSeries& series = m_plot.series[s];
            const bool isMeasured = hasIntervals(series);
            for (const PlotMark& mark : series.marks) {
                const double middle = isMeasured
                                          ? mark.category + 0.5 + part * (lane + 0.5 - lanes / 2.0)
                                          : mark.category + 0.5;
                if (mark.low && mark.high)
                    m_layout.spans.push_back({QLineF(m_frame.pointAt(middle, *mark.low),
                                                     m_frame.pointAt(middle, *mark.high)),
                                              int(s), lane == 0});
                if (!mark.value)
                    continue;
                const QPointF at = m_frame.pointAt(middle, *mark.value);
                const double tick = m_frame.categoryWidth() * 0.84;
                m_layout.dots.push_back({at,
                                         isMeasured ? PlotDot::Shape::Round : PlotDot::Shape::Tick,
                                         int(s), isMeasured ? (lane == 0 ? 9.0 : 6.0) : tick});
            }
            lane += isMeasured;
        }
    }

    void laySpans() {
        constexpr double kLeast = 2; // pixels: a call takes some time
        constexpr double kBegin = 7; // of a dot where nobody knows how long
        for (std::size_t s = 0; s < m_plot.series.size(); ++s)
            for (const PlotMark& mark : m_plot.series[s].marks) {
                if (!mark.low)
                    continue;
                const double from = mark.category + (1 - kBar) / 2;
                const double end = mark.high.value_or(*mark.low);
                if (mark.high) {
                    QRectF box = m_frame.boxOf(from, from + kBar, *mark.low, end);
                    box.setWidth(std::max(kLeast, box.width()));
                    m_layout.boxes.push_back({box, Tone::Series, int(s)});
                } else {
                    m_layout.dots.push_back({m_frame.pointAt(mark.category + 0.5, *mark.low),
                                             PlotDot::Shape::Round, int(s), kBegin});
                }
                writeAtEnd(mark.valueText, from, from + kBar, end, int(s));
            }
    }

    void addTargets() {
        std::vector<PlotTarget> found(m_plot.categories.size());
        for (const PlotSeries& series : m_plot.series)
            for (const PlotMark& mark : series.marks) {
                PlotTarget& target = found[std::size_t(mark.category)];
                if (target.category < 0)
                    target.anchor = m_frame.pointAt(
                        mark.category + 0.5,
                        (m_plot.kind == Kind::Spans ? mark.low : mark.value).value_or(0));
                target.category = mark.category;
                if (target.row < 0)
                    target.row = mark.row;
            }
        for (PlotTarget& target : found) {
            if (target.category < 0)
                continue;
            const double from = m_frame.placeOf(target.category);
            const QSizeF& size = m_layout.size;
            target.area = m_plot.isAcross()
                              ? QRectF(0, from, size.width(), m_frame.categoryWidth())
                              : QRectF(from, m_layout.plot.top(), m_frame.categoryWidth(),
                                       size.height() - m_layout.plot.top());
            m_layout.targets.push_back(target);
        }
    }

    const Plot& m_plot;
    QFontMetricsF m_metrics;
    PlotLayout& m_layout;
    PlotFrame m_frame;
};

} // namespace

bool isTooNarrow(const Plot& plot, double width, const QFont& font) {
    if (plot.kind != Kind::Waterfall || plot.series.empty())
        return false;
    const QFontMetricsF metrics(fontOf(Role::Value, font));
    double widest = kLeastStep;
    for (const PlotMark& mark : plot.series.front().marks)
        widest = std::max(widest, metrics.horizontalAdvance(deltaText(mark)) + kTextGap);
    return widest * double(plot.categories.size()) > width - widest; // the axis takes one
}

void layOutBands(const Plot& plot, const QRectF& room, const QFont& font, PlotLayout& layout) {
    Bands(plot, room, font, layout).lay();
}

} // namespace ms::views
