// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/fact_tables.h"

#include "models/core/check.h"
#include "models/store/fact_fields.h"

#include <SQLiteCpp/Statement.h>

#include <stdexcept>
#include <string>
#include <type_traits>
#include <unordered_map>

namespace ms::store {

namespace {

/// How a field stands in its column: whole numbers, texts, or null.
using Cell = std::variant<std::monostate, std::int64_t, std::string>;

Cell cellOf(const std::string& text) {
    return text;
}
Cell cellOf(std::int64_t number) {
    return number;
}
Cell cellOf(core::Money money) {
    return money.picos();
}
Cell cellOf(core::Bucket bucket) {
    return std::string{nameOf(bucket)};
}
Cell cellOf(core::Day day) {
    return toText(day);
}
Cell cellOf(const core::Moment& moment) {
    return toText(moment);
}
Cell cellOf(const core::Decimal& decimal) {
    return toText(decimal);
}
template <class T>
Cell cellOf(const std::optional<T>& value) {
    return value ? cellOf(*value) : Cell{};
}

template <class T>
T valueOf(core::Result<T> parsed) {
    if (!parsed)
        throw StoredValueError{parsed.error().message};
    return *std::move(parsed);
}

void readCell(const SQLite::Column& cell, std::string& text) {
    text = cell.getString();
}
void readCell(const SQLite::Column& cell, std::int64_t& number) {
    number = cell.getInt64();
}
void readCell(const SQLite::Column& cell, core::Money& money) {
    money = core::Money::fromPicos(cell.getInt64());
}
void readCell(const SQLite::Column& cell, core::Bucket& bucket) {
    const auto named = core::bucketNamed(cell.getString());
    if (!named)
        throw StoredValueError{"There is no bucket '" + cell.getString() + "'."};
    bucket = *named;
}
void readCell(const SQLite::Column& cell, core::Day& day) {
    day = valueOf(core::parseDay(cell.getString()));
}
void readCell(const SQLite::Column& cell, core::Moment& moment) {
    moment = valueOf(core::parseMoment(cell.getString()));
}
void readCell(const SQLite::Column& cell, core::Decimal& decimal) {
    decimal = valueOf(core::parseDecimal(cell.getString()));
}
template <class T>
void readCell(const SQLite::Column& cell, std::optional<T>& value) {
    if (cell.isNull())
        return;
    readCell(cell, value.emplace());
}

void bindCell(SQLite::Statement& statement, int parameter, const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell))
        statement.bind(parameter, *number);
    else if (const auto* text = std::get_if<std::string>(&cell))
        statement.bind(parameter, *text);
    else
        statement.bind(parameter);
}

/// All cells of a fact in one text: equal texts are equal facts.
std::string keyOf(const std::vector<Cell>& cells) {
    std::string key;
    for (const Cell& cell : cells) {
        key += char('0' + cell.index());
        if (const auto* number = std::get_if<std::int64_t>(&cell))
            key += std::to_string(*number);
        if (const auto* text = std::get_if<std::string>(&cell))
            key += std::to_string(text->size()) + ':' + *text;
        key += ';';
    }
    return key;
}

template <class F>
std::vector<Cell> cellsOf(const F& fact) {
    std::vector<Cell> cells;
    FactFields<F>::visitAll(
        fact, [&](const char*, const auto& field) { cells.push_back(cellOf(field)); });
    return cells;
}

template <class F>
std::vector<std::string> columnsOf() {
    std::vector<std::string> columns;
    const F fact{};
    FactFields<F>::visitAll(fact,
                            [&](const char* column, const auto&) { columns.push_back(column); });
    return columns;
}

std::string joined(const std::vector<std::string>& words, const char* prefix) {
    std::string all;
    for (const std::string& word : words)
        all += std::string{all.empty() ? "" : ", "} + prefix + word;
    return all;
}

template <class F>
std::string insertSql() {
    const auto columns = columnsOf<F>();
    std::string marks = "?, ?";
    for (std::size_t i = 0; i < columns.size(); ++i)
        marks += ", ?";
    return std::string{"INSERT INTO "} + FactFields<F>::table + " (batch, line, " +
           joined(columns, "") + ") VALUES (" + marks + ")";
}

template <class F>
std::string selectSql(bool isOfOneBook) {
    return "SELECT f.line, b.path, " + joined(columnsOf<F>(), "f.") + " FROM " +
           FactFields<F>::table + " f JOIN batch b ON b.id = f.batch WHERE b.is_active = 1" +
           (isOfOneBook ? " AND b.book = ?" : "") + " ORDER BY f.batch, f.rowid";
}

template <class F>
constexpr bool hasBook = std::is_same_v<F, core::PriceRule> || std::is_same_v<F, core::ModelAlias>;

template <class F>
std::vector<F> readAll(const SQLite::Database& db, const std::string& book) {
    SQLite::Statement rows{db, selectSql<F>(hasBook<F>)};
    if (hasBook<F>)
        rows.bind(1, book);
    std::vector<F> facts;
    while (rows.executeStep()) {
        F fact;
        fact.line = rows.getColumn(0).getInt64();
        if constexpr (std::is_same_v<F, core::PriceRule>) {
            const std::string path = rows.getColumn(1).getString();
            fact.file = path.substr(path.find_last_of('/') + 1);
        }
        int column = 2;
        FactFields<F>::visitAll(
            fact, [&](const char*, auto& field) { readCell(rows.getColumn(column++), field); });
        facts.push_back(std::move(fact));
    }
    return facts;
}

} // namespace

struct FactWriter::Impl {
    SQLite::Database& db;
    std::int64_t batch;
    std::string book;
    std::string_view insertsInto;
    std::unique_ptr<SQLite::Statement> insert;
    std::unordered_map<std::string, std::uint32_t> unmatched; // equal stored rows, by keyOf

    /// All rows of a file are of one kind, so the first one says which table it is.
    template <class F>
    void prepare() {
        insertsInto = FactFields<F>::table;
        insert = std::make_unique<SQLite::Statement>(db, insertSql<F>());
        for (const F& stored : readAll<F>(db, book))
            ++unmatched[keyOf(cellsOf(stored))];
    }

    template <class F>
    Outcome write(const F& fact) {
        CHECK(!insert || insertsInto == std::string_view{FactFields<F>::table},
              "the rows of a file are of one kind");
        if (!insert)
            prepare<F>();
        const std::vector<Cell> cells = cellsOf(fact);
        const auto known = unmatched.find(keyOf(cells));
        if (known != unmatched.end() && known->second > 0) {
            --known->second;
            return Outcome::Duplicate;
        }
        insert->bind(1, batch);
        insert->bind(2, fact.line);
        for (std::size_t i = 0; i < cells.size(); ++i)
            bindCell(*insert, int(i) + 3, cells[i]);
        insert->exec();
        insert->reset();
        return Outcome::Added;
    }
};

FactWriter::FactWriter(SQLite::Database& db, std::int64_t batch, std::string book)
    : m_impl{std::make_unique<Impl>(Impl{db, batch, std::move(book), {}, nullptr, {}})} {}
FactWriter::~FactWriter() = default;

FactWriter::Outcome FactWriter::write(const core::Fact& fact) {
    return std::visit([this](const auto& one) { return m_impl->write(one); }, fact);
}

std::vector<core::PriceRule> readPriceRules(const SQLite::Database& db, const std::string& book) {
    return readAll<core::PriceRule>(db, book);
}
std::vector<core::ModelAlias> readAliases(const SQLite::Database& db, const std::string& book) {
    return readAll<core::ModelAlias>(db, book);
}
std::vector<core::TenantFact> readTenants(const SQLite::Database& db) {
    return readAll<core::TenantFact>(db, {});
}
std::vector<core::PlanFact> readPlans(const SQLite::Database& db) {
    return readAll<core::PlanFact>(db, {});
}
std::vector<core::RevenueFact> readRevenue(const SQLite::Database& db) {
    return readAll<core::RevenueFact>(db, {});
}
std::vector<core::OutcomeFact> readOutcomes(const SQLite::Database& db) {
    return readAll<core::OutcomeFact>(db, {});
}
std::vector<core::FxFact> readFx(const SQLite::Database& db) {
    return readAll<core::FxFact>(db, {});
}

} // namespace ms::store
