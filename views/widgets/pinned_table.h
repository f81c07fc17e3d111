// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractItemModel;
class QTableView;

namespace ms::views {

/// A table whose totals row stays in sight under the rows, column by column.
/// Keys  Enter and F2 change a cell that can be changed; F2 elsewhere the first one of the row.
class PinnedTable : public QWidget {
    Q_OBJECT

public:
    explicit PinnedTable(QWidget* parent = nullptr);
    /// `totals` has one row and the same columns as `rows`; null: no totals. Neither is owned.
    void setModels(QAbstractItemModel* rows, QAbstractItemModel* totals);
    QTableView* view() const { return m_rows; }
    QTableView* totalsView() const { return m_totals; }
    /// Fit columns to what is in sight; also Ctrl+0.
    void fitColumns();
    int currentRow() const;
    /// Somebody is typing into a cell.
    bool isEditing() const;

Q_SIGNALS:
    /// Enter or double click, on a cell that cannot be changed.
    void rowActivated(int row);
    void currentRowChanged(int row);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void alignTotals();
    bool edit(const QModelIndex& index);
    bool editRow();

    QTableView* m_rows;
    QTableView* m_totals;
};

/// The selected rows of `view` (all rows when none is), with headers, as tab-separated values.
/// Tabs and line breaks in cells become blanks, so that columns stay columns.
QString tabSeparated(const QTableView& view, const QAbstractItemModel* totals);

} // namespace ms::views
