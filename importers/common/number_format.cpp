// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/number_format.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isAllDigits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

bool takePrefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// Sign, parentheses and currency sign as people type them; false when they contradict.
bool takeSign(std::string_view& text, bool& isNegative) {
    if (text.size() >= 2 && text.front() == '(' && text.back() == ')') {
        text = text.substr(1, text.size() - 2);
        isNegative = true;
        takePrefix(text, "$") || takePrefix(text, "\u20ac") || takePrefix(text, "\u00a3");
        return true;
    }
    const auto takeMinus = [&text] { return takePrefix(text, "-") || takePrefix(text, "\u2212"); };
    isNegative = takeMinus();
    if (takePrefix(text, "$") || takePrefix(text, "\u20ac") || takePrefix(text, "\u00a3")) {
        const bool isMinusInside = takeMinus();
        if (isMinusInside && isNegative)
            return false;
        isNegative = isNegative || isMinusInside;
    }
    return true;
}

struct Marks {
    std::string_view thousands; // "" when the number has none of its kind left
    char decimal;
};

/// Whole part with or without marks; marks must stand between groups of exactly three digits.
bool appendWhole(std::string_view whole, std::string_view mark, std::string& out) {
    if (mark.empty() || whole.find(mark) == std::string_view::npos) {
        out += whole;
        return isAllDigits(whole);
    }
    bool isFirst = true;
    while (true) {
        const std::size_t at = whole.find(mark);
        const std::string_view group = whole.substr(0, at);
        if (!isAllDigits(group) || group.size() > 3 || (!isFirst && group.size() != 3))
            return false;
        out += group;
        isFirst = false;
        if (at == std::string_view::npos)
            return true;
        whole.remove_prefix(at + mark.size());
    }
}

Marks marksOf(std::string_view text, NumberFormat format) {
    switch (format) {
    case NumberFormat::CommaThousands:
        return {",", '.'};
    case NumberFormat::CommaDecimal:
        return {".", ','};
    case NumberFormat::SpaceThousands:
        for (const std::string_view space : {"\u00a0", "\u202f"})
            if (text.find(space) != std::string_view::npos)
                return {space, ','};
        return {" ", ','};
    case NumberFormat::Plain:
        break;
    }
    return {"", '.'};
}

} // namespace

std::optional<std::string> plainForm(std::string_view text, NumberFormat format) {
    if (format == NumberFormat::Plain)
        return std::string(text);
    bool isNegative = false;
    if (!takeSign(text, isNegative))
        return std::nullopt;
    const Marks marks = marksOf(text, format);
    const std::size_t point = text.find(marks.decimal);
    std::string out = isNegative ? "-" : "";
    if (!appendWhole(text.substr(0, point), marks.thousands, out))
        return std::nullopt;
    if (point == std::string_view::npos)
        return out;
    if (!isAllDigits(text.substr(point + 1)))
        return std::nullopt;
    return out + "." + std::string(text.substr(point + 1));
}

WholeNumber parseCount(std::string_view text, NumberFormat format) {
    constexpr std::size_t kSafeDigits = 15; // below 2^53 whatever they are
    if (!text.empty() && text.size() <= kSafeDigits) {
        std::int64_t value = 0;
        std::size_t i = 0;
        for (; i < text.size() && isDigit(text[i]); ++i)
            value = value * 10 + (text[i] - '0');
        if (i == text.size())
            return {value};
    }
    const auto number = parseNumber(text, format);
    if (!number)
        return {0, "not a number"};
    if (number->scale > 0)
        return {0, "not a whole number"};
    if (number->digits < 0)
        return {0, "negative"};
    if (number->digits > kLargestCount)
        return {0, "larger than 2^53"};
    return {static_cast<std::int64_t>(number->digits)};
}

core::Result<core::Decimal> parseNumber(std::string_view text, NumberFormat format) {
    if (format == NumberFormat::Plain)
        return core::parseDecimal(text);
    const auto plain = plainForm(text, format);
    if (!plain)
        return core::Error{core::Error::Code::BadInput,
                           "'" + std::string(text.substr(0, 64)) +
                               "' is not a number in the format " + std::string(nameOf(format)) +
                               ".",
                           {}};
    return core::parseDecimal(*plain);
}

core::Result<core::Money> parseAmount(std::string_view text, NumberFormat format) {
    if (format == NumberFormat::Plain)
        return core::Money::parse(text);
    const auto plain = plainForm(text, format);
    if (!plain)
        return core::Error{core::Error::Code::BadInput,
                           "'" + std::string(text.substr(0, 64)) +
                               "' is not an amount in the format " + std::string(nameOf(format)) +
                               ".",
                           {}};
    return core::Money::parse(*plain);
}

std::optional<bool> parseTruth(std::string_view text) {
    const auto equals = [text](std::string_view word) {
        return std::equal(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
            return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
        });
    };
    if (equals("true") || text == "1")
        return true;
    if (equals("false") || text == "0")
        return false;
    return std::nullopt;
}

std::string shortened(std::string text, std::size_t most) {
    if (text.size() <= most)
        return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0u) == 0x80u)
        --most;
    text.resize(most);
    return text + "...";
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

} // namespace ms::importers
