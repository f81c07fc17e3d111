// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/sentences.h"

#include "models/core/check.h"
#include "models/core/decimal.h"

#include <array>
#include <cmath>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;

namespace {

constexpr int kSignificantDigits = 3; // below a dime, as in tables

/// Marks between thousands of the whole part of a plain decimal without a sign.
std::string grouped(std::string digits) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    for (std::size_t at = point; at > 3; at -= 3)
        digits.insert(at - 3, 1, ',');
    return digits;
}

/// Exactly two decimals, or below a dime as many as three significant digits take, at least two.
std::string amountDigits(Int128 picos) {
    const MoneySum amount = MoneySum::fromPicos(picos);
    constexpr Int128 kDime = core::kPicosPerUnit / 10;
    if (picos >= kDime || picos == 0) {
        const std::string cents = core::toText(core::roundedTo(amount, 2));
        const std::string padded =
            std::string(cents.size() < 3 ? 3 - cents.size() : 0, '0') + cents;
        return padded.substr(0, padded.size() - 2) + '.' + padded.substr(padded.size() - 2);
    }
    const int significant = int(core::toText(picos).size());
    const int decimals = core::kPicoDecimals - std::max(significant - kSignificantDigits, 0);
    const std::string digits = core::decimalText(core::roundedTo(amount, decimals), decimals);
    constexpr std::size_t kWithCents = std::string_view("0.00").size();
    return digits + std::string(kWithCents - std::min(digits.size(), kWithCents), '0');
}

/// `part` / `whole` in tenths.
Int128 tenthsOf(Int128 part, MoneySum whole) {
    CHECK(!whole.isZero(), "A share of nothing has no words.");
    const bool isNegative = whole < MoneySum();
    return core::divideRounded((isNegative ? -part : part) * 10,
                               isNegative ? -whole.picos() : whole.picos(),
                               core::Rounding::HalfEven);
}

} // namespace

std::string moneyWords(MoneySum amount, std::string_view currency) {
    const bool isNegative = amount.picos() < 0;
    const std::string digits = grouped(amountDigits(isNegative ? -amount.picos() : amount.picos()));
    const std::string unit = currency == "USD" ? "$" : std::string(currency) + ' ';
    return (isNegative ? "-" : "") + unit + digits;
}

std::string countWords(Int128 count) {
    const std::string digits = grouped(core::toText(count < 0 ? -count : count));
    return count < 0 ? '-' + digits : digits;
}

std::string countWords(Int128 count, std::string_view noun) {
    return countWords(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

std::string percentWords(double ratio) {
    return core::decimalText(Int128(std::llround(ratio * 1000)), 1) + '%';
}

std::string shareWords(MoneySum part, MoneySum whole) {
    return core::decimalText(tenthsOf(part.picos() * 100, whole), 1) + '%';
}

std::string timesWords(MoneySum part, MoneySum whole) {
    return grouped(core::decimalText(tenthsOf(part.picos(), whole), 1)) + " times";
}

std::string durationWords(std::int64_t microseconds) {
    const auto rounded = [&](std::int64_t unit) { return (microseconds + unit / 2) / unit; };
    if (rounded(1'000) < 1'000)
        return core::toText(Int128(rounded(1'000))) + " ms";
    if (rounded(100'000) < 600)
        return core::decimalText(Int128(rounded(100'000)), 1) + " s";
    struct Unit {
        std::int64_t seconds;
        std::string_view name;
    };
    constexpr std::array<Unit, 4> units{{{86'400, " d"}, {3'600, " h"}, {60, " min"}, {1, " s"}}};
    const std::int64_t seconds = rounded(1'000'000);
    std::size_t largest = 0;
    while (seconds < units[largest].seconds)
        ++largest;
    const std::int64_t many = seconds / units[largest].seconds;
    const std::int64_t few = seconds % units[largest].seconds / units[largest + 1].seconds;
    std::string text = countWords(many) + std::string(units[largest].name);
    if (few > 0)
        text += ' ' + countWords(few) + std::string(units[largest + 1].name);
    return text;
}

} // namespace ms::analysis
