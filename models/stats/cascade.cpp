// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/cascade.h"

namespace ms::stats {

namespace {
std::optional<double> ratio(double part, double whole) {
    return whole > 0 ? std::optional(part / whole) : std::nullopt;
}
} // namespace

Cascade cascadeOf(const CascadeTerms& terms) {
    const double requests = double(terms.both + terms.strongOnly + terms.weakOnly + terms.neither);
    const double weakCorrect = double(terms.both + terms.weakOnly);
    const double weakWrong = double(terms.strongOnly + terms.neither);
    const double strongCorrect = double(terms.both + terms.strongOnly);
    const double escalated =
        requests - terms.acceptCorrect * weakCorrect - terms.acceptWrong * weakWrong;
    const double correct = terms.acceptCorrect * weakCorrect +
                           (1 - terms.acceptCorrect) * double(terms.both) +
                           (1 - terms.acceptWrong) * double(terms.strongOnly);
    Cascade result;
    result.weakAccuracy = ratio(weakCorrect, requests);
    result.strongAccuracy = ratio(strongCorrect, requests);
    result.escalationRate = ratio(escalated, requests);
    result.accuracy = ratio(correct, requests);
    result.cost = requests * (terms.weakCost + terms.judgeCost) + escalated * terms.strongCost;
    result.strongOnlyCost = requests * terms.strongCost;
    result.costRatio = ratio(result.cost, result.strongOnlyCost);
    if (terms.strongCost > 0)
        result.breakEvenEscalation = 1 - (terms.weakCost + terms.judgeCost) / terms.strongCost;
    result.costPerCorrect = ratio(result.cost, correct);
    result.strongCostPerCorrect = ratio(result.strongOnlyCost, strongCorrect);
    result.perfectAccuracy =
        ratio(double(terms.both + terms.strongOnly + terms.weakOnly), requests);
    return result;
}

std::optional<double> RoutingCurve::shareRecovering(double part) const {
    for (std::size_t i = 0; i < gapRecovered.size(); ++i) {
        if (gapRecovered[i] < part)
            continue;
        if (i == 0 || !(gapRecovered[i] > gapRecovered[i - 1]))
            return shares[i];
        const double within =
            (part - gapRecovered[i - 1]) / (gapRecovered[i] - gapRecovered[i - 1]);
        return shares[i - 1] + within * (shares[i] - shares[i - 1]);
    }
    return std::nullopt;
}

RoutingCurve routingCurve(std::span<const RoutingPoint> points, double weakQuality,
                          double strongQuality) {
    RoutingCurve curve;
    if (strongQuality == weakQuality || points.empty())
        return curve;
    double area = 0;
    for (const RoutingPoint& point : points) {
        const double recovered = (point.quality - weakQuality) / (strongQuality - weakQuality);
        if (!curve.shares.empty())
            area += (point.strongShare - curve.shares.back()) *
                    (recovered + curve.gapRecovered.back()) / 2;
        curve.shares.push_back(point.strongShare);
        curve.gapRecovered.push_back(recovered);
    }
    curve.area = area;
    return curve;
}

} // namespace ms::stats
