// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "models/store/workspace.h"

#include <vector>

namespace ms::session {

/// The imported files, newest first, with the receipt of each: rows = accepted + duplicates +
/// rejected + skipped.
class BatchTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class Column {
        Id,
        File,
        Kind,
        State,
        Rows,
        Accepted,
        Duplicates,
        Rejected,
        Skipped,
        Replaced,
        Imported,
        Count
    };
    using QAbstractTableModel::QAbstractTableModel;

    void setBatches(std::vector<store::Batch> batches);
    /// One of them was taken out or put back.
    void setActive(qint64 batch, bool isActive);
    /// -1: it is not there.
    int rowOf(qint64 batch) const;
    /// Null outside of the rows.
    const store::Batch* batchAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<store::Batch> m_batches;
};

} // namespace ms::session
