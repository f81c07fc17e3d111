// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/json_text.h"

#include "importers/common/byte_scan.h"

#include <array>
#include <cstring>
#include <simdjson.h>
#include <string>

namespace ms::importers {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Where text that a parser accepted goes on, so that nothing ends within it.
std::size_t behindString(std::string_view json, std::size_t at) {
    return std::min(endOfJsonString(json, at + 1), json.size());
}
std::size_t behindValue(std::string_view json, std::size_t at) {
    return std::min(endOfJsonValue(json, at), json.size());
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
    at = skipJsonBlanks(json, at);
    if (at >= json.size() || json[at] != '{')
        return std::string_view::npos;
    at = skipJsonBlanks(json, at + 1);
    while (at < json.size() && json[at] == '"') {
        const std::size_t keyEnd = behindString(json, at);
        const bool isWanted = isKey(json.substr(at, keyEnd - at), key);
        at = skipJsonBlanks(json, skipJsonBlanks(json, keyEnd) + 1); // behind the colon
        if (isWanted)
            return at;
        at = skipJsonBlanks(json, behindValue(json, at));
        if (at < json.size() && json[at] == ',')
            at = skipJsonBlanks(json, at + 1);
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
    const std::size_t colon = skipJsonBlanks(json, found + key.size() + 2);
    if (colon >= json.size() || json[colon] != ':')
        return {};
    return numberFrom(json, skipJsonBlanks(json, colon + 1));
}

} // namespace

std::size_t skipJsonBlanks(std::string_view text, std::size_t at) {
    while (at < text.size() && isBlank(text[at]))
        ++at;
    return at;
}

std::size_t endOfJsonString(std::string_view text, std::size_t at) {
    while (true) {
        at = findEither(text, '"', '\\', at);
        if (at >= text.size())
            return kNone;
        if (text[at] == '"')
            return at + 1;
        at += 2;
    }
}

std::size_t endOfJsonValue(std::string_view text, std::size_t at) {
    int depth = 0;
    while (at < text.size()) {
        switch (text[at]) {
        case '"':
            at = endOfJsonString(text, at + 1);
            if (at == kNone || depth == 0)
                return at;
            continue;
        case '{':
        case '[':
            ++depth;
            break;
        case '}':
        case ']':
            if (depth == 0)
                return at; // the end of what surrounds the value
            if (--depth == 0)
                return at + 1;
            break;
        case ',':
        case ' ':
        case '\t':
        case '\r':
        case '\n':
            if (depth == 0)
                return at;
            break;
        default:
            break;
        }
        ++at;
    }
    return kNone;
}

std::string_view rawValueAt(std::string_view json, std::span<const std::string_view> path) {
    std::size_t at = 0;
    for (const std::string_view key : path) {
        at = valueOf(json, at, key);
        if (at == std::string_view::npos)
            return {};
    }
    at = skipJsonBlanks(json, at);
    return json.substr(at, behindValue(json, at) - at);
}

JsonItems::JsonItems(std::string_view json) : m_json{json}, m_at{skipJsonBlanks(json, 0)} {
    m_isObject = m_at < json.size() && json[m_at] == '{';
    ++m_at;
}

std::optional<JsonItems::Item> JsonItems::next() {
    m_at = skipJsonBlanks(m_json, m_at);
    if (m_at < m_json.size() && m_json[m_at] == ',')
        m_at = skipJsonBlanks(m_json, m_at + 1);
    if (m_at >= m_json.size() || m_json[m_at] == ']' || m_json[m_at] == '}')
        return std::nullopt;
    Item item;
    if (m_isObject) {
        if (m_json[m_at] != '"')
            return std::nullopt;
        const std::size_t keyEnd = behindString(m_json, m_at);
        item.key = m_json.substr(m_at + 1, keyEnd - m_at - 2);
        m_at = std::min(skipJsonBlanks(m_json, skipJsonBlanks(m_json, keyEnd) + 1), m_json.size());
    }
    item.at = m_at;
    m_at = std::max(behindValue(m_json, m_at), std::min(m_at + 1, m_json.size()));
    item.text = m_json.substr(item.at, m_at - item.at);
    return item;
}

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
