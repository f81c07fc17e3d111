// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/import_stream.h"

#include <array>
#include <string_view>
#include <utility>

namespace ms::importers {

/// Words of profile documents.

inline constexpr std::array<std::pair<std::string_view, core::Identity>, 3> kIdentities{
    {{"request_and_attempt", core::Identity::RequestAndAttempt},
     {"request_only", core::Identity::RequestOnly},
     {"content", core::Identity::Content}}};

inline constexpr std::array<std::string_view, 3> kPartKeys{
    "input_includes_cache_reads", "input_includes_cache_writes", "output_includes_reasoning"};

} // namespace ms::importers
