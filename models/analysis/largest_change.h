// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"
#include "models/core/money.h"

#include <algorithm>
#include <vector>

namespace ms::analysis {

/// Put rows by the size of a change, up or down, largest first. Rows whose changes are equally
/// large stay in the order in which they came: by keys, as groups do.
template <class Row, class ChangeOf>
void sortByChange(std::vector<Row>& rows, const ChangeOf& changeOf) {
    const auto sizeOf = [&](const Row& row) {
        const core::Int128 picos = core::MoneySum{changeOf(row)}.picos();
        return picos < 0 ? -picos : picos;
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const Row& a, const Row& b) { return sizeOf(a) > sizeOf(b); });
}

} // namespace ms::analysis
