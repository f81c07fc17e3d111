// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/mooncake.h"

#include "importers/events/event_format.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kKeys{
    // Whole milliseconds; other traces with such keys have seconds with a fraction.
    SourceKey{"timestamp", "time_offset_ms"},
    SourceKey{"input_length", "input_tokens"},
    SourceKey{"output_length", "output_tokens"},
    SourceKey{"hash_ids", "prompt_blocks"},
};

Verdict settle(Record& record, EventDraft& draft, const EventMapping&) {
    constexpr std::size_t kHashes = keyAt(kKeys, "hash_ids");
    if (!record.has(keyAt(kKeys, "timestamp")))
        draft.fail("timestamp", "The request has no time within the trace.");
    if (record.isList(kHashes))
        draft.tag("prefix_block_count", std::to_string(record.json(kHashes).size()));
    else if (record.has(kHashes))
        draft.fail("hash_ids", "'hash_ids' is not a list.");
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makeMooncake() {
    EventFormatSpec spec;
    spec.name = "mooncake";
    spec.title = "Mooncake trace";
    spec.signature = {{"timestamp"}, {"input_length"}, {"output_length"}, {"hash_ids"}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.mapping.flags = core::bitOf(core::Flag::TimestampRelative);
    spec.identity = core::Identity::Content;
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
