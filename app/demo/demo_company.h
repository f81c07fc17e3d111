// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/progress.h"
#include "models/core/result.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::app::demo {

struct DemoOptions {
    std::filesystem::path dir;
    std::uint64_t events = 100'000; // rows of all event logs together, duplicates included
    std::uint64_t seed = 1;
    unsigned threads = 0;          // 0: one a core
    std::uint32_t brokenLines = 0; // for tests: further lines in the March log that cannot be read
};

struct DemoFile {
    std::string name;
    std::uint64_t bytes = 0;
    std::uint64_t rows = 0; // data rows; 0 for texts
};

/// What was written, in the order in which an analyst would open it.
struct DemoSummary {
    std::vector<DemoFile> files;
    std::uint64_t events = 0;
    std::uint64_t duplicates = 0; // of them, counted once in truth.json
    std::string productionCost;   // decimal, USD
    std::string allCost;
};

/// Write the exports of Larkspur Desk, an invented company, and truth.json: what was planted in
/// them and what a correct reading adds up to. The truth is worked out while the rows are made, in
/// plain integers, by none of the code that reads, prices or adds up events for the user. Output
/// the same bytes for the same events, seed and brokenLines, at any number of threads. Files
///         appear complete or not at all.
/// Errors  Usage (no events, or more than a thousand million), BadInput (`dir` holds other files),
///         Storage, Cancelled.
/// Cost    a few seconds a million events; memory does not grow with them. Tests for stop often.
core::Result<DemoSummary> writeDemo(const DemoOptions& options, const core::ProgressFn& progress,
                                    std::stop_token stop);

} // namespace ms::app::demo
