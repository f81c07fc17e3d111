// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace ms::mapping {

/// Whether a part is counted within the whole of its source, or beside it. `Mostly...`: writers of
/// this format do both; the arithmetic of the row decides, and what is mostly done where it cannot.
enum class Part : std::uint8_t { Inside, Beside, MostlyInside, MostlyBeside };

/// What the token counts of a source include. Source  FORMATS.md section 2.
struct TokenConvention {
    Part cacheReads = Part::Inside;  // of Input
    Part cacheWrites = Part::Inside; // of Input
    Part reasoning = Part::Inside;   // of Output
    /// Cache writes without a lifetime are priced as written for 5 minutes. Has the provider
    /// lifetimes that the source does not state, or none at all?
    enum class Lifetime : std::uint8_t { NotStated, None } lifetime = Lifetime::NotStated;
    friend bool operator==(const TokenConvention&, const TokenConvention&) = default;
};

} // namespace ms::mapping
