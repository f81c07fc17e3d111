// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// OpenRouter's activity as its API answers it: for each UTC day and endpoint of a model. Input is
/// whole: cached tokens are not told apart. Reasoning is a part of the output. Usage is dollars;
/// what was paid on the customer's own key stands beside it, as a tag, and is flagged. The same
/// calls stand in openrouter_activity one by one: import one of them.
///
/// A row is the same total as one before, and states it anew, when it has the same day, model,
/// endpoint, provider and workspace. Source  FORMATS.md 6.12.
std::unique_ptr<Format> makeOpenrouterDailyActivity();

/// The summary of the activity page, as CSV: for each day and model. It sums up what the API tells
/// by endpoint. Source  FORMATS.md 6.11.
std::unique_ptr<Format> makeOpenrouterSummary();

} // namespace ms::importers
