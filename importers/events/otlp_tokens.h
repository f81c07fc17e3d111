// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/events/event_draft.h"
#include "importers/events/otlp_attributes.h"

#include <string_view>

namespace ms::importers {

/// Take the counts of a model call's span. By the conventions cached tokens are within the input
/// and reasoning is within the output. Many writers pass on what the provider counts beside: parts
/// larger than their whole, or a total, tell. Absent cache counts are zero where the input is
/// known; an absent output is unknown, but of an embedding it is zero. Counts of modalities are
/// tags.
void takeSpanTokens(const SpanAttributes& span, std::string_view callKind, EventDraft& draft);

} // namespace ms::importers
