// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/spreadsheet_text.h"

#include <QString>

#include "models/core/decimal.h"

#include <algorithm>
#include <array>

namespace ms::tables {

namespace {

constexpr std::string_view kCuts = ";\t\r\n";

/// What makes a formula of a cell, also in full width.
bool beginsFormula(std::string_view text) {
    static constexpr std::array<std::string_view, 10> kBegins{
        "=",           "+", "-", "@", "\t", "\r", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
        "\xef\xbc\xa0"};
    return std::any_of(kBegins.begin(), kBegins.end(),
                       [&](std::string_view begin) { return text.starts_with(begin); });
}

bool isGuard(std::string_view text) {
    return text.starts_with('\'') &&
           (text.substr(1).starts_with('\'') || beginsFormula(text.substr(1)));
}

bool isNumber(std::string_view text) {
    return bool(core::parseDecimal(text.substr(0, text.find_first_of(";\t\r\n,|\""))));
}

bool mayBeginCell(std::string_view text, std::size_t at) {
    return at == 0 || kCuts.find(text[at - 1]) != std::string_view::npos;
}

} // namespace

std::string forSpreadsheet(std::string_view text) {
    std::string safe;
    safe.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view rest = text.substr(at);
        const bool isFormula = beginsFormula(rest) && (at == 0 || !isNumber(rest));
        if (mayBeginCell(text, at) && (isFormula || rest.starts_with('\'')))
            safe += '\'';
        safe += text[at];
    }
    return safe;
}

std::string fromSpreadsheet(std::string_view text) {
    std::string original;
    original.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (mayBeginCell(text, at) && isGuard(text.substr(at)))
            ++at; // what is guarded comes as it is, and begins no cell once more
        original += text[at];
    }
    return original;
}

std::string readableText(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()))
        .replace(QChar::Null, QChar(QChar::ReplacementCharacter))
        .toStdString();
}

std::string spreadsheetCell(std::string_view text) {
    std::string cell = "\"";
    for (const char c : forSpreadsheet(readableText(text))) {
        if (c == '"')
            cell += '"';
        cell += c;
    }
    return cell + '"';
}

std::string csvField(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

} // namespace ms::tables
