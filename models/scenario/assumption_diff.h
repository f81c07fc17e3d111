// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/lever.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ms::scenario {

/// What a lever states in one line: "to small-model, share 0.5".
std::string statedText(const Lever& lever);

/// Something that several scenarios state differently.
struct AssumptionDiff {
    std::string lever; // its title; empty: of the whole scenario
    std::string what;  // "hit_rate", "match", "range of share", "lever"
    std::vector<std::optional<std::string>> stated; // one a scenario; nothing: it has no such lever
    friend bool operator==(const AssumptionDiff&, const AssumptionDiff&) = default;
};

/// Which assumptions differ between scenarios?
/// Input   levers in the order in which they act. The first ones of a kind are held against each
///         other, then the second ones, whatever they are called.
/// Output  by lever, as they act; a lever that not all have is one row.
std::vector<AssumptionDiff> assumptionsThatDiffer(std::span<const Scenario> scenarios);

} // namespace ms::scenario
