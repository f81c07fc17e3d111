// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/lever.h"

#include <algorithm>
#include <numeric>

namespace ms::scenario {

namespace {

constexpr std::int64_t kOne = kBillion;
constexpr std::int64_t kManifold = 100 * kOne;
constexpr std::int64_t kMany = 1'000'000'000'000;
constexpr std::int64_t kDear = 1'000'000 * core::kPicosPerUnit;

constexpr std::array<std::string_view, kLeverKinds> kNames{
    "plan_price",  "quota",        "action_limit", "response_cache", "route",       "self_host",
    "compression", "prompt_cache", "output_cap",   "batch",          "retry_limit", "price_change"};
constexpr std::array<std::string_view, kLeverKinds> kTitles{
    "Plan price", "Quota",        "Action limit",       "Response cache",
    "Route",      "Self-hosting", "Prompt compression", "Prompt cache",
    "Output cap", "Batch",        "Retry limit",        "Provider price"};

constexpr bool kNeeded = true, kMay = false, kReplay = true, kLinear = false;

constexpr std::array<FieldInfo, kFields> kInfos{{
    {Field::Share, "share", Unit::Ratio, kOne, 0, kOne, kMay, kLinear,
     "Part of the matching calls that the lever takes."},
    {Field::PlanPriceChange, "price_change", Unit::Ratio, 0, -kOne + 1, kManifold, kNeeded, kLinear,
     "Change of what matching customers pay: 0.25 is a quarter more."},
    {Field::Elasticity, "elasticity", Unit::Ratio, 0, -kManifold, 0, kMay, kLinear,
     "Customers who stay = (new price / old price) ^ elasticity."},
    {Field::Churn, "churn", Unit::Ratio, 0, 0, kOne, kMay, kLinear,
     "Part of the customers who leave whatever the price."},
    {Field::QuotaRequests, "requests", Unit::Count, 0, 0, kMany, kNeeded, kReplay,
     "Requests of a customer in a month that are within the quota."},
    {Field::OveragePrice, "overage_price", Unit::Money, 0, 0, kDear, kMay, kLinear,
     "What a request beyond the quota pays."},
    {Field::LostShare, "lost_share", Unit::Ratio, 0, 0, kOne, kMay, kLinear,
     "Part of the requests beyond the quota that are not made when they cost."},
    {Field::HitRate, "hit_rate", Unit::Ratio, 0, 0, kOne, kMay, kLinear,
     "Part of the calls that the cache answers."},
    {Field::LookupCost, "lookup_cost", Unit::Money, 0, 0, kDear, kMay, kLinear,
     "What asking the cache costs, each time."},
    {Field::StaleShare, "stale_share", Unit::Ratio, 0, 0, kOne, kMay, kLinear,
     "Part of the hits that answer wrongly."},
    {Field::StaleCost, "stale_cost", Unit::Money, 0, 0, kDear, kMay, kLinear,
     "What a wrong answer costs."},
    {Field::TimeToLiveSeconds, "ttl_seconds", Unit::Count, 3600, 1, kMany, kMay, kReplay,
     "How long an answer is kept."},
    {Field::Capacity, "capacity", Unit::Count, 0, 0, 1'000'000'000, kMay, kReplay,
     "Answers or blocks that the cache holds; 0: any number."},
    {Field::BlockTokens, "block_tokens", Unit::Count, 512, 1, 1'000'000, kMay, kReplay,
     "Tokens of a whole block of the log's prompt blocks."},
    {Field::OutputRatio, "output_ratio", Unit::Ratio, kOne, 0, kManifold, kMay, kReplay,
     "Output tokens of the other model / those logged."},
    {Field::PromptRatio, "prompt_ratio", Unit::Ratio, kOne, 0, kManifold, kMay, kLinear,
     "Prompt tokens of the other model / those logged."},
    {Field::Escalation, "escalation", Unit::Ratio, 0, 0, kOne, kMay, kLinear,
     "Part of the calls that go to the present model after all."},
    {Field::JudgeCost, "judge_cost", Unit::Money, 0, 0, kDear, kMay, kLinear,
     "What judging an answer of the other model costs."},
    {Field::SuccessChange, "success_change", Unit::Ratio, 0, -kOne, kOne, kMay, kLinear,
     "Change of the probability that a request succeeds: -0.02 is two of a hundred fewer."},
    {Field::FailureCost, "failure_cost", Unit::Money, 0, 0, kDear, kMay, kLinear,
     "What a request that fails costs: rework, escalation, a lost unit."},
    {Field::EligibleShare, "eligible", Unit::Ratio, kOne, 0, kOne, kMay, kLinear,
     "Part of a prompt that can be compressed."},
    {Field::KeepRatio, "keep", Unit::Ratio, 0, 0, kOne, kNeeded, kLinear,
     "Tokens of that part that are left / before."},
    {Field::CostPerMillion, "cost_per_million", Unit::Money, 0, 0, kDear, kMay, kLinear,
     "What compressing a million prompt tokens costs."},
    {Field::ReadShare, "read_share", Unit::Ratio, 0, 0, kOne, kMay, kLinear,
     "Part of the uncached prompt tokens that would be read from the cache."},
    {Field::ReadMultiplier, "read_multiplier", Unit::Ratio, kOne / 10, 0, kManifold, kMay, kLinear,
     "Price of a token read / input price."},
    {Field::WriteShare, "write_share", Unit::Ratio, 0, 0, kOne, kMay, kLinear,
     "Part of the uncached prompt tokens that would be written to the cache."},
    {Field::WriteMultiplier, "write_multiplier", Unit::Ratio, kOne * 5 / 4, 0, kManifold, kMay,
     kLinear, "Price of a token written / input price."},
    {Field::Cap, "cap", Unit::Count, 0, 1, kMany, kNeeded, kReplay,
     "Most output tokens of a call."},
    {Field::RepeatShare, "repeat_share", Unit::Ratio, 0, 0, kOne, kMay, kLinear,
     "Part of the truncated calls that are made again without the limit."},
    {Field::Discount, "discount", Unit::Ratio, kOne / 2, 0, kOne, kMay, kLinear,
     "What calls that can wait save of their cost."},
    {Field::MaxAttempts, "max_attempts", Unit::Count, 1, 1, 1000, kNeeded, kReplay,
     "Attempts of a request, the first one included."},
    {Field::ProviderPriceChange, "change", Unit::Ratio, 0, -kOne, kManifold, kNeeded, kLinear,
     "Change of the provider's price: -0.2 is a fifth less."},
    {Field::MaxCalls, "max_calls", Unit::Count, 1, 1, kMany, kNeeded, kReplay,
     "Requests that an action may make, of those that match; later ones are not made."},
    {Field::FailedShare, "failed_share", Unit::Ratio, kOne, 0, kOne, kMay, kLinear,
     "Part of the actions cut short that fail for it."},
    {Field::GpuHourCost, "gpu_hour_cost", Unit::Money, 0, 0, 1000 * core::kPicosPerUnit, kNeeded,
     kLinear, "Price of a GPU hour."},
    {Field::OutputRate, "output_tokens_per_second", Unit::Count, 1, 1, 1'000'000'000, kNeeded,
     kLinear, "Output tokens a second of one GPU at full load."},
    {Field::InputRate, "input_tokens_per_second", Unit::Count, 0, 0, 1'000'000'000, kMay, kLinear,
     "Prompt tokens a second of one GPU at full load; 0: as many as output tokens."},
    {Field::Utilisation, "utilisation", Unit::Ratio, kOne, kOne / 1000, kOne, kNeeded, kLinear,
     "Part of the GPU hours paid that is at full load; the rest waits."},
    {Field::Overhead, "overhead", Unit::Ratio, 0, 0, kManifold, kMay, kLinear,
     "Staff, reservations and the like, on top of the GPU hours: 0.2 is a fifth."},
}};

using F = Field;
constexpr std::array kPlan{F::PlanPriceChange, F::Elasticity, F::Churn};
constexpr std::array kQuota{F::QuotaRequests, F::OveragePrice, F::LostShare};
constexpr std::array kActions{F::Share, F::MaxCalls, F::FailedShare, F::FailureCost};
constexpr std::array kResponse{F::Share,     F::HitRate,           F::LookupCost, F::StaleShare,
                               F::StaleCost, F::TimeToLiveSeconds, F::Capacity};
constexpr std::array kRoute{F::Share,     F::OutputRatio,   F::PromptRatio, F::Escalation,
                            F::JudgeCost, F::SuccessChange, F::FailureCost};
constexpr std::array kSelfHost{F::Share,       F::GpuHourCost, F::OutputRate,    F::InputRate,
                               F::Utilisation, F::Overhead,    F::OutputRatio,   F::PromptRatio,
                               F::Escalation,  F::JudgeCost,   F::SuccessChange, F::FailureCost};
constexpr std::array kCompression{F::Share, F::EligibleShare, F::KeepRatio, F::CostPerMillion};
constexpr std::array kPrompt{F::Share,      F::ReadShare,       F::ReadMultiplier,
                             F::WriteShare, F::WriteMultiplier, F::TimeToLiveSeconds,
                             F::Capacity,   F::BlockTokens};
constexpr std::array kCap{F::Share, F::Cap, F::RepeatShare};
constexpr std::array kBatch{F::Share, F::Discount};
constexpr std::array kRetries{F::Share, F::MaxAttempts};
constexpr std::array kPrice{F::Share, F::ProviderPriceChange};

template <class Names>
std::optional<std::size_t> indexOf(const Names& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt : std::optional(std::size_t(found - names.begin()));
}

} // namespace

std::string_view nameOf(LeverKind kind) {
    return kNames[std::size_t(kind)];
}
std::string_view titleOf(LeverKind kind) {
    return kTitles[std::size_t(kind)];
}
std::optional<LeverKind> leverKindNamed(std::string_view name) {
    const auto index = indexOf(kNames, name);
    return index ? std::optional(LeverKind(*index)) : std::nullopt;
}

const FieldInfo& infoOf(Field field) {
    return kInfos[std::size_t(field)];
}

std::span<const Field> fieldsOf(LeverKind kind) {
    switch (kind) {
    case LeverKind::PlanPrice:
        return kPlan;
    case LeverKind::Quota:
        return kQuota;
    case LeverKind::ActionLimit:
        return kActions;
    case LeverKind::ResponseCache:
        return kResponse;
    case LeverKind::Route:
        return kRoute;
    case LeverKind::SelfHost:
        return kSelfHost;
    case LeverKind::Compression:
        return kCompression;
    case LeverKind::PromptCache:
        return kPrompt;
    case LeverKind::OutputCap:
        return kCap;
    case LeverKind::Batch:
        return kBatch;
    case LeverKind::RetryLimit:
        return kRetries;
    case LeverKind::PriceChange:
        return kPrice;
    case LeverKind::Count:
        break;
    }
    return {};
}

std::optional<Field> fieldNamed(std::string_view name, LeverKind kind) {
    for (const Field field : fieldsOf(kind))
        if (infoOf(field).name == name)
            return field;
    return std::nullopt;
}

Lever standardLever(LeverKind kind) {
    Lever lever;
    lever.kind = kind;
    for (const FieldInfo& info : kInfos)
        lever[info.field] = info.standard;
    return lever;
}

bool isMeasured(const Lever& lever) {
    switch (lever.kind) {
    case LeverKind::ResponseCache:
    case LeverKind::PromptCache:
        return lever.cacheMode == CacheMode::Replay;
    case LeverKind::OutputCap:
        return lever[Field::RepeatShare] == 0 && lever[Field::Share] == kOne;
    case LeverKind::RetryLimit:
    case LeverKind::ActionLimit:
    case LeverKind::PriceChange:
        return lever[Field::Share] == kOne;
    case LeverKind::Quota:
        return lever.quotaMode == QuotaMode::Block;
    default:
        return false;
    }
}

Scenario inOrder(Scenario scenario) {
    std::vector<std::size_t> order(scenario.levers.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return scenario.levers[a].kind < scenario.levers[b].kind;
    });
    std::vector<Lever> levers;
    std::vector<std::size_t> place(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        levers.push_back(std::move(scenario.levers[order[i]]));
        place[order[i]] = i;
    }
    scenario.levers = std::move(levers);
    for (Range& range : scenario.ranges)
        range.lever = place[range.lever];
    return scenario;
}

} // namespace ms::scenario
