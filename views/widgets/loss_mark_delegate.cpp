// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/loss_mark_delegate.h"

#include <QPainter>
#include <QPainterPath>

#include "models/tables/grouped_table_model.h"
#include "views/widgets/theme.h"

namespace ms::views {
namespace {

constexpr int kMarkSize = 12;

/// A triangle that points down, or nothing of the same size, so that names stay aligned.
QPixmap markOf(bool isLoss, const QColor& colour, qreal ratio) {
    QPixmap pixmap(QSize(kMarkSize, kMarkSize) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    if (!isLoss)
        return pixmap;
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath triangle(QPointF(1, 2.5));
    triangle.lineTo(kMarkSize - 1, 2.5);
    triangle.lineTo(kMarkSize / 2.0, kMarkSize - 1.5);
    triangle.closeSubpath();
    painter.fillPath(triangle, colour);
    return pixmap;
}

} // namespace

void LossMarkDelegate::initStyleOption(QStyleOptionViewItem* option,
                                       const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    const bool isLoss = index.data(tables::LossRole).toBool();
    const bool isSelected = option->state & QStyle::State_Selected;
    const QColor colour = isSelected ? option->palette.color(QPalette::HighlightedText)
                                     : coloursOf(option->palette).loss;
    const qreal ratio = option->widget ? option->widget->devicePixelRatioF() : 1.0;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = QIcon(markOf(isLoss, colour, ratio));
    option->decorationSize = QSize(kMarkSize, kMarkSize);
}

} // namespace ms::views
