// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/drag_grip.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

namespace ms::views {
namespace {

constexpr int kColumns = 2;
constexpr int kRows = 3;
constexpr int kStep = 5;
constexpr int kSide = 22;
constexpr double kRadius = 1.4;

} // namespace

DragGrip::DragGrip(QWidget* parent) : QWidget(parent) {
    setFixedSize(sizeHint());
    setCursor(Qt::OpenHandCursor);
}

QSize DragGrip::sizeHint() const {
    return {kSide, kSide};
}

void DragGrip::mousePressEvent(QMouseEvent* event) {
    m_isPressed = event->button() == Qt::LeftButton;
    m_pressedAt = event->pos();
}

void DragGrip::mouseMoveEvent(QMouseEvent* event) {
    if (!m_isPressed || !(event->buttons() & Qt::LeftButton) ||
        (event->pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
        return;
    m_isPressed = false; // once; the drag that follows takes the release
    Q_EMIT dragged();
}

void DragGrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::PlaceholderText));
    const QPointF first = rect().toRectF().center() -
                          QPointF((kColumns - 1) * kStep / 2.0, (kRows - 1) * kStep / 2.0);
    for (int column = 0; column < kColumns; ++column)
        for (int row = 0; row < kRows; ++row)
            painter.drawEllipse(first + QPointF(column * kStep, row * kStep), kRadius, kRadius);
}

} // namespace ms::views
