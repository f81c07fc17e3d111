// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// What is compared when nobody says which arms.
struct ArmChoice {
    std::vector<std::string> arms; // the baseline first
    query::Filter filter;          // that of the question, and the feature
    std::string note;              // a sentence
};

/// Of the feature with most requests among those that have two values of `dimension` or more: the
/// two with most requests, the one that was seen first as the baseline. The same value in two
/// features is not the same thing, so the filter keeps that feature.
/// Output  nothing where no feature has two values.
/// Errors  as EventSource.
/// Cost    one group query.
core::Result<std::optional<ArmChoice>> chooseArms(query::Dimension dimension,
                                                  const query::Filter& filter,
                                                  const query::EventSource& source,
                                                  std::stop_token stop);

} // namespace ms::analysis
