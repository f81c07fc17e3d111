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

using Gathered = AttemptReader::Gathered;

template <class Column>
std::vector<Column> allOf(std::size_t count) {
    std::vector<Column> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(Column(i));
    return all;
}

void findPlaces(Gathered& gathered, std::span<const SegmentInfo> segments) {
    std::size_t segment = 0;
    for (const std::uint32_t row : gathered.rows) {
        if (row < segments[segment].firstRow ||
            row >= segments[segment].firstRow + segments[segment].rows) {
            const auto next = std::upper_bound(
                segments.begin(), segments.end(), row,
                [](std::uint64_t r, const SegmentInfo& s) { return r < s.firstRow; });
            segment = std::size_t(next - segments.begin()) - 1;
        }
        gathered.places.push_back(
            {std::uint32_t(segment), std::uint32_t(row - segments[segment].firstRow)});
    }
}

/// Rows are visited segment by segment: indices of `places`, ascending by segment.
std::vector<std::uint32_t> orderOf(std::span<const Gathered::Place> places) {
    const auto isBefore = [](const Gathered::Place& a, const Gathered::Place& b) {
        return a.segment < b.segment;
    };
    std::vector<std::uint32_t> order(places.size());
    std::iota(order.begin(), order.end(), 0U);
    if (!std::is_sorted(places.begin(), places.end(), isBefore))
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return isBefore(places[a], places[b]);
        });
    return order;
}

/// Call `use(index, rowInSegment)` for each row that is in `segment`.
template <class Use>
void forEachIn(std::size_t segment, const Gathered& gathered, std::span<const std::uint32_t> order,
               const Use& use) {
    const auto first =
        std::lower_bound(order.begin(), order.end(), segment, [&](std::uint32_t i, std::size_t s) {
            return gathered.places[i].segment < s;
        });
    for (auto i = first; i != order.end() && gathered.places[*i].segment == segment; ++i)
        use(*i, gathered.places[*i].rowInSegment);
}

/// A visitor that picks the wanted rows into `columns`.
template <class Columns>
auto picking(Columns& columns, const Gathered& gathered, std::span<const std::uint32_t> order) {
    return [&columns, &gathered, order](std::size_t segment, auto column, auto values) {
        auto& picked = columns[std::size_t(column)];
        forEachIn(segment, gathered, order,
                  [&](std::uint32_t index, std::uint32_t row) { picked[index] = values[row]; });
    };
}

std::vector<std::string> textsOf(const DimensionColumn& dimension) {
    std::vector<std::string> texts;
    for (std::size_t value = 0; value < dimension.values; ++value)
        texts.push_back(dimension.textOf(std::uint32_t(value)));
    return texts;
}

std::vector<std::string> filesOf(const ColumnSource& source) {
    std::vector<std::string> files;
    for (const SegmentInfo& segment : source.segments()) {
        const auto batches = source.batches();
        const auto batch = std::find_if(batches.begin(), batches.end(),
                                        [&](const BatchInfo& b) { return b.id == segment.batch; });
        files.push_back(batch == batches.end() ? std::string() : batch->file);
    }
    return files;
}

} // namespace

query::AttemptColumns allAttemptColumns() {
    return {allOf<NumberColumn>(core::kNumberColumns), allOf<TextColumn>(core::kTextColumns),
            allOf<IdColumn>(core::kIdColumns), allOf<BlobColumn>(core::kBlobColumns)};
}

core::Result<AttemptReader> AttemptReader::make(const LocalFrame& frame, std::stop_token stop) {
    AttemptReader reader(frame);
    auto tier = frame.dimension(query::Dimension::Tier, stop);
    if (!tier)
        return tier.error();
    auto segment = frame.dimension(query::Dimension::Segment, stop);
    if (!segment)
        return segment.error();
    if (auto named = reader.nameFeatures(frame, stop); !named)
        return named.error();
    const auto rating = frame.rating(stop);
    if (!rating)
        return rating.error();
    reader.m_tier = *std::move(tier);
    reader.m_segment = *std::move(segment);
    reader.m_rating = *rating;
    reader.m_tierTexts = textsOf(reader.m_tier);
    reader.m_segmentTexts = textsOf(reader.m_segment);
    for (std::size_t c = 0; c < core::kTextColumns; ++c) {
        auto dictionary = reader.m_source->dictionary(TextColumn(c));
        if (!dictionary)
            return dictionary.error();
        reader.m_texts[c] = *std::move(dictionary);
    }
    reader.m_files = filesOf(*reader.m_source);
    return reader;
}

core::Status AttemptReader::nameFeatures(const LocalFrame& frame, std::stop_token stop) {
    if (frame.features().isEmpty())
        return {};
    const auto endpoints = frame.columns().endpoint(std::move(stop));
    if (!endpoints)
        return endpoints.error();
    m_endpoint = &(*endpoints)->codes;
    for (const std::string& endpoint : (*endpoints)->texts)
        m_features.push_back(frame.features().ruleFor(endpoint));
    return {};
}

core::Result<Gathered> AttemptReader::gather(std::vector<std::uint32_t> rows,
                                             const query::AttemptColumns& wanted,
                                             std::stop_token stop) const {
    Gathered gathered;
    gathered.rows = std::move(rows);
    findPlaces(gathered, m_source->segments());
    const std::vector<std::uint32_t> order = orderOf(gathered.places);
    std::vector<std::size_t> segments;
    for (const std::uint32_t i : order)
        if (segments.empty() || segments.back() != gathered.places[i].segment)
            segments.push_back(gathered.places[i].segment);

    for (const NumberColumn column : wanted.numbers)
        gathered.numbers[std::size_t(column)].resize(gathered.rows.size());
    core::Status status = m_source->readNumbersOf(segments, wanted.numbers,
                                                  picking(gathered.numbers, gathered, order), stop);
    if (status)
        status = gatherCodes(gathered, wanted.texts, segments, order, stop);
    if (status)
        status = gatherIds(gathered, wanted.ids, segments, order, stop);
    if (status)
        status = gatherBlobs(gathered, wanted.blobs, segments, order, stop);
    if (!status)
        return status.error();
    return gathered;
}

core::Status AttemptReader::gatherCodes(Gathered& gathered, std::span<const TextColumn> columns,
                                        std::span<const std::size_t> segments,
                                        std::span<const std::uint32_t> order,
                                        std::stop_token stop) const {
    std::vector<TextColumn> wanted;
    for (const TextColumn column : columns)
        if (m_texts[std::size_t(column)].size() > 1) {
            wanted.push_back(column);
            gathered.codes[std::size_t(column)].resize(gathered.rows.size());
        }
    return m_source->readCodesOf(segments, wanted, picking(gathered.codes, gathered, order), stop);
}

core::Status AttemptReader::gatherIds(Gathered& gathered, std::span<const IdColumn> columns,
                                      std::span<const std::size_t> segments,
                                      std::span<const std::uint32_t> order,
                                      std::stop_token stop) const {
    std::vector<IdColumn> wanted;
    std::array<std::vector<std::uint32_t>, core::kIdColumns> keys;
    for (const IdColumn column : columns)
        if (m_source->maxKey(column) > 0) {
            wanted.push_back(column);
            keys[std::size_t(column)].resize(gathered.rows.size());
        }
    core::Status status =
        m_source->readKeysOf(segments, wanted, picking(keys, gathered, order), stop);
    for (const IdColumn column : wanted) {
        const std::vector<std::uint32_t>& ofColumn = keys[std::size_t(column)];
        if (!status || std::all_of(ofColumn.begin(), ofColumn.end(),
                                   [](std::uint32_t key) { return key == 0; }))
            continue;
        auto texts = m_source->idTexts(column, ofColumn);
        if (!texts)
            return texts.error();
        gathered.ids[std::size_t(column)] = *std::move(texts);
    }
    return status;
}

core::Status AttemptReader::gatherBlobs(Gathered& gathered, std::span<const BlobColumn> columns,
                                        std::span<const std::size_t> segments,
                                        std::span<const std::uint32_t> order,
                                        std::stop_token stop) const {
    for (const BlobColumn column : columns)
        gathered.blobs[std::size_t(column)].resize(gathered.rows.size());
    return m_source->readBlobsOf(
        segments, columns,
        [&](std::size_t segment, BlobColumn column, const BlobTexts& texts) {
            std::vector<std::string>& picked = gathered.blobs[std::size_t(column)];
            if (!texts.bytes.empty())
                forEachIn(segment, gathered, order, [&](std::uint32_t index, std::uint32_t row) {
                    picked[index] = texts.at(row);
                });
        },
        stop);
}

void AttemptReader::assemble(Gathered& gathered, std::size_t from, std::size_t to,
                             std::vector<Attempt>& attempts) const {
    attempts.resize(to - from);
    const auto move = [](auto& columns, std::size_t i, auto& texts) {
        for (std::size_t c = 0; c < columns.size(); ++c)
            if (columns[c].empty())
                texts[c].clear();
            else
                texts[c] = std::move(columns[c][i]);
    };
    for (std::size_t i = from; i < to; ++i) {
        Attempt& attempt = attempts[i - from];
        const std::uint32_t row = gathered.rows[i];
        attempt.row = row;
        for (std::size_t c = 0; c < core::kNumberColumns; ++c)
            attempt.numbers[c] =
                gathered.numbers[c].empty() ? core::kUnknownNumber : gathered.numbers[c][i];
        for (std::size_t c = 0; c < core::kTextColumns; ++c)
            if (const std::uint32_t code = gathered.codes[c].empty() ? 0 : gathered.codes[c][i])
                attempt.texts[c] = m_texts[c][code];
            else
                attempt.texts[c].clear();
        move(gathered.ids, i, attempt.ids);
        move(gathered.blobs, i, attempt.blobs);
        attempt.tier = m_tierTexts[m_tier.of((*m_tier.codes)[row])];
        attempt.segment = m_segmentTexts[m_segment.of((*m_segment.codes)[row])];
        const core::FeatureFact* const feature =
            m_endpoint ? m_features[(*m_endpoint)[row]] : nullptr;
        attempt.feature = feature ? feature->feature : std::string();
        attempt.ownerTeam = feature ? feature->ownerTeam : std::string();
        attempt.basis = m_rating->basisOf(row);
        attempt.cost.reset();
        if (attempt.basis != query::CostBasis::Unknown)
            attempt.cost = core::Money::fromPicos(m_rating->costs[row]);
        attempt.batch = m_source->segments()[gathered.places[i].segment].batch;
        attempt.file = m_files[gathered.places[i].segment];
    }
}

core::Result<std::vector<Attempt>> readAttempts(const LocalFrame& frame,
                                                std::vector<std::uint32_t> rows,
                                                const query::AttemptColumns& wanted,
                                                std::stop_token stop) {
    std::vector<Attempt> attempts;
    if (rows.empty())
        return attempts;
    const auto reader = AttemptReader::make(frame, stop);
    if (!reader)
        return reader.error();
    auto gathered = reader->gather(std::move(rows), wanted, stop);
    if (!gathered)
        return gathered.error();
    reader->assemble(*gathered, 0, gathered->rows.size(), attempts);
    return attempts;
}

} // namespace ms::frame
