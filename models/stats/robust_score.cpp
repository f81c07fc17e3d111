// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/robust_score.h"

#include "models/core/check.h"
#include "models/stats/compensated_sum.h"

#include <algorithm>
#include <cmath>

namespace ms::stats {

double RobustScale::scoreOf(double value) const {
    switch (source) {
    case ScaleSource::Mad:
        return 0.6745 * (value - center) / mad;
    case ScaleSource::MeanDeviation:
        return (value - center) / (1.253314 * meanDeviation);
    case ScaleSource::None:
        break;
    }
    return 0;
}

double RobustScale::sigma() const {
    return 1.4826 * mad;
}

namespace {

/// The median, by putting the values about it in their places only.
double medianOf(std::vector<double>& values) {
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

} // namespace

RobustScale robustScale(std::span<const double> values) {
    CHECK(!values.empty(), "A scale needs values.");
    std::vector<double> scratch(values.begin(), values.end());
    RobustScale scale;
    scale.center = medianOf(scratch);
    CompensatedSum deviations;
    for (double& value : scratch) {
        value = std::abs(value - scale.center);
        deviations.add(value);
    }
    scale.mad = medianOf(scratch);
    scale.meanDeviation = deviations.value() / double(scratch.size());
    scale.source = scale.mad > 0             ? ScaleSource::Mad
                   : scale.meanDeviation > 0 ? ScaleSource::MeanDeviation
                                             : ScaleSource::None;
    return scale;
}

ModifiedScores modifiedScores(std::span<const double> values, ScoredAs as, double threshold) {
    ModifiedScores result;
    std::vector<double> scored;
    std::vector<std::size_t> origin;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (as == ScoredAs::Logarithms && values[i] <= 0) {
            result.notPositive.push_back(i);
            continue;
        }
        scored.push_back(as == ScoredAs::Logarithms ? std::log(values[i]) : values[i]);
        origin.push_back(i);
    }
    result.scores.resize(values.size());
    if (scored.empty()) {
        result.status = Status::InsufficientClusters;
        return result;
    }
    result.scale = robustScale(scored);
    if (result.scale->source == ScaleSource::None)
        result.status = Status::DegenerateScale;
    for (std::size_t i = 0; i < scored.size(); ++i) {
        const double score = result.scale->scoreOf(scored[i]);
        result.scores[origin[i]] = score;
        if (std::abs(score) > threshold)
            result.flagged.push_back(origin[i]);
        if (score > threshold)
            result.high.push_back(origin[i]);
    }
    return result;
}

} // namespace ms::stats
