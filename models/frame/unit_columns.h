// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/column_source.h"
#include "models/frame/columns.h"
#include "models/query/outcome.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace ms::frame {

/// Business units by number: unit type and id together tell them apart. 0 is "no unit".
struct UnitNumbers {
    CodeColumn of;                    // one a row
    std::vector<std::uint32_t> idKey; // by number: key into the list of unit ids
    std::vector<std::uint32_t> type;  // by number: code of the unit type
    std::size_t count() const { return idKey.size(); }
};
/// Cost  linear in rows; nothing to speak of where there are no units.
core::Result<std::unique_ptr<const UnitNumbers>> numberUnits(const Columns& columns,
                                                             std::stop_token stop);

/// Bits of UnitColumns::flags. Rows without a unit have none.
enum UnitFlag : std::uint8_t {
    kUnit = 1,
    kUnitPending = 2,
    kUnitSucceeded = 4,
    kUnitFailed = 8,
    kUnitOnlyRow = 16, // no other row has this unit
};

/// What became of the unit of each row.
struct UnitColumns {
    std::vector<std::uint8_t> flags;
    CodeColumn outcome; // UnitStatus of the unit; of rows without a unit, what they say themselves
};

/// The latest outcome fact of a unit decides (by its time, then order of import); without one, the
/// latest row of the unit that states an outcome; else it is pending. A fact without a unit type
/// speaks of all units with that id.
/// Source  DESIGN.md section 2, Units.
core::Result<std::unique_ptr<const UnitColumns>> settleUnits(const Columns& columns,
                                                             const OutcomeBook& outcomes,
                                                             const core::Zone& zone,
                                                             std::stop_token stop);

} // namespace ms::frame
