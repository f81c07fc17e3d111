// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QWidget>

namespace ms::views {

/// Six dots that something is dragged out by. Says when the mouse went far enough with the button
/// down; what is dragged is the business of who listens.
class DragGrip : public QWidget {
    Q_OBJECT

public:
    explicit DragGrip(QWidget* parent = nullptr);
    QSize sizeHint() const override;

Q_SIGNALS:
    void dragged();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QPoint m_pressedAt;
    bool m_isPressed = false;
};

} // namespace ms::views
