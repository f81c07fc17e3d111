// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/totals_model.h"

namespace ms::tables {

TotalsModel::TotalsModel(const GroupedTableModel& table, QObject* parent)
    : QAbstractTableModel{parent}, m_table{table} {
    connect(&table, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(&table, &QAbstractItemModel::modelReset, this, [this] { endResetModel(); });
}

int TotalsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || m_table.columns().empty() ? 0 : 1;
}

int TotalsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_table.columnCount();
}

QVariant TotalsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return m_table.totalData(index.column(), role);
}

QVariant TotalsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return orientation == Qt::Horizontal ? m_table.headerData(section, orientation, role)
                                         : QVariant();
}

} // namespace ms::tables
