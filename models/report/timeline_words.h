// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/timeline.h"
#include "models/report/section.h"

namespace ms::report {

/// What the timeline of a unit and its comparison say alike.

/// "request", and as a sentence begins.
std::string nounOf(const analysis::Timeline& timeline);
std::string capitalised(std::string text);

template <class Number>
Cell countCell(const std::optional<Number>& count) {
    return count ? Cell{core::Int128(*count)} : Cell{};
}
Cell secondsCell(const std::optional<std::int64_t>& micros);
/// Nothing is known where no attempt says.
std::optional<core::Int128> known(const analysis::KnownSum& sum,
                                  const analysis::UnitFigures& figures);
std::optional<core::MoneySum> knownCost(const analysis::UnitFigures& figures);

/// The attempts of the unit.
std::vector<query::Condition> unitConditions(const analysis::Timeline& timeline);
/// What the unit took and cost, and how many times its median; or that there is none.
std::string timelineFinding(const analysis::Timeline& timeline, const Context& context);
std::string medianName(const analysis::Timeline& timeline);
/// What it is compared with, or why with none.
void noteComparison(std::vector<std::string>& notes, const analysis::Timeline& timeline);
/// How a unit can be chosen that is not found.
std::vector<std::string> adviceToFind(const analysis::Timeline& timeline);

} // namespace ms::report
