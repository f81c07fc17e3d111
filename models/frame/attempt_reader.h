// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/local_frame.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace ms::frame {

/// Fetch whole events for a page: every column of `rows`, in the order of `rows`, with tier,
/// segment, file and cost of the frame.
/// Cost  reads the segments that hold the rows.
core::Result<std::vector<query::Attempt>>
readAttempts(const LocalFrame& frame, std::span<const std::uint32_t> rows, std::stop_token stop);

} // namespace ms::frame
