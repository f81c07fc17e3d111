// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/log_lines.h"
#include "app/files/output_file.h"
#include "models/core/progress.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace ms::app::demo {

/// What is needed to make any slice.
struct LogPlan {
    const Company& company;
    const PriceList& prices;
    const std::vector<Slice>& slices;
    std::uint64_t seed = 1;
    std::uint32_t brokenLines = 0;
    unsigned threads = 1;
};

struct LogTotals {
    std::unique_ptr<Tally> tally;
    std::uint64_t outcomeRows = 0;
};

/// Make all slices on several threads and write them in order: `logs` are the monthly event logs,
/// then the gateway's; their headers are written too.
/// Errors  Storage, Cancelled.
/// Threads slices are handed over through a window of a few, so memory stays bounded.
core::Result<LogTotals> writeLogs(const LogPlan& plan, std::vector<OutputFile>& logs,
                                  OutputFile& outcomes, const core::ProgressFn& progress,
                                  std::stop_token stop);

} // namespace ms::app::demo
