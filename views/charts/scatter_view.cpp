// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/scatter_view.h"

#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "models/report/scatter_section.h"
#include "models/tables/tool_tip.h"
#include "views/charts/plot_painter.h"
#include "views/widgets/theme.h"

#include <cmath>

namespace ms::views {
namespace {

using stats::PlaneBox;
using stats::PlanePoint;
using stats::PlanePolygon;
using stats::PlaneRegion;

constexpr double kClick = 4;      // pixels that a hand moves without meaning it
constexpr double kLassoStep = 3;  // pixels between corners: a line of hundreds, not of thousands
constexpr double kKeyStep = 0.04; // of the plot
constexpr int kVeil = 150;        // over what is not selected

void paintDots(QPainter& painter, const std::vector<ScatterDot>& dots, const Colours& colours) {
    painter.setRenderHint(QPainter::Antialiasing);
    QColor rim = colours.surface;
    rim.setAlpha(150);
    for (const ScatterDot& dot : dots) {
        QColor ink = colours.gain;
        ink.setAlphaF(float(dot.strength));
        painter.setPen(QPen(rim, 0.8));
        painter.setBrush(ink);
        painter.drawEllipse(dot.at, dot.size / 2, dot.size / 2);
    }
}

} // namespace

ScatterView::ScatterView(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
}

void ScatterView::setScatter(analysis::ScatterPtr scatter, const std::string& currency) {
    m_scatter = std::move(scatter);
    m_currency = currency;
    m_region.reset();
    m_selected.reset();
    m_drag = Drag::None;
    arrange();
}

void ScatterView::arrange() {
    m_layout = m_scatter ? scatterLayout(*m_scatter, m_currency, size(), font()) : ScatterLayout();
    m_picture = {};
    update();
}

void ScatterView::showRegion(std::optional<PlaneRegion> region) {
    m_region = std::move(region);
    m_selected.reset();
    if (m_region && m_scatter)
        m_selected = m_scatter->sumIn(*m_region);
    update();
    Q_EMIT selecting();
}

void ScatterView::setRegion(std::optional<PlaneRegion> region) {
    m_drag = Drag::None;
    if (region == m_region)
        return;
    showRegion(std::move(region));
    Q_EMIT selectionMade();
}

void ScatterView::drawPicture(const QPalette& colours) {
    m_picture = QPixmap(size() * devicePixelRatioF());
    m_picture.setDevicePixelRatio(devicePixelRatioF());
    m_picture.fill(coloursOf(colours).surface);
    QPainter painter(&m_picture);
    paintLayout(painter, m_layout.axes, looksOf(Plot(), colours), colours, font());
    paintDots(painter, m_layout.dots, coloursOf(colours));
    paintDots(painter, m_layout.samples, coloursOf(colours));
}

void ScatterView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QPalette palette = QGuiApplication::palette();
    const Colours colours = coloursOf(palette);
    if (m_picture.isNull() || m_picture.devicePixelRatio() != devicePixelRatioF())
        drawPicture(palette);
    painter.drawPixmap(0, 0, m_picture);
    if (m_region) {
        const QPainterPath path = m_layout.pathOf(*m_region);
        QColor veil = colours.surface;
        veil.setAlpha(kVeil);
        painter.fillRect(m_layout.plot(), veil);
        painter.save();
        painter.setClipPath(path);
        painter.drawPixmap(0, 0, m_picture);
        painter.restore();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(palette.color(QPalette::Text), 1.4, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    }
    if (!hasFocus())
        return;
    painter.setPen(QPen(colours.accent, 1, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void ScatterView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void ScatterView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrange();
    if (event->type() != QEvent::PaletteChange)
        return;
    m_picture = {};
    update();
}

void ScatterView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_scatter || m_layout.plot().isEmpty())
        return;
    const bool isAround = (event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier)) != 0;
    m_drag = isAround ? Drag::Lasso : Drag::Box;
    m_dragFrom = m_lastCorner = event->position();
    m_hasMoved = false;
    m_lasso.corners = {m_layout.positionAt(m_dragFrom)};
    QToolTip::hideText();
}

void ScatterView::drag(const QPointF& pixel) {
    const auto far = [&pixel](const QPointF& from) {
        return std::hypot(pixel.x() - from.x(), pixel.y() - from.y());
    };
    if (!m_hasMoved && far(m_dragFrom) < kClick)
        return;
    m_hasMoved = true;
    if (m_drag == Drag::Box)
        return showRegion(
            PlaneBox::between(m_layout.positionAt(m_dragFrom), m_layout.positionAt(pixel)));
    if (far(m_lastCorner) < kLassoStep)
        return;
    m_lastCorner = pixel;
    m_lasso.corners.push_back(m_layout.positionAt(pixel));
    showRegion(m_lasso);
}

void ScatterView::mouseMoveEvent(QMouseEvent* event) {
    if (m_drag != Drag::None)
        return drag(event->position());
    const ScatterDot* dot = m_layout.dotAt(event->position());
    if (dot && m_layout.plot().contains(event->position()))
        QToolTip::showText(event->globalPosition().toPoint(), tables::toolTipText(textOf(*dot)),
                           this);
    else
        QToolTip::hideText();
}

void ScatterView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || m_drag == Drag::None)
        return;
    drag(event->position());
    m_drag = Drag::None;
    if (!m_hasMoved) {
        setRegion(std::nullopt);
        return;
    }
    Q_EMIT selectionMade();
}

/// A selection where there is none is the middle of the plot.
void ScatterView::moveBy(double right, double up, bool isStretch) {
    const PlaneBox& shown = m_layout.shown;
    const double width = shown.right - shown.left, height = shown.top - shown.bottom;
    if (!m_region)
        return setRegion(PlaneBox{shown.left + width / 4, shown.right - width / 4,
                                  shown.bottom + height / 4, shown.top - height / 4});
    PlaneRegion region = *m_region;
    if (auto* box = std::get_if<PlaneBox>(&region)) {
        const double left = box->left + (isStretch ? 0 : right * width);
        const double bottom = box->bottom + (isStretch ? 0 : up * height);
        *box =
            PlaneBox::between({left, bottom}, {box->right + right * width, box->top + up * height});
    } else if (!isStretch) {
        for (PlanePoint& corner : std::get<PlanePolygon>(region).corners)
            corner = {corner.x + right * width, corner.y + up * height};
    }
    setRegion(std::move(region));
}

void ScatterView::keyPressEvent(QKeyEvent* event) {
    if (!m_scatter || m_layout.plot().isEmpty())
        return QWidget::keyPressEvent(event);
    const bool isStretch = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool isPlain = (event->modifiers() & (Qt::AltModifier | Qt::ControlModifier)) == 0;
    if (event->matches(QKeySequence::SelectAll))
        return setRegion(m_layout.shown);
    switch (event->key()) {
    case Qt::Key_Escape:
        if (m_region)
            return setRegion(std::nullopt);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT filterRequested();
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (isPlain)
            return moveBy(event->key() == Qt::Key_Left ? -kKeyStep : kKeyStep, 0, isStretch);
        break;
    case Qt::Key_Down:
    case Qt::Key_Up:
        if (isPlain)
            return moveBy(0, event->key() == Qt::Key_Down ? -kKeyStep : kKeyStep, isStretch);
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

QString ScatterView::textOf(const ScatterDot& dot) const {
    const analysis::ScatterMark& mark = m_scatter->marks()[dot.mark];
    const analysis::ScatterQuery& query = m_scatter->query();
    const analysis::ScatterEntity at = m_scatter->entity(mark.entity);
    const auto line = [this](analysis::ScatterMeasure measure, std::int64_t value) {
        return QString::fromStdString(report::columnOf(measure).title) + QStringLiteral(": ") +
               figureText(measure, value, m_currency);
    };
    QStringList lines;
    if (mark.sum.entities > 1)
        lines << tr("%1 around here")
                     .arg(QString::fromStdString(
                         report::selectionWords(*m_scatter, mark.sum, m_currency)));
    lines << line(query.x, at.x);
    if (query.y != query.x)
        lines << line(query.y, at.y);
    return lines.join(u'\n');
}

void ScatterView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void ScatterView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

} // namespace ms::views
