// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/segment_columns.h"

#include <algorithm>

namespace ms::store {

namespace {

template <class T>
void appendTo(std::vector<T>& to, const std::vector<T>& from, std::size_t begin, std::size_t end) {
    to.insert(to.end(), from.begin() + std::ptrdiff_t(begin), from.begin() + std::ptrdiff_t(end));
}

template <class T>
bool isWanted(std::int64_t column, const std::vector<T>& values, T nothing) {
    return isStoredWhenEmpty(column) ||
           std::any_of(values.begin(), values.end(), [=](T value) { return value != nothing; });
}

} // namespace

std::string columnName(std::int64_t column) {
    const auto index = [column](int kind) { return std::size_t(column - 32 * kind); };
    if (column < 32 && index(0) < core::kNumberColumns)
        return std::string{nameOf(core::NumberColumn(column))};
    if (column < 64 && index(1) < core::kTextColumns)
        return std::string{nameOf(core::TextColumn(index(1)))};
    if (column < 96 && index(2) < core::kIdColumns)
        return std::string{nameOf(core::IdColumn(index(2)))};
    if (column < 128 && index(3) < core::kBlobColumns)
        return std::string{nameOf(core::BlobColumn(index(3)))};
    return "column " + std::to_string(column);
}

void SegmentColumns::appendRange(const SegmentColumns& other, std::size_t from, std::size_t to) {
    for (std::size_t c = 0; c < numbers.size(); ++c)
        appendTo(numbers[c], other.numbers[c], from, to);
    for (std::size_t c = 0; c < codes.size(); ++c)
        appendTo(codes[c], other.codes[c], from, to);
    for (std::size_t c = 0; c < keys.size(); ++c)
        appendTo(keys[c], other.keys[c], from, to);
    for (std::size_t c = 0; c < blobs.size(); ++c) {
        if (other.blobs[c].bytes.empty()) {
            blobs[c].ends.insert(blobs[c].ends.end(), to - from,
                                 std::uint32_t(blobs[c].bytes.size()));
            continue;
        }
        for (std::size_t row = from; row < to; ++row)
            blobs[c].append(other.blobs[c].at(row));
    }
    rows += to - from;
}

std::size_t SegmentColumns::blobBytes() const {
    std::size_t bytes = 0;
    for (const Texts& texts : blobs)
        bytes += texts.bytes.size();
    return bytes;
}

Body makeBody(std::int64_t id, std::string bytes) {
    const std::uint64_t checksum = checksumOf(bytes, std::uint64_t(id));
    return {id, checksum, std::move(bytes), 0};
}

std::vector<Body> encodeSegment(std::int64_t segment, const SegmentColumns& columns) {
    std::vector<Body> bodies;
    const auto add = [&](std::int64_t column, std::string bytes) {
        bodies.push_back(makeBody(bodyId(segment, column), std::move(bytes)));
    };
    for (std::size_t c = 0; c < columns.numbers.size(); ++c)
        if (isWanted(columnIdOf(core::NumberColumn(c)), columns.numbers[c], core::kUnknownNumber))
            add(columnIdOf(core::NumberColumn(c)), encodeNumbers(columns.numbers[c]));
    for (std::size_t c = 0; c < columns.codes.size(); ++c)
        add(columnIdOf(core::TextColumn(c)), encodeCodes(columns.codes[c]));
    for (std::size_t c = 0; c < columns.keys.size(); ++c)
        if (isWanted(columnIdOf(core::IdColumn(c)), columns.keys[c], 0u))
            add(columnIdOf(core::IdColumn(c)), encodeCodes(columns.keys[c]));
    for (std::size_t c = 0; c < columns.blobs.size(); ++c)
        add(columnIdOf(core::BlobColumn(c)), encodeTexts(columns.blobs[c]));
    return bodies;
}

} // namespace ms::store
