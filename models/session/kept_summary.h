// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"

#include <stop_token>

namespace ms::session {

/// Attempts and known cost of one part of the events.
struct Share {
    core::Int128 attempts = 0;
    core::MoneySum cost;
    core::Int128 unpricedAttempts = 0;
};

/// What a filter keeps and what it hides: kept + hidden = everything in the workspace.
struct KeptSummary {
    Share kept;
    Share hidden;
    Share outsideScope; // part of `hidden`: would be kept if every environment counted
};

/// Errors  as EventSource::groups.
core::Result<KeptSummary> summariseKept(const query::Filter& filter,
                                        const query::EventSource& source, std::stop_token stop);

} // namespace ms::session
