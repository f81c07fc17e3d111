// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/named_columns.h"

#include <algorithm>

namespace ms::importers {

namespace {

constexpr int kColumnsScore = 60; // below every signature

} // namespace

std::string lettersOf(std::string_view name) {
    std::string letters;
    for (const char c : name) {
        const bool isCapital = c >= 'A' && c <= 'Z';
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                              static_cast<unsigned char>(c) >= 0x80;
        if (isCapital || isLetter)
            letters += isCapital ? static_cast<char>(c + 32) : c;
    }
    return letters;
}

std::optional<std::size_t> findColumn(const NamedColumn& column, const CsvHeader& header) {
    std::vector<std::string> wanted(column.names.begin(), column.names.end());
    wanted.push_back(lettersOf(column.name));
    std::vector<std::string> names;
    for (const std::string& name : header.names)
        names.push_back(lettersOf(name));
    for (const std::string& name : wanted) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found != names.end())
            return std::size_t(found - names.begin());
    }
    return std::nullopt;
}

std::vector<std::string> namesIn(const FileHead& head, std::span<const NamedColumn> columns) {
    std::vector<std::string> names;
    for (const NamedColumn& column : columns) {
        const auto place = head.csv() ? findColumn(column, *head.csv()) : std::nullopt;
        names.push_back(place ? head.csv()->names[*place] : std::string(column.name));
    }
    return names;
}

Match matchByColumns(std::string_view title, std::span<const NamedColumn> needed,
                     const FileHead& head) {
    if (head.csv() == nullptr)
        return {};
    std::string names;
    for (const NamedColumn& column : needed) {
        const auto place = findColumn(column, *head.csv());
        if (!place)
            return {};
        names.append(names.empty() ? "" : ", ").append(head.csv()->names[*place]);
    }
    return {kColumnsScore, std::string(title) + ", by its columns (" + names + ")",
            static_cast<int>(needed.size())};
}

} // namespace ms::importers
