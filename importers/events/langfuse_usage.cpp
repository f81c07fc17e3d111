// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/langfuse_usage.h"

#include "importers/events/usage_object.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ms::importers {

using core::Flag;
using core::kUnknownNumber;

namespace {

constexpr TokenConvention kDisjoint{Part::Beside, Part::Beside, Part::Beside,
                                    TokenConvention::Lifetime::NotStated};
constexpr TokenConvention kDisjointOrRaw{Part::MostlyBeside, Part::MostlyBeside, Part::MostlyBeside,
                                         TokenConvention::Lifetime::NotStated};

/// What a key counts.
enum class Counted : std::uint8_t {
    Input,
    CacheRead,
    CacheWrite,
    CacheWrite5m,
    CacheWrite1h,
    OtherInput, // audio, images
    Output,
    Reasoning,
    OtherOutput,
    Total,
    SomethingElse, // searches, seconds
    Count
};

bool isAnyOf(std::string_view key, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), key) != names.end();
}
bool hasAnyOf(std::string_view key, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [key](std::string_view word) {
        return key.find(word) != std::string_view::npos;
    });
}

Counted countedBy(std::string_view key) {
    if (isAnyOf(key, {"input", "input_tokens", "prompt", "prompt_tokens", "prompt_token_count"}))
        return Counted::Input;
    if (isAnyOf(key, {"output", "output_tokens", "completion", "completion_tokens",
                      "candidates_token_count"}))
        return Counted::Output;
    if (isAnyOf(key, {"total", "total_tokens", "total_token_count"}))
        return Counted::Total;
    if (hasAnyOf(key, {"cache_creation", "cache_write"}))
        return hasAnyOf(key, {"_5m"})   ? Counted::CacheWrite5m
               : hasAnyOf(key, {"_1h"}) ? Counted::CacheWrite1h
                                        : Counted::CacheWrite;
    if (hasAnyOf(key, {"cached", "cache_read"}))
        return Counted::CacheRead;
    if (hasAnyOf(key, {"reasoning", "thinking", "thoughts"}))
        return Counted::Reasoning;
    if (hasAnyOf(key, {"input", "prompt"}))
        return Counted::OtherInput;
    return hasAnyOf(key, {"output", "completion"}) ? Counted::OtherOutput : Counted::SomethingElse;
}

/// The counts of a map, by what they count.
struct Sums {
    std::array<std::int64_t, std::size_t(Counted::Count)> of{};
    std::int64_t& operator[](Counted counted) { return of[std::size_t(counted)]; }
    std::int64_t operator[](Counted counted) const { return of[std::size_t(counted)]; }
    std::int64_t writes() const {
        return (*this)[Counted::CacheWrite] + (*this)[Counted::CacheWrite5m] +
               (*this)[Counted::CacheWrite1h];
    }
    /// Of all disjoint tokens.
    std::int64_t tokens() const {
        return (*this)[Counted::Input] + (*this)[Counted::CacheRead] + writes() +
               (*this)[Counted::OtherInput] + (*this)[Counted::Output] +
               (*this)[Counted::Reasoning] + (*this)[Counted::OtherOutput];
    }
    std::int64_t total = kUnknownNumber;
    bool hasParts = false; // any key but the total
};

Sums sumsOf(JsonValue usage, EventDraft& draft) {
    Sums sums;
    usage.eachMember([&](std::string_view key, JsonValue value) {
        if (key == "unit" || key.ends_with("Cost")) // of the older interface
            return;
        const std::int64_t count = usageCount(draft, key, value);
        if (count == kUnknownNumber)
            return;
        const Counted counted = countedBy(key);
        if (counted == Counted::Total) {
            sums.total = count;
            return;
        }
        sums.hasParts = true;
        sums[counted] += count;
        if (counted == Counted::OtherInput || counted == Counted::OtherOutput ||
            counted == Counted::SomethingElse)
            tagUsageCount(draft, key, value);
    });
    return sums;
}

/// All writes may be stated beside their parts by lifetime: what is left has none.
void settleWrites(Sums& sums) {
    const std::int64_t byLifetime = sums[Counted::CacheWrite5m] + sums[Counted::CacheWrite1h];
    if (sums[Counted::CacheWrite] >= byLifetime)
        sums[Counted::CacheWrite] -= byLifetime;
}

/// Whether parts that may stand within their wholes make up for the excess of all counts over the
/// total.
bool isSumOfParts(std::int64_t excess, const Sums& sums) {
    const std::array parts{sums[Counted::CacheRead], sums.writes(), sums[Counted::Reasoning]};
    for (unsigned chosen = 0; chosen < 8; ++chosen) {
        std::int64_t sum = 0;
        for (unsigned part = 0; part < parts.size(); ++part)
            sum += (chosen >> part & 1U) != 0 ? parts[part] : 0;
        if (sum == excess)
            return true;
    }
    return false;
}

/// Other kinds of tokens are disjoint too, unless the total proves that the client sent raw usage.
void addOtherKinds(Sums& sums) {
    std::int64_t& input = sums[Counted::OtherInput];
    std::int64_t& output = sums[Counted::OtherOutput];
    if (sums.total != kUnknownNumber) {
        const std::int64_t excess = sums.tokens() - sums.total;
        if (isSumOfParts(excess, sums)) {
            // All are beside.
        } else if (isSumOfParts(excess - input, sums)) {
            input = 0;
        } else if (isSumOfParts(excess - output, sums)) {
            output = 0;
        } else if (isSumOfParts(excess - input - output, sums)) {
            input = output = 0;
        }
    }
    sums[Counted::Input] += std::exchange(input, 0);
    sums[Counted::Output] += std::exchange(output, 0);
}

} // namespace

bool countsAnything(JsonValue usage) {
    bool isAny = false;
    usage.eachMember([&](std::string_view, JsonValue count) {
        isAny = isAny || count.integer().value_or(0) > 0 ||
                count.kind() == JsonValue::Kind::LargeNumber;
    });
    return isAny;
}

void takeLangfuseUsage(JsonValue usage, EventDraft& draft) {
    refuseRepeatedKeys(draft, usage);
    Sums sums = sumsOf(usage, draft);
    if (!sums.hasParts) {
        if (sums.total > 0)
            draft.tag("total_tokens", std::to_string(sums.total));
        return;
    }
    settleWrites(sums);
    if (sums.total != kUnknownNumber && sums.total == sums.tokens() + sums[Counted::SomethingElse])
        sums.total = sums.tokens(); // Langfuse adds all keys where the client gives no total
    addOtherKinds(sums);
    const bool isMore = sums.total > sums.tokens();
    if (isMore) {
        draft.flag(Flag::TotalMismatch);
        draft.tag("tokens_in_total_only", std::to_string(sums.total - sums.tokens()));
    }
    const bool isProven = sums.total != kUnknownNumber && !isMore;
    draft.useConvention(isProven ? kDisjointOrRaw : kDisjoint);
    if (!isProven && sums[Counted::CacheRead] + sums.writes() > 0)
        draft.flag(Flag::InputSemanticsInferred);
    TokenCounts& tokens = draft.tokens();
    tokens[TokenField::Input] = sums[Counted::Input];
    tokens[TokenField::CacheRead] = sums[Counted::CacheRead];
    if (sums[Counted::CacheWrite] > 0)
        tokens[TokenField::CacheWrite] = sums[Counted::CacheWrite];
    tokens[TokenField::CacheWrite5m] = sums[Counted::CacheWrite5m];
    tokens[TokenField::CacheWrite1h] = sums[Counted::CacheWrite1h];
    tokens[TokenField::Output] = sums[Counted::Output];
    tokens[TokenField::Reasoning] = sums[Counted::Reasoning];
    if (isProven)
        tokens[TokenField::Total] = sums.total;
}

} // namespace ms::importers
