// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace ms::app {

/// What a verb prints, whatever the format: names for programs, titles for people.
struct TextColumn {
    enum class Align { Left, Right };
    std::string name;  // CSV header: "unpriced_attempts"
    std::string title; // terminal header: "Unpriced"
    Align align = Align::Left;
};

struct TextTable {
    std::vector<TextColumn> columns;
    std::vector<std::vector<std::string>> rows; // same width as the columns
    std::vector<std::string> total;             // empty, or same width
};

/// Aligned columns with a header, a rule above the total. Texts are made safe for a terminal.
void printForTerminal(std::ostream& out, const TextTable& table);

/// RFC 4180 with a header line; rows exactly as they are (the total is left out: programs add up).
void printAsCsv(std::ostream& out, const TextTable& table);

} // namespace ms::app
