// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/mix_effect.h"

#include "models/stats/compensated_sum.h"

namespace ms::stats {

namespace {

struct ArmTotal {
    CompensatedSum numerator, denominator;

    void add(const ClusterTotals& stratum) {
        numerator.add(stratum.numerator);
        denominator.add(stratum.denominator);
    }
    double ratio() const { return numerator.value() / denominator.value(); }
};

StratumEffect effectOf(const StratumInArms& stratum, double totalA, double totalB,
                       double averageRatio) {
    const bool isInA = stratum.a.denominator > 0;
    const bool isInB = stratum.b.denominator > 0;
    const double shareA = isInA ? stratum.a.denominator / totalA : 0;
    const double shareB = isInB ? stratum.b.denominator / totalB : 0;
    double ratioA = isInA ? stratum.a.numerator / stratum.a.denominator : 0;
    double ratioB = isInB ? stratum.b.numerator / stratum.b.denominator : 0;
    if (!isInA)
        ratioA = ratioB;
    if (!isInB)
        ratioB = ratioA;
    StratumEffect effect;
    effect.within = (shareA + shareB) / 2 * (ratioB - ratioA);
    if (!isInA)
        effect.within -= stratum.a.numerator / totalA;
    if (!isInB)
        effect.within += stratum.b.numerator / totalB;
    effect.mix = (shareB - shareA) * (ratioA + ratioB) / 2;
    effect.mixCentred = (shareB - shareA) * ((ratioA + ratioB) / 2 - averageRatio);
    return effect;
}

} // namespace

MixDecomposition decomposeMix(std::span<const StratumInArms> strata) {
    MixDecomposition result;
    ArmTotal a, b;
    for (const StratumInArms& stratum : strata) {
        a.add(stratum.a);
        b.add(stratum.b);
    }
    const double totalA = a.denominator.value();
    const double totalB = b.denominator.value();
    if (!(totalA > 0) || !(totalB > 0)) {
        result.status = Status::ZeroDenominator;
        return result;
    }
    result.total = b.ratio() - a.ratio();
    const double averageRatio = (a.ratio() + b.ratio()) / 2;
    CompensatedSum within, mix;
    for (const StratumInArms& stratum : strata) {
        result.strata.push_back(effectOf(stratum, totalA, totalB, averageRatio));
        within.add(result.strata.back().within);
        mix.add(result.strata.back().mix);
    }
    result.within = within.value();
    result.mix = mix.value();
    return result;
}

} // namespace ms::stats
