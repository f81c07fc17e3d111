// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/events/event_draft.h"

#include <optional>
#include <string_view>

namespace ms::importers {

/// What LiteLLM writes about a call, in its table of spend logs and in the objects that it hands to
/// callbacks. Values that are taken as they are (ids, model, cost, counts of prompt, completion and
/// total) are in the draft already.
struct LitellmCall {
    std::string_view callType; // "acompletion"
    std::string_view status;   // success, failure; empty in old rows
    std::string_view cacheHit; // "True", "False", "None"
    std::string_view apiKey;   // hash of the key that was used
    std::string_view teamId;
    JsonValue metadata;     // names of key and team, and what the caller said
    JsonValue usage;        // details of the token counts
    JsonValue error;        // error_code, error_class
    JsonValue requestTags;  // ["env:production"]
    std::string_view costs; // JSON object that may hold a "cost_breakdown", as it is written
    std::optional<core::Instant> end;
    std::optional<core::Instant> firstToken;
};

/// Take all of it. Prompt tokens include cache reads and writes today, but writes, or both, stood
/// beside them in earlier versions and in rows that were passed through: the counts of the row
/// decide, and what is not the rule of today is flagged. Absent details are zero. Output includes
/// reasoning, unless the total says otherwise.
/// A successful call without any tokens and cost has lost its usage, which is unknown then.
/// Answers from the gateway's own cache have ids of the moment at which they were logged; what
/// tells them apart is the answer that they repeat and their time.
/// Source  FORMATS.md 6.4, 6.5.
void takeLitellmCall(const LitellmCall& call, EventDraft& draft, const EventMapping& mapping);

} // namespace ms::importers
