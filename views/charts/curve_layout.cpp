// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/curve_layout.h"

#include <QSet>

#include "views/charts/plot_frame.h"
#include "views/charts/plot_legend.h"
#include "views/charts/thinned_points.h"

#include <algorithm>
#include <cmath>

namespace ms::views {
namespace {

using Kind = Plot::Kind;

constexpr double kRoomForDots = 28; // pixels between points that are marked each
constexpr double kDot = 7;
constexpr double kEndDot = 8;

class Curves {
public:
    Curves(const Plot& plot, const PlotFrame& frame, PlotLayout& layout)
        : m_plot{plot}, m_frame{frame}, m_layout{layout} {
        std::size_t most = plot.categories.size();
        for (const PlotSeries& series : plot.series)
            most = std::max(most, series.marks.size());
        m_hasDots = plot.kind == Kind::Lines && double(most) * kRoomForDots <= layout.plot.width();
    }

    void lay() {
        for (std::size_t s = 0; s < m_plot.series.size(); ++s) {
            const PlotSeries& series = m_plot.series[s];
            if (m_plot.kind == Kind::Scatter) {
                layPoints(series, int(s));
            } else {
                layArea(series, int(s));
                layLine(series, int(s));
            }
        }
    }

private:
    double placeOf(const PlotMark& mark) const {
        return m_frame.placeOf(m_plot.hasCategories() ? mark.category + 0.5 : *mark.x);
    }

    /// Calls `use` with each run of marks that have a value, from - to.
    template <class Use>
    void forRuns(const PlotSeries& series, const Use& use) const {
        const std::vector<PlotMark>& marks = series.marks;
        std::size_t from = 0;
        for (std::size_t i = 0; i <= marks.size(); ++i) {
            const bool isGap = i == marks.size() || !marks[i].value ||
                               (m_plot.hasCategories() && i > from &&
                                marks[i].category != marks[i - 1].category + 1);
            if (!isGap)
                continue;
            if (i > from)
                use(from, i);
            from = i < marks.size() && marks[i].value ? i : i + 1;
        }
    }

    /// A step holds to the next point; the last of categories to the end of its own.
    void addStep(std::vector<QPointF>& points, const PlotMark& mark, bool isLast) const {
        const double y = m_frame.pixelOf(*mark.value);
        if (!m_plot.hasCategories()) {
            const double x = placeOf(mark);
            if (!points.empty())
                points.emplace_back(x, points.back().y());
            points.emplace_back(x, y);
            if (isLast && x < m_layout.plot.right())
                points.emplace_back(m_layout.plot.right(), y);
            return;
        }
        points.emplace_back(m_frame.placeOf(mark.category), y);
        points.emplace_back(m_frame.placeOf(mark.category + 1), y);
    }

    void layLine(const PlotSeries& series, int s) {
        forRuns(series, [&](std::size_t from, std::size_t to) {
            std::vector<QPointF> points;
            for (std::size_t i = from; i < to; ++i) {
                const PlotMark& mark = series.marks[i];
                if (m_plot.kind == Kind::Steps)
                    addStep(points, mark, i + 1 == series.marks.size());
                else
                    points.emplace_back(placeOf(mark), m_frame.pixelOf(*mark.value));
            }
            const std::vector<QPointF> kept = thinnedPoints(points);
            m_layout.curves.push_back({QPolygonF(QList<QPointF>(kept.begin(), kept.end())), s});
            if (kept.size() == 1) // alone between gaps: a line of one point is invisible
                m_layout.dots.push_back({kept.front(), PlotDot::Shape::Round, s, kDot});
        });
        if (series.isYardstick || m_layout.curves.empty())
            return;
        if (m_hasDots && series.marks.size() > 1)
            layPoints(series, s);
        else if (m_layout.curves.back().series == s)
            m_layout.dots.push_back(
                {m_layout.curves.back().points.last(), PlotDot::Shape::Round, s, kEndDot});
    }

    void layArea(const PlotSeries& series, int s) {
        forRuns(series, [&](std::size_t from, std::size_t to) {
            QPolygonF upper, lower;
            for (std::size_t i = from; i < to; ++i) {
                const PlotMark& mark = series.marks[i];
                if (!mark.low || !mark.high)
                    continue;
                upper << QPointF(placeOf(mark), m_frame.pixelOf(*mark.high));
                lower.prepend(QPointF(placeOf(mark), m_frame.pixelOf(*mark.low)));
            }
            if (upper.size() > 1)
                m_layout.areas.push_back({upper + lower, s});
        });
    }

    /// One point a place of three pixels: more of them look the same.
    void layPoints(const PlotSeries& series, int s) {
        QSet<std::pair<int, int>> taken;
        for (const PlotMark& mark : series.marks) {
            if (!mark.value)
                continue;
            const QPointF at(placeOf(mark), m_frame.pixelOf(*mark.value));
            const std::pair<int, int> place(int(at.x() / 3), int(at.y() / 3));
            if (taken.contains(place))
                continue;
            taken.insert(place);
            m_layout.dots.push_back({at, PlotDot::Shape::Round, s, kDot});
        }
    }

    const Plot& m_plot;
    const PlotFrame& m_frame;
    PlotLayout& m_layout;
    bool m_hasDots = false; // all series alike
};

AxisRange valuesOf(const Plot& plot) {
    AxisRange range;
    for (const PlotSeries& series : plot.series)
        for (const PlotMark& mark : series.marks) {
            range.add(mark.value);
            if (!mark.value)
                continue;
            range.add(mark.low);
            range.add(mark.high);
        }
    return range;
}

/// Where the pointer finds each mark; of categories, all marks of one at once.
void addTargets(const Plot& plot, const PlotFrame& frame, PlotLayout& layout) {
    std::vector<PlotTarget> ofCategories(plot.categories.size());
    for (std::size_t s = 0; s < plot.series.size(); ++s)
        for (std::size_t m = 0; m < plot.series[s].marks.size(); ++m) {
            const PlotMark& mark = plot.series[s].marks[m];
            if (!plot.hasCategories()) {
                if (mark.value)
                    layout.targets.push_back({QRectF(),
                                              {frame.placeOf(*mark.x), frame.pixelOf(*mark.value)},
                                              -1,
                                              int(s),
                                              int(m),
                                              mark.row});
                continue;
            }
            PlotTarget& target = ofCategories[std::size_t(mark.category)];
            if (target.category < 0)
                target.anchor =
                    QPointF(frame.placeOf(mark.category + 0.5),
                            mark.value ? frame.pixelOf(*mark.value) : layout.plot.center().y());
            target.category = mark.category;
            target.area = QRectF(frame.placeOf(mark.category), layout.plot.top(),
                                 frame.categoryWidth(), layout.size.height() - layout.plot.top());
            if (target.row < 0)
                target.row = mark.row;
        }
    std::copy_if(ofCategories.begin(), ofCategories.end(), std::back_inserter(layout.targets),
                 [](const PlotTarget& target) { return target.category >= 0; });
}

/// The highest and the last value of a line that stands alone: what people ask of it.
void writeOwnValues(const Plot& plot, const PlotFrame& frame, const QFont& font,
                    PlotLayout& layout) {
    if (plot.series.size() != 1 || plot.kind != Kind::Lines)
        return;
    const std::vector<PlotMark>& marks = plot.series.front().marks;
    const PlotMark* highest = nullptr;
    const PlotMark* last = nullptr;
    for (const PlotMark& mark : marks) {
        if (!mark.value)
            continue;
        last = &mark;
        if (!highest || *mark.value > *highest->value)
            highest = &mark;
    }
    if (!last)
        return;
    const QFontMetricsF metrics(fontOf(PlotText::Role::Value, font));
    const auto write = [&](const PlotMark& mark, double shift) {
        const QPointF at(frame.placeOf(plot.hasCategories() ? mark.category + 0.5 : *mark.x),
                         frame.pixelOf(*mark.value));
        const double width = std::ceil(metrics.horizontalAdvance(mark.valueText)) + 2;
        const double left =
            std::clamp(at.x() - width / 2, layout.plot.left() + 2, layout.size.width() - width - 2);
        layout.texts.push_back({QRectF(left, at.y() + shift, width, metrics.height()),
                                Qt::AlignHCenter, mark.valueText, PlotText::Role::Value, 0});
    };
    const double above = -metrics.height() - 5;
    write(*highest, above);
    const double apart = std::abs(frame.pixelOf(*highest->value) - frame.pixelOf(*last->value));
    if (last != highest && apart > 2 * metrics.height())
        write(*last, frame.pixelOf(*last->value) + metrics.height() + 8 < layout.plot.bottom()
                         ? 6
                         : above);
}

/// How many marks a text in `box` would hide.
int hiddenBy(const QRectF& box, const PlotLayout& layout) {
    int count = layout.plot.contains(box) ? 0 : 1000;
    for (const PlotCurve& curve : layout.curves)
        for (qsizetype i = 1; i < curve.points.size(); ++i)
            count += QRectF(curve.points[i - 1], curve.points[i])
                         .normalized()
                         .adjusted(0, 0, 0.1, 0.1)
                         .intersects(box);
    for (const PlotDot& dot : layout.dots)
        count += box.contains(dot.at);
    return count;
}

/// The name of the reference above or below its line, right, in the middle or left: where it hides
/// the least.
void moveReferenceAside(PlotLayout& layout) {
    for (PlotText& text : layout.texts) {
        if (text.role != PlotText::Role::Reference)
            continue;
        QRectF best = text.box;
        int least = hiddenBy(best, layout);
        for (const double shift : {0.0, text.box.height() + 3})
            for (const double part : {1.0, 0.5, 0.0}) {
                QRectF box = text.box.translated(0, shift);
                box.moveLeft(layout.plot.left() + 4 +
                             part * (layout.plot.width() - box.width() - 8));
                const int hidden = hiddenBy(box, layout);
                if (hidden < least) {
                    least = hidden;
                    best = box;
                }
            }
        text.box = best;
    }
}

} // namespace

void layOutCurves(const Plot& plot, const QRectF& room, const QFont& font, PlotLayout& layout) {
    const bool isNamed = plot.series.size() > 1;
    const bool hasLines = plot.kind != Kind::Scatter;
    for (const bool atEnds : {true, false}) {
        if (atEnds && (!isNamed || !hasLines))
            continue;
        PlotLayout tried;
        tried.size = layout.size;
        const QRectF left = isNamed && !atEnds ? writeLegend(plot, room, font, tried) : room;
        FrameWishes wishes;
        wishes.values = valuesOf(plot);
        wishes.endRoom = atEnds ? endNameRoom(plot, room.width(), font) : 0;
        wishes.after =
            plot.series.size() == 1 && plot.kind == Kind::Lines ? QFontMetricsF(font).height() : 0;
        const PlotFrame frame(plot, left, font, wishes, tried);
        Curves(plot, frame, tried).lay();
        addTargets(plot, frame, tried);
        writeOwnValues(plot, frame, font, tried);
        moveReferenceAside(tried);
        if (atEnds && !writeEndNames(plot, font, tried))
            continue;
        layout = tried;
        return;
    }
}

} // namespace ms::views
