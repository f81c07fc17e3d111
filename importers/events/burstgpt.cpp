// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/burstgpt.h"

#include "importers/events/event_format.h"

#include <array>

namespace ms::importers {

namespace {

using core::NumberColumn;
using core::TextColumn;

constexpr std::array kKeys{
    SourceKey{"Timestamp"},
    SourceKey{"Session ID", "session_id"},
    SourceKey{"Elapsed time"},
    SourceKey{"Model", "model"},
    SourceKey{"Request tokens", "input_tokens"},
    SourceKey{"Response tokens", "output_tokens"},
    SourceKey{"Total tokens", "total_tokens"},
    SourceKey{"Log Type"},
};

Verdict settle(Record& record, EventDraft& draft, const EventMapping&) {
    constexpr std::int64_t kMillisPerSecond = 1000;
    constexpr std::size_t kTimestamp = keyAt(kKeys, "Timestamp");
    if (!record.has(kTimestamp))
        draft.fail("Timestamp", "The row has no time within the trace.");
    draft.set(NumberColumn::TimeOffsetMs, record.millis(kTimestamp, kMillisPerSecond));
    draft.set(NumberColumn::LatencyMs,
              record.millis(keyAt(kKeys, "Elapsed time"), kMillisPerSecond));
    if (const std::int64_t output = draft.tokens()[TokenField::Output]; output >= 0)
        draft.set(TextColumn::Status, output > 0 ? "success" : "error");
    draft.tag("log_type", record.text(keyAt(kKeys, "Log Type")));
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makeBurstgpt() {
    EventFormatSpec spec;
    spec.name = "burstgpt";
    spec.title = "BurstGPT trace";
    spec.signature = {{"Timestamp"}, {"Request tokens"}, {"Response tokens"}, {"Log Type"}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.mapping.flags = core::bitOf(core::Flag::TimestampRelative);
    spec.identity = core::Identity::Content;
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
