// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/store/segment_columns.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

struct sqlite3;

namespace ms::store {

/// Rows by segment, ascending.
using RowsBySegment = std::map<std::int64_t, std::vector<std::uint32_t>>;

/// Rows that do not count because an active batch has a later version of them.
core::Result<RowsBySegment> readReplaced(sqlite3* db, const std::string& path);

/// Body of the rows of `segment` that one batch replaces; `rows` ascending.
Body replacedBody(std::int64_t segment, const std::vector<std::uint32_t>& rows);

} // namespace ms::store
