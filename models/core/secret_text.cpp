// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/secret_text.h"

#include <algorithm>
#include <array>

namespace ms::core {

namespace {

constexpr std::string_view kMask = "…[masked]";
constexpr std::size_t kShortestSecret = 16;
constexpr std::size_t kDigestDigits = 64;

struct Pattern {
    std::string_view prefix;  // shown
    std::size_t shortestRest; // characters behind it
};
// A longer prefix stands before one that begins it.
constexpr std::array kPatterns{
    Pattern{"sk-ant-", 12}, Pattern{"sk-proj-", 12}, Pattern{"sk-or-", 12},
    Pattern{"sk-", 16},     Pattern{"AKIA", 16},     Pattern{"ASIA", 16},
    Pattern{"ghp_", 20},    Pattern{"gho_", 20},     Pattern{"ghu_", 20},
    Pattern{"ghs_", 20},    Pattern{"ghr_", 20},     Pattern{"github_pat_", 20},
    Pattern{"glpat-", 16},  Pattern{"AIza", 30},     Pattern{"xoxb-", 10},
    Pattern{"xoxp-", 10},   Pattern{"xoxa-", 10},    Pattern{"xoxs-", 10},
    Pattern{"xoxr-", 10},   Pattern{"hf_", 24},      Pattern{"gsk_", 20},
    Pattern{"Bearer ", 8},  Pattern{"bearer ", 16},  Pattern{"eyJ", 40},
};

bool isAlnum(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool isInSecret(char c) {
    constexpr std::string_view kMarks = "-_.=+/~";
    return isAlnum(c) || kMarks.find(c) != std::string_view::npos;
}

constexpr std::array<bool, 256> kBegins = [] {
    std::array<bool, 256> begins{};
    for (const Pattern& pattern : kPatterns)
        begins[static_cast<unsigned char>(pattern.prefix.front())] = true;
    return begins;
}();

std::size_t nextFirstLetter(std::string_view text, std::size_t from) {
    while (from < text.size() && !kBegins[static_cast<unsigned char>(text[from])])
        ++from;
    return from;
}

/// Behind the secret whose prefix stands at `at`; `at` itself when none does.
std::size_t endOfSecret(std::string_view text, std::size_t at, const Pattern& pattern) {
    const std::size_t rest = at + pattern.prefix.size();
    if (text.substr(at, pattern.prefix.size()) != pattern.prefix)
        return at;
    std::size_t end = rest;
    while (end < text.size() && isInSecret(text[end]))
        ++end;
    return end - rest < pattern.shortestRest ? at : end;
}

} // namespace

std::optional<std::string> withoutSecrets(std::string_view text) {
    std::string masked;
    std::size_t copied = 0;
    std::size_t at = nextFirstLetter(text, 0);
    while (at < text.size()) {
        std::size_t end = at;
        if (at == 0 || !isAlnum(text[at - 1]))
            for (const Pattern& pattern : kPatterns) {
                end = endOfSecret(text, at, pattern);
                if (end == at)
                    continue;
                ((masked += text.substr(copied, at - copied)) += pattern.prefix) += kMask;
                copied = end;
                break;
            }
        at = nextFirstLetter(text, std::max(end, at + 1));
    }
    if (copied == 0)
        return std::nullopt;
    return masked.append(text.substr(copied));
}

bool looksLikeSecret(std::string_view value) {
    const auto isHexDigit = [](char c) {
        return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || (c >= '0' && c <= '9');
    };
    if (value.size() < kShortestSecret || !std::all_of(value.begin(), value.end(), isInSecret) ||
        (value.size() == kDigestDigits && std::all_of(value.begin(), value.end(), isHexDigit)))
        return false;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto isLetter = [&](char c) { return isAlnum(c) && !isDigit(c); };
    return std::any_of(value.begin(), value.end(), isDigit) &&
           std::any_of(value.begin(), value.end(), isLetter);
}

std::string maskedSecret(std::string_view value) {
    constexpr std::size_t kShown = 3;
    std::size_t shown = 0;
    while (shown < std::min(kShown, value.size()) && static_cast<signed char>(value[shown]) > 0)
        ++shown; // no half character
    return std::string(value.substr(0, shown)).append(kMask);
}

} // namespace ms::core
