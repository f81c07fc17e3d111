// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/scenario/replay.h"
#include "models/stats/tornado.h"

#include <cstddef>
#include <stop_token>

namespace ms::scenario {

/// What a scenario changes of the margin, in units of the currency, when what it rests on is drawn.
struct ChangeDraws {
    double taken = 0;              // as the scenario takes everything
    std::size_t tenants = 0;       // that the log is made of
    stats::MonteCarlo assumptions; // within their ranges, the log as it is
    stats::MonteCarlo log;         // other tenants like these, the assumptions as they are taken
    stats::MonteCarlo both;        // at once
};

/// How sure is the change, when the log might have been another?
/// Input   `byTenant` is asked by tenant alone; `draws` of each kind, 1 or more.
/// Output  the same for the scenario's seed, everywhere. A draw of the log takes as many tenants
///         as there are, each as often as it comes; what has no tenant counts as one.
/// Errors  Cancelled.
/// Cost    linear in draws x classes of traffic.
/// Source  METHODS 5.10 and 1.4: clusters drawn with replacement, with the assumptions in the same
///         iteration.
core::Result<ChangeDraws> drawChange(const Replay& byTenant, std::size_t draws,
                                     std::stop_token stop);

} // namespace ms::scenario
