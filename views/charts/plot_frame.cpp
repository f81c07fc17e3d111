// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/plot_frame.h"

#include "views/widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace ms::views {
namespace {

using Role = PlotText::Role;

constexpr double kGap = 6;       // between a text and what it belongs to
constexpr double kTickRoom = 40; // pixels between marks of an upright axis
constexpr double kTickTextWidth = 120;
constexpr double kLevelTickRoom = 80;       // and of a level one
constexpr double kLeastWrapWidth = 58;      // narrower names are left out in turn instead
constexpr double kMostNamePart = 0.3;       // of the width, ...
constexpr double kMostWholeNamePart = 0.42; // ... or so much where that shows all of them whole
constexpr double kLeastNameWidth = 90;
constexpr double kEdge = 4;

} // namespace

QStringList wrappedName(const QString& text, const QFontMetricsF& metrics, double width) {
    if (metrics.horizontalAdvance(text) <= width)
        return {text};
    QString first;
    for (qsizetype blank = text.indexOf(u' '); blank >= 0; blank = text.indexOf(u' ', blank + 1))
        if (metrics.horizontalAdvance(text.left(blank)) <= width)
            first = text.left(blank);
    if (first.isEmpty())
        return {metrics.elidedText(text, Qt::ElideMiddle, width)};
    return {first, metrics.elidedText(text.mid(first.size() + 1), Qt::ElideRight, width)};
}

PlotFrame::PlotFrame(const Plot& plot, const QRectF& room, const QFont& font,
                     const FrameWishes& wishes, PlotLayout& layout)
    : m_plot{plot}, m_font{font}, m_wishes{wishes}, m_layout{layout}, m_isAcross{plot.isAcross()} {
    m_wishes.values.add(plot.reference);
    if (wishes.reachesZero)
        m_wishes.values.add(0);
    m_wishes.values.reachZeroWhereNear();
    if (m_isAcross)
        arrangeAcross(room);
    else
        arrangeUpwards(room, wishes.endRoom);
    writeValues();
    if (m_isAcross)
        writeRows();
    else if (m_plot.hasCategories())
        writeNames();
    else
        writePositions();
    writeTitles(room);
    writeReference();
}

QFontMetricsF PlotFrame::metricsOf(Role role) const {
    return QFontMetricsF(fontOf(role, m_font));
}

double PlotFrame::widestTick() const {
    const QFontMetricsF metrics = metricsOf(Role::Axis);
    double widest = 0;
    for (const double tick : m_layout.values.ticks)
        widest =
            std::max(widest, metrics.horizontalAdvance(axisText(tick, m_layout.values.decimals,
                                                                m_plot.valueKind, m_plot.format)));
    return widest;
}

double PlotFrame::widestName() const {
    const QFontMetricsF metrics = metricsOf(Role::Name);
    double widest = 0;
    for (const QString& name : m_plot.categories)
        widest = std::max(widest, metrics.horizontalAdvance(name));
    return widest;
}

double PlotFrame::widestRowValue() const {
    if (m_plot.kind != Plot::Kind::Intervals || m_plot.series.empty())
        return 0;
    const QFontMetricsF metrics = metricsOf(Role::Value);
    double widest = 0;
    for (const PlotMark& mark : m_plot.series.front().marks)
        widest = std::max(widest, metrics.horizontalAdvance(mark.valueText) + 2 * kGap);
    return widest;
}

/// Heights first: how many marks fit decides how wide their texts are.
void PlotFrame::arrangeUpwards(const QRectF& room, double endRoom) {
    const double line = metricsOf(Role::Axis).height();
    const double top = room.top() + line / 2 + (m_plot.yTitle.isEmpty() ? 0 : line + kGap);
    for (m_nameLines = 1;; ++m_nameLines) {
        const double below = m_nameLines * metricsOf(Role::Name).height() + kGap +
                             (m_plot.xTitle.isEmpty() ? kEdge : line + kGap);
        m_layout.plot.setTop(top);
        m_layout.plot.setBottom(std::max(top + 20, room.bottom() - below));
        m_layout.values = axisScale(m_wishes.values, int(m_layout.plot.height() / kTickRoom) + 1,
                                    AxisEnds::OnTicks, leastStepOf(m_plot.valueKind));
        m_before = missingRoom(m_wishes.before, *m_wishes.values.low - m_layout.values.low);
        m_after = missingRoom(m_wishes.after, m_layout.values.high - *m_wishes.values.high);
        m_layout.plot.setLeft(room.left() + widestTick() + kGap + kEdge);
        m_layout.plot.setRight(
            std::max(m_layout.plot.left() + 20, room.right() - kEdge - 2 * kGap - endRoom));
        const double width = m_plot.hasCategories() ? categoryWidth() - kGap : 0;
        if (m_nameLines == 2 || width < kLeastWrapWidth || widestName() <= width)
            return;
    }
}

/// Of `wanted` pixels for a text, those that the axis does not leave anyway between the outermost
/// figure and its own end.
double PlotFrame::missingRoom(double wanted, double values) const {
    const AxisScale& scale = m_layout.values;
    const double left = values / (scale.high - scale.low) * m_layout.plot.height();
    return std::clamp(wanted - left, 0.0, m_layout.plot.height() / 4);
}

void PlotFrame::arrangeAcross(const QRectF& room) {
    const double line = metricsOf(Role::Axis).height();
    m_before = m_wishes.before;
    m_after = m_wishes.after;
    m_valueColumn = widestRowValue();
    const double wanted = widestName() + kGap;
    const double names =
        wanted <= room.width() * kMostWholeNamePart
            ? wanted
            : std::min(wanted, std::max(kLeastNameWidth, room.width() * kMostNamePart));
    m_layout.plot =
        QRectF(QPointF(room.left() + names + m_valueColumn + kGap, room.top()),
               QPointF(room.right() - kEdge - 2 * kGap,
                       room.bottom() - line - 2 * kGap - (m_plot.xTitle.isEmpty() ? 0 : line)));
    m_layout.plot.setWidth(std::max(40.0, m_layout.plot.width()));
    m_layout.plot.setHeight(std::max(10.0, m_layout.plot.height()));
    const double width = m_layout.plot.width() - m_before - m_after;
    m_layout.values = axisScale(m_wishes.values, std::max(3, int(width / kLevelTickRoom) + 1),
                                AxisEnds::OnFigures, leastStepOf(m_plot.valueKind));
}

double PlotFrame::pixelOf(double value) const {
    const QRectF& plot = m_layout.plot;
    if (m_isAcross)
        return m_layout.values.positionOf(
            value, plot.left() + m_before,
            std::max(plot.left() + m_before + 10, plot.right() - m_after));
    return m_layout.values.positionOf(value, plot.bottom() - m_before, plot.top() + m_after);
}

double PlotFrame::placeOf(double position) const {
    const QRectF& plot = m_layout.plot;
    if (!m_plot.hasCategories() && !m_isAcross)
        return m_layout.positions.positionOf(position, plot.left(), plot.right());
    return (m_isAcross ? plot.top() : plot.left()) + position * categoryWidth();
}

QPointF PlotFrame::pointAt(double position, double value) const {
    return m_isAcross ? QPointF(pixelOf(value), placeOf(position))
                      : QPointF(placeOf(position), pixelOf(value));
}

QRectF PlotFrame::boxOf(double fromPosition, double toPosition, double fromValue,
                        double toValue) const {
    return QRectF(pointAt(fromPosition, fromValue), pointAt(toPosition, toValue)).normalized();
}

double PlotFrame::categoryWidth() const {
    const double count = double(std::max<std::size_t>(m_plot.categories.size(), 1));
    return (m_isAcross ? m_layout.plot.height() : m_layout.plot.width()) / count;
}

QLineF PlotFrame::acrossAt(double value) const {
    const QRectF& plot = m_layout.plot;
    const double at = pixelOf(value);
    return m_isAcross ? QLineF(at, plot.top(), at, plot.bottom())
                      : QLineF(plot.left(), at, plot.right(), at);
}

void PlotFrame::writeValues() {
    const double line = metricsOf(Role::Axis).height();
    for (const double tick : m_layout.values.ticks) {
        const QLineF across = acrossAt(tick);
        m_layout.rules.push_back({across, tick == 0 ? PlotRule::Role::Zero : PlotRule::Role::Grid});
        const QRectF box =
            m_isAcross ? QRectF(across.x1() - kTickTextWidth / 2, m_layout.plot.bottom() + kGap / 2,
                                kTickTextWidth, line)
                       : QRectF(0, across.y1() - line / 2, m_layout.plot.left() - kGap, line);
        m_layout.texts.push_back(
            {box, m_isAcross ? Qt::AlignHCenter : Qt::AlignRight,
             axisText(tick, m_layout.values.decimals, m_plot.valueKind, m_plot.format), Role::Axis,
             -1});
    }
}

void PlotFrame::writePositions() {
    AxisRange range;
    for (const PlotSeries& series : m_plot.series)
        for (const PlotMark& mark : series.marks)
            range.add(mark.x);
    const double width = m_layout.plot.width();
    m_layout.positions = axisScale(range, int(width / kLevelTickRoom) + 1, AxisEnds::OnFigures,
                                   leastStepOf(m_plot.xKind));
    for (const double tick : m_layout.positions.ticks)
        m_layout.texts.push_back(
            {QRectF(placeOf(tick) - kTickTextWidth / 2, m_layout.plot.bottom() + kGap,
                    kTickTextWidth, metricsOf(Role::Axis).height()),
             Qt::AlignHCenter,
             axisText(tick, m_layout.positions.decimals, m_plot.xKind, m_plot.format), Role::Axis,
             -1});
}

/// Below the plot: all of them, else in two lines, else every second, third ... one.
void PlotFrame::writeNames() {
    const double width = categoryWidth();
    const double widest = widestName();
    if (m_nameLines == 1 && widest + kGap > width)
        return writeThinnedNames(std::ceil((widest + 2 * kGap) / width));
    for (std::size_t c = 0; c < m_plot.categories.size(); ++c)
        writeWrapped(c);
}

void PlotFrame::writeWrapped(std::size_t category) {
    const QFontMetricsF metrics = metricsOf(Role::Name);
    const double width = categoryWidth() - kGap;
    QRectF box(placeOf(double(category)) + kGap / 2, m_layout.plot.bottom() + kGap, width,
               metrics.height());
    for (const QString& line : wrappedName(m_plot.categories[category], metrics, width)) {
        m_layout.texts.push_back({box, Qt::AlignHCenter, line, Role::Name, -1});
        box.translate(0, metrics.height());
    }
}

void PlotFrame::writeThinnedNames(double step) {
    const QFontMetricsF metrics = metricsOf(Role::Name);
    const double most = std::min(widestName(), m_layout.plot.width());
    for (std::size_t c = 0; c < m_plot.categories.size(); c += std::size_t(step)) {
        const double left = std::clamp(placeOf(double(c) + 0.5) - most / 2, kEdge,
                                       std::max(kEdge, m_layout.size.width() - most - kEdge));
        m_layout.texts.push_back(
            {QRectF(left, m_layout.plot.bottom() + kGap, most, metrics.height()), Qt::AlignHCenter,
             metrics.elidedText(m_plot.categories[c], Qt::ElideMiddle, most), Role::Name, -1});
    }
}

void PlotFrame::writeRows() {
    const QFontMetricsF metrics = metricsOf(Role::Name);
    const double right = m_layout.plot.left() - kGap;
    const double width = right - m_valueColumn - kEdge;
    for (std::size_t c = 0; c < m_plot.categories.size(); ++c) {
        const QRectF box(kEdge, placeOf(double(c)), width, categoryWidth());
        m_layout.texts.push_back({box, Qt::AlignRight | Qt::AlignVCenter,
                                  metrics.elidedText(m_plot.categories[c], Qt::ElideMiddle, width),
                                  Role::Name, -1});
    }
    if (m_valueColumn == 0)
        return;
    for (const PlotMark& mark : m_plot.series.front().marks)
        m_layout.texts.push_back(
            {QRectF(right - m_valueColumn, placeOf(mark.category), m_valueColumn, categoryWidth()),
             Qt::AlignRight | Qt::AlignVCenter, mark.valueText, Role::RowValue, 0});
}

void PlotFrame::writeTitles(const QRectF& room) {
    const QFontMetricsF metrics = metricsOf(Role::AxisTitle);
    const auto write = [&](const QString& title, double y, Qt::Alignment alignment, double left) {
        const QRectF box(left, y, room.right() - kEdge - left, metrics.height());
        m_layout.texts.push_back({box, alignment,
                                  metrics.elidedText(title, Qt::ElideRight, box.width()),
                                  Role::AxisTitle, -1});
    };
    if (!m_plot.xTitle.isEmpty())
        write(m_plot.xTitle, room.bottom() - metrics.height() - 1, Qt::AlignHCenter,
              m_layout.plot.left());
    if (!m_plot.yTitle.isEmpty() && !m_isAcross)
        write(m_plot.yTitle, room.top(), Qt::AlignLeft, room.left() + kEdge);
}

void PlotFrame::writeReference() {
    if (!m_plot.reference)
        return;
    const QLineF line = acrossAt(*m_plot.reference);
    m_layout.rules.push_back({line, PlotRule::Role::Reference});
    const QFontMetricsF metrics = metricsOf(Role::Reference);
    const double width = metrics.horizontalAdvance(m_plot.referenceLabel) + 2;
    const bool isRoomRight = line.x1() + width + kGap < m_layout.plot.right();
    const QRectF box =
        m_isAcross ? QRectF(isRoomRight ? line.x1() + kGap / 2 : line.x1() - width - kGap / 2,
                            m_layout.plot.top(), width, metrics.height())
                   : QRectF(m_layout.plot.right() - width, line.y1() - metrics.height() - 1, width,
                            metrics.height());
    if (!m_plot.referenceLabel.isEmpty())
        m_layout.texts.push_back({box, Qt::AlignLeft, m_plot.referenceLabel, Role::Reference, -1});
}

} // namespace ms::views
