// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/events/event_draft.h"

#include <cstdint>
#include <string>

namespace ms::importers {

/// The usage object of Anthropic's Messages, which session logs, cloud logs and streams carry too.
/// Input is without cached tokens; cache reads and writes stand beside it, the writes by lifetime.
/// Writes without a lifetime are taken as written for 5 minutes, and flagged. Thinking is within
/// the output. Absent cache counts are zero. Billed searches are the event's queries. Iterations
/// have counts of their own, which the object's do not all include: they are kept as a tag, and
/// flagged where they add up to something else.
/// Source  FORMATS.md 6.17.
class AnthropicUsage {
public:
    /// Take the members that are given over those before: the counts of a stream are cumulative.
    void take(JsonValue usage, EventDraft& draft);
    /// Bedrock's Converse says lifetimes as a list of {ttl, inputTokens}.
    void takeCacheDetails(JsonValue details, EventDraft& draft);
    /// Tokens as disjoint counts, with the convention.
    void giveTokens(EventDraft& draft) const;
    /// The same, and the service tier, searches and tags.
    void giveAll(EventDraft& draft) const;
    /// Only cache writes, of which the draft's total is known from elsewhere.
    void giveWriteLifetimes(EventDraft& draft, std::int64_t writes) const;
    /// An early output count says nothing about the whole answer.
    void forgetOutput() { m_output = core::kUnknownNumber; }

    bool isGiven() const { return m_isGiven; }

private:
    void takeIterations(JsonValue iterations, EventDraft& draft);
    std::int64_t ownTokens() const; // without cached ones

    bool m_isGiven = false;
    std::int64_t m_input = core::kUnknownNumber;
    std::int64_t m_output = core::kUnknownNumber;
    std::int64_t m_thinking = core::kUnknownNumber;
    std::int64_t m_reads = core::kUnknownNumber;
    std::int64_t m_writes = core::kUnknownNumber; // of both lifetimes
    std::int64_t m_writes5m = core::kUnknownNumber;
    std::int64_t m_writes1h = core::kUnknownNumber;
    std::int64_t m_searches = core::kUnknownNumber;
    std::int64_t m_ofIterations = core::kUnknownNumber; // input and output of all of them
    std::string m_serviceTier;
    std::string m_region;
    std::string m_speed;
    std::string m_iterations;
};

/// The usage object of one body.
void takeAnthropicUsage(JsonValue usage, EventDraft& draft);

} // namespace ms::importers
