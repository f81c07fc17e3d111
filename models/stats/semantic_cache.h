// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ms::stats {

/// A request as a point, and what its right answer is called.
struct LabelledQuery {
    std::vector<double> embedding; // not the zero vector
    std::string label;
};
struct SemanticCosts {
    double miss = 0;
    double lookup = 0;
    double falseHit = 0; // of a wrong answer
};
struct SemanticReplay {
    std::vector<bool> hits;                               // one a query
    std::vector<std::optional<double>> nearestSimilarity; // nothing while the cache is empty
    std::int64_t hitCount = 0;
    std::int64_t falseHits = 0;      // answered with what another label was answered
    std::optional<double> precision; // right hits / hits
    double netCost = 0;
    double baselineCost = 0;
    double saving() const { return baselineCost - netCost; }
};
/// What would a cache save that answers with what the most similar stored query was answered?
/// Hits are not stored, misses are; of equally similar ones the earliest counts.
/// Cost    queries x misses x dimensions.
/// Source  METHODS 5.4.
SemanticReplay replaySemanticCache(std::span<const LabelledQuery> queries, double threshold,
                                   const SemanticCosts& costs);

/// The share of hits at which the saving reaches `target` of the cost of a miss, where a share
/// of the hits is wrong; nothing outside 0 to 1.
/// Source  METHODS 5.11.
struct HitRateTerms {
    SemanticCosts costs;
    double falseShare = 0; // of hits
    double target = 0;     // saving / cost without the cache
};
std::optional<double> hitRateSaving(const HitRateTerms& terms);

} // namespace ms::stats
