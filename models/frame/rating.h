// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/columns.h"
#include "models/pricing/price_book.h"
#include "models/query/attempts.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace ms::frame {

/// What every row costs with one book.
struct Rating {
    static constexpr std::uint8_t kFallbackRate =
        0x80; // set in `basis`: a bucket at the input rate

    std::unique_ptr<std::int64_t[]> costs; // one a row, pico-units; 0 where the cost is unknown
    std::unique_ptr<std::uint8_t[]> basis; // one a row, query::CostBasis and kFallbackRate
    std::int64_t largest = 0;              // magnitude of any cost
    bool hasUnknown = false;
    query::CostBasis basisOf(std::size_t row) const {
        return query::CostBasis(basis[row] & ~kFallbackRate);
    }
};

/// Price, else reported cost, else a known zero of the failure table, else unknown.
/// Cost    about 10 ns a row and worker.
/// Source  DESIGN.md section 2, Cost of an attempt.
core::Result<std::unique_ptr<const Rating>>
rate(const Columns& columns, const pricing::PriceBook& book, std::stop_token stop);

} // namespace ms::frame
