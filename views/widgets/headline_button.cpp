// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/headline_button.h"

#include <QPainter>

#include "views/widgets/theme.h"

namespace ms::views {
namespace {

constexpr int kPadding = 8;
constexpr int kAmountWidth = 96;
constexpr int kUsualWidth = 360;
constexpr int kHighest = 10'000; // for measuring

constexpr int kFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;

QFont amountFont(const QWidget& widget) {
    return tabularFont(scaledFont(widget.font(), 100, QFont::DemiBold));
}
QFont kindFont(const QWidget& widget) {
    return scaledFont(widget.font(), 88);
}

} // namespace

HeadlineButton::HeadlineButton(const QString& amount, const QString& sentence, const QString& kind,
                               QWidget* parent)
    : QAbstractButton(parent), m_amount{amount}, m_sentence{sentence}, m_kind{kind} {
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(sentence);
    setAccessibleDescription(amount + QLatin1Char(' ') + kind);
}

QRect HeadlineButton::textRect(int width) const {
    const int left = kPadding + kAmountWidth;
    return QFontMetrics(font()).boundingRect(left, kPadding, width - left - kPadding, kHighest,
                                             kFlags, m_sentence);
}

int HeadlineButton::heightForWidth(int width) const {
    return textRect(width).height() + QFontMetrics(kindFont(*this)).height() + 2 * kPadding;
}

QSize HeadlineButton::sizeHint() const {
    return {kUsualWidth, heightForWidth(kUsualWidth)};
}

QSize HeadlineButton::minimumSizeHint() const {
    return {kAmountWidth * 2, heightForWidth(std::max(width(), kUsualWidth))};
}

void HeadlineButton::paintEvent(QPaintEvent*) {
    const Colours colours = coloursOf(palette());
    QPainter painter(this);
    if (underMouse() || hasFocus()) {
        QColor light = colours.accent;
        light.setAlpha(24);
        painter.fillRect(rect(), light);
    }
    painter.setFont(amountFont(*this));
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(kPadding, kPadding, kAmountWidth - kPadding, height()),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine, m_amount);
    const QRect text = textRect(width());
    painter.setFont(font());
    painter.drawText(
        QRect(text.left(), text.top(), width() - text.left() - kPadding, text.height()), kFlags,
        m_sentence);
    painter.setFont(kindFont(*this));
    painter.setPen(colours.muted);
    painter.drawText(QRect(text.left(), text.bottom() + 1, width() - text.left() - kPadding,
                           QFontMetrics(kindFont(*this)).height()),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine, m_kind);
}

void HeadlineButton::enterEvent(QEnterEvent* event) {
    QAbstractButton::enterEvent(event);
    update();
}

void HeadlineButton::leaveEvent(QEvent* event) {
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace ms::views
