// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/event_content.h"

#include "models/core/flags.h"

#include <algorithm>
#include <numeric>

namespace ms::store {

namespace {

using core::NumberColumn;

/// The part of a number that counts as content.
std::int64_t contentOf(NumberColumn column, std::int64_t value, Content content) {
    if (column == NumberColumn::SourceRow)
        return 0;
    if (content == Content::AllColumns)
        return value;
    if (column == NumberColumn::Attempt)
        return 0;
    if (column == NumberColumn::Flags)
        return value & ~core::bitOf(core::Flag::AttemptInferred);
    return value;
}

} // namespace

bool sameContent(const SegmentColumns& a, std::size_t rowA, const SegmentColumns& b,
                 std::size_t rowB, Content content) {
    for (std::size_t c = 0; c < a.keys.size(); ++c)
        if (a.keys[c][rowA] != b.keys[c][rowB])
            return false;
    for (std::size_t c = 0; c < a.numbers.size(); ++c)
        if (contentOf(NumberColumn(c), a.numbers[c][rowA], content) !=
            contentOf(NumberColumn(c), b.numbers[c][rowB], content))
            return false;
    for (std::size_t c = 0; c < a.codes.size(); ++c)
        if (a.codes[c][rowA] != b.codes[c][rowB])
            return false;
    for (std::size_t c = 0; c < a.blobs.size(); ++c)
        if (a.blobs[c].at(rowA) != b.blobs[c].at(rowB))
            return false;
    return true;
}

core::Status compareAll(EventStore& store, const SegmentColumns& block, Content content,
                        std::vector<Candidate>& candidates) {
    std::vector<std::uint32_t> order(candidates.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return candidates[a].event < candidates[b].event;
    });
    std::shared_ptr<const SegmentColumns> columns;
    std::size_t segment = SIZE_MAX;
    for (const std::uint32_t index : order) {
        Candidate& candidate = candidates[index];
        const EventStore::Place place = store.placeOf(candidate.event);
        if (place.segment != segment) {
            auto read = store.columns(place.segment);
            if (!read)
                return read.error();
            columns = *std::move(read);
            segment = place.segment;
        }
        candidate.isEqual = sameContent(block, candidate.row, *columns, place.row, content);
        candidate.order = orderOf(*columns, place.row);
    }
    return {};
}

} // namespace ms::store
