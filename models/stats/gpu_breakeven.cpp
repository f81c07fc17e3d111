// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/gpu_breakeven.h"

#include <cmath>

namespace ms::stats {

namespace {
constexpr double kMillion = 1e6;
constexpr double kSecondsPerHour = 3600;
} // namespace

GpuBreakeven gpuBreakeven(const HostingTerms& terms) {
    GpuBreakeven result;
    const double gpuHour = terms.gpuHour * (1 + terms.overhead);
    const double fullPerHour = kSecondsPerHour * terms.tokensPerSecondFull;
    const bool hasApi = terms.apiPerMillion > 0;
    if (hasApi)
        result.breakevenTokensPerHour = gpuHour / terms.apiPerMillion * kMillion;
    if (hasApi && terms.tokensPerHour > 0)
        result.apiPerHour = terms.tokensPerHour * terms.apiPerMillion / kMillion;
    if (!(fullPerHour > 0))
        return result;
    result.selfPerMillionAtFull = gpuHour / fullPerHour * kMillion;
    if (hasApi)
        result.breakevenUtilisation = gpuHour / (fullPerHour * terms.apiPerMillion / kMillion);
    if (!(terms.tokensPerHour > 0))
        return result;
    const double gpus = std::ceil(terms.peakFactor * terms.tokensPerHour / fullPerHour);
    result.gpusNeeded = gpus;
    result.utilisation = terms.tokensPerHour / (gpus * fullPerHour);
    result.selfPerHour = gpus * gpuHour;
    result.selfPerMillion = *result.selfPerHour / terms.tokensPerHour * kMillion;
    if (result.apiPerHour)
        result.isSelfCheaper = *result.selfPerHour < *result.apiPerHour;
    return result;
}

} // namespace ms::stats
