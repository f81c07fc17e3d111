// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/plot_view.h"

#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "models/tables/tool_tip.h"
#include "views/charts/plot_painter.h"
#include "views/charts/plot_size.h"
#include "views/charts/plot_words.h"
#include "views/widgets/theme.h"

#include <algorithm>

namespace ms::views {

PlotView::PlotView(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
}

void PlotView::setPlot(Plot plot) {
    m_plot = std::move(plot);
    arrange();
}

int PlotView::heightForPlot() const {
    return heightFor(m_plot);
}

void PlotView::arrange() {
    m_layout = layoutOf(m_plot, size(), font());
    m_current = -1;
    m_picture = {};
    update();
}

QString PlotView::currentText() const {
    return m_current < 0 ? QString() : hoverText(m_plot, m_layout.targets[std::size_t(m_current)]);
}

void PlotView::drawPicture(const QPalette& colours) {
    m_picture = QPixmap(size() * devicePixelRatioF());
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    m_picture.fill(coloursOf(colours).surface);
    QPainter painter(&m_picture);
    paintLayout(painter, m_layout, looksOf(m_plot, colours), colours, font());
}

void PlotView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QPalette colours = QGuiApplication::palette();
    if (m_picture.isNull() || m_picture.devicePixelRatio() != devicePixelRatioF())
        drawPicture(colours);
    painter.drawPixmap(0, 0, m_picture);
    if (m_current >= 0)
        paintRing(painter, m_layout, m_layout.targets[std::size_t(m_current)], colours);
    if (!hasFocus())
        return;
    painter.setPen(QPen(coloursOf(colours).accent, 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void PlotView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void PlotView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrange();
    if (event->type() != QEvent::PaletteChange)
        return;
    m_picture = {};
    update();
}

void PlotView::setCurrent(int target, const QPoint& globalPlace) {
    if (target == m_current)
        return;
    m_current = target;
    const bool leads = target >= 0 && m_layout.targets[std::size_t(target)].row >= 0;
    setCursor(leads ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (target < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(globalPlace, tables::toolTipText(currentText()), this);
    update();
}

void PlotView::chooseCurrent() {
    if (m_current < 0)
        return;
    const int row = m_layout.targets[std::size_t(m_current)].row;
    if (row >= 0)
        Q_EMIT rowClicked(row);
}

void PlotView::mouseMoveEvent(QMouseEvent* event) {
    setCurrent(targetAt(m_layout, event->position()), event->globalPosition().toPoint());
}

void PlotView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !rect().contains(event->position().toPoint()))
        return;
    setCurrent(targetAt(m_layout, event->position()), event->globalPosition().toPoint());
    chooseCurrent();
}

void PlotView::keyPressEvent(QKeyEvent* event) {
    const int last = int(m_layout.targets.size()) - 1;
    int wanted = m_current;
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
        wanted = std::min(m_current + 1, last);
        break;
    case Qt::Key_Left:
    case Qt::Key_Up:
        wanted = std::max(m_current - 1, 0);
        break;
    case Qt::Key_Home:
        wanted = 0;
        break;
    case Qt::Key_End:
        wanted = last;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return chooseCurrent();
    default:
        return QWidget::keyPressEvent(event);
    }
    if (last < 0)
        return;
    setCurrent(wanted, mapToGlobal(m_layout.targets[std::size_t(wanted)].anchor.toPoint()));
}

void PlotView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    setCurrent(-1, {});
}

void PlotView::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    setCurrent(-1, {});
}

} // namespace ms::views
