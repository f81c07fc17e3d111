// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/match_text.h"

#include <charconv>
#include <vector>

namespace ms::scenario {

using core::Result;
using query::Condition;

namespace {

constexpr std::string_view kPrompt = "prompt_tokens";
constexpr std::string_view kOutput = "output_tokens";

core::Error usage(std::string message) {
    return {core::Error::Code::Usage, std::move(message), {}};
}

std::string escaped(std::string_view value) {
    std::string text;
    for (const char c : value) {
        if (c == ',' || c == ';' || c == '\\')
            text += '\\';
        text += c;
    }
    return text;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

/// Parts between separators that have no backslash before them; backslashes stay.
std::vector<std::string_view> partsOf(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == separator) {
            parts.push_back(text.substr(begin, i - begin));
            begin = i + 1;
        }
    }
    parts.push_back(text.substr(begin));
    return parts;
}

std::string unescaped(std::string_view text) {
    std::string value;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size())
            ++i;
        value += text[i];
    }
    return value;
}

std::string boundsText(const TokenBounds& bounds) {
    return (bounds.from ? std::to_string(*bounds.from) : "") + ".." +
           (bounds.to ? std::to_string(*bounds.to) : "");
}

Result<std::optional<std::int64_t>> endOf(std::string_view text) {
    if (text.empty())
        return std::optional<std::int64_t>();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0)
        return usage("'" + std::string(text) + "' is no whole number of tokens.");
    return std::optional(number);
}

Result<TokenBounds> boundsOf(std::string_view text) {
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos || text == "..")
        return usage("Bounds on tokens are written FROM..TO, such as ..8000, not '" +
                     std::string(text) + "'.");
    const auto from = endOf(text.substr(0, dots));
    const auto to = endOf(text.substr(dots + 2));
    if (!from || !to)
        return from ? to.error() : from.error();
    return TokenBounds{*from, *to};
}

core::Status addTo(Match& match, std::string_view part) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return usage("'" + std::string(part) + "' does not say DIM=VALUE[,VALUE], such as " +
                     "tier=Free.");
    const bool isNot = part[equals - 1] == '!';
    const std::string_view name = trimmed(part.substr(0, equals - (isNot ? 1 : 0)));
    const std::string_view rest = trimmed(part.substr(equals + 1));
    if (name == kPrompt || name == kOutput) {
        const auto bounds = boundsOf(rest);
        if (!bounds)
            return bounds.error();
        (name == kPrompt ? match.promptTokens : match.outputTokens) = *bounds;
        return {};
    }
    const auto dimension = query::dimensionNamed(name);
    if (!dimension)
        return usage("There is no dimension '" + std::string(name) + "'.");
    Condition condition{*dimension, isNot ? Condition::Kind::NotIn : Condition::Kind::In, {}};
    for (const std::string_view value : partsOf(rest, ','))
        condition.values.push_back(unescaped(value));
    match.conditions.push_back(std::move(condition));
    return {};
}

} // namespace

std::string matchText(const Match& match) {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
    for (const Condition& condition : match.conditions) {
        std::string values;
        for (const std::string& value : condition.values)
            values += (&value == &condition.values.front() ? "" : ",") + escaped(value);
        add(std::string(query::nameOf(condition.dimension)) +
            (condition.kind == Condition::Kind::NotIn ? "!=" : "=") + values);
    }
    if (!match.promptTokens.isAny())
        add(std::string(kPrompt) + "=" + boundsText(match.promptTokens));
    if (!match.outputTokens.isAny())
        add(std::string(kOutput) + "=" + boundsText(match.outputTokens));
    return text;
}

Result<Match> parseMatch(std::string_view text) {
    Match match;
    for (const std::string_view part : partsOf(text, ';'))
        if (!trimmed(part).empty())
            if (const auto status = addTo(match, trimmed(part)); !status)
                return status.error();
    return match;
}

} // namespace ms::scenario
