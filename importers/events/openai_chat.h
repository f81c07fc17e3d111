// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Bodies of OpenAI's Chat Completions and of servers that answer as it does, as applications log
/// them: answers, stream chunks, errors; also the lines of a Batch output or error file. Tokens as
/// in openai_usage.h; servers of other makers may count cached or reasoning tokens beside, which
/// the total of the row must prove. Of a stream only the chunk with usage counts; a stream without
/// one has no known usage. Times are Unix seconds, the start of the call; there is no cost.
/// Source  FORMATS.md 6.15.
std::unique_ptr<Format> makeOpenaiChat();

} // namespace ms::importers
