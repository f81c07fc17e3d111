// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace ms::frame {

class Columns;

/// What is counted distinct: rows of one entity count once.
enum class EntityKind : std::uint8_t {
    Request, // a row without request id is its own
    Action,  // the root, else the request, else the row itself
    Session, // rows without session belong to none
    User,    // rows without user belong to none
    Unit,    // unit type and id; rows without unit belong to none
    Tenant,  // rows without tenant belong to none
};
inline constexpr std::size_t kEntityKinds = 6;

/// Which rows belong together. Most entities have one row, which then counts directly; only the
/// others are listed.
struct EntityIndex {
    std::vector<std::uint8_t> isSingle; // one a row: it is an entity of its own
    std::vector<std::uint32_t> rows;    // of entities with several rows, entity by entity
    std::vector<std::uint32_t> starts;  // entity i has rows[starts[i]] to rows[starts[i + 1]]
    std::size_t entities() const { return starts.empty() ? 0 : starts.size() - 1; }
};

/// Rows of an entity are in ascending order, those of a request by attempt number (unknown last),
/// then time (unknown last), then row.
/// Cost  linear in rows.
core::Result<std::unique_ptr<const EntityIndex>>
indexEntities(const Columns& columns, EntityKind kind, std::stop_token stop);

} // namespace ms::frame
