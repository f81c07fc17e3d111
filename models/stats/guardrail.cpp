// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/guardrail.h"

#include "models/core/check.h"
#include "models/stats/wilson.h"

#include <cmath>

namespace ms::stats {

namespace {

void readInterval(NonInferiority& result, double margin) {
    CHECK(margin >= 0, "A margin of non-inferiority is not negative.");
    result.isNonInferior = result.interval->low > -margin;
    result.isSuperior = result.interval->low > 0;
}

} // namespace

NonInferiority testNonInferiority(const SuccessCount& a, const SuccessCount& b, double margin,
                                  double alpha, double designEffect) {
    CHECK(designEffect >= 1, "Clustering does not add units.");
    NonInferiority result;
    if (a.finished > 0)
        result.rateA = double(a.successes) / double(a.finished);
    if (b.finished > 0)
        result.rateB = double(b.successes) / double(b.finished);
    if (!result.rateA || !result.rateB) {
        result.status = Status::ZeroDenominator;
        return result;
    }
    const double rateA = *result.rateA;
    const double rateB = *result.rateB;
    const Interval inA = wilsonIntervalOfShare(rateA, double(a.finished) / designEffect, alpha);
    const Interval inB = wilsonIntervalOfShare(rateB, double(b.finished) / designEffect, alpha);
    const double difference = rateB - rateA;
    result.wilsonA = inA;
    result.wilsonB = inB;
    result.difference = difference;
    result.interval = Interval{difference - std::hypot(rateB - inB.low, inA.high - rateA),
                               difference + std::hypot(inB.high - rateB, rateA - inA.low)};
    readInterval(result, margin);
    return result;
}

NonInferiority readNonInferiority(const Estimate& difference, double margin) {
    NonInferiority result;
    result.status = difference.status;
    result.difference = difference.value;
    result.interval = difference.interval;
    if (result.interval)
        readInterval(result, margin);
    return result;
}

} // namespace ms::stats
