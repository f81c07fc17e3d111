// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/change_points.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"
#include "models/stats/quantile.h"
#include "models/stats/robust_score.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ms::stats {

namespace {

double meanOf(std::span<const double> values) {
    CompensatedSum sum;
    for (const double value : values)
        sum.add(value);
    return sum.value() / double(values.size());
}

double squaredDeviations(std::span<const double> values, double mean) {
    CompensatedSum sum;
    for (const double value : values)
        sum.add((value - mean) * (value - mean));
    return sum.value();
}

/// Squared deviations of any stretch in constant time.
class SegmentCosts {
public:
    explicit SegmentCosts(std::span<const double> series) : m_sums{0}, m_squares{0} {
        const long double middle = meanOf(series); // keeps the sums small
        for (const double value : series) {
            const long double centred = value - middle;
            m_sums.push_back(m_sums.back() + centred);
            m_squares.push_back(m_squares.back() + centred * centred);
        }
    }
    long double of(std::size_t from, std::size_t to) const {
        const long double sum = m_sums[to] - m_sums[from];
        const long double squares = m_squares[to] - m_squares[from];
        return std::max(0.0L, squares - sum * sum / static_cast<long double>(to - from));
    }

private:
    std::vector<long double> m_sums, m_squares;
};

/// A start of the last segment that may still turn out best.
struct Candidate {
    std::size_t start = 0;
    std::size_t beatenFrom = std::numeric_limits<std::size_t>::max();
};

/// The best start of the last segment, for each end of the series.
std::vector<std::size_t> bestStarts(std::span<const double> series, long double penalty,
                                    std::size_t shortest) {
    const SegmentCosts costs(series);
    const std::size_t n = series.size();
    std::vector<long double> best(n + 1, std::numeric_limits<long double>::infinity());
    std::vector<std::size_t> starts(n + 1, 0);
    std::vector<Candidate> candidates;
    best[0] = -penalty;
    for (std::size_t end = shortest; end <= n; ++end) {
        if (std::isfinite(best[end - shortest]))
            candidates.push_back({end - shortest});
        std::erase_if(candidates, [end](const Candidate& c) { return c.beatenFrom <= end; });
        for (const Candidate& candidate : candidates) {
            const long double value =
                best[candidate.start] + costs.of(candidate.start, end) + penalty;
            if (value < best[end]) {
                best[end] = value;
                starts[end] = candidate.start;
            }
        }
        // A start that loses here even without a further penalty loses to `end` as a start, from
        // the first end that leaves room for a segment after it. Rounding must not decide.
        const long double margin = 1e-12L * (1 + std::abs(best[end]));
        for (Candidate& candidate : candidates)
            if (best[candidate.start] + costs.of(candidate.start, end) > best[end] + margin)
                candidate.beatenFrom = std::min(candidate.beatenFrom, end + shortest);
    }
    return starts;
}

void describeSegments(std::span<const double> series, ChangePoints& result) {
    CompensatedSum cost;
    std::size_t from = 0;
    for (std::size_t i = 0; i <= result.points.size(); ++i) {
        const std::size_t to = i < result.points.size() ? result.points[i] : series.size();
        const std::span<const double> segment = series.subspan(from, to - from);
        result.means.push_back(meanOf(segment));
        cost.add(squaredDeviations(segment, result.means.back()));
        from = to;
    }
    result.cost = cost.value();
    result.objective = result.cost + result.penalty * double(result.points.size());
}

} // namespace

double noiseOfDifferences(std::span<const double> series) {
    if (series.size() < 2)
        return 0;
    std::vector<double> differences;
    for (std::size_t i = 1; i < series.size(); ++i)
        differences.push_back(series[i] - series[i - 1]);
    return robustScale(differences).sigma() / std::sqrt(2.0);
}

ChangePoints changePoints(std::span<const double> series, const ChangePointOptions& options) {
    CHECK(options.shortestSegment >= 1, "A segment has at least one value.");
    ChangePoints result;
    if (series.empty()) {
        result.status = Status::InsufficientClusters;
        return result;
    }
    const double sigma = noiseOfDifferences(series);
    result.penalty = options.penalty.value_or(options.penaltyMultiplier * sigma * sigma *
                                              std::log(double(series.size())));
    CHECK(result.penalty >= 0, "A penalty is 0 or more.");
    if (!options.penalty && sigma == 0) {
        result.status = Status::DegenerateScale;
    } else if (series.size() >= 2 * options.shortestSegment) {
        const std::vector<std::size_t> starts =
            bestStarts(series, result.penalty, options.shortestSegment);
        for (std::size_t end = starts.back(); end > 0; end = starts[end])
            result.points.push_back(end);
        std::reverse(result.points.begin(), result.points.end());
    }
    describeSegments(series, result);
    return result;
}

std::vector<double> withoutPhaseMedians(std::span<const double> series, std::size_t period) {
    CHECK(period >= 1, "A period has at least one phase.");
    std::vector<double> rest(series.begin(), series.end());
    for (std::size_t phase = 0; phase < std::min(period, series.size()); ++phase) {
        std::vector<double> same;
        for (std::size_t i = phase; i < series.size(); i += period)
            same.push_back(series[i]);
        std::sort(same.begin(), same.end());
        const double middle = median(same);
        for (std::size_t i = phase; i < series.size(); i += period)
            rest[i] -= middle;
    }
    return rest;
}

std::vector<double> withoutPhasePattern(std::span<const double> series, std::size_t period) {
    CHECK(period % 2 == 1, "A window of an odd period has a middle.");
    std::vector<double> rest(series.begin(), series.end());
    if (series.size() < 2 * period)
        return rest;
    std::vector<double> beside; // each value less the median of the period about it
    for (std::size_t i = 0; i < series.size(); ++i) {
        const std::size_t begin =
            std::min(i < period / 2 ? 0 : i - period / 2, series.size() - period);
        std::vector<double> about(series.begin() + std::ptrdiff_t(begin),
                                  series.begin() + std::ptrdiff_t(begin + period));
        std::sort(about.begin(), about.end());
        beside.push_back(series[i] - median(about));
    }
    for (std::size_t i = 0; i < series.size(); ++i)
        rest[i] = series[i] - beside[i];
    const std::vector<double> noise = withoutPhaseMedians(beside, period);
    for (std::size_t i = 0; i < series.size(); ++i)
        rest[i] += noise[i];
    return rest;
}

} // namespace ms::stats
