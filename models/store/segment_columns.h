// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event_columns.h"
#include "models/store/column_codec.h"
#include "models/store/sparse_column.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ms::store {

inline constexpr std::size_t kSegmentRows = 65'536;

/// Number of a column among all kinds, as stored: id of a body = segment * 128 + column.
constexpr std::int64_t columnIdOf(core::NumberColumn c) {
    return std::int64_t(c);
}
constexpr std::int64_t columnIdOf(core::TextColumn c) {
    return 32 + std::int64_t(c);
}
constexpr std::int64_t columnIdOf(core::IdColumn c) {
    return 64 + std::int64_t(c);
}
constexpr std::int64_t columnIdOf(core::BlobColumn c) {
    return 96 + std::int64_t(c);
}
constexpr std::int64_t bodyId(std::int64_t segment, std::int64_t column) {
    return segment * 128 + column;
}
/// False for columns that segments of schema version 1 do not have: they are stored only where an
/// event gives them, and absent otherwise.
constexpr bool isStoredWhenEmpty(std::int64_t column) {
    return column != columnIdOf(core::NumberColumn::Version) &&
           column != columnIdOf(core::IdColumn::Record);
}
/// Name of the column with that number, for messages.
std::string columnName(std::int64_t column);

/// Events with the codes and keys of the workspace, column by column.
struct SegmentColumns {
    using Numbers = SparseColumn<std::int64_t, core::kUnknownNumber>;
    using Codes = SparseColumn<std::uint32_t, 0>;

    std::size_t rows = 0;
    std::array<Numbers, core::kNumberColumns> numbers;
    std::array<Codes, core::kTextColumns> codes;
    std::array<Codes, core::kIdColumns> keys;
    std::array<Texts, core::kBlobColumns> blobs;

    const Numbers& operator[](core::NumberColumn c) const { return numbers[std::size_t(c)]; }
    Numbers& operator[](core::NumberColumn c) { return numbers[std::size_t(c)]; }
    const Codes& operator[](core::TextColumn c) const { return codes[std::size_t(c)]; }
    const Codes& operator[](core::IdColumn c) const { return keys[std::size_t(c)]; }
    /// Keep capacity, drop the events.
    void clear();
    /// Append rows [from, to) of `other`.
    void appendRange(const SegmentColumns& other, std::size_t from, std::size_t to);
    /// Bytes of the blob columns, which bound a segment as well as its rows do.
    std::size_t blobBytes() const;
};

/// A stored value: id, checksum and bytes of one row of column_body or id_page.
struct Body {
    std::int64_t id = 0;
    std::uint64_t checksum = 0;
    std::string bytes;
    std::uint32_t texts = 0; // of an id page; 0 for a column
};
Body makeBody(std::int64_t id, std::string bytes);

/// All columns of a segment, ready to be stored.
std::vector<Body> encodeSegment(std::int64_t segment, const SegmentColumns& columns);

} // namespace ms::store
