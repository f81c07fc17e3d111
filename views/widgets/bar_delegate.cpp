// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/bar_delegate.h"

#include <QApplication>
#include <QPainter>

#include "models/tables/fall_role.h"
#include "views/widgets/theme.h"

#include <algorithm>
#include <utility>

namespace ms::views {
namespace {

constexpr int kPadding = 8; // as the style sheet gives header sections

qreal xOf(const QRectF& cell, const BarDelegate::Bar& bar, double value) {
    const double width = bar.highest - bar.lowest;
    return width > 0 ? cell.left() + cell.width() * (value - bar.lowest) / width : cell.left();
}

void paintBar(QPainter& painter, const QRectF& cell, const BarDelegate::Bar& bar,
              const Colours& colours, bool isLoss) {
    const QRectF rect = BarDelegate::barRect(cell, bar);
    QColor fill = isLoss ? colours.loss : colours.gain;
    fill.setAlpha(isLoss ? 60 : 70);
    painter.fillRect(rect, fill);
    if (isLoss) {
        QColor line = colours.loss;
        line.setAlpha(150);
        painter.fillRect(rect, QBrush(line, Qt::BDiagPattern));
    }
    if (bar.lowest < 0) {
        const qreal zero = xOf(cell, bar, 0);
        painter.setPen(QPen(colours.muted, 1));
        painter.drawLine(QPointF(zero, cell.top() - 2), QPointF(zero, cell.bottom() + 2));
    }
}

} // namespace

BarDelegate::BarDelegate(BarOf barOf, QObject* parent)
    : QStyledItemDelegate(parent), m_barOf{std::move(barOf)} {}

QRectF BarDelegate::barRect(const QRectF& cell, const Bar& bar) {
    const qreal zero = xOf(cell, bar, 0);
    const qreal end = xOf(cell, bar, bar.value);
    // One pixel at least: a small loss must not look like none.
    const qreal width = bar.value == 0 ? 0 : std::max(1.0, std::abs(end - zero));
    return {end < zero ? zero - width : zero, cell.top(), width, cell.height()};
}

void BarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const {
    const auto bar = m_barOf ? m_barOf(index) : std::nullopt;
    const bool isLoss =
        bar && bar->value < 0 &&
        !index.model()->headerData(index.column(), Qt::Horizontal, tables::FallIsGoodRole).toBool();
    QStyleOptionViewItem styled = option;
    initStyleOption(&styled, index);
    const QStyle* style = styled.widget ? styled.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &styled, painter, styled.widget);
    painter->save();
    if (bar && !(styled.state & QStyle::State_Selected))
        paintBar(*painter, QRectF(option.rect).adjusted(4, 4, -4, -4), *bar,
                 coloursOf(styled.palette), isLoss);
    styled.backgroundBrush = Qt::NoBrush;
    const auto textRole =
        (styled.state & QStyle::State_Selected) ? QPalette::HighlightedText : QPalette::Text;
    if (isLoss)
        styled.palette.setColor(QPalette::Text, coloursOf(styled.palette).loss);
    painter->setFont(styled.font);
    style->drawItemText(painter, option.rect.adjusted(kPadding, 0, -kPadding, 0),
                        int(styled.displayAlignment), styled.palette, true,
                        styled.fontMetrics.elidedText(styled.text, styled.textElideMode,
                                                      option.rect.width() - 2 * kPadding),
                        textRole);
    painter->restore();
}

} // namespace ms::views
