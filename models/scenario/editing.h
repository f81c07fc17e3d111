// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/scenario/lever.h"

#include <cstddef>

namespace ms::scenario {

/// Changes of a scenario one by one. Levers stay in the order in which they act, ranges stay with
/// their levers.

/// One more lever of the kind that changes nothing much yet, after those of its kind. Returns its
/// place.
std::size_t addLever(Scenario& scenario, LeverKind kind);
/// The same lever once more, with its ranges, just after it.
void duplicateLever(Scenario& scenario, std::size_t lever);
/// Ranges of the lever go with it.
void removeLever(Scenario& scenario, std::size_t lever);
/// Levers act by kind: only with a neighbour of its own kind can a lever change places.
bool canMoveLever(const Scenario& scenario, std::size_t lever, int by);
/// `by`: 1 or -1; nothing happens where it cannot.
void moveLever(Scenario& scenario, std::size_t lever, int by);

} // namespace ms::scenario
