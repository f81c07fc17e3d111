// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/segment_columns.h"

#include <algorithm>

namespace ms::store {

namespace {

template <class T, T kNothing>
bool isWanted(std::int64_t column, const SparseColumn<T, kNothing>& values) {
    const std::vector<T>& all = values.values();
    return isStoredWhenEmpty(column) ||
           std::any_of(all.begin(), all.end(), [](T value) { return value != kNothing; });
}

/// Encodes columns of `rows` rows. Those without a value are all alike and encoded once.
template <class T, T kNothing, class Encode>
class ColumnEncoder {
public:
    ColumnEncoder(std::size_t rows, Encode encode) : m_rows{rows}, m_encode{encode} {}
    std::string operator()(const SparseColumn<T, kNothing>& column) {
        if (!column.isAbsent())
            return m_encode(column.values());
        if (m_nothing.empty())
            m_nothing = m_encode(std::vector<T>(m_rows, kNothing));
        return m_nothing;
    }

private:
    std::size_t m_rows;
    Encode m_encode;
    std::string m_nothing;
};

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
        numbers[c].append(other.numbers[c], from, to, rows, kSegmentRows);
    for (std::size_t c = 0; c < codes.size(); ++c)
        codes[c].append(other.codes[c], from, to, rows, kSegmentRows);
    for (std::size_t c = 0; c < keys.size(); ++c)
        keys[c].append(other.keys[c], from, to, rows, kSegmentRows);
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

void SegmentColumns::clear() {
    rows = 0;
    for (Numbers& column : numbers)
        column.clear();
    for (Codes& column : codes)
        column.clear();
    for (Codes& column : keys)
        column.clear();
    for (Texts& column : blobs)
        column.clear();
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
    const auto numbersOf = [](const auto& values) { return encodeNumbers(values); };
    const auto codesOf = [](const auto& values) { return encodeCodes(values); };
    ColumnEncoder<std::int64_t, core::kUnknownNumber, decltype(numbersOf)> encodedNumbers(
        columns.rows, numbersOf);
    ColumnEncoder<std::uint32_t, 0, decltype(codesOf)> encodedCodes(columns.rows, codesOf);
    for (std::size_t c = 0; c < columns.numbers.size(); ++c)
        if (isWanted(columnIdOf(core::NumberColumn(c)), columns.numbers[c]))
            add(columnIdOf(core::NumberColumn(c)), encodedNumbers(columns.numbers[c]));
    for (std::size_t c = 0; c < columns.codes.size(); ++c)
        add(columnIdOf(core::TextColumn(c)), encodedCodes(columns.codes[c]));
    for (std::size_t c = 0; c < columns.keys.size(); ++c)
        if (isWanted(columnIdOf(core::IdColumn(c)), columns.keys[c]))
            add(columnIdOf(core::IdColumn(c)), encodedCodes(columns.keys[c]));
    for (std::size_t c = 0; c < columns.blobs.size(); ++c)
        add(columnIdOf(core::BlobColumn(c)), encodeTexts(columns.blobs[c]));
    return bodies;
}

} // namespace ms::store
