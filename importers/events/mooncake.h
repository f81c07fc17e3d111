// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Mooncake's public traces: a request a line, with the milliseconds from the trace's begin, the
/// lengths of prompt and answer in tokens, and the hashes of the prompt's blocks of 512 tokens.
/// Hashes go to the event's prompt blocks: equal leading ones say what a prefix cache could have
/// reused at most, not what was billed as cached. There are no ids, models, tenants or costs: for
/// load and shape only.
/// Source  FORMATS.md 7.
std::unique_ptr<Format> makeMooncake();

} // namespace ms::importers
