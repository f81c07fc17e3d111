// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Bodies of Anthropic's Messages as applications log them, result lines of Message Batches, error
/// bodies, and the events of streams. Tokens as in anthropic_usage.h: cached ones are beside the
/// input. A stream's message_start holds an early output count and its message_delta cumulative
/// ones: the last counts, and one without any has an unknown output. The events of one stream are
/// expected one after the other. There is no cost, and no time but one that the logger added as
/// "timestamp", in ISO 8601.
/// Source  FORMATS.md 6.17.
std::unique_ptr<Format> makeAnthropicMessages();

} // namespace ms::importers
