// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/query.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ms::query {

/// What a figure is per.
enum class Grain : std::uint8_t { Attempt, Request, Action, Session, Unit, User, Tenant };
std::string_view nameOf(Grain grain); // "request"
std::span<const Grain> allGrains();

/// "Add up `measures` for each single entity among the events of `filter`, and say in which
/// combination of `by` it is." Attempts without user (session, unit, tenant)
/// belong to none.
struct EntityQuery {
    Grain grain = Grain::Request;
    std::vector<Dimension> by;
    std::vector<Measure> measures; // sums over attempts; no distinct counts
    Filter filter;
    /// EntityTotals::firstRow of those wanted, ascending; empty: all.
    std::vector<std::uint64_t> only = {};
};

/// One entry an entity, column by column, in order of the entities' first attempts in the filter:
/// requests by attempt number, then time; the others by row.
struct EntityTotals {
    std::vector<std::vector<std::string>> groups;  // combinations that occur, in byte order
    std::vector<std::uint32_t> groupOf;            // by entity: that of its first attempt
    std::vector<std::uint64_t> firstRow;           // by entity: Attempt::row of its first attempt
    std::vector<std::vector<std::int64_t>> values; // by measure, then entity; money in pico-units

    std::size_t size() const { return firstRow.size(); }
};

} // namespace ms::query
