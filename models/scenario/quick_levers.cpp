// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/quick_levers.h"

#include "models/scenario/document.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

namespace ms::scenario {

namespace {

/// An option, and the number of a lever that it states.
struct Meaning {
    QuickLever option;
    LeverKind kind;
    Field field;
};

constexpr std::array kMeanings{
    Meaning{{"cache-hit-rate", "Cache: hits",
             "Part of the calls that a response cache answers, such as 0.15. Published: single "
             "digits to 0.2 for exact matches on diverse traffic, 0.6 to 0.7 for similar FAQ "
             "questions (arXiv 2411.05276)",
             "0.15"},
            LeverKind::ResponseCache,
            Field::HitRate},
    Meaning{{"cache-stale", "Cache: wrong hits",
             "Part of the hits that answer wrongly, such as 0.02. Published: below 0.03 at a "
             "similarity of 0.8",
             "0.02"},
            LeverKind::ResponseCache,
            Field::StaleShare},
    Meaning{{"cache-read", "Prompt cache: read",
             "Part of the uncached prompt tokens that the provider would read from its cache, such "
             "as 0.5, at a tenth of the input price. Published: 0.4 to 0.66 of prompt tokens in "
             "chat and agent traces (Mooncake)",
             "0.5"},
            LeverKind::PromptCache,
            Field::ReadShare},
    Meaning{{"route-share", "Route: share",
             "Part of the calls that go to the other model, such as 0.5. Published: a good router "
             "keeps 0.8 of the quality gap with 0.31 of the calls on the strong model (RouteLLM)",
             "0.5"},
            LeverKind::Route,
            Field::Share},
    Meaning{{"route-escalation", "Route: back",
             "Part of the routed calls that the present model answers after all, such as 0.3",
             "0.3"},
            LeverKind::Route,
            Field::Escalation},
    Meaning{{"route-success-change", "Route: success",
             "Change of the probability of success of what is routed, such as -0.02", "-0.02"},
            LeverKind::Route,
            Field::SuccessChange},
    Meaning{{"failure-cost", "Route: a failure costs",
             "What a request that fails costs: rework, escalation, a lost unit, such as 0.05",
             "0.05"},
            LeverKind::Route,
            Field::FailureCost},
    Meaning{{"compress-keep", "Compress: keep",
             "Prompt tokens that are left of each, such as 0.6. Published: a quarter with no loss "
             "on long contexts (LongLLMLingua), a twentieth at best (LLMLingua)",
             "0.6"},
            LeverKind::Compression,
            Field::KeepRatio},
    Meaning{{"output-cap", "Longest answer", "Most output tokens of a call, such as 800", "800"},
            LeverKind::OutputCap,
            Field::Cap},
    Meaning{{"output-repeat", "Cut answers again",
             "Part of the answers cut that are asked for again in full, such as 0.1", "0.1"},
            LeverKind::OutputCap,
            Field::RepeatShare},
    Meaning{{"batch-share", "Batch: share",
             "Part of the calls that can wait, at half the price, such as 0.3", "0.3"},
            LeverKind::Batch,
            Field::Share},
    Meaning{{"retry-limit", "Most attempts", "Attempts of a request, the first one included", "2"},
            LeverKind::RetryLimit,
            Field::MaxAttempts},
    Meaning{{"provider-change", "Provider price",
             "Change of the provider's prices, such as -0.2 for a discount of a fifth", "-0.2"},
            LeverKind::PriceChange,
            Field::ProviderPriceChange},
    Meaning{{"plan-change", "Plan price",
             "Change of what customers pay, such as 0.25 for a quarter more", "0.25"},
            LeverKind::PlanPrice,
            Field::PlanPriceChange},
    Meaning{
        {"elasticity", "Elasticity",
         "Customers who stay = (new price / old price) ^ this, such as -0.8. An assumption: try "
         "several",
         "-0.8"},
        LeverKind::PlanPrice,
        Field::Elasticity},
    Meaning{{"quota", "Quota", "Requests of a customer in a month, such as 2000; more are refused",
             "2000"},
            LeverKind::Quota,
            Field::QuotaRequests},
    Meaning{{"overage-price", "Overage price",
             "What requests beyond the quota pay instead of being refused, such as 0.01", "0.01"},
            LeverKind::Quota,
            Field::OveragePrice},
    Meaning{{"overage-lost", "Overage: lost",
             "Part of the requests beyond the quota that are not made when they cost, such as 0.35",
             "0.35"},
            LeverKind::Quota,
            Field::LostShare},
};

constexpr QuickLever kFor{"for", "Only for",
                          "The traffic that the levers typed here take, as DIM=VALUE[,VALUE], such "
                          "as tier=Free; the rest stays as it is",
                          "tier=Free"};
constexpr QuickLever kRouteTo{"route-to", "Route to",
                              "The other model, as MODEL or PROVIDER/MODEL; the price book must "
                              "have its prices",
                              "small-model"};
constexpr std::size_t kBeforeRoute = 3; // options of caches

constexpr auto kOptions = [] {
    std::array<QuickLever, kMeanings.size() + 2> options{};
    options[0] = kFor;
    std::size_t next = 1;
    for (std::size_t i = 0; i < kMeanings.size(); ++i) {
        if (i == kBeforeRoute)
            options[next++] = kRouteTo;
        options[next++] = kMeanings[i].option;
    }
    return options;
}();

core::Error usage(std::string message) {
    return {core::Error::Code::Usage, std::move(message), {}};
}

std::string textOf(const std::map<std::string, std::string>& options, std::string_view name) {
    const auto found = options.find(std::string(name));
    return found == options.end() ? std::string() : found->second;
}

core::Result<std::optional<query::Condition>> conditionOf(const std::string& text) {
    if (text.empty())
        return std::optional<query::Condition>();
    const std::size_t equals = text.find('=');
    const auto dimension = query::dimensionNamed(text.substr(0, equals));
    if (equals == std::string::npos || !dimension)
        return usage("'" + text + "' does not say DIM=VALUE[,VALUE], such as tier=Free.");
    query::Condition condition{*dimension, query::Condition::Kind::In, {}};
    for (std::size_t from = equals + 1; from <= text.size();) {
        const std::size_t comma = std::min(text.find(',', from), text.size());
        condition.values.push_back(text.substr(from, comma - from));
        from = comma + 1;
    }
    return std::optional(condition);
}

/// The lever of the kind that is there, or a new one.
Lever& leverOf(Scenario& scenario, LeverKind kind,
               const std::optional<query::Condition>& condition) {
    for (Lever& lever : scenario.levers)
        if (lever.kind == kind)
            return lever;
    Lever& lever = scenario.levers.emplace_back(standardLever(kind));
    if (condition)
        lever.match.conditions.push_back(*condition);
    return lever;
}

/// Numbers without the one that makes the lever.
core::Status checkLevers(const Scenario& scenario,
                         const std::map<std::string, std::string>& options) {
    const auto needs = [&](std::string_view name, std::string_view other) -> core::Status {
        if (textOf(options, name).empty() || !textOf(options, other).empty())
            return {};
        return usage(std::string(name) + " belongs to " + std::string(other) +
                     ", which is not given.");
    };
    const auto has = [&](LeverKind kind) {
        return std::any_of(scenario.levers.begin(), scenario.levers.end(),
                           [&](const Lever& lever) { return lever.kind == kind; });
    };
    for (const auto& [kind, name, other] :
         {std::tuple{LeverKind::Route, "route-share", "route-to"},
          {LeverKind::Route, "route-escalation", "route-to"},
          {LeverKind::Route, "route-success-change", "route-to"},
          {LeverKind::Route, "failure-cost", "route-to"},
          {LeverKind::ResponseCache, "cache-stale", "cache-hit-rate"},
          {LeverKind::OutputCap, "output-repeat", "output-cap"},
          {LeverKind::PlanPrice, "elasticity", "plan-change"},
          {LeverKind::Quota, "overage-price", "quota"},
          {LeverKind::Quota, "overage-lost", "overage-price"}})
        if (!has(kind))
            if (auto status = needs(name, other); !status)
                return status;
    return {};
}

} // namespace

std::span<const QuickLever> quickLevers() {
    return kOptions;
}

core::Result<Scenario> withQuickLevers(Scenario base,
                                       const std::map<std::string, std::string>& options) {
    const auto condition = conditionOf(textOf(options, kFor.name));
    if (!condition)
        return condition.error();
    if (const auto status = checkLevers(base, options); !status)
        return status.error();
    if (const std::string model = textOf(options, kRouteTo.name); !model.empty()) {
        Lever& lever = leverOf(base, LeverKind::Route, *condition);
        const std::size_t slash = model.find('/');
        lever.provider = slash == std::string::npos ? std::string() : model.substr(0, slash);
        lever.model = slash == std::string::npos ? model : model.substr(slash + 1);
    }
    for (const Meaning& meaning : kMeanings) {
        const std::string text = textOf(options, meaning.option.name);
        if (text.empty())
            continue;
        const auto number = parseNumber(meaning.field, text);
        if (!number)
            return usage(std::string(meaning.option.title) + ": " + number.error().message);
        Lever& lever = leverOf(base, meaning.kind, *condition);
        lever[meaning.field] = *number;
        if (meaning.field == Field::HitRate || meaning.field == Field::ReadShare)
            lever.cacheMode = CacheMode::Assumed;
        if (meaning.field == Field::OveragePrice)
            lever.quotaMode = QuotaMode::Overage;
    }
    return inOrder(std::move(base));
}

} // namespace ms::scenario
