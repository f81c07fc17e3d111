// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/plot_painter.h"

#include <QFontInfo>
#include <QPainter>

#include "views/widgets/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ms::views {
namespace {

using Role = PlotText::Role;

QColor mixed(const QColor& a, const QColor& b, double part) {
    const auto channel = [part](int x, int y) { return int(std::lround(x + (y - x) * part)); };
    return QColor(channel(a.red(), b.red()), channel(a.green(), b.green()),
                  channel(a.blue(), b.blue()));
}

/// Edges on whole pixels: neighbours touch without a seam. A figure that is known leaves a trace,
/// however small it is.
QRectF onPixels(const QRectF& rect) {
    const QPointF from(std::round(rect.left()), std::round(rect.top()));
    const QPointF to(std::round(rect.right()), std::round(rect.bottom()));
    return QRectF(from, QSizeF(std::max(1.0, to.x() - from.x()), std::max(1.0, to.y() - from.y())));
}

class Painting {
public:
    Painting(QPainter& painter, const PlotLayout& layout, const std::vector<SeriesLook>& looks,
             const QPalette& palette, const QFont& font)
        : m_painter{painter}, m_layout{layout}, m_looks{looks}, m_palette{palette}, m_font{font},
          m_colours{coloursOf(palette)} {}

    void paint() {
        m_painter.setRenderHint(QPainter::Antialiasing);
        paintAreas();
        paintRules(PlotRule::Role::Grid);
        for (const PlotBox& box : m_layout.boxes)
            paintBox(box.rect, box.tone, box.series);
        paintRules(PlotRule::Role::Connector);
        paintRules(PlotRule::Role::Zero);
        paintRules(PlotRule::Role::Reference);
        paintCurves();
        for (const PlotSpan& span : m_layout.spans)
            paintSpan(span.line, span.series, span.isHeavy);
        for (const PlotDot& dot : m_layout.dots)
            paintDot(dot);
        for (const PlotSample& sample : m_layout.samples)
            paintSample(sample);
        for (const PlotText& text : m_layout.texts)
            paintText(text);
    }

private:
    const QColor& colourOf(int series) const {
        return m_looks[std::size_t(series) % m_looks.size()].colour;
    }

    QPen penOf(int series, double width) const {
        QPen pen(colourOf(series), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        const QList<qreal>& dash = m_looks[std::size_t(series) % m_looks.size()].dash;
        if (!dash.isEmpty()) {
            pen.setDashPattern(dash);
            pen.setCapStyle(Qt::FlatCap);
        }
        return pen;
    }

    void paintAreas() {
        m_painter.setPen(Qt::NoPen);
        for (const PlotArea& area : m_layout.areas) {
            QColor pale = colourOf(area.series);
            pale.setAlpha(48);
            m_painter.setBrush(pale);
            m_painter.drawPolygon(area.outline);
        }
    }

    /// Whole pixels for lines along the axes: sharp where there are pixels at all.
    void paintRules(PlotRule::Role role) {
        QPen pen(m_colours.border, 1);
        if (role == PlotRule::Role::Zero)
            pen.setColor(m_colours.muted);
        if (role == PlotRule::Role::Connector)
            pen.setColor(m_colours.other);
        if (role == PlotRule::Role::Reference)
            pen = QPen(m_palette.color(QPalette::Text), 1.4, Qt::DashLine);
        m_painter.setPen(pen);
        for (const PlotRule& rule : m_layout.rules)
            if (rule.role == role)
                m_painter.drawLine(
                    QPointF(std::floor(rule.line.x1()) + 0.5, std::floor(rule.line.y1()) + 0.5),
                    QPointF(std::floor(rule.line.x2()) + 0.5, std::floor(rule.line.y2()) + 0.5));
    }

    void paintBox(const QRectF& rect, PlotBox::Tone tone, int series) {
        const QColor colour = tone == PlotBox::Tone::Gain    ? m_colours.gain
                              : tone == PlotBox::Tone::Loss  ? m_colours.loss
                              : tone == PlotBox::Tone::Total ? m_colours.other
                                                             : colourOf(series);
        if (rect.isEmpty() && tone == PlotBox::Tone::Series)
            return; // nothing of it in the stack
        const QRectF shown = onPixels(rect);
        if (tone == PlotBox::Tone::Loss && std::min(shown.width(), shown.height()) >= 4)
            return paintHatched(shown, colour);
        // Parts of a stack are parted by the ground.
        const bool isParted =
            tone == PlotBox::Tone::Series && std::min(shown.width(), shown.height()) > 3;
        m_painter.setPen(isParted ? QPen(m_colours.surface, 1) : QPen(Qt::NoPen));
        m_painter.setBrush(colour);
        m_painter.drawRect(shown);
    }

    /// Stripes on a pale ground: seen as a bar, and as another one than a gain, without colour.
    void paintHatched(const QRectF& rect, const QColor& colour) {
        constexpr double kStep = 7;
        QColor ground = colour;
        ground.setAlpha(70);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(ground);
        m_painter.drawRect(rect);
        m_painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::FlatCap));
        // Cut by hand: an SVG of Qt 6.4 knows no clipping.
        for (double x = rect.left() - rect.height() + kStep / 2; x < rect.right(); x += kStep) {
            const double from = std::max(0.0, rect.left() - x);
            const double to = std::min(rect.height(), rect.right() - x);
            if (from < to)
                m_painter.drawLine(QPointF(x + from, rect.bottom() - from),
                                   QPointF(x + to, rect.bottom() - to));
        }
        m_painter.setPen(QPen(colour, 1));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(rect);
    }

    /// Yardsticks under what they are compared with.
    void paintCurves() {
        m_painter.setBrush(Qt::NoBrush);
        for (auto curve = m_layout.curves.rbegin(); curve != m_layout.curves.rend(); ++curve) {
            m_painter.setPen(penOf(curve->series, 2.2));
            m_painter.drawPolyline(curve->points);
        }
    }

    void paintSpan(const QLineF& line, int series, bool isHeavy) {
        const QColor& colour = colourOf(series);
        constexpr double kCap = 4;
        m_painter.setPen(QPen(colour, isHeavy ? 3.4 : 1.8, Qt::SolidLine, Qt::FlatCap));
        m_painter.drawLine(line);
        m_painter.setPen(QPen(colour, 1.8));
        for (const QPointF& end : {line.p1(), line.p2()})
            m_painter.drawLine(end - QPointF(0, kCap), end + QPointF(0, kCap));
    }

    void paintDot(const PlotDot& dot) {
        const QColor& colour = colourOf(dot.series);
        if (dot.shape == PlotDot::Shape::Tick) {
            const QPointF half(0, dot.size / 2);
            m_painter.setPen(QPen(m_colours.surface, 5));
            m_painter.drawLine(dot.at - half, dot.at + half);
            m_painter.setPen(QPen(colour, 3, Qt::SolidLine, Qt::FlatCap));
            m_painter.drawLine(dot.at - half, dot.at + half);
            return;
        }
        m_painter.setPen(QPen(m_colours.surface, 1.2));
        m_painter.setBrush(colour);
        m_painter.drawEllipse(dot.at, dot.size / 2, dot.size / 2);
    }

    void paintSample(const PlotSample& sample) {
        const QRectF& box = sample.box;
        const QPointF middle = box.center();
        const QLineF line(box.left(), middle.y(), box.right(), middle.y());
        switch (sample.shape) {
        case PlotSample::Shape::Box:
            paintBox(QRectF(box.left() + 3, middle.y() - 6, 12, 12), PlotBox::Tone::Series,
                     sample.series);
            break;
        case PlotSample::Shape::Line:
            m_painter.setPen(penOf(sample.series, 2.2));
            m_painter.drawLine(line);
            break;
        case PlotSample::Shape::Span:
            paintSpan(line, sample.series, sample.series == 0);
            paintDot({middle, PlotDot::Shape::Round, sample.series, 7});
            break;
        case PlotSample::Shape::Tick:
            paintDot({middle, PlotDot::Shape::Tick, sample.series, box.height() - 2});
            break;
        case PlotSample::Shape::Dot:
            paintDot({middle, PlotDot::Shape::Round, sample.series, 8});
        }
    }

    QColor inkOf(const PlotText& text) const {
        switch (text.role) {
        case Role::Axis:
        case Role::AxisTitle:
        case Role::Note:
            return m_colours.muted;
        case Role::Series:
        case Role::RowValue:
            return mixed(colourOf(text.series), m_palette.color(QPalette::Text), 0.35);
        default:
            return m_palette.color(QPalette::Text);
        }
    }

    void paintText(const PlotText& text) {
        const Qt::Alignment upright = text.alignment & Qt::AlignVertical_Mask;
        m_painter.setFont(fontOf(text.role, m_font));
        if (text.role == Role::Reference) {
            QColor veil = m_colours.surface;
            veil.setAlpha(200);
            m_painter.fillRect(text.box.adjusted(-2, 1, 2, -1), veil);
        }
        m_painter.setPen(inkOf(text));
        m_painter.drawText(text.box,
                           int(text.alignment | (upright ? upright : Qt::AlignVCenter)) |
                               Qt::TextSingleLine | Qt::TextDontClip,
                           text.text);
    }

    QPainter& m_painter;
    const PlotLayout& m_layout;
    const std::vector<SeriesLook>& m_looks;
    const QPalette& m_palette;
    const QFont& m_font;
    Colours m_colours;
};

/// A font in pixels of the painter, whatever dots the device has.
QFont inPixels(const QFont& font) {
    QFont fixed = font;
    fixed.setPixelSize(QFontInfo(font).pixelSize());
    return fixed;
}

} // namespace

std::vector<SeriesLook> looksOf(const Plot& plot, const QPalette& palette) {
    static const std::array<QRgb, 8> kLight{0x0072b2, 0xd55e00, 0x008a64, 0xb65a90,
                                            0xa06d00, 0x3a8fc2, 0x857c00, 0x5b6675};
    static const std::array<QRgb, 8> kDark{0x5aa9e6, 0xf2884b, 0x2fbf94, 0xe09cc4,
                                           0xe6a92f, 0x9ad3f5, 0xe8dc4e, 0xaab4c2};
    static const std::array<QList<qreal>, 4> kDashes{
        {{}, {4, 1.6}, {1.2, 1.2}, {4, 1.4, 1.2, 1.4}}};
    const Colours meaning = coloursOf(palette);
    const bool isDark = meaning.surface.lightness() < 128;
    std::vector<SeriesLook> looks;
    std::size_t next = 0;
    for (const PlotSeries& series : plot.series) {
        if (series.isYardstick) {
            looks.push_back({meaning.other, {2.5, 2}});
            continue;
        }
        const std::size_t hue = next % kLight.size();
        looks.push_back(
            {QColor(isDark ? kDark[hue] : kLight[hue]), kDashes[next % kDashes.size()]});
        ++next;
    }
    return looks;
}

void paintLayout(QPainter& painter, const PlotLayout& layout, const std::vector<SeriesLook>& looks,
                 const QPalette& palette, const QFont& font) {
    Painting(painter, layout, looks, palette, font).paint();
}

void paintRing(QPainter& painter, const PlotLayout& layout, const PlotTarget& target,
               const QPalette& palette) {
    painter.setRenderHint(QPainter::Antialiasing);
    if (target.area.isEmpty()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette.color(QPalette::Text), 1.6));
        painter.drawEllipse(target.anchor, 6.5, 6.5);
        return;
    }
    QColor veil = palette.color(QPalette::Text);
    veil.setAlpha(18);
    painter.fillRect(target.area & QRectF(QPointF(), layout.size), veil);
}

void paintChart(QPainter& painter, const QRectF& rect, const QPalette& palette, const QFont& font,
                const ChartSpec& spec, ChartGround ground) {
    constexpr double kGap = 8;
    const Colours meaning = coloursOf(palette);
    const QFont base = inPixels(font);
    QRectF room = rect.adjusted(14, 12, -14, -12);
    painter.save();
    if (ground == ChartGround::Surface)
        painter.fillRect(rect, meaning.surface);
    if (!spec.title.isEmpty()) {
        painter.setFont(scaledFont(base, 130, QFont::DemiBold));
        painter.setPen(palette.color(QPalette::Text));
        QRectF used;
        painter.drawText(room, int(Qt::TextWordWrap | Qt::AlignTop), spec.title, &used);
        room.setTop(used.bottom() + kGap);
    }
    painter.setFont(scaledFont(base, 90));
    painter.setPen(meaning.muted);
    const double line = QFontMetricsF(painter.font()).height();
    painter.drawText(QRectF(room.left(), room.bottom() - line, room.width(), line),
                     int(Qt::TextSingleLine), spec.source);
    room.setBottom(room.bottom() - line - kGap);
    if (spec.plot) {
        painter.translate(room.topLeft());
        paintLayout(painter, layoutOf(*spec.plot, room.size(), base), looksOf(*spec.plot, palette),
                    palette, base);
    }
    painter.restore();
}

} // namespace ms::views
