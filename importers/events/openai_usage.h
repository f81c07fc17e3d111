// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/events/event_draft.h"

namespace ms::importers {

/// Take the usage object of OpenAI's Chat Completions and Responses, and of servers that answer as
/// they do. Input includes cached and written tokens, output includes reasoning and rejected
/// predictions; without details the split is unknown. Writes have no lifetime. A usage that is null
/// says nothing.
/// Source  FORMATS.md 6.15, 6.16.
void takeOpenaiUsage(JsonValue usage, EventDraft& draft);

/// The names that OpenAI gives its own models; other models of these formats are somebody else's.
bool isOpenaiModel(std::string_view model);

} // namespace ms::importers
