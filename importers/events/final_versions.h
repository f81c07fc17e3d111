// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"
#include "models/core/event_block.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace ms::importers {

/// Of the events of a file that are versions of one record, hands on the final one: that with the
/// largest NumberColumn::Version, of equal ones the last. Versions of one record share the record
/// id, else the request id. The others count as skipped. Events without a version or an id are no
/// versions of anything and are handed on at once.
/// Cost    memory for what is held: 65,536 events or 64 MiB of ids and tags at most. When there is
/// more, all are handed on; later versions then follow as further rows, and the store settles them.
class FinalVersions {
public:
    void take(const core::EventRecord& event, ParsedChunk& out);
    /// Hand on what is held, in the order of the file.
    void handOn(ParsedChunk& out);

private:
    struct Held {
        std::int64_t version = 0;
        std::size_t row = 0; // of m_events
    };
    void hold(const core::EventRecord& event);

    core::EventBlock m_events;
    std::vector<char> m_isFinal; // by row of m_events
    std::unordered_map<std::string, Held> m_final;
    std::size_t m_bytes = 0; // of ids and tags
};

} // namespace ms::importers
