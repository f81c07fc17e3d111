// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/outcome.h"

#include <algorithm>
#include <array>

namespace ms::query {

namespace {

constexpr std::array<std::string_view, 14> kSuccess{
    "accepted", "approved", "closed",   "completed", "converted", "delivered", "done",
    "ok",       "passed",   "resolved", "solved",    "succeeded", "success",   "won"};
constexpr std::array<std::string_view, 14> kFailed{
    "abandoned", "cancelled", "corrected", "declined", "error",    "escalated", "failed",
    "failure",   "lost",      "refunded",  "rejected", "reopened", "timeout",   "unresolved"};

char folded(char c) {
    if (c == ' ' || c == '-')
        return '_';
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

} // namespace

std::string_view nameOf(UnitStatus status) {
    static constexpr std::array<std::string_view, 4> names{"", "pending", "success", "failed"};
    return names[std::size_t(status)];
}

std::string foldedOutcome(std::string_view outcome) {
    std::string name(outcome);
    std::transform(name.begin(), name.end(), name.begin(), folded);
    return name;
}

UnitStatus statusOf(std::string_view outcome, const OutcomeRules& rules) {
    const std::string name = foldedOutcome(outcome);
    if (const auto own = rules.own.find(name); own != rules.own.end())
        return own->second;
    if (std::find(kSuccess.begin(), kSuccess.end(), name) != kSuccess.end())
        return UnitStatus::Success;
    if (std::find(kFailed.begin(), kFailed.end(), name) != kFailed.end())
        return UnitStatus::Failed;
    return UnitStatus::Pending;
}

UnitStatus statusOf(const core::OutcomeFact& fact, const OutcomeRules& rules,
                    const core::Zone& zone) {
    const UnitStatus status = statusOf(fact.outcome, rules);
    if (status != UnitStatus::Success || !fact.reopenedAt)
        return status;
    if (!rules.reopenDays || !fact.outcomeAt)
        return UnitStatus::Failed;
    const std::int64_t open =
        zone.resolve(*fact.reopenedAt).micros - zone.resolve(*fact.outcomeAt).micros;
    return open <= *rules.reopenDays * core::kMicrosPerDay ? UnitStatus::Failed : status;
}

} // namespace ms::query
