// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tables/grouped_table_model.h"

#include "models/analysis/margin.h"
#include "models/query/tenant_timeline.h"

#include <memory>
#include <string>
#include <vector>

namespace ms::tables {

/// The margin of each slice: key columns, then revenue, cost, margin, tokens. With GPU
/// hours the cost is told as direct, shared, idle and total. `LossRole` marks rows
/// whose known cost exceeds their revenue. A row none of whose attempts has a price shows its cost
/// and margin as unknown, never as zero.
class MarginTableModel : public GroupedTableModel {
    Q_OBJECT

public:
    using Names = std::shared_ptr<const query::TenantTimeline>;
    explicit MarginTableModel(QObject* parent = nullptr);

    /// The order asked for by `sortBy` stays when the columns stay.
    /// Tenants stand there by name where `names` has one, and by id in raw copies and tooltips.
    void setTable(analysis::MarginTable table, std::string_view currency, Names names = nullptr);
    const analysis::MarginTable& table() const { return m_table; }
    /// The result row that is shown in `row`.
    const analysis::MarginRow& rowAt(int row) const;

protected:
    std::size_t resultRows() const override { return m_table.rows.size(); }
    CellValue valueAt(std::size_t resultRow, int column) const override;
    CellValue totalOf(int column) const override;
    QString idAt(std::size_t resultRow, int column) const override;
    QString remarkAt(std::size_t resultRow, int column) const override;
    bool isLoss(std::size_t resultRow) const override;

private:
    int keyColumns() const { return int(m_table.query.by.size()); }

    analysis::MarginTable m_table;
    std::vector<CellValue (*)(const analysis::MarginFigures&)>
        m_valueOf; // of the columns behind the keys
    Names m_names;
};

} // namespace ms::tables
