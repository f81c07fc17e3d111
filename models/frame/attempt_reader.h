// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/local_frame.h"

#include <array>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::frame {

/// Fetches whole events: every column, with tier, segment, file and cost of the frame. What does
/// not depend on rows (dictionaries, files) is fetched once.
/// Threads  const: any number may ask.
class AttemptReader {
public:
    /// The columns of some rows, from which their attempts are put together.
    struct Gathered {
        struct Place { // of a row
            std::uint32_t segment;
            std::uint32_t rowInSegment;
        };
        std::vector<std::uint32_t> rows;
        std::vector<Place> places;
        // A column that was not read, or in which no row has a text, is empty.
        std::array<std::vector<std::int64_t>, core::kNumberColumns> numbers;
        std::array<std::vector<std::uint32_t>, core::kTextColumns> codes;
        std::array<std::vector<std::string>, core::kIdColumns> ids;
        std::array<std::vector<std::string>, core::kBlobColumns> blobs;
    };

    static core::Result<AttemptReader> make(const LocalFrame& frame, std::stop_token stop);

    /// Cost  decodes the wanted columns of the segments that hold the rows, each once.
    core::Result<Gathered> gather(std::vector<std::uint32_t> rows,
                                  const query::AttemptColumns& wanted, std::stop_token stop) const;
    /// The attempts of rows [from, to) of `gathered`, whose ids and blobs move over. Buffers of
    /// `attempts` are used again.
    void assemble(Gathered& gathered, std::size_t from, std::size_t to,
                  std::vector<query::Attempt>& attempts) const;

private:
    explicit AttemptReader(const LocalFrame& frame) : m_source{&frame.columns().source()} {}
    core::Status nameFeatures(const LocalFrame& frame, std::stop_token stop);
    core::Status gatherCodes(Gathered& gathered, std::span<const core::TextColumn> columns,
                             std::span<const std::size_t> segments,
                             std::span<const std::uint32_t> order, std::stop_token stop) const;
    core::Status gatherIds(Gathered& gathered, std::span<const core::IdColumn> columns,
                           std::span<const std::size_t> segments,
                           std::span<const std::uint32_t> order, std::stop_token stop) const;
    core::Status gatherBlobs(Gathered& gathered, std::span<const core::BlobColumn> columns,
                             std::span<const std::size_t> segments,
                             std::span<const std::uint32_t> order, std::stop_token stop) const;

    const ColumnSource* m_source;
    std::array<std::vector<std::string>, core::kTextColumns> m_texts; // by code
    std::vector<std::string> m_files;                                 // by segment
    DimensionColumn m_tier;
    DimensionColumn m_segment;
    std::vector<std::string> m_tierTexts;
    std::vector<std::string> m_segmentTexts;
    const CodeColumn* m_endpoint = nullptr; // null: no feature differs from what is stated
    std::vector<const core::FeatureFact*> m_features; // by code of the endpoint; null: as stated
    const Rating* m_rating = nullptr;
};

query::AttemptColumns allAttemptColumns();

/// The attempts of `rows`, in that order, for a page.
core::Result<std::vector<query::Attempt>> readAttempts(const LocalFrame& frame,
                                                       std::vector<std::uint32_t> rows,
                                                       const query::AttemptColumns& wanted,
                                                       std::stop_token stop);

} // namespace ms::frame
