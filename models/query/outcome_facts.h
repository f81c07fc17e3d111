// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/core/result.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace ms::query {

using OutcomeVisitor = std::function<void(const core::OutcomeFact&)>;

/// Hands on outcome facts one by one, in order of import; a fact lasts for its visit. There may be
/// as many as business units, so that nobody keeps them all, and they are read only by questions
/// that need them. Empty: there are none.
/// Errors  Cancelled, Storage, Workspace.
/// Threads  any number may ask.
using OutcomeFacts = std::function<core::Status(const OutcomeVisitor& visit, std::stop_token stop)>;

OutcomeFacts outcomeFacts(std::vector<core::OutcomeFact> facts);

} // namespace ms::query
