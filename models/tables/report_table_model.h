// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tables/grouped_table_model.h"

#include "models/query/tenant_timeline.h"
#include "models/report/table.h"

#include <memory>
#include <string>
#include <string_view>

namespace ms::tables {

/// A cell of a report as the tables show it: keys in words, tenants by name where `names` has one.
CellValue cellValueOf(const report::Cell& cell, const report::Column& column,
                      const query::TenantTimeline* names = nullptr);

/// The table of a report section. `LossRole` marks rows whose "margin" is negative.
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

protected:
    std::size_t resultRows() const override { return m_table.rows.size(); }
    CellValue valueAt(std::size_t resultRow, int column) const override;
    CellValue totalOf(int column) const override;
    QString idAt(std::size_t resultRow, int column) const override;
    bool isLoss(std::size_t resultRow) const override;

private:
    report::Table m_table;
    Names m_names;
};

} // namespace ms::tables
