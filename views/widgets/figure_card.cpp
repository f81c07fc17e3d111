// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/figure_card.h"

#include <QPainter>
#include <QPainterPath>

#include "views/widgets/theme.h"

#include <algorithm>

namespace ms::views {
namespace {

constexpr int kPadding = 12;
constexpr int kWidth = 196;
constexpr int kTrendHeight = 26;
constexpr int kGap = 4;

QFont valueFont(const QWidget& widget) {
    return tabularFont(scaledFont(widget.font(), 150, QFont::DemiBold));
}
QFont smallFont(const QWidget& widget) {
    return scaledFont(widget.font(), 92);
}

QColor colourOf(FigureCard::Tone tone, const Colours& colours) {
    return tone == FigureCard::Tone::Good  ? colours.gain
           : tone == FigureCard::Tone::Bad ? colours.loss
                                           : colours.muted;
}

} // namespace

FigureCard::FigureCard(QWidget* parent) : QAbstractButton(parent) {
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void FigureCard::setContent(Content content) {
    m_content = std::move(content);
    setAccessibleName(m_content.title);
    setAccessibleDescription(m_content.value + QLatin1Char(' ') + m_content.change);
    updateGeometry();
    update();
}

QSize FigureCard::sizeHint() const {
    const int height = QFontMetrics(smallFont(*this)).height() * 2 +
                       QFontMetrics(valueFont(*this)).height() + kTrendHeight + 3 * kGap +
                       2 * kPadding;
    const int texts = std::max(QFontMetrics(valueFont(*this)).horizontalAdvance(m_content.value),
                               QFontMetrics(smallFont(*this)).horizontalAdvance(m_content.change));
    return {std::max(kWidth, texts + 2 * kPadding), height};
}

void FigureCard::paintEvent(QPaintEvent*) {
    const Colours colours = coloursOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isLit = underMouse() || hasFocus();
    painter.setPen(QPen(isLit ? colours.accent : colours.border, 1));
    painter.setBrush(colours.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    QRect inside = rect().adjusted(kPadding, kPadding, -kPadding, -kPadding);
    const auto write = [&](const QFont& font, const QColor& colour, const QString& text) {
        painter.setFont(font);
        painter.setPen(colour);
        const QFontMetrics metrics(font);
        painter.drawText(QRect(inside.left(), inside.top(), inside.width(), metrics.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(text, Qt::ElideRight, inside.width()));
        inside.setTop(inside.top() + metrics.height() + kGap);
    };
    write(smallFont(*this), colours.muted, m_content.title);
    write(valueFont(*this), palette().color(QPalette::WindowText), m_content.value);
    write(smallFont(*this), colourOf(m_content.tone, colours), m_content.change);
    paintTrend(painter, QRectF(inside).adjusted(0, 2, 0, -2));
}

void FigureCard::paintTrend(QPainter& painter, const QRectF& area) const {
    double low = 0;
    double high = 0;
    bool isFirst = true;
    for (const auto& value : m_content.trend)
        if (value) {
            low = isFirst ? *value : std::min(low, *value);
            high = isFirst ? *value : std::max(high, *value);
            isFirst = false;
        }
    const std::size_t count = m_content.trend.size();
    if (count < 2 || isFirst)
        return;
    const double span = high > low ? high - low : 1;
    QPainterPath line;
    QPointF last;
    bool isDrawing = false;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& value = m_content.trend[i];
        if (value) {
            last = {area.left() + area.width() * double(i) / double(count - 1),
                    area.bottom() - area.height() * (*value - low) / span};
            isDrawing ? line.lineTo(last) : line.moveTo(last);
        }
        isDrawing = value.has_value(); // a gap where nothing is known
    }
    const Colours colours = coloursOf(palette());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colours.accent, 1.5));
    painter.drawPath(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.accent);
    painter.drawEllipse(last, 2.5, 2.5);
}

void FigureCard::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void FigureCard::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace ms::views
