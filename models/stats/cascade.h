// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ms::stats {

/// What two models made of the same requests, and what a call of each costs.
struct CascadeTerms {
    std::int64_t both = 0; // requests that both answer correctly
    std::int64_t strongOnly = 0;
    std::int64_t weakOnly = 0;
    std::int64_t neither = 0;
    double weakCost = 0; // of a call
    double strongCost = 0;
    double judgeCost = 0;
    double acceptCorrect = 1; // share of correct weak answers that the judge accepts
    double acceptWrong = 0;   // share of wrong ones
};

/// The weak model first; what the judge does not accept goes to the strong one. Empty where there
/// is nothing to divide by.
struct Cascade {
    std::optional<double> weakAccuracy;
    std::optional<double> strongAccuracy;
    std::optional<double> escalationRate;
    std::optional<double> accuracy;
    double cost = 0;
    double strongOnlyCost = 0; // of the same requests
    std::optional<double> costRatio;
    std::optional<double> breakEvenEscalation; // above it, the strong model alone is cheaper
    std::optional<double> costPerCorrect;
    std::optional<double> strongCostPerCorrect;
    std::optional<double> perfectAccuracy; // with a judge that never errs
};

/// What does a cascade cost, and how often is it right?
/// Source  METHODS 5.5.
Cascade cascadeOf(const CascadeTerms& terms);

/// Quality when this share of requests goes to the strong model.
struct RoutingPoint {
    double strongShare = 0;
    double quality = 0;
};

/// A router between two models. Gaps recovered are (quality - weak) / (strong - weak).
struct RoutingCurve {
    std::vector<double> gapRecovered; // one a point; empty where both models are equal
    std::optional<double> area;       // under it (APGR); a random router has 0.5
    /// The smallest share of strong calls that recovers this part of the gap, by linear
    /// interpolation; nothing where no point does.
    std::optional<double> shareRecovering(double part) const;

    std::vector<double> shares;
};

/// Input   ascending shares.
/// Source  METHODS 5.5; RouteLLM (PGR, APGR, CPT).
RoutingCurve routingCurve(std::span<const RoutingPoint> points, double weakQuality,
                          double strongQuality);

} // namespace ms::stats
