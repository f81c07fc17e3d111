// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_spread.h"

#include "models/core/check.h"
#include "models/stats/arm_effect.h"

#include <algorithm>
#include <array>

namespace ms::analysis {

namespace {

/// Denser at the ends, where arms differ when they do.
constexpr std::array<std::int64_t, 15> kLevels{10,  20,  50,  100, 200, 300, 400, 500,
                                               600, 700, 800, 900, 950, 980, 990};

std::int64_t thingsOf(const ArmScan& scan, std::size_t arm, ArmValue value) {
    const ArmSums sums = scan.sumsOf(arm);
    return std::int64_t(sums[value == ArmValue::UnitCost ? ArmSum::Units : ArmSum::Requests]);
}

bool isInEveryArm(const std::vector<stats::ClusteredSample>& arms) {
    return std::all_of(arms.begin(), arms.end(),
                       [](const stats::ClusteredSample& arm) { return arm.size() > 0; });
}

ArmSpread::Value spreadOf(const ArmScan& scan, ArmValue value, double alpha) {
    const auto& samples = scan.samples[std::size_t(value)];
    ArmSpread::Value spread;
    spread.value = value;
    for (std::size_t arm = 0; arm < samples.size(); ++arm) {
        spread.known.push_back(samples[arm].size());
        spread.unknown.push_back(thingsOf(scan, arm, value) - std::int64_t(samples[arm].size()));
    }
    for (const std::int64_t perMille : kLevels) {
        ArmSpread::Level& level = spread.levels.emplace_back();
        level.perMille = perMille;
        for (const stats::ClusteredSample& arm : samples)
            level.arms.push_back(stats::compareQuantiles(samples.front(), arm,
                                                         stats::shareOfPerMille(perMille), alpha));
    }
    return spread;
}

} // namespace

const ArmSpread::Level& ArmSpread::Value::at(std::int64_t perMille) const {
    const auto found = std::find_if(levels.begin(), levels.end(),
                                    [&](const Level& level) { return level.perMille == perMille; });
    CHECK(found != levels.end(), "There is no such level.");
    return *found;
}

core::Result<ArmSpread> armSpread(const ArmQuery& query, const query::EventSource& source,
                                  std::stop_token stop) {
    if (const core::Status status = checkArmQuery(query); !status)
        return status.error();
    ArmScanQuery ask = scanQueryOf(query, {}, false);
    ask.samples = {ArmValue::UnitCost, ArmValue::RequestCost, ArmValue::Latency};
    const auto scan = scanArms(ask, source, stop);
    if (!scan)
        return scan.error();
    ArmSpread spread;
    spread.query = query;
    spread.alpha = stats::alphaOfEach(armCount(query) - 1);
    const auto samplesOf = [&](ArmValue value) -> const auto& {
        return scan->samples[std::size_t(value)];
    };
    const ArmValue cost =
        isInEveryArm(samplesOf(ArmValue::UnitCost)) ? ArmValue::UnitCost : ArmValue::RequestCost;
    for (const ArmValue value : {cost, ArmValue::Latency}) {
        if (stop.stop_requested())
            return core::Error{core::Error::Code::Cancelled, "The question was cancelled.", {}};
        if (isInEveryArm(samplesOf(value)))
            spread.values.push_back(spreadOf(*scan, value, spread.alpha));
    }
    return spread;
}

} // namespace ms::analysis
