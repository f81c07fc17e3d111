// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/mail_address.h"

#include <algorithm>
#include <array>

namespace ms::core {

namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::array<std::string_view, 3> kAtSigns{"@", "%40", "\\u0040"};

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 128;
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isInDomain(char c) {
    return isLetter(c) || isDigit(c) || c == '-' || c == '.';
}
/// Of local parts within other text. The standard allows more, such as '=' and '/', which there
/// stand between an address and something else.
bool isInLocalPart(char c) {
    constexpr std::string_view kMarks = "._%+&~-!#$";
    return isLetter(c) || isDigit(c) || kMarks.find(c) != kNone;
}
bool isInWholeLocalPart(char c) {
    constexpr std::string_view kMarks = "'*/=?^`{|}";
    return isInLocalPart(c) || kMarks.find(c) != kNone;
}

TextSpan nextAtSign(std::string_view text, std::size_t from) {
    TextSpan next{kNone, 0};
    for (const std::string_view sign : kAtSigns)
        if (const std::size_t at = text.find(sign, from); at < next.begin)
            next = {at, sign.size()};
    return next;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    text.remove_prefix(first);
    return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

bool isTopLevel(std::string_view label) {
    return label.size() >= 2 &&
           (label.starts_with("xn--") || std::all_of(label.begin(), label.end(), isLetter));
}

/// Behind the domain that begins at `at`; `at` itself when there is none.
std::size_t endOfDomain(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && isInDomain(text[end]) &&
           (text[end] != '.' || (end > at && text[end - 1] != '.')))
        ++end;
    while (end > at) {
        const std::string_view domain = text.substr(at, end - at);
        const std::size_t dot = domain.rfind('.');
        if (dot == kNone || dot == 0)
            return at;
        if (isTopLevel(domain.substr(dot + 1)))
            return end;
        end = at + dot;
    }
    return at;
}

/// An escape of JSON that touches the local part ("\nalice@...") is none of it.
std::size_t behindEscape(std::string_view text, std::size_t begin, std::size_t end) {
    if (begin == 0 || text[begin - 1] != '\\')
        return begin;
    constexpr std::size_t kUnicodeEscape = 5; // "u00e9"
    return std::min(begin + (text[begin] == 'u' ? kUnicodeEscape : 1), end);
}

/// Where the local part before `end` begins; `end` itself when there is none.
std::size_t beginOfLocalPart(std::string_view text, std::size_t end, std::size_t from) {
    std::size_t begin = end;
    while (begin > from) {
        const char c = text[begin - 1];
        const bool isInWord = c == '\'' && begin < end && begin - 1 > from &&
                              isLetter(text[begin - 2]) && isLetter(text[begin]);
        if (!isInLocalPart(c) && !isInWord)
            break;
        --begin;
    }
    begin = behindEscape(text, begin, end);
    while (begin < end && (text[begin] == '.' || text[begin] == '-'))
        ++begin;
    return begin;
}

} // namespace

bool mayHoldMailAddress(std::string_view text) {
    return std::any_of(kAtSigns.begin(), kAtSigns.end(),
                       [&](std::string_view sign) { return text.find(sign) != kNone; });
}

std::optional<TextSpan> nextMailAddress(std::string_view text, std::size_t from) {
    std::size_t searched = from;
    while (searched < text.size()) {
        const TextSpan sign = nextAtSign(text, searched);
        if (sign.begin == kNone)
            return std::nullopt;
        const std::size_t domain = sign.begin + sign.size;
        const std::size_t begin = beginOfLocalPart(text, sign.begin, from);
        const std::size_t end = endOfDomain(text, domain);
        if (begin < sign.begin && end > domain)
            return TextSpan{begin, end - begin};
        searched = domain;
    }
    return std::nullopt;
}

bool looksLikeEmail(std::string_view text) {
    text = trimmed(text);
    const TextSpan sign = nextAtSign(text, 0);
    if (sign.begin == kNone || sign.begin == 0)
        return false;
    const std::string_view local = text.substr(0, sign.begin);
    const std::size_t domain = sign.begin + sign.size;
    return std::all_of(local.begin(), local.end(), isInWholeLocalPart) && domain < text.size() &&
           endOfDomain(text, domain) == text.size();
}

std::string plainMailAddress(std::string_view address) {
    address = trimmed(address);
    std::string plain;
    const TextSpan sign = nextAtSign(address, 0);
    if (sign.begin == kNone)
        plain = address;
    else
        plain = std::string(address.substr(0, sign.begin)) + '@' +
                std::string(address.substr(sign.begin + sign.size));
    for (char& c : plain)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return plain;
}

} // namespace ms::core
