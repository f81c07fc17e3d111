// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/semantic_cache.h"

#include <cmath>

namespace ms::stats {

namespace {

double product(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i)
        sum += a[i] * b[i];
    return sum;
}

} // namespace

SemanticReplay replaySemanticCache(std::span<const LabelledQuery> queries, double threshold,
                                   const SemanticCosts& costs) {
    SemanticReplay replay;
    std::vector<std::size_t> stored;
    std::vector<double> lengths; // of the stored ones
    for (std::size_t i = 0; i < queries.size(); ++i) {
        const LabelledQuery& query = queries[i];
        const double length = std::sqrt(product(query.embedding, query.embedding));
        std::optional<double> nearest;
        std::size_t served = 0;
        for (std::size_t s = 0; s < stored.size(); ++s) {
            const double similarity =
                product(query.embedding, queries[stored[s]].embedding) / (length * lengths[s]);
            if (!nearest || similarity > *nearest) {
                nearest = similarity;
                served = stored[s];
            }
        }
        const bool isHit = nearest && *nearest >= threshold;
        replay.hits.push_back(isHit);
        replay.nearestSimilarity.push_back(nearest);
        if (isHit) {
            ++replay.hitCount;
            replay.falseHits += queries[served].label != query.label ? 1 : 0;
        } else {
            stored.push_back(i);
            lengths.push_back(length);
        }
    }
    const double all = double(queries.size());
    if (replay.hitCount > 0)
        replay.precision = 1 - double(replay.falseHits) / double(replay.hitCount);
    replay.baselineCost = all * costs.miss;
    replay.netCost = all * costs.lookup + (all - double(replay.hitCount)) * costs.miss +
                     double(replay.falseHits) * costs.falseHit;
    return replay;
}

std::optional<double> hitRateSaving(const HitRateTerms& terms) {
    const double saved = terms.costs.miss - terms.falseShare * terms.costs.falseHit;
    if (saved == 0)
        return std::nullopt;
    const double rate = (terms.costs.lookup + terms.target * terms.costs.miss) / saved;
    return rate >= 0 && rate <= 1 ? std::optional(rate) : std::nullopt;
}

} // namespace ms::stats
