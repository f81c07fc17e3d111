// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/azure_words.h"

#include "importers/common/csv_header.h"
#include "importers/invoices/charge_words.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace ms::importers {

namespace {

constexpr std::array kChargeTypes{
    AzureChargeType{"Usage", "Usage"},
    AzureChargeType{"Purchase", "Purchase"},
    AzureChargeType{"Refund", "Purchase", "Correction"},
    AzureChargeType{"UnusedReservation", "Usage", {}, "Unused"},
    AzureChargeType{"UnusedSavingsPlan", "Usage", {}, "Unused"},
    AzureChargeType{"RoundingAdjustment", "Adjustment"},
    AzureChargeType{"Tax", "Tax"},
    AzureChargeType{"Credit", "Credit"},
};

using Words = std::array<std::string_view, 6>;
constexpr Words kCached{"cached", "cchd", "cd"};
constexpr Words kOutput{"outp", "outpt", "output", "opt", "out", "completion"};
constexpr Words kInput{"inp", "inpt", "input", "in", "prompt"};
constexpr Words kEmbedding{"embedding", "embeddings", "embed"}; // they have no output

bool hasOneOf(std::string_view meter, const Words& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return !word.empty() && hasWord(meter, word);
    });
}

/// Three numbers with `mark` between them.
std::optional<std::array<int, 3>> numbersBetween(std::string_view text, char mark) {
    std::array<int, 3> numbers{};
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i > 0 && (at == end || *at++ != mark))
            return std::nullopt;
        const auto read = std::from_chars(at, end, numbers[i]);
        if (read.ec != std::errc() || numbers[i] < 0)
            return std::nullopt;
        at = read.ptr;
    }
    return at == end ? std::optional(numbers) : std::nullopt;
}

std::optional<core::Day> dayOf(int year, int month, int day) {
    if (year < 2015 || year > 2099 || month < 1 || month > 12 || day < 1 || day > 31)
        return std::nullopt;
    const core::Day found =
        core::dayFromCivil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    const bool isOfMonth = core::civilFrom(found).month == static_cast<unsigned>(month);
    return isOfMonth ? std::optional(found) : std::nullopt;
}

} // namespace

std::optional<AzureChargeType> azureChargeType(std::string_view name) {
    for (const AzureChargeType& type : kChargeTypes)
        if (isSameName(name, type.name, Letters::AnyCase))
            return type;
    return std::nullopt;
}

std::string_view azureFrequency(std::string_view name) {
    if (isSameName(name, "UsageBased", Letters::AnyCase))
        return "Usage-Based";
    return isSameName(name, "OneTime", Letters::AnyCase) ? "One-Time" : name;
}

std::string_view azureTokenClass(std::string_view meterName) {
    if (!meterName.ends_with("Tokens") && !meterName.ends_with("tokens"))
        return {};
    if (hasOneOf(meterName, kCached))
        return "cache_read";
    if (hasOneOf(meterName, kOutput))
        return "output";
    return hasOneOf(meterName, kInput) || hasOneOf(meterName, kEmbedding) ? "input_uncached" : "";
}

std::optional<core::Day> azureDay(std::string_view text) {
    const std::string_view date = text.substr(0, text.find_first_of(" T"));
    if (const auto us = numbersBetween(date, '/'))
        return dayOf((*us)[2], (*us)[0], (*us)[1]);
    if (const auto iso = numbersBetween(date, '-'))
        return dayOf((*iso)[0], (*iso)[1], (*iso)[2]);
    if (const auto dotted = numbersBetween(date, '.'))
        return dayOf((*dotted)[2], (*dotted)[1], (*dotted)[0]);
    int whole = 0;
    const auto read = std::from_chars(date.data(), date.data() + date.size(), whole);
    if (date.size() != 8 || read.ec != std::errc() || read.ptr != date.data() + date.size())
        return std::nullopt;
    return dayOf(whole / 10'000, whole / 100 % 100, whole % 100);
}

} // namespace ms::importers
