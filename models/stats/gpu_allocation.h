// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ms::stats {

/// What becomes of capacity that nobody used: a line of its own, or a burden of those who did.
enum class IdlePolicy { Separate, Spread };
std::string_view nameOf(IdlePolicy policy); // "separate"

/// The id under which what nobody used takes part in a split.
inline constexpr std::string_view kIdleId = "~idle";

/// Who used one window of shared capacity.
struct WindowUse {
    core::Int128 capacity = 0;         // provided: GPU-seconds, or another measure of work
    std::vector<core::Int128> used;    // of each user, in the same measure; 0 or more
    std::vector<std::string_view> ids; // of the users, as many; they decide ties only
};

/// What each user of a window pays. used + idle = the amount, exactly.
struct WindowShares {
    std::vector<core::Int128> used; // as WindowUse::used
    core::Int128 idle = 0;
    std::optional<double> utilisation; // used / capacity; above 1 the data are wrong; not clipped
};

/// Split `amount` (whole units of money) of one window over its users.
/// Output  Separate: capacity less use is idle. Spread: the users pay the window whole. A window
///         without use is idle in both. Use beyond the capacity leaves no idle part.
/// Source  METHODS 6.1, steps 2 and 3; parts by 6.2.
WindowShares splitWindow(core::Int128 amount, const WindowUse& use, IdlePolicy policy);

/// Load `pool` (whole units of money) on parts in proportion to what was allocated to them
/// directly; idle is no part.
/// Output  one share a part; they add up to `pool`.
/// Errors  CHECK: a pool other than 0 without parts.
/// Source  METHODS 6.1, step 4; parts by 6.2.
std::vector<core::Int128> loadOverhead(core::Int128 pool, std::span<const core::Int128> direct,
                                       std::span<const std::string_view> ids);

} // namespace ms::stats
