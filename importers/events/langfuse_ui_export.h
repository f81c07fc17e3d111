// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Langfuse's export of the observations table, as CSV, JSON or JSON Lines; tokens and costs as in
/// langfuse_observation.h. In CSV times stand in quotes of their own, as texts of older versions
/// do. Durations are seconds. Sessions are not in it. "inputUsage" and its like sum all keys that
/// have "input" in them, and are not read; neither are prompts and answers.
/// Source  FORMATS.md 6.6.
std::unique_ptr<Format> makeLangfuseUiExport();

} // namespace ms::importers
