// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/spike_type.h"

#include "models/stats/lmdi.h"

#include <algorithm>

namespace ms::stats {

namespace {

enum Factor { Requests, Attempts, Tokens, Price };

constexpr double kMostOfIt = 0.5;
constexpr double kSuccessDrop = 0.05;
constexpr double kBurst = 5;

FactorNumbers numbersOf(const CostFactors& factors) {
    return {factors.requests, factors.attemptsPerRequest, factors.tokensPerAttempt,
            factors.pricePerToken};
}

bool looksLikeAbuse(const SpikeSigns& signs, const FactorNumbers& shares) {
    return signs.topPrincipalShare >= kMostOfIt && shares[Requests] >= kMostOfIt &&
           (signs.successRateDrop >= kSuccessDrop || signs.burstRatio >= kBurst);
}

bool looksLikeDeployment(const SpikeSigns& signs, const FactorNumbers& shares) {
    return signs.newVersionShare >= kMostOfIt &&
           shares[Attempts] + shares[Tokens] + shares[Price] >= kMostOfIt;
}

SpikeType typeOf(const SpikeSigns& signs, const FactorNumbers& shares) {
    if (looksLikeAbuse(signs, shares))
        return SpikeType::Abuse;
    if (looksLikeDeployment(signs, shares))
        return SpikeType::Deploy;
    constexpr std::array kByFactor{SpikeType::Volume, SpikeType::Retry, SpikeType::Token,
                                   SpikeType::PriceOrModel};
    const auto largest = std::max_element(shares.begin(), shares.end());
    return kByFactor[std::size_t(largest - shares.begin())];
}

} // namespace

std::string_view nameOf(SpikeType type) {
    switch (type) {
    case SpikeType::NoIncrease:
        return "no_increase";
    case SpikeType::Abuse:
        return "abuse";
    case SpikeType::Deploy:
        return "deploy";
    case SpikeType::Volume:
        return "volume";
    case SpikeType::Retry:
        return "retry";
    case SpikeType::Token:
        return "token";
    case SpikeType::PriceOrModel:
        return "price_or_model";
    }
    return {};
}

Spike classifySpike(const SpikeSigns& signs) {
    const FactorNumbers before = numbersOf(signs.baseline), after = numbersOf(signs.window);
    const LogMeanDecomposition change = logMeanDecomposition(before.size(), before, after);
    Spike spike;
    spike.delta = change.delta;
    if (change.total0 > 0 && change.total1 > 0) {
        spike.effects.emplace();
        std::copy(change.effects.begin(), change.effects.end(), spike.effects->begin());
        if (change.delta != 0) {
            spike.shares = spike.effects;
            for (double& share : *spike.shares)
                share /= change.delta;
        }
    }
    if (change.delta <= 0)
        spike.type = SpikeType::NoIncrease;
    else if (!spike.shares)
        spike.status = Status::BaselineZero;
    else
        spike.type = typeOf(signs, *spike.shares);
    return spike;
}

} // namespace ms::stats
