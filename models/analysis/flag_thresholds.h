// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/red_flags.h"

#include <cstdint>
#include <span>

namespace ms::analysis {

/// A threshold as people set it, on the command line and in the window alike.
struct ThresholdOption {
    const char* name; // on the command line, without dashes: "free-share"
    const char* what; // a sentence without full stop
    std::int64_t FlagThresholds::*value;
    int least = 0;
};
inline constexpr std::int64_t kMostThreshold = 1'000'000;
std::span<const ThresholdOption> thresholdOptions();

} // namespace ms::analysis
