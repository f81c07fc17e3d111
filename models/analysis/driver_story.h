// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/change_drivers.h"

#include <vector>

namespace ms::analysis {

/// What a sentence tells of a change: the few drivers that made most of it, and the rest.
struct DriverStory {
    struct Part {
        Driver driver;
        core::MoneySum amount; // rounded
    };
    std::vector<Part> named;   // at most four, largest first
    core::MoneySum other;      // rounded
    bool isOffsetting = false; // gains and losses each exceed half of the change
};

/// Output  amounts rounded so that they add up to the rounded change: to cents, or to four digits
///         of a movement below ten of them.
/// Source  METHODS 3.4.
DriverStory driverStory(const DriversTable& table);

/// The slice that has at least half of what a driver moved; null where there is none, or only one
/// slice at all.
const DriverSlice* leadingSlice(const DriversTable& table, Driver driver);

} // namespace ms::analysis
