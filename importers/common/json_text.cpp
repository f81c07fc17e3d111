// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/json_text.h"

#include "importers/common/byte_scan.h"

#include <array>
#include <cstring>
#include <simdjson.h>
#include <string>

namespace ms::importers {

namespace {

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::size_t skipBlanksFrom(std::string_view json, std::size_t at) {
    while (at < json.size() && isBlank(json[at]))
        ++at;
    return at;
}

/// Behind the string that opens at `at`.
std::size_t skipString(std::string_view json, std::size_t at) {
    for (++at; at < json.size() && json[at] != '"'; ++at)
        at += json[at] == '\\' ? 1u : 0u;
    return std::min(at + 1, json.size());
}

/// Behind the value that begins at `at`.
std::size_t skipValue(std::string_view json, std::size_t at) {
    int depth = 0;
    while (at < json.size()) {
        const char c = json[at];
        if (c == '"') {
            at = skipString(json, at);
        } else if (c == '{' || c == '[') {
            ++depth;
            ++at;
        } else if (c == '}' || c == ']') {
            if (depth == 0)
                return at; // the end of what surrounds the value
            --depth;
            ++at;
        } else if (depth == 0) {
            while (at < json.size() && json[at] != ',' && json[at] != '}' && json[at] != ']' &&
                   !isBlank(json[at]))
                ++at;
            return at;
        } else {
            ++at;
            continue;
        }
        if (depth == 0)
            return at;
    }
    return at;
}

bool isKey(std::string_view quoted, std::string_view key) {
    if (quoted.find('\\') == std::string_view::npos)
        return quoted.substr(1, quoted.size() - 2) == key;
    simdjson::dom::parser parser; // rare: only it knows what escapes mean
    std::string_view plain;
    const std::string padded(quoted);
    return parser.parse(padded).get(plain) == simdjson::SUCCESS && plain == key;
}

/// Where the value of `key` begins in the object that opens at `at`; npos when it has none.
std::size_t valueOf(std::string_view json, std::size_t at, std::string_view key) {
    at = skipBlanksFrom(json, at);
    if (at >= json.size() || json[at] != '{')
        return std::string_view::npos;
    at = skipBlanksFrom(json, at + 1);
    while (at < json.size() && json[at] == '"') {
        const std::size_t keyEnd = skipString(json, at);
        const bool isWanted = isKey(json.substr(at, keyEnd - at), key);
        at = skipBlanksFrom(json, skipBlanksFrom(json, keyEnd) + 1); // behind the colon
        if (isWanted)
            return at;
        at = skipBlanksFrom(json, skipValue(json, at));
        if (at < json.size() && json[at] == ',')
            at = skipBlanksFrom(json, at + 1);
    }
    return std::string_view::npos;
}

std::string_view numberFrom(std::string_view json, std::size_t at) {
    const std::size_t end = json.find_first_not_of("0123456789+-.eE", at);
    return json.substr(at, (end == std::string_view::npos ? json.size() : end) - at);
}

/// The first `"key"` from `from` on. memmem, because a search byte by byte stops at every quote.
std::size_t findQuoted(std::string_view json, std::string_view key, std::size_t from) {
    constexpr std::size_t kMostKey = 64;
    std::array<char, kMostKey + 2> quoted{};
    if (key.size() > kMostKey || from > json.size())
        return std::string_view::npos;
    quoted[0] = '"';
    key.copy(quoted.data() + 1, key.size());
    quoted[key.size() + 1] = '"';
    const void* const found =
        memmem(json.data() + from, json.size() - from, quoted.data(), key.size() + 2);
    return found == nullptr
               ? std::string_view::npos
               : static_cast<std::size_t>(static_cast<const char*>(found) - json.data());
}

/// The number behind the only `"key":` of the text; empty when that is not certain.
std::string_view numberBehindOnly(std::string_view json, std::string_view key) {
    const std::size_t found = findQuoted(json, key, 0);
    if (found == std::string_view::npos ||
        findQuoted(json, key, found + 1) != std::string_view::npos ||
        findByte(json, '\\', 0, json.size()) != json.size())
        return {};
    const std::size_t colon = skipBlanksFrom(json, found + key.size() + 2);
    if (colon >= json.size() || json[colon] != ':')
        return {};
    return numberFrom(json, skipBlanksFrom(json, colon + 1));
}

} // namespace

std::string_view rawNumberAt(std::string_view json, std::span<const std::string_view> path) {
    if (path.empty())
        return {};
    if (const auto number = numberBehindOnly(json, path.back()); !number.empty())
        return number;
    std::size_t at = 0;
    for (const std::string_view key : path) {
        at = valueOf(json, at, key);
        if (at == std::string_view::npos)
            return {};
    }
    return numberFrom(json, at);
}

} // namespace ms::importers
