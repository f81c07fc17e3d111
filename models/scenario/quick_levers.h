// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/scenario/lever.h"

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace ms::scenario {

/// One thing that a scenario can be made of without a document: on the command line and in the
/// window alike.
struct QuickLever {
    std::string_view name; // of the option: "cache-hit-rate"
    std::string_view title;
    std::string_view help;    // a sentence; what others published is context, never a default
    std::string_view example; // how it is written
};
/// In the order cache, route, compress, then the others.
std::span<const QuickLever> quickLevers();

/// The scenario that these options make, on top of `base`: levers of the same kind as an option
/// take its number, else one is added.
/// Input   by name, as typed; unknown names are ignored, empty texts are not given.
/// Errors  Usage: a number out of range, or one that needs another option.
core::Result<Scenario> withQuickLevers(Scenario base,
                                       const std::map<std::string, std::string>& options);

} // namespace ms::scenario
