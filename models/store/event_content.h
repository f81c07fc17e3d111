// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/store/event_store.h"

#include <compare>
#include <cstdint>
#include <vector>

namespace ms::store {

/// What equal content means: every column but the row of the file it came from; for logs that do
/// not number attempts, without the number that the store gave.
enum class Content { AllColumns, WithoutAttempt };

bool sameContent(const SegmentColumns& a, std::size_t rowA, const SegmentColumns& b,
                 std::size_t rowB, Content content);

/// Which of two versions of an event is the later one: by version where the source tells it, then
/// by time. What is not known is earliest, which is what the smallest number makes it.
struct VersionOrder {
    std::int64_t version = core::kUnknownNumber;
    std::int64_t time = core::kUnknownNumber;
    friend auto operator<=>(const VersionOrder&, const VersionOrder&) = default;
};
inline VersionOrder orderOf(const SegmentColumns& columns, std::size_t row) {
    return {columns[core::NumberColumn::Version][row], columns[core::NumberColumn::Time][row]};
}

/// "Row `row` of the block may be `event`"; the rest is filled in by `compareAll`.
struct Candidate {
    std::uint32_t row = 0;
    EventRef event = 0;
    bool isEqual = false;
    VersionOrder order;
};

/// Compare each candidate's event with its row of `block`, segment by segment, so that each segment
/// is decoded once whatever the order of the file.
core::Status compareAll(EventStore& store, const SegmentColumns& block, Content content,
                        std::vector<Candidate>& candidates);

} // namespace ms::store
