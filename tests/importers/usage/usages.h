// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/importers/collected_rows.h"

namespace ms::importers {

inline const core::UsageFact& usage(const CollectedRows& rows, std::size_t i) {
    return std::get<core::UsageFact>(rows.allFacts.at(i));
}

/// The only row of a file; a row of nothing when there is not just one.
inline core::UsageFact usageIn(const std::string& file) {
    const auto rows = readText(file);
    return rows->allFacts.size() == 1 ? usage(*rows, 0) : core::UsageFact{};
}

/// The counts of a row: "uncached, read, 5m, 1h, output, reasoning", each "-" where unknown.
inline std::string countsOf(const core::UsageFact& row) {
    std::string text;
    for (const auto& count :
         {row.input, row.cacheRead, row.cacheWrite5m, row.cacheWrite1h, row.output, row.reasoning})
        text += (text.empty() ? "" : " ") + (count ? std::to_string(*count) : std::string("-"));
    return text;
}
inline std::string flagsOf(const core::UsageFact& row) {
    return toText(row.flags);
}

/// The reason why the only row of a file is rejected.
inline std::string rejectionIn(const std::string& file) {
    const auto rows = readText(file);
    if (rows->rejected.size() != 1 || !rows->allFacts.empty())
        return "not rejected";
    return rows->rejected[0].column + ": " + rows->rejected[0].reason;
}

/// A JSON object of members and what they hold, as it is written.
using Members = std::vector<std::pair<std::string, std::string>>;
inline std::string objectOf(const Members& members) {
    std::string text;
    for (const auto& [name, value] : members)
        text += (text.empty() ? "{\"" : ",\"") + name + "\":" + value;
    return text + "}";
}
/// A CSV file with one row of columns and what they hold.
inline std::string csvOf(const Members& cells) {
    std::string header, row;
    for (const auto& [name, value] : cells) {
        header += (header.empty() ? "" : ",") + name;
        row += (&name == &cells.front().first ? "" : ",") + value;
    }
    return header + '\n' + row + '\n';
}

/// `members` with other values for some; those that it does not have are added. An empty value
/// takes a member away.
inline Members with(Members members, const Members& others) {
    for (const auto& [name, value] : others) {
        std::erase_if(members, [&](const auto& member) { return member.first == name; });
        if (!value.empty())
            members.emplace_back(name, value);
    }
    return members;
}

} // namespace ms::importers
