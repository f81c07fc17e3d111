// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/red_flags.h"

#include "models/analysis/flag_rules.h"
#include "models/analysis/review_figures.h"
#include "models/core/check.h"

#include <algorithm>
#include <array>

namespace ms::analysis {

namespace {

constexpr std::array<std::string_view, kFlagRules> kNames{
    "cost_outgrows_revenue",   "free_tier_spend",        "loss_making_customer", "dear_actions",
    "dearer_success",          "cheaper_attempts",       "dear_customer",        "failed_spend",
    "adoption_without_margin", "spend_without_retention"};

/// Raised before unknown before clear; raised ones by money, else in order of the rules.
bool comesBefore(const Flag& a, const Flag& b) {
    if (a.state != b.state)
        return a.state < b.state;
    return a.severity && b.severity && *a.severity > *b.severity;
}

/// First and last civil day.
std::string daysOf(const core::TimeRange& range, const core::Zone& zone) {
    const core::Instant last{range.to->micros - 1};
    return core::toText(zone.dayOf(*range.from)) + " to " + core::toText(zone.dayOf(last));
}

core::Status checkThresholds(const FlagThresholds& t) {
    const std::array values{t.growthGapPct,   t.freeSharePct,  t.actionTimes,    t.dearerPct,
                            t.flatQualityPct, t.customerTimes, t.failedSharePct, t.adoptionPct,
                            t.weakMarginPct,  t.retentionPct,  t.spendSharePct,  t.fewest};
    constexpr std::int64_t kMost = 1'000'000;
    for (const std::int64_t value : values)
        if (value < 0 || value > kMost)
            return core::Error{core::Error::Code::Usage,
                               "A threshold is a whole number from 0 to 1,000,000, not " +
                                   std::to_string(value) + ".",
                               {}};
    if (t.fewest < 1)
        return core::Error{core::Error::Code::Usage, "A verdict takes at least one unit.", {}};
    return {};
}

} // namespace

std::string_view nameOf(FlagRule rule) {
    CHECK(rule != FlagRule::Count, "Count is no rule.");
    return kNames[std::size_t(rule)];
}

std::string_view nameOf(FlagState state) {
    switch (state) {
    case FlagState::Raised:
        return "raised";
    case FlagState::Unknown:
        return "unknown";
    case FlagState::Clear:
        break;
    }
    return "clear";
}

core::Result<Review> reviewOf(const ReviewQuery& query,
                              std::span<const core::ActiveUsersFact> users,
                              const query::EventSource& source, const RevenueBooks& books,
                              const GpuBooks& gpu, std::stop_token stop) {
    if (const core::Status status = checkThresholds(query.thresholds); !status)
        return status.error();
    const auto figures = reviewFiguresOf(query.filter, users, source, books, gpu, std::move(stop));
    if (!figures)
        return figures.error();
    Review review;
    review.query = query;
    review.unpricedAttempts = figures->unpricedAttempts;
    if (figures->now) {
        review.now = figures->now->range;
        review.before = figures->before->range;
        const core::Zone& zone = source.lens().zone;
        review.periods = daysOf(*review.now, zone) + " against " + daysOf(*review.before, zone);
    }
    for (std::size_t rule = 0; rule < kFlagRules; ++rule) {
        std::vector<Flag> flags = flagsOf(FlagRule(rule), *figures, query.thresholds);
        if (flags.size() > kMostOfARule) {
            review.leftOut += std::int64_t(flags.size() - kMostOfARule);
            flags.resize(kMostOfARule);
        }
        std::move(flags.begin(), flags.end(), std::back_inserter(review.flags));
    }
    std::stable_sort(review.flags.begin(), review.flags.end(), comesBefore);
    return review;
}

} // namespace ms::analysis
