// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QModelIndexList>
#include <QStringList>

#include "models/tables/cell_value.h"
#include "models/tables/number_format.h"

#include <optional>
#include <vector>

namespace ms::tables {

/// One column: what it is called, what it holds, and with which columns its bars share a scale.
struct TableColumn {
    enum class Kind { Text, Count, Tokens, Money, Ratio, Time, Number };
    QString id;    // as in JSON: "cache_read_tokens"
    QString title; // "Cache read"
    Kind kind = Kind::Text;
    QString barGroup;    // empty: no bars
    QString description; // plain text for the header's tooltip
};

enum TableRole {
    ExactTextRole = Qt::UserRole + 100, // machine text: "1204.17"
    SortKeyRole,                        // text in the order of the exact value
    BarRole,                            // double from -1 to 1, of the largest of the bar group
    KindRole,                           // int of TableColumn::Kind
    LossRole,                           // bool: the row loses money
};

/// A table of results: the base holds columns, order, roles and copies; a derived model only says
/// what a cell holds. Rows are sorted here, by exact values, never in a proxy.
class GroupedTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    struct SortBy {
        int column = 0;
        Qt::SortOrder order = Qt::AscendingOrder;
    };
    /// A cell's bar: its value and the ends of the scale (lowest <= 0 <= highest).
    struct Bar {
        double value = 0;
        double lowest = 0;
        double highest = 0;
    };
    enum class CopyFormat { Formatted, Raw };
    enum class CopyHeaders { None, Titles };

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const final;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) final;
    /// Stable, by the first column, then the next; unknown values last in either order. Empty: the
    /// order of the result. A new result keeps the order asked for.
    void sortBy(std::vector<SortBy> columns);
    const std::vector<SortBy>& sortedBy() const { return m_sortedBy; }

    const std::vector<TableColumn>& columns() const { return m_columns; }
    int columnOf(const QString& id) const; // -1: none
    /// As `data`, of the totals; nothing where a column has no total.
    QVariant totalData(int column, int role) const;
    std::optional<Bar> barOf(const QModelIndex& index) const;
    /// Tab-separated; the rectangle around `indexes`, empty where not selected. Blanks stand for
    /// tabs and line breaks of a cell. Raw: exact machine text, and ids as headers.
    QString copied(const QModelIndexList& indexes, CopyFormat format, CopyHeaders headers) const;
    const NumberFormat& numberFormat() const { return m_format; }

protected:
    explicit GroupedTableModel(QObject* parent) : QAbstractTableModel{parent} {}

    /// Call `fill` between begin and end of a reset, then order the rows.
    template <class Fill>
    void replace(std::vector<TableColumn> columns, const NumberFormat& format, Fill fill) {
        beginResetModel();
        if (!isSameShape(columns))
            m_sortedBy.clear();
        m_columns = std::move(columns);
        m_format = format;
        fill();
        restart();
        endResetModel();
    }
    /// The row of the result that is shown in `row`.
    std::size_t sourceRow(int row) const { return m_order[std::size_t(row)]; }

    virtual std::size_t resultRows() const = 0;
    virtual CellValue valueAt(std::size_t resultRow, int column) const = 0;
    virtual CellValue totalOf(int column) const;
    /// The id behind a name: what machines read, and people in the tooltip. Empty: the text is it.
    virtual QString idAt(std::size_t resultRow, int column) const;
    /// More to say about a cell than its exact value; plain text.
    virtual QString remarkAt(std::size_t resultRow, int column) const;
    virtual bool isLoss(std::size_t resultRow) const;

private:
    struct Scale {
        double lowest = 0;
        double highest = 0;
    };
    bool isSameShape(const std::vector<TableColumn>& columns) const;
    void restart();
    void orderRows();
    void orderRowsBy(const SortBy& by);
    void measureBars();
    QVariant cellData(const CellValue& value, int column, int role) const;
    QString toolTip(const CellValue& value, const QStringList& remarks) const;
    QString machineText(std::size_t resultRow, int column) const;

    std::vector<TableColumn> m_columns;
    NumberFormat m_format;
    std::vector<std::size_t> m_order; // result row of each shown row
    std::vector<SortBy> m_sortedBy;
    std::vector<Scale> m_scales; // of each column
};

} // namespace ms::tables
