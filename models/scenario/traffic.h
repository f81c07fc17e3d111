// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"
#include "models/query/event_source.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::scenario {

/// What is known of each attempt, as whole numbers; money in pico-units.
enum class Figure : std::uint8_t {
    Cost,
    InputCost,
    ReadCost,  // of prompt tokens read from the provider's cache
    WriteCost, // of those written to it
    OutputCost,
    ReadAsInput, // what ReadCost would be at the input rate
    WriteAsInput,
    InputTokens,
    ReadTokens,
    WriteTokens, // both lifetimes
    Write1hTokens,
    OutputTokens,
    Starts,   // 1: the first attempt of its request
    Unpriced, // 1: its cost is unknown
    Priced,   // 1: its cost is usage x rules
    OwnCache, // 1: answered by the application's own cache already
    Count
};
inline constexpr std::size_t kFigures = std::size_t(Figure::Count);

/// The attempts of a filter, column by column, and the combinations of dimensions that occur.
struct Traffic {
    std::vector<query::Dimension> dimensions;
    std::vector<std::vector<std::string>> cells; // one text a dimension
    std::vector<std::uint32_t> cellOf;           // by attempt
    std::vector<std::uint64_t> rows;             // by attempt: Attempt::row, ascending
    std::array<std::vector<std::int64_t>, kFigures> figures;

    std::size_t size() const { return cellOf.size(); }
    std::int64_t of(Figure figure, std::size_t attempt) const {
        return figures[std::size_t(figure)][attempt];
    }
    std::int64_t promptTokens(std::size_t attempt) const {
        return of(Figure::InputTokens, attempt) + of(Figure::ReadTokens, attempt) +
               of(Figure::WriteTokens, attempt);
    }
    /// Index of a dimension in `dimensions`; CHECKs that it is there.
    std::size_t placeOf(query::Dimension dimension) const;
};

/// Errors  as EventSource.
/// Cost    one pass over the attempts; some 150 bytes an attempt.
core::Result<Traffic> loadTraffic(const query::EventSource& source, const query::Filter& filter,
                                  std::vector<query::Dimension> dimensions, std::stop_token stop);

} // namespace ms::scenario
