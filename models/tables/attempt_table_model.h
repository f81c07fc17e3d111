// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tables/grouped_table_model.h"

#include "models/core/zone.h"
#include "models/query/attempts.h"
#include "models/query/tenant_timeline.h"

#include <memory>
#include <string>

namespace ms::tables {

/// One page of attempts, a row each, with the file and line that each came from. Sorting orders
/// the page; the order of all attempts is the query's.
class AttemptTableModel : public GroupedTableModel {
    Q_OBJECT

public:
    struct Page {
        query::AttemptPage attempts;
        std::size_t offset = 0; // of the first attempt among all that match
        core::Zone zone;        // in which times are shown
        std::string currency;
        std::shared_ptr<const query::TenantTimeline> names; // of tenants; null: ids
    };
    explicit AttemptTableModel(QObject* parent = nullptr);

    void setPage(Page page);
    const query::Attempt& attemptAt(int row) const;
    std::size_t offset() const { return m_page.offset; }
    std::uint64_t matching() const { return m_page.attempts.matching; }
    /// Rows are numbered among all attempts that match.
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

protected:
    std::size_t resultRows() const override { return m_page.attempts.attempts.size(); }
    CellValue valueAt(std::size_t resultRow, int column) const override;
    QString idAt(std::size_t resultRow, int column) const override;
    QString remarkAt(std::size_t resultRow, int column) const override;

private:
    Page m_page;
};

/// "2026-05-01 08:03:21.120" in `zone`.
QString localTimeText(core::Instant time, const core::Zone& zone);
/// "Known zero: failed before any output": why an attempt costs what it costs.
QString basisText(query::CostBasis basis);

} // namespace ms::tables
