// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/zone.h"
#include "models/pricing/price_book.h"
#include "models/scenario/attempt_order.h"
#include "models/scenario/lever.h"
#include "models/scenario/traffic.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::scenario {

/// What a token, and a call, costs at another model: by rate card.
struct UnitPrices {
    // Billionths of a pico-unit a token: six decimals more than any rate per million has.
    std::int64_t input = 0;
    std::int64_t read = 0;
    std::int64_t write5m = 0;
    std::int64_t write1h = 0;
    std::int64_t output = 0;
    std::int64_t request = 0; // pico-units x 10^9, a call
    friend bool operator==(const UnitPrices&, const UnitPrices&) = default;
};

/// A model that some lever routes to, and what it costs each attempt.
struct Target {
    static constexpr std::uint32_t kNoCard =
        UINT32_MAX; // the book does not price the attempt there
    std::size_t lever = 0;
    std::vector<UnitPrices> cards;     // those that occur
    std::vector<std::uint32_t> cardOf; // by attempt; empty: the first for all
    std::uint32_t card(std::size_t attempt) const { return cardOf.empty() ? 0 : cardOf[attempt]; }
};

/// What single attempts mean to a lever, beside the dimensions that it matches.
struct LeverMarks {
    bool hasBounds = false;
    std::vector<std::uint8_t> isMarked;   // hit, beyond the quota, beyond the limit; empty: none is
    std::vector<std::uint8_t> isLost;     // the first attempt that a retry limit leaves out of a
                                          // request that succeeded, or an action limit of an action
    std::vector<std::int64_t> readTokens; // uncached ones that a replayed prompt cache would have
};

struct EventMarks {
    std::vector<LeverMarks> levers; // of the scenario
    std::vector<Target> targets;    // one a route
    bool hasPromptHashes = true;    // where a replay asked for them
    bool hasPromptBlocks = true;
};

/// Does the lever need AttemptOrder?
bool needsOrder(const Lever& lever);
/// What cells must tell apart for the rules of a route's target that change with time: the day
/// where all of them change at midnight, else the hour; nothing where none changes.
/// Errors  Usage: the book has no price for it.
core::Result<std::optional<query::Dimension>>
timeOfPrices(const Lever& route, const pricing::PriceBook& book, const core::Zone& zone);

struct MarkQuestion {
    const Scenario& scenario;
    const Traffic& traffic;
    const AttemptOrder* order; // null where no lever needs it
    const pricing::PriceBook& book;
    core::Zone zone; // of the hours of the traffic
};
/// Errors  Cancelled.
/// Cost    linear in attempts and levers.
core::Result<EventMarks> markEvents(const MarkQuestion& question, std::stop_token stop);

/// The levers whose conditions on dimensions hold for each cell of the traffic: bit i, lever i.
/// `target`: as if the calls were of that route's model; null: as logged.
std::vector<std::uint32_t> matchedLevers(const Scenario& scenario, const Traffic& traffic,
                                         const Lever* target);

} // namespace ms::scenario
