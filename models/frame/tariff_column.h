// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/code_column.h"

#include "models/core/result.h"

#include <array>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

namespace ms::frame {

class Columns;

/// Which tariff each row is billed by, whatever the book: the distinct combinations of provider,
/// model, account and service tier.
struct TariffColumn {
    using Key = std::array<std::uint32_t, 4>; // codes, in the order above
    std::vector<Key> keys;
    CodeColumn codes; // into `keys`
};

/// Cost  linear in rows.
core::Result<std::unique_ptr<const TariffColumn>> tariffsOf(const Columns& columns,
                                                            std::stop_token stop);

} // namespace ms::frame
