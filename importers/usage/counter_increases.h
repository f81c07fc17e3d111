// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace ms::importers {

/// A running total by time in microseconds; nothing where the source says that it has no value.
using CounterSamples = std::map<std::int64_t, std::optional<std::int64_t>>;

/// What a running total grew by between two times.
struct Increase {
    std::optional<std::int64_t> amount; // absent: no value ends here
    bool isReset = false;               // it fell: what was counted since its restart
    bool isMissing = false;             // a part of it is not known, or came later or earlier
};

/// The increases between neighbours of `times`, which rise and hold every time that has a value.
/// What grew over times without a value counts where the next value is, and all of them are marked:
/// sums over them are right. What was counted before the first value, or after the last one, is not
/// known; only the stretch next to it is marked, because a server may begin or end.
std::vector<Increase> increasesOf(const CounterSamples& samples,
                                  std::span<const std::int64_t> times);

} // namespace ms::importers
