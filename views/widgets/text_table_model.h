// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QStringList>

namespace ms::views {

/// Rows of texts as they are: previews of files, rejected rows, the lines of a cost.
class TextTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    /// Short rows are filled with empty cells. Columns in `numbers` are set to the right.
    void setTable(const QStringList& headers, const QList<QStringList>& rows,
                  const QList<int>& numbers = {});

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList m_headers;
    QList<QStringList> m_rows;
    QList<int> m_numbers;
};

} // namespace ms::views
