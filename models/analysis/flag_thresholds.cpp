// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/flag_thresholds.h"

#include <array>

namespace ms::analysis {

namespace {

using T = FlagThresholds;

constexpr std::array kOptions{
    ThresholdOption{"growth-gap",
                    "Points that cost per customer may grow faster than revenue per customer",
                    &T::growthGapPct},
    ThresholdOption{"free-share", "Percent of the cost of calls that free tiers may take",
                    &T::freeSharePct},
    ThresholdOption{"action-times", "Times a single request that an action of several may cost",
                    &T::actionTimes},
    ThresholdOption{"dearer", "Percent that a success may get dearer", &T::dearerPct},
    ThresholdOption{"flat-quality", "Points of success rate that count as no change",
                    &T::flatQualityPct},
    ThresholdOption{"customer-times",
                    "Times the median customer that a unit of a customer may cost",
                    &T::customerTimes},
    ThresholdOption{"failed-share", "Percent of the cost of units that failed ones may take",
                    &T::failedSharePct},
    ThresholdOption{"adoption", "Percent of users from which on adoption is strong",
                    &T::adoptionPct},
    ThresholdOption{"weak-margin", "Percent of margin below which it is weak", &T::weakMarginPct},
    ThresholdOption{"retention", "Percent of users that a feature should keep", &T::retentionPct},
    ThresholdOption{"spend-share", "Percent of all cost from which on retention matters",
                    &T::spendSharePct},
    ThresholdOption{"fewest", "Units, successes, actions or attempts that a verdict takes",
                    &T::fewest, 1}};

} // namespace

std::span<const ThresholdOption> thresholdOptions() {
    return kOptions;
}

} // namespace ms::analysis
