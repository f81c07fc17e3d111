// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "models/tables/grouped_table_model.h"

namespace ms::tables {

/// The totals of a table as a model of one row with the same columns, for a row that stays in
/// sight. Follows the table; belongs to whoever made it and must not outlive the table.
class TotalsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit TotalsModel(const GroupedTableModel& table, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    const GroupedTableModel& m_table;
};

} // namespace ms::tables
