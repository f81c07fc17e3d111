// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/core/zone.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ms::query {

/// What became of a unit. Open and unknown outcomes are pending, never a success.
enum class UnitStatus : std::uint8_t { None, Pending, Success, Failed }; // None: there is no unit
std::string_view nameOf(UnitStatus status);                              // "success"; None is empty

/// What outcomes mean in a workspace.
struct OutcomeRules {
    /// Where it differs from the default table; keys folded (foldedOutcome).
    std::map<std::string, UnitStatus, std::less<>> own;
    /// A success that is reopened later than this many days after its outcome stays a success;
    /// nothing: reopening always turns it back.
    std::optional<int> reopenDays;
};

/// Without case; blanks and hyphens are underscores: "Not-Resolved" is "not_resolved".
std::string foldedOutcome(std::string_view outcome);

/// By the workspace's own table, else the default one of DESIGN.md section 2, Units. Anything open,
/// unknown or empty is Pending.
UnitStatus statusOf(std::string_view outcome, const OutcomeRules& rules);
/// As above, and a success that was reopened in time is Failed. `zone` is where dates are days.
UnitStatus statusOf(const core::OutcomeFact& fact, const OutcomeRules& rules,
                    const core::Zone& zone);

} // namespace ms::query
