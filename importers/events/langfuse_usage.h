// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/events/event_draft.h"

namespace ms::importers {

/// Whether a map of counts counts anything.
bool countsAnything(JsonValue usage);

/// Take a Langfuse map of key and count. Keys are the client's own; what each counts is told by the
/// words in it ("input_cached_tokens", "input_cache_creation_1h", "output_reasoning"). The counts
/// are disjoint when they add up to the total. A smaller total proves that a client sent raw usage,
/// whose input includes cached tokens, or whose output includes reasoning. A larger one holds
/// tokens that no key names: it is flagged, and they are a tag. Kinds of tokens without a bucket of
/// their own, such as audio, count as input or output and are a tag. Absent keys are zero.
/// Source  FORMATS.md 6.6.
void takeLangfuseUsage(JsonValue usage, EventDraft& draft);

} // namespace ms::importers
