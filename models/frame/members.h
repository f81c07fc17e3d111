// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/group_ids.h"
#include "models/frame/local_frame.h"
#include "models/query/entities.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace ms::frame {

inline constexpr std::uint32_t kNoEntity = UINT32_MAX;

/// Which rows of a filter belong to which entity. Entities are numbered by their first kept rows;
/// rows that the filter leaves out, and those without an entity, belong to none.
class Members {
public:
    /// All entities, or those of `query.only`, for which only their own rows are looked at.
    /// Errors  those of reading columns; Cancelled.
    /// Cost    linear in rows, 8 bytes a row and 12 an entity; of a few entities, linear in the
    /// rows of entities that have several.
    static core::Result<Members> of(const query::EntityQuery& query, const LocalFrame& frame,
                                    const Combinations& combinations, std::stop_token stop);

    std::size_t size() const { return m_firstRow.size(); }
    /// By entity, ascending. Moved out, as the last thing that is asked: copies of ten million are
    /// dear.
    std::vector<std::uint64_t> takeFirstRow() { return std::move(m_firstRow); }
    /// By entity: what its first row has in combinations(). Moved out.
    std::vector<std::uint32_t> takeGroupOf() { return std::move(m_groupOf); }
    const std::vector<std::uint64_t>& combinations() const { return m_combinations; }

    /// Whether rows() lists the rows that belong to some entity; else any row may.
    bool isListed() const { return m_isListed; }
    const std::vector<std::uint32_t>& rows() const { return m_rows; } // ascending
    /// By row; by place in rows() where they are listed.
    const std::vector<std::uint32_t>& entities() const { return m_entityOf; }
    std::uint32_t entityOf(std::uint32_t row) const;

private:
    struct Kept;
    class RowSet;
    static core::Result<Members> ofAll(const query::EntityQuery& query, const LocalFrame& frame,
                                       const EntityIndex* index, const Combinations& combinations,
                                       std::stop_token stop);
    static core::Result<Members> ofSome(const query::EntityQuery& query, const LocalFrame& frame,
                                        const EntityIndex* index, const Combinations& combinations,
                                        std::stop_token stop);
    static std::vector<std::uint32_t> entitiesWith(const RowSet& wanted, const EntityIndex& index,
                                                   unsigned workers);
    void keepOnly(const RowSet& wanted, unsigned workers);
    void number(const EntityIndex* index, const Kept& kept, unsigned workers);
    template <class IsFirst>
    void numberFirstRows(unsigned workers, const IsFirst& isFirst);

    bool m_isListed = false;
    std::vector<std::uint32_t> m_rows;
    std::vector<std::uint32_t> m_entityOf;
    std::vector<std::uint64_t> m_firstRow;
    std::vector<std::uint32_t> m_groupOf;
    std::vector<std::uint64_t> m_combinations;
};

} // namespace ms::frame
