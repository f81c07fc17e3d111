// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tables/grouped_table_model.h"

#include "models/query/tenant_timeline.h"
#include "models/report/table.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ms::tables {

/// A cell of a report as the tables show it: keys in words, tenants by name where `names` has one.
CellValue cellValueOf(const report::Cell& cell, const report::Column& column,
                      const query::TenantTimeline* names = nullptr);

/// The table of a report section. `LossRole` marks rows whose "margin" is negative. What somebody
/// types into a cell is shown until the next table comes, which should hold it.
class ReportTableModel : public GroupedTableModel {
    Q_OBJECT

public:
    using Names = std::shared_ptr<const query::TenantTimeline>;
    explicit ReportTableModel(QObject* parent = nullptr);

    void setTable(report::Table table, std::string_view currency, Names names = nullptr);
    const report::Table& table() const { return m_table; }
    /// The row that is shown in `row`.
    const report::Row& rowAt(int row) const { return m_table.rows[sourceRow(row)]; }
    /// Its number in the table.
    int resultRowAt(int row) const { return int(sourceRow(row)); }

    /// Columns that can be typed into, by name.
    void setEditable(std::vector<std::string> columns);
    bool isEditable(int column) const;
    /// The texts of a row of the table, with what was typed since it came.
    std::vector<std::string> textsOf(int resultRow) const;
    /// It was not kept: show the table as it came.
    void forgetTyped();
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Somebody changed the text of a cell.
    void typed(int resultRow, int column);

protected:
    std::size_t resultRows() const override { return m_table.rows.size(); }
    CellValue valueAt(std::size_t resultRow, int column) const override;
    CellValue totalOf(int column) const override;
    QString idAt(std::size_t resultRow, int column) const override;
    bool isLoss(std::size_t resultRow) const override;

private:
    report::Table m_table;
    Names m_names;
    std::vector<std::string> m_editable;
    std::map<std::pair<std::size_t, int>, QString> m_typed; // by row of the table and column
};

} // namespace ms::tables
