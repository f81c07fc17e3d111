// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"
#include "models/query/query.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ms::scenario {

/// What can be changed, in the order in which it acts (METHODS 5.9).
enum class LeverKind : std::uint8_t {
    PlanPrice,     // what customers pay, and how many of them stay
    Quota,         // requests a customer may make in a month
    ActionLimit,   // calls that an action may make
    ResponseCache, // answers given again
    Route,         // another model, alone or before the present one
    SelfHost,      // a model on own GPUs, alone or before the present one
    Compression,   // shorter prompts
    PromptCache,   // prompt tokens that the provider reads from its cache
    OutputCap,     // shorter answers
    Batch,         // calls that can wait, at a discount
    RetryLimit,    // fewer tries
    PriceChange,   // of the provider: contract discount or list price
    Count
};
inline constexpr std::size_t kLeverKinds = std::size_t(LeverKind::Count);
/// Name in documents and on the command line: "response_cache".
std::string_view nameOf(LeverKind kind);
/// For people: "Response cache".
std::string_view titleOf(LeverKind kind);
std::optional<LeverKind> leverKindNamed(std::string_view name);

/// One number of a lever.
enum class Field : std::uint8_t {
    Share, // of the matching traffic that the lever takes
    PlanPriceChange,
    Elasticity,
    Churn,
    QuotaRequests,
    OveragePrice,
    LostShare,
    HitRate,
    LookupCost,
    StaleShare,
    StaleCost,
    TimeToLiveSeconds,
    Capacity,
    BlockTokens,
    OutputRatio,
    PromptRatio,
    Escalation,
    JudgeCost,
    SuccessChange,
    FailureCost,
    EligibleShare,
    KeepRatio,
    CostPerMillion,
    ReadShare,
    ReadMultiplier,
    WriteShare,
    WriteMultiplier,
    Cap,
    RepeatShare,
    Discount,
    MaxAttempts,
    ProviderPriceChange,
    MaxCalls,
    FailedShare,
    GpuHourCost,
    OutputRate,
    InputRate,
    Utilisation,
    Overhead,
    Count
};
inline constexpr std::size_t kFields = std::size_t(Field::Count);

/// How a number is counted.
enum class Unit : std::uint8_t {
    Ratio, // in billionths: 0.25 is 250,000,000
    Count, // whole
    Money, // pico-units of the base currency
};
inline constexpr std::int64_t kBillion = 1'000'000'000;

struct FieldInfo {
    Field field;
    std::string_view name; // in documents
    Unit unit;
    std::int64_t standard; // where a document does not say
    std::int64_t least;
    std::int64_t most;
    bool isRequired;
    bool isReplayed; // another value needs another look at every attempt
    std::string_view meaning;
};
const FieldInfo& infoOf(Field field);
std::optional<Field> fieldNamed(std::string_view name, LeverKind kind);
/// What a lever of the kind can state, Share among it where it takes a part of the traffic.
std::span<const Field> fieldsOf(LeverKind kind);

/// From `from` on and below `to`; nothing: no limit.
struct TokenBounds {
    std::optional<std::int64_t> from;
    std::optional<std::int64_t> to;
    bool isAny() const { return !from && !to; }
    bool contains(std::int64_t tokens) const {
        return (!from || tokens >= *from) && (!to || tokens < *to);
    }
    friend bool operator==(const TokenBounds&, const TokenBounds&) = default;
};

/// Which traffic a lever can take: all conditions hold, as the log states them. Time and single
/// things can be matched as well.
struct Match {
    std::vector<query::Condition> conditions;
    TokenBounds promptTokens; // the whole prompt, cached parts too
    TokenBounds outputTokens;
    friend bool operator==(const Match&, const Match&) = default;
};

/// How a cache hits: at an assumed rate, or as prompt hashes or blocks in the log repeat.
enum class CacheMode : std::uint8_t { Assumed, Replay };
/// What requests beyond a quota do: they are refused, or pay.
enum class QuotaMode : std::uint8_t { Block, Overage };

struct Lever {
    LeverKind kind = LeverKind::ResponseCache;
    std::string name; // for people; empty: the kind's title
    Match match;
    std::array<std::int64_t, kFields> numbers{}; // by Field, each in its unit
    std::string provider;                        // that a route leads to
    std::string model;
    CacheMode cacheMode = CacheMode::Assumed;
    bool evictsLeastOften = false; // else the least recently used
    bool isSliding = false;        // a hit starts the time to live anew
    QuotaMode quotaMode = QuotaMode::Block;

    std::int64_t operator[](Field field) const { return numbers[std::size_t(field)]; }
    std::int64_t& operator[](Field field) { return numbers[std::size_t(field)]; }
    std::string title() const { return name.empty() ? std::string(titleOf(kind)) : name; }
    friend bool operator==(const Lever&, const Lever&) = default;
};
/// A lever of the kind that states nothing.
Lever standardLever(LeverKind kind);
/// Does the lever take calls to another place than where they were logged?
constexpr bool leadsElsewhere(LeverKind kind) {
    return kind == LeverKind::Route || kind == LeverKind::SelfHost;
}
/// Does the saving rest on what was logged, or on an assumed rate?
bool isMeasured(const Lever& lever);

/// An assumption that is not sure: "the number of this lever lies between".
struct Range {
    std::size_t lever = 0;
    Field field = Field::Share;
    std::int64_t low = 0; // in the field's unit
    std::int64_t high = 0;
    friend bool operator==(const Range&, const Range&) = default;
};

/// A set of changes, to be replayed on what was logged. Never touches actuals.
struct Scenario {
    std::string name;
    std::string notes;
    std::vector<query::Condition> where; // on top of what is asked: the traffic looked at
    std::vector<Lever> levers;           // in the order in which they act, see `inOrder`
    std::vector<Range> ranges;
    std::uint64_t seed = 1;
    friend bool operator==(const Scenario&, const Scenario&) = default;
};
/// The levers by kind, those of one kind as they stand; ranges follow their levers.
/// More than that cannot be told apart attempt by attempt.
inline constexpr std::size_t kMostLevers = 16;
Scenario inOrder(Scenario scenario);

} // namespace ms::scenario
