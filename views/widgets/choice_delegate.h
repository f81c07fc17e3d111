// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/widgets/bar_delegate.h"

namespace ms::views {

/// Cells of which some offer a choice: those have a small arrow, and a list that opens at a click,
/// at F2 or at Enter. Cells that wait for a choice stand out by colour, and by what they say.
class ChoiceDelegate : public BarDelegate {
    Q_OBJECT

public:
    /// What an editable cell says of itself beside Qt::EditRole, the value in force.
    enum Role {
        TitlesRole = Qt::UserRole + 1, // QStringList, what to show; empty: nothing to choose
        ValuesRole,                    // QStringList, as long
        IsOpenRole,                    // bool: nothing was chosen, and something must be
    };
    explicit ChoiceDelegate(QObject* parent) : BarDelegate({}, parent) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model,
                      const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace ms::views
