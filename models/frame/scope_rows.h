// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/query.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace ms::frame {

class Columns;

/// Which rows a scope keeps, and where each request starts and ends among them.
struct ScopeRows {
    std::vector<std::uint8_t> isIn;     // one a row; empty when every row is in
    std::vector<std::uint8_t> isFirst;  // one a row: the first in-scope attempt of its request
    std::vector<std::uint32_t> retries; // in-scope attempts that another one followed; ascending
};

/// Cost  linear in rows.
core::Result<std::unique_ptr<const ScopeRows>>
rowsInScope(const Columns& columns, const query::Scope& scope, std::stop_token stop);

} // namespace ms::frame
