// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/outcome.h"

#include <algorithm>
#include <array>
#include <string>

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

std::string_view outcomeClassOf(std::string_view outcome) {
    if (outcome.empty())
        return {};
    std::string name(outcome);
    std::transform(name.begin(), name.end(), name.begin(), folded);
    if (std::find(kSuccess.begin(), kSuccess.end(), name) != kSuccess.end())
        return "success";
    if (std::find(kFailed.begin(), kFailed.end(), name) != kFailed.end())
        return "failed";
    return "pending";
}

} // namespace ms::query
