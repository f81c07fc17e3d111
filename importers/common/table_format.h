// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"
#include "importers/common/number_format.h"
#include "models/mapping/file_survey.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ms::importers {

/// One column of a native file (DESIGN.md section 4) and where its cells go.
enum class Need : std::uint8_t { Required, Optional };
using mapping::MappableField;
template <class Row>
struct TableColumn {
    std::string_view name;
    Need need;
    MappableField::Holds holds;
    std::function<core::Status(std::string_view, Row&)> set; // not called for empty cells
};

/// Cells into values: one overload a type. Strict: no thousands marks, no guessing.
core::Status readCell(std::string_view text, std::string& out);
core::Status readCell(std::string_view text, core::Money& out);
core::Status readCell(std::string_view text, core::MoneySum& out);
core::Status readCell(std::string_view text, core::Moment& out);
core::Status readCell(std::string_view text, core::Day& out);
core::Status readCell(std::string_view text, core::Instant& out); // a date alone: its midnight, UTC
core::Status readCell(std::string_view text, core::Decimal& out);
core::Status readCell(std::string_view text, core::Bucket& out);
core::Status readCell(std::string_view text, std::int64_t& out); // not negative
template <class T>
core::Status readCell(std::string_view text, std::optional<T>& out) {
    T value{};
    core::Status status = readCell(text, value);
    if (status)
        out = std::move(value);
    return status;
}

/// What cells of a type hold.
template <class T>
constexpr MappableField::Holds holdsOf(const T*) {
    if constexpr (std::is_same_v<T, core::Moment> || std::is_same_v<T, core::Day> ||
                  std::is_same_v<T, core::Instant>)
        return MappableField::Holds::Time;
    if constexpr (std::is_same_v<T, std::int64_t>)
        return MappableField::Holds::Count;
    if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, core::Bucket>)
        return MappableField::Holds::Text;
    return MappableField::Holds::Number;
}
template <class T>
constexpr MappableField::Holds holdsOf(const std::optional<T>*) {
    return holdsOf(static_cast<const T*>(nullptr));
}

template <class Row, class T>
TableColumn<Row> column(std::string_view name, Need need, T Row::*member) {
    return {name, need, holdsOf(static_cast<const T*>(nullptr)),
            [member](std::string_view text, Row& row) { return readCell(text, row.*member); }};
}
/// A currency code: three letters, in upper case when stored.
core::Status readCurrency(std::string_view text, std::string& out);
template <class Row>
TableColumn<Row> currencyColumn(std::string_view name, Need need, std::string Row::*member) {
    return {name, need, MappableField::Holds::Text,
            [member](std::string_view text, Row& row) { return readCurrency(text, row.*member); }};
}

/// What is wrong with a row as a whole: the column at fault and a sentence; empty when nothing is.
struct RowProblem {
    std::string column;
    std::string reason;
};
/// Whether `end` lies after `start`, days taken as UTC where only one of them is a day.
bool isAfter(const core::Moment& end, const core::Moment& start);

/// A native file without its row type: columns by position.
struct TableSpec {
    core::FileKind kind = core::FileKind::Prices;
    std::string title;
    struct Column {
        std::string name;
        Need need;
        MappableField::Holds holds;
    };
    std::vector<Column> columns;
    /// Cells in the order of `columns`; the fact, or what is wrong.
    std::function<std::optional<RowProblem>(const std::vector<std::string_view>& cells,
                                            std::int64_t line, core::Fact& out)>
        read;
};

/// CSV with these headers, JSON Lines or a JSON array with these keys.
/// Other columns, and required ones that are missing, are errors that name them.
std::unique_ptr<Format> makeTableFormat(TableSpec spec);

template <class Row>
TableSpec tableOf(core::FileKind kind, std::string title, std::vector<TableColumn<Row>> columns,
                  std::function<RowProblem(const Row&)> check) {
    TableSpec spec;
    spec.kind = kind;
    spec.title = std::move(title);
    for (const auto& c : columns)
        spec.columns.push_back({std::string(c.name), c.need, c.holds});
    spec.read = [columns = std::move(columns), check = std::move(check)](
                    const std::vector<std::string_view>& cells, std::int64_t line,
                    core::Fact& out) -> std::optional<RowProblem> {
        Row row{};
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (cells[i].empty() && columns[i].need == Need::Required)
                return RowProblem{std::string(columns[i].name), "The value is missing."};
            if (cells[i].empty())
                continue;
            if (auto set = columns[i].set(cells[i], row); !set)
                return RowProblem{std::string(columns[i].name), set.error().message};
        }
        row.line = line;
        if (RowProblem problem = check(row); !problem.reason.empty())
            return problem;
        out = std::move(row);
        return std::nullopt;
    };
    return spec;
}

} // namespace ms::importers
