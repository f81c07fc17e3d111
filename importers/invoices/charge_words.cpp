// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/charge_words.h"

#include "importers/common/csv_header.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

bool isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80; // a part of a letter of another script
}

char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

struct Unit {
    std::string_view name;
    std::int64_t tokens;
};
constexpr std::array kTokenUnits{
    Unit{"tokens", 1},          Unit{"1K tokens", 1'000},     Unit{"1000_tokens", 1'000},
    Unit{"1000 tokens", 1'000}, Unit{"1M tokens", 1'000'000},
};

} // namespace

std::optional<std::int64_t> tokensPerUnit(std::string_view unit) {
    for (const Unit& known : kTokenUnits)
        if (isSameName(unit, known.name, Letters::AnyCase))
            return known.tokens;
    return std::nullopt;
}

std::string_view serviceTierIn(std::string_view meter) {
    constexpr std::array<std::string_view, 3> kTiers{"batch", "flex", "priority"};
    for (const std::string_view tier : kTiers)
        if (hasWord(meter, tier))
            return tier;
    return {};
}

bool hasWord(std::string_view text, std::string_view word) {
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && isLetterOrDigit(text[end]))
            ++end;
        if (isSameName(text.substr(at, end - at), word, Letters::AnyCase))
            return true;
        at = end + 1;
    }
    return false;
}

bool holds(std::string_view text, std::string_view part) {
    return std::search(text.begin(), text.end(), part.begin(), part.end(),
                       [](char a, char b) { return small(a) == b; }) != text.end();
}

std::string lowered(std::string_view text) {
    std::string all(text);
    std::transform(all.begin(), all.end(), all.begin(), small);
    return all;
}

} // namespace ms::importers
