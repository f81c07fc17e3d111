// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Bodies of OpenAI's Responses, as applications log them. Tokens as in openai_usage.h. Incomplete
/// answers are billed. A background answer appears several times while it runs: its last state
/// counts, which is the one that has ended.
/// Source  FORMATS.md 6.16.
std::unique_ptr<Format> makeOpenaiResponses();

} // namespace ms::importers
