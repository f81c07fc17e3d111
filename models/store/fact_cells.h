// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/store/fact_fields.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace ms::store {

/// A stored value that we cannot have written.
class StoredValueError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// How a field stands in its column: null, whole numbers, or texts.
using Cell = std::variant<std::monostate, std::int64_t, std::string>;

Cell cellOf(const std::string& text);
Cell cellOf(std::int64_t number);
Cell cellOf(core::Money money);
Cell cellOf(core::MoneySum money);
Cell cellOf(core::Bucket bucket);
Cell cellOf(core::RevenueBasis basis);
Cell cellOf(core::Flags flags);
Cell cellOf(core::Day day);
Cell cellOf(core::Instant instant);
Cell cellOf(const core::Moment& moment);
Cell cellOf(const core::Decimal& decimal);
template <class T>
Cell cellOf(const std::optional<T>& value) {
    return value ? cellOf(*value) : Cell{};
}

/// Read a cell back.
/// Errors  throws StoredValueError.
void readCell(const SQLite::Column& cell, std::string& text);
void readCell(const SQLite::Column& cell, std::int64_t& number);
void readCell(const SQLite::Column& cell, core::Money& money);
void readCell(const SQLite::Column& cell, core::MoneySum& money);
void readCell(const SQLite::Column& cell, core::Bucket& bucket);
void readCell(const SQLite::Column& cell, core::RevenueBasis& basis);
void readCell(const SQLite::Column& cell, core::Flags& flags);
void readCell(const SQLite::Column& cell, core::Day& day);
void readCell(const SQLite::Column& cell, core::Instant& instant);
void readCell(const SQLite::Column& cell, core::Moment& moment);
void readCell(const SQLite::Column& cell, core::Decimal& decimal);
template <class T>
void readCell(const SQLite::Column& cell, std::optional<T>& value) {
    if (!cell.isNull())
        readCell(cell, value.emplace());
}

void bindCell(SQLite::Statement& statement, int parameter, const Cell& cell);
/// All cells of a fact in one text: equal texts are equal facts.
std::string keyOf(const std::vector<Cell>& cells);

template <class F>
std::vector<Cell> cellsOf(const F& fact) {
    std::vector<Cell> cells;
    FactFields<F>::visitAll(
        fact, [&](const char*, const auto& field) { cells.push_back(cellOf(field)); });
    return cells;
}

/// Columns of a fact's table in the order of its cells, each with `prefix`, separated by commas.
template <class F>
std::string columnsOf(const std::string& prefix) {
    std::string columns;
    const F fact{};
    FactFields<F>::visitAll(fact, [&](const char* column, const auto&) {
        columns += (columns.empty() ? "" : ", ") + prefix + column;
    });
    return columns;
}

template <class F>
constexpr bool hasBook = std::is_same_v<F, core::PriceRule> || std::is_same_v<F, core::ModelAlias>;
/// Identities are those of a source (a billing system's numbers), or everybody's: an endpoint or a
/// finding is the same one whoever speaks of it.
template <class F>
constexpr bool isIdentityOfSource =
    !std::is_same_v<F, core::FeatureFact> && !std::is_same_v<F, core::DecisionFact>;
/// A row with the identity of a stored one, but other content, states that one anew.
template <class F>
constexpr bool hasIdentity = !isIdentityOfSource<F> || requires(F fact) {
    fact.identity;
};
/// Empty: none.
template <class F>
std::string identityOf(const F& fact) {
    if constexpr (std::is_same_v<F, core::FeatureFact>)
        return fact.endpoint;
    else if constexpr (std::is_same_v<F, core::DecisionFact>)
        return fact.finding;
    else if constexpr (hasIdentity<F>)
        return fact.identity;
    else
        return {};
}

} // namespace ms::store
