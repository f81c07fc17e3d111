// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/fact_cells.h"

namespace ms::store {

namespace {

template <class T>
T valueOf(core::Result<T> parsed) {
    if (!parsed)
        throw StoredValueError{parsed.error().message};
    return *std::move(parsed);
}

template <class T>
T named(const std::optional<T>& found, const char* what, const std::string& name) {
    if (!found)
        throw StoredValueError{std::string("There is no ") + what + " '" + name + "'."};
    return *found;
}

} // namespace

Cell cellOf(const std::string& text) {
    return text;
}
Cell cellOf(std::int64_t number) {
    return number;
}
Cell cellOf(core::Money money) {
    return money.picos();
}
Cell cellOf(core::MoneySum money) {
    return toDecimalText(money);
}
Cell cellOf(core::Bucket bucket) {
    return std::string{nameOf(bucket)};
}
Cell cellOf(core::RevenueBasis basis) {
    return std::string{nameOf(basis)};
}
Cell cellOf(core::Flags flags) {
    return toText(flags);
}
Cell cellOf(core::Day day) {
    return toText(day);
}
Cell cellOf(core::Instant instant) {
    return instant.micros;
}
Cell cellOf(const core::Moment& moment) {
    return toText(moment);
}
Cell cellOf(const core::Decimal& decimal) {
    return toText(decimal);
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
void readCell(const SQLite::Column& cell, core::MoneySum& money) {
    money = valueOf(core::MoneySum::parse(cell.getString()));
}
void readCell(const SQLite::Column& cell, core::Bucket& bucket) {
    bucket = named(core::bucketNamed(cell.getString()), "bucket", cell.getString());
}
void readCell(const SQLite::Column& cell, core::RevenueBasis& basis) {
    basis = named(core::revenueBasisNamed(cell.getString()), "revenue basis", cell.getString());
}
void readCell(const SQLite::Column& cell, core::Flags& flags) {
    flags = named(core::flagsFromText(cell.getString()), "set of flags", cell.getString());
}
void readCell(const SQLite::Column& cell, core::Day& day) {
    day = valueOf(core::parseDay(cell.getString()));
}
void readCell(const SQLite::Column& cell, core::Instant& instant) {
    instant = core::Instant{cell.getInt64()};
}
void readCell(const SQLite::Column& cell, core::Moment& moment) {
    moment = valueOf(core::parseMoment(cell.getString()));
}
void readCell(const SQLite::Column& cell, core::Decimal& decimal) {
    decimal = valueOf(core::parseDecimal(cell.getString()));
}

void bindCell(SQLite::Statement& statement, int parameter, const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell))
        statement.bind(parameter, *number);
    else if (const auto* text = std::get_if<std::string>(&cell))
        statement.bind(parameter, *text);
    else
        statement.bind(parameter);
}

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

} // namespace ms::store
