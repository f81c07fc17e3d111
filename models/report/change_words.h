// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"
#include "models/query/query.h"

#include <string>
#include <string_view>
#include <vector>

namespace ms::report {

/// Words of the sentences that say how something changed.

/// "+$12.30", "-$0.02", "$0.00".
std::string signedMoneyWords(core::MoneySum amount, std::string_view currency);
/// "+60%", "-15%", "0%".
std::string signedPercentWords(double ratio);
/// What became of a number: "doubled", "tripled", "halved", "+60%", "unchanged", "appeared",
/// "gone".
std::string movementWords(core::Int128 before, core::Int128 after);
/// "Own cache" as "own cache".
std::string lowered(std::string_view title);

/// Keys of a slice: "acme · chat"; what is not given says so.
std::string sliceText(const std::vector<std::string>& keys);
/// What slices are called, one and several: "feature", "features"; "slice" when there are several
/// dimensions.
std::string sliceWord(const std::vector<query::Dimension>& by);
std::string sliceWords(const std::vector<query::Dimension>& by);

} // namespace ms::report
