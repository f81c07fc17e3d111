// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace ms::stats {

/// What makes a unit dear. In alphabetical order, in which equal contributions are ranked.
enum class UnitDriver {
    Attempts,
    CacheReadTokens,
    CacheWriteTokens,
    ContextTokens,
    OutputTokens,
    PriceCacheRead,
    PriceCacheWrite,
    PriceIn,
    PriceOut,
    PromptTokens,
};
inline constexpr std::size_t kUnitDrivers = 10;

/// "attempts", "cache_read_tokens", ... "prompt_tokens".
std::string_view nameOf(UnitDriver driver);

/// One number a driver, in the order of UnitDriver: tokens an attempt, prices a token.
using DriverNumbers = std::array<double, kUnitDrivers>;

/// attempts x ((prompt + context) x price in + output x price out + the same for the cache).
double unitCost(const DriverNumbers& unit);

struct UnitDrivers {
    double referenceCost = 0;
    double actualCost = 0;
    DriverNumbers contributions{};   // they add up to actualCost - referenceCost
    std::vector<UnitDriver> ranking; // contributions other than 0, largest absolute amount first
    double residual = 0;             // what rounding leaves of the difference

    double delta() const { return actualCost - referenceCost; }
};

/// Why is this unit more expensive than its reference? Exact Shapley shares, closing exactly.
/// Input   finite numbers. The reference is usually the componentwise median of the cohort.
/// Cost    2^d evaluations, d the number of drivers that differ.
/// Source  METHODS 2.4.
UnitDrivers unitDrivers(const DriverNumbers& reference, const DriverNumbers& actual);

/// The unit that is in the middle by each driver.
/// Input   at least one unit.
DriverNumbers componentwiseMedian(std::span<const DriverNumbers> units);

/// The same where some prices are not known, because nothing was bought at them.
using PartialDriverNumbers = std::array<std::optional<double>, kUnitDrivers>;

/// Componentwise, each number over the units that have it; nothing where none has.
PartialDriverNumbers componentwiseMedian(std::span<const PartialDriverNumbers> units);
/// As above; where only one of the two has a price, the other would have paid the same.
UnitDrivers unitDrivers(const PartialDriverNumbers& reference, const PartialDriverNumbers& actual);

/// How much one unit matters to its cohort.
struct Materiality {
    std::optional<double> shareOfTotal; // empty when the total is 0 or less
    std::optional<double> meanShift;    // mean with the unit - mean without; empty for one unit
};

/// Output  one row a cost, same order.
/// Source  METHODS 2.4.
std::vector<Materiality> materialities(std::span<const double> costs);

inline constexpr double kMaterialShare = 0.005; // of a cohort's cost

/// Is a flagged unit worth showing: above kMaterialShare of its cohort's cost, or dearer than its
/// reference by more than `moneyThreshold`?
bool isMaterial(const Materiality& materiality, double excess, double moneyThreshold);

} // namespace ms::stats
