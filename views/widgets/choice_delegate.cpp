// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/choice_delegate.h"

#include <QComboBox>
#include <QPainter>
#include <QTimer>

#include "views/widgets/theme.h"

namespace ms::views {
namespace {

constexpr int kArrowRoom = 22;
constexpr int kMostShown = 16;

bool offersChoice(const QModelIndex& index) {
    return index.flags().testFlag(Qt::ItemIsEditable);
}

} // namespace

void ChoiceDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    BarDelegate::initStyleOption(option, index);
    if (index.data(IsOpenRole).toBool() && !option->state.testFlag(QStyle::State_Selected))
        option->backgroundBrush = coloursOf(option->palette).warningSurface;
}

void ChoiceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    BarDelegate::paint(painter, option, index);
    if (!offersChoice(index))
        return;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(isSelected ? option.palette.color(QPalette::HighlightedText)
                                    : coloursOf(option.palette).muted,
                         1.5));
    const QPointF tip(option.rect.right() - 12, option.rect.center().y() + 2.5);
    painter->drawPolyline(QPolygonF{tip + QPointF(-4, -4), tip, tip + QPointF(4, -4)});
    painter->restore();
}

QSize ChoiceDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QSize size = BarDelegate::sizeHint(option, index);
    return offersChoice(index) ? size + QSize(kArrowRoom, 0) : size;
}

QWidget* ChoiceDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                      const QModelIndex& index) const {
    const QStringList titles = index.data(TitlesRole).toStringList();
    if (titles.isEmpty())
        return nullptr;
    auto* combo = new QComboBox(parent);
    combo->setMaxVisibleItems(kMostShown);
    combo->setAccessibleName(index.model()->headerData(index.column(), Qt::Horizontal).toString());
    const QStringList values = index.data(ValuesRole).toStringList();
    for (qsizetype i = 0; i < titles.size(); ++i)
        combo->addItem(titles[i], values.value(i));
    auto* self = const_cast<ChoiceDelegate*>(this); // the two signals of a delegate are not const
    connect(combo, &QComboBox::activated, self, [self, combo] {
        Q_EMIT self->commitData(combo);
        Q_EMIT self->closeEditor(combo);
    });
    QTimer::singleShot(0, combo, &QComboBox::showPopup);
    return combo;
}

void ChoiceDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    auto* combo = qobject_cast<QComboBox*>(editor);
    // A cell that waits for a choice shows none: whichever is taken is taken on purpose.
    combo->setCurrentIndex(
        index.data(IsOpenRole).toBool() ? -1 : combo->findData(index.data(Qt::EditRole)));
}

void ChoiceDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                  const QModelIndex& index) const {
    const auto* combo = qobject_cast<QComboBox*>(editor);
    if (combo->currentIndex() >= 0)
        model->setData(index, combo->currentData(), Qt::EditRole);
}

} // namespace ms::views
