// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/money.h"
#include "models/query/query.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ms::report {

/// A part of a whole in a column whose rows hold different things: 0.839 is shown as 83.9%.
struct Share {
    double of = 0;
    friend bool operator==(const Share&, const Share&) = default;
    friend bool operator<(const Share& a, const Share& b) { return a.of < b.of; }
};

/// What one cell holds: nothing known, a text, a whole number, money in the base currency, a ratio
/// or other fraction. Unknown is never zero.
using Cell = std::variant<std::monostate, std::string, core::Int128, core::MoneySum, double, Share>;

/// One column of a table: what it is called, what it holds, and how its figures come about.
struct Column {
    enum class Kind {
        Key,    // text: the value of `dimension`; empty is "not given"
        Text,   // any other text
        Count,  // whole number
        Tokens, // whole number of tokens
        Money,  // exact amount
        Ratio,  // part of a whole or change: 0.125 is shown as 12.5%
        Number, // any other fraction: 2.4 calls per action; rows may hold money and shares too
        PValue, // a probability: shown as "< 0.000001" where six decimals would say 0
    };
    std::string name;  // for programs: "cost_per_successful"
    std::string title; // for people: "Cost per success"
    Kind kind = Kind::Text;
    std::string meaning;                            // a sentence: formula and inputs
    std::optional<query::Dimension> dimension = {}; // of a key
};

/// One row, and the events behind it.
struct Row {
    std::vector<Cell> cells; // as many as columns
    /// What narrows the section's filter to the attempts that this row was made of; nothing where
    /// no attempts are behind it.
    std::optional<std::vector<query::Condition>> drill = {};
    /// The period of these attempts, where it is another than the one that the section asks about.
    std::optional<core::TimeRange> drillRange = {};
    /// The attempt that the row is, where it is one: Attempt::row.
    std::optional<std::uint64_t> attempt = {};
    /// Levers that fit what the row is about, as `whatif` takes them by name: {"retry-limit", "2"}.
    /// They are for the traffic that `drill` and `drillRange` lead to.
    std::map<std::string, std::string> levers = {};
};

/// Figures in rows. Rows stand in the order that matters.
struct Table {
    std::vector<Column> columns;
    std::vector<Row> rows;
    std::vector<Cell> total; // empty: none; unknown where a column does not add up
};

/// Index of the column `name`. CHECKs that it is there.
std::size_t columnNamed(const Table& table, std::string_view name);

/// "These dimensions have these values."
std::vector<query::Condition> conditionsOf(const std::vector<query::Dimension>& by,
                                           const std::vector<std::string>& keys);
/// One key column a dimension.
std::vector<Column> keyColumns(const std::vector<query::Dimension>& by);
/// The keys as cells.
std::vector<Cell> keyCells(const std::vector<std::string>& keys);
/// Unknown where there is nothing.
Cell cellOf(std::optional<double> number);
Cell cellOf(std::optional<core::MoneySum> amount);
/// A figure of a statistic as money, for display: it was made of doubles, so it is rounded to a
/// millionth of the currency. Unknown where there is none or it has no end.
Cell moneyCell(std::optional<double> units);

} // namespace ms::report
