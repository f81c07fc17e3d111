// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/stats/status.h"

#include <array>
#include <optional>
#include <string_view>

namespace ms::stats {

/// cost = requests x attempts a request x tokens an attempt x price a token.
struct CostFactors {
    double requests = 0;
    double attemptsPerRequest = 0;
    double tokensPerAttempt = 0;
    double pricePerToken = 0;
};

struct SpikeSigns {
    CostFactors baseline; // median of the same weekday and hour of the previous four weeks
    CostFactors window;
    double topPrincipalShare = 0; // part of the increase that the top principal explains
    double newVersionShare = 0;   // part of it on versions first seen in the last 24 hours
    double successRateDrop = 0;   // baseline - window, as a share: 0.05 is five points
    double burstRatio = 0;        // the top principal's rate over its own baseline
};

enum class SpikeType { NoIncrease, Abuse, Deploy, Volume, Retry, Token, PriceOrModel };

/// "no_increase", "abuse", "deploy", "volume", "retry", "token", "price_or_model".
std::string_view nameOf(SpikeType type);

/// One number a factor, in the order of CostFactors.
using FactorNumbers = std::array<double, 4>;

struct Spike {
    Status status = Status::Ok; // BaselineZero: cost out of nothing has no factors to compare
    double delta = 0;
    std::optional<SpikeType> type; // a sorting aid, shown with the shares
    std::optional<FactorNumbers> effects;
    std::optional<FactorNumbers> shares; // effects / delta; empty when nothing changed
};

/// What kind of rise of cost is this: more requests, more attempts, longer ones, dearer ones, a
/// deployment, an abuser?
/// Input   finite factors, 0 or more. A window of cost 0 has a delta and a type, but no effects.
/// Source  METHODS 3.5: effects by LMDI (3.2), then the first rule that holds.
Spike classifySpike(const SpikeSigns& signs);

} // namespace ms::stats
