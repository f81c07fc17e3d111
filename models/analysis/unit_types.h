// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/units.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// Units of one type in one slice (a workflow, mostly).
struct UnitTypeRow {
    std::vector<std::string> keys; // of the slice
    std::string type;              // empty: units without a type
    bool isPrimary = false;        // the one of its slice that decides what success costs there
    UnitFigures figures;           // cost and unitCost: of the attempts for units of this type
    core::MoneySum sliceUnitCost;  // of units of all types of the slice

    /// Of the primary: sliceUnitCost / its successful units. The work for other types of units is
    /// paid for by what succeeds of this one. Nothing for others, or without a success.
    std::optional<core::MoneySum> sliceCostPerSuccessful() const;
    std::optional<double> shareOfSlice() const; // unitCost / sliceUnitCost
};

struct UnitTypesQuery {
    std::vector<query::Dimension> by; // not by unit type
    query::Filter filter;
    /// The primary type wherever a slice has it; else, and without one, the type with most
    /// attempted units, ties: the higher cost, then the name.
    std::optional<std::string> primary;
};

/// Output  slices by the cost of their units, highest first, ties by keys; in a slice the primary
///         first, then by cost. An attempt works for one unit, which has one type: unit costs add
///         up to those of the slices and to `total`, no cost twice.
/// Errors  Usage (by unit type), as EventSource.
/// Cost    one group query.
/// Source  DESIGN.md section 2, Units.
struct UnitTypesTable {
    UnitTypesQuery query;
    std::vector<UnitTypeRow> rows;
    UnitFigures total;
};
core::Result<UnitTypesTable> unitTypesBy(const UnitTypesQuery& query,
                                         const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
