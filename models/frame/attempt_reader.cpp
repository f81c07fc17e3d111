// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/attempt_reader.h"

#include <algorithm>
#include <numeric>

namespace ms::frame {

using core::BlobColumn;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using query::Attempt;

namespace {

template <class Column, std::size_t count>
constexpr std::array<Column, count> allOf() {
    std::array<Column, count> all{};
    for (std::size_t i = 0; i < count; ++i)
        all[i] = Column(i);
    return all;
}
constexpr auto kNumbers = allOf<NumberColumn, core::kNumberColumns>();
constexpr auto kTexts = allOf<TextColumn, core::kTextColumns>();
constexpr auto kIds = allOf<IdColumn, core::kIdColumns>();

struct Place { // of one wanted row
    std::size_t segment;
    std::uint32_t rowInSegment;
    std::size_t attempt; // index into the result
};

/// Ascending by segment.
std::vector<Place> placesOf(std::span<const SegmentInfo> segments,
                            std::span<const std::uint32_t> rows) {
    std::vector<Place> places;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto next = std::upper_bound(
            segments.begin(), segments.end(), rows[i],
            [](std::uint64_t row, const SegmentInfo& s) { return row < s.firstRow; });
        const auto segment = std::size_t(next - segments.begin()) - 1;
        places.push_back({segment, std::uint32_t(rows[i] - segments[segment].firstRow), i});
    }
    std::stable_sort(places.begin(), places.end(),
                     [](const Place& a, const Place& b) { return a.segment < b.segment; });
    return places;
}

class Reader {
public:
    Reader(const LocalFrame& frame, std::span<const std::uint32_t> rows)
        : m_source{frame.columns().source()}, m_places{placesOf(m_source.segments(), rows)},
          m_attempts(rows.size()) {
        for (const Place& place : m_places)
            if (m_segments.empty() || m_segments.back() != place.segment)
                m_segments.push_back(place.segment);
    }

    core::Result<std::vector<Attempt>> read(std::stop_token stop) {
        core::Status status = m_source.readNumbersOf(
            m_segments, kNumbers,
            [this](std::size_t segment, NumberColumn column, std::span<const std::int64_t> values) {
                forEachIn(segment, [&](const Place& place) {
                    m_attempts[place.attempt].numbers[std::size_t(column)] =
                        values[place.rowInSegment];
                });
            },
            stop);
        if (status)
            status = readTexts(stop);
        if (status)
            status = readIds(stop);
        if (status)
            status = readBlobs();
        if (!status)
            return status.error();
        return std::move(m_attempts);
    }

private:
    template <class Use>
    void forEachIn(std::size_t segment, const Use& use) const {
        const auto first =
            std::lower_bound(m_places.begin(), m_places.end(), segment,
                             [](const Place& p, std::size_t s) { return p.segment < s; });
        for (auto place = first; place != m_places.end() && place->segment == segment; ++place)
            use(*place);
    }

    core::Status readTexts(std::stop_token stop) {
        std::vector<std::array<std::uint32_t, core::kTextColumns>> codes(m_attempts.size());
        const core::Status status = m_source.readCodesOf(
            m_segments, kTexts,
            [&](std::size_t segment, TextColumn column, std::span<const std::uint32_t> values) {
                forEachIn(segment, [&](const Place& place) {
                    codes[place.attempt][std::size_t(column)] = values[place.rowInSegment];
                });
            },
            stop);
        if (!status)
            return status;
        for (const TextColumn column : kTexts) {
            const auto dictionary = m_source.dictionary(column);
            if (!dictionary)
                return dictionary.error();
            for (std::size_t i = 0; i < m_attempts.size(); ++i)
                if (const std::uint32_t code = codes[i][std::size_t(column)])
                    m_attempts[i].texts[std::size_t(column)] = (*dictionary)[code];
        }
        return {};
    }

    core::Status readIds(std::stop_token stop) {
        std::vector<std::array<std::uint32_t, core::kIdColumns>> keys(m_attempts.size());
        core::Status status = m_source.readKeysOf(
            m_segments, kIds,
            [&](std::size_t segment, IdColumn column, std::span<const std::uint32_t> values) {
                forEachIn(segment, [&](const Place& place) {
                    keys[place.attempt][std::size_t(column)] = values[place.rowInSegment];
                });
            },
            stop);
        if (!status)
            return status;
        std::vector<std::uint32_t> ofColumn(m_attempts.size());
        for (const IdColumn column : kIds) {
            for (std::size_t i = 0; i < keys.size(); ++i)
                ofColumn[i] = keys[i][std::size_t(column)];
            auto texts = m_source.idTexts(column, ofColumn);
            if (!texts)
                return texts.error();
            for (std::size_t i = 0; i < m_attempts.size(); ++i)
                m_attempts[i].ids[std::size_t(column)] = std::move((*texts)[i]);
        }
        return {};
    }

    core::Status readBlobs() {
        for (const Place& place : m_places)
            for (std::size_t b = 0; b < core::kBlobColumns; ++b) {
                auto blob = m_source.blob(BlobColumn(b), place.segment, place.rowInSegment);
                if (!blob)
                    return blob.error();
                m_attempts[place.attempt].blobs[b] = *std::move(blob);
            }
        const auto batches = m_source.batches();
        for (const Place& place : m_places) {
            Attempt& attempt = m_attempts[place.attempt];
            attempt.batch = m_source.segments()[place.segment].batch;
            const auto batch =
                std::find_if(batches.begin(), batches.end(),
                             [&](const BatchInfo& b) { return b.id == attempt.batch; });
            if (batch != batches.end())
                attempt.file = batch->file;
        }
        return {};
    }

    const ColumnSource& m_source;
    std::vector<Place> m_places;
    std::vector<std::size_t> m_segments;
    std::vector<Attempt> m_attempts;
};

} // namespace

core::Result<std::vector<Attempt>>
readAttempts(const LocalFrame& frame, std::span<const std::uint32_t> rows, std::stop_token stop) {
    if (rows.empty())
        return std::vector<Attempt>();
    const auto tier = frame.dimension(query::Dimension::Tier, stop);
    if (!tier)
        return tier.error();
    const auto segment = frame.dimension(query::Dimension::Segment, stop);
    if (!segment)
        return segment.error();
    const auto rating = frame.rating(stop);
    if (!rating)
        return rating.error();
    auto attempts = Reader(frame, rows).read(stop);
    if (!attempts)
        return attempts.error();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Attempt& attempt = (*attempts)[i];
        attempt.row = rows[i];
        attempt.tier = tier->textOf((*tier->codes)[rows[i]]);
        attempt.segment = segment->textOf((*segment->codes)[rows[i]]);
        attempt.basis = (*rating)->basisOf(rows[i]);
        if (attempt.basis != query::CostBasis::Unknown)
            attempt.cost = core::Money::fromPicos((*rating)->costs[rows[i]]);
    }
    return attempts;
}

} // namespace ms::frame
