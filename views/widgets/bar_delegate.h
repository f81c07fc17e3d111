// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "models/tables/grouped_table_model.h"

#include <functional>
#include <optional>

namespace ms::views {

/// A cell with the margins of its header and, for numbers, a bar behind. Losses grow to the left of
/// a zero line that all rows share and are hatched, so that they can be told from gains without
/// colour.
class BarDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using Bar = tables::GroupedTableModel::Bar;
    using BarOf = std::function<std::optional<Bar>(const QModelIndex&)>;

    BarDelegate(BarOf barOf, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

    /// Where the bar goes in `cell`: from the zero line to the value.
    static QRectF barRect(const QRectF& cell, const Bar& bar);

private:
    BarOf m_barOf;
};

} // namespace ms::views
