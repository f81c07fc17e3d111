// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/table_format.h"

#include "importers/common/csv.h"
#include "importers/common/csv_header.h"
#include "importers/common/json_rows.h"

#include <algorithm>

namespace ms::importers {

using core::Error;

namespace {

Error badCell(std::string_view text, const std::string& what) {
    return {
        Error::Code::BadInput, "'" + std::string(text.substr(0, 80)) + "' is " + what + ".", {}};
}

/// Names of a file compared with those of a table.
struct NameCheck {
    std::vector<std::string> unknown;
    std::vector<std::string> missing; // required ones
    std::vector<std::string> repeated;
    int known = 0;
    bool fits() const { return unknown.empty() && missing.empty() && repeated.empty(); }
};

NameCheck checkNames(const TableSpec& spec, const std::vector<std::string>& names) {
    NameCheck check;
    for (const std::string& name : names) {
        const bool isKnown = std::any_of(spec.columns.begin(), spec.columns.end(),
                                         [&](const auto& column) { return column.name == name; });
        if (!isKnown)
            check.unknown.push_back(name);
        else if (std::count(names.begin(), names.end(), name) > 1)
            check.repeated.push_back(name);
        check.known += isKnown ? 1 : 0;
    }
    for (const auto& column : spec.columns)
        if (column.need == Need::Required &&
            std::find(names.begin(), names.end(), column.name) == names.end())
            check.missing.push_back(column.name);
    return check;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "'" : ", '") + name + "'";
    return text;
}

std::string problemOf(const NameCheck& check, const TableSpec& spec) {
    std::string text;
    if (!check.unknown.empty())
        text += "Columns that a " + std::string(nameOf(spec.kind)) +
                " file does not have: " + joined(check.unknown) + ". ";
    if (!check.missing.empty())
        text += "Columns that are missing: " + joined(check.missing) + ". ";
    if (!check.repeated.empty())
        text += "Columns that stand twice: " + joined(check.repeated) + ". ";
    std::vector<std::string> all;
    for (const auto& column : spec.columns)
        all.push_back(column.name);
    return text + "Its columns are " + joined(all) + ".";
}

void readFact(const TableSpec& spec, const std::vector<std::string_view>& cells, std::int64_t line,
              std::string_view raw, ParsedChunk& out) {
    core::Fact fact;
    if (auto problem = spec.read(cells, line, fact))
        out.reject(line, std::move(problem->column), std::move(problem->reason), raw);
    else
        out.facts.push_back(std::move(fact));
}

class CsvTableParser final : public ChunkParser {
public:
    CsvTableParser(std::shared_ptr<const TableSpec> spec, const CsvHeader& header)
        : m_spec{std::move(spec)}, m_width{header.names.size()}, m_delimiter{header.delimiter} {
        for (const auto& column : m_spec->columns)
            m_indexes.push_back(header.indexOf(column.name));
    }

    void parse(const Chunk& chunk, ParsedChunk& out) override {
        CsvRecords records(chunk.bytes, m_delimiter, chunk.firstLine, chunk.firstRow);
        CsvRecord record;
        std::vector<std::string_view> cells(m_indexes.size());
        while (records.next(record)) {
            ++out.rows;
            if (record.problem != nullptr) {
                out.reject(record.line, {}, record.problem, record.raw);
            } else if (record.cells.size() != m_width) {
                out.reject(record.line, {},
                           "Cells in this row: " + std::to_string(record.cells.size()) +
                               "; columns in the header: " + std::to_string(m_width) + ".",
                           record.raw);
            } else {
                for (std::size_t i = 0; i < m_indexes.size(); ++i)
                    cells[i] =
                        m_indexes[i] ? trimmed(record.cells[*m_indexes[i]]) : std::string_view{};
                readFact(*m_spec, cells, record.line, record.raw, out);
            }
        }
    }

private:
    std::shared_ptr<const TableSpec> m_spec;
    std::vector<std::optional<std::size_t>> m_indexes;
    std::size_t m_width;
    char m_delimiter;
};

class JsonTableParser final : public ChunkParser {
public:
    JsonTableParser(std::shared_ptr<const TableSpec> spec, Layout layout)
        : m_spec{std::move(spec)}, m_layout{layout} {}

    void parse(const Chunk& chunk, ParsedChunk& out) override {
        JsonRows rows(chunk, m_layout);
        JsonRow row;
        std::vector<std::string_view> cells(m_spec->columns.size());
        while (rows.next(row)) {
            ++out.rows;
            std::fill(cells.begin(), cells.end(), std::string_view{});
            if (row.isCut) {
                ++out.skipped;
                out.note(Note::PartialLine);
            } else if (const RowProblem problem = fill(row, cells); !problem.reason.empty()) {
                out.reject(row.line, problem.column, problem.reason, row.raw);
            } else {
                readFact(*m_spec, cells, row.line, row.raw, out);
            }
        }
    }

private:
    RowProblem fill(const JsonRow& row, std::vector<std::string_view>& cells) const {
        if (!row.problem.empty())
            return {{}, row.problem};
        for (const auto& [name, text] : row.values) {
            const auto found =
                std::find_if(m_spec->columns.begin(), m_spec->columns.end(),
                             [&](const auto& column) { return column.name == name; });
            if (found == m_spec->columns.end())
                return {name, "A " + std::string(nameOf(m_spec->kind)) +
                                  " record does not have the key '" + name + "'."};
            cells[std::size_t(found - m_spec->columns.begin())] = trimmed(text);
        }
        return {};
    }

    std::shared_ptr<const TableSpec> m_spec;
    Layout m_layout;
};

class TableFormat final : public Format {
public:
    explicit TableFormat(TableSpec spec) : m_spec{std::make_shared<TableSpec>(std::move(spec))} {}
    std::string_view name() const override { return nameOf(m_spec->kind); }
    std::string_view title() const override { return m_spec->title; }
    core::FileKind kind() const override { return m_spec->kind; }

    Match match(std::string_view head) const override {
        const std::vector<std::string> names = namesIn(head);
        const NameCheck check = checkNames(*m_spec, names);
        const auto count = static_cast<int>(names.size());
        if (!names.empty() && check.fits())
            return {80,
                    "all " + std::to_string(count) + " columns are those of " + std::string(name()),
                    check.known};
        // A near miss is worth a message that names the columns at fault.
        if (check.known >= 3 && check.known * 2 >= count && check.missing.size() <= 1)
            return {10,
                    std::to_string(check.known) + " of " + std::to_string(count) +
                        " columns are those of " + std::string(name()),
                    check.known};
        return {};
    }

    core::Result<ReadPlan> plan(std::string_view head, const ReadOptions&) const override {
        const auto header = readCsvHeader(head);
        const NameCheck check = checkNames(*m_spec, namesIn(head));
        if (!check.fits())
            return Error{Error::Code::BadInput, problemOf(check, *m_spec), {}};
        ReadPlan plan;
        std::shared_ptr<const TableSpec> spec = m_spec;
        if (header) {
            plan.layout = Layout::Csv;
            plan.delimiter = header->delimiter;
            plan.headBytes = header->bytes;
            plan.headLines = header->lines;
            plan.makeParser = [spec, header = *header] {
                return std::make_unique<CsvTableParser>(spec, header);
            };
        } else {
            plan.layout = jsonRowsLayoutOf(head);
            plan.makeParser = [spec, layout = plan.layout] {
                return std::make_unique<JsonTableParser>(spec, layout);
            };
        }
        return plan;
    }

private:
    /// Column names, or the keys of the first record; for JSON, absent keys are empty cells.
    std::vector<std::string> namesIn(std::string_view head) const {
        if (const auto header = readCsvHeader(head))
            return header->names;
        return firstKeysOf(head);
    }

    std::shared_ptr<const TableSpec> m_spec;
};

} // namespace

core::Status readCell(std::string_view text, std::string& out) {
    out = text;
    return {};
}
core::Status readCell(std::string_view text, core::Money& out) {
    auto money = core::Money::parse(text);
    if (!money)
        return money.error();
    out = *money;
    return {};
}
core::Status readCell(std::string_view text, core::MoneySum& out) {
    auto money = core::MoneySum::parse(text);
    if (!money)
        return money.error();
    out = *money;
    return {};
}
core::Status readCell(std::string_view text, core::Moment& out) {
    auto moment = core::parseMoment(text);
    if (!moment)
        return moment.error();
    out = *moment;
    return {};
}
core::Status readCell(std::string_view text, core::Day& out) {
    auto day = core::parseDay(text);
    if (!day)
        return day.error();
    out = *day;
    return {};
}
core::Status readCell(std::string_view text, core::Decimal& out) {
    auto decimal = core::parseDecimal(text);
    if (!decimal)
        return decimal.error();
    out = *decimal;
    return {};
}
core::Status readCell(std::string_view text, core::Bucket& out) {
    const auto bucket = core::bucketNamed(text);
    if (!bucket)
        return badCell(text, "not one of input, cache_read, cache_write_5m, cache_write_1h, "
                             "output, request, query");
    out = *bucket;
    return {};
}
core::Status readCell(std::string_view text, std::int64_t& out) {
    const WholeNumber number = parseCount(text);
    if (number.problem != nullptr)
        return badCell(text, number.problem);
    out = number.value;
    return {};
}
core::Status readCurrency(std::string_view text, std::string& out) {
    out.clear();
    for (const char c : text) {
        const bool isLower = c >= 'a' && c <= 'z';
        if (!isLower && (c < 'A' || c > 'Z'))
            return badCell(text, "not a currency code such as USD");
        out += isLower ? static_cast<char>(c - 'a' + 'A') : c;
    }
    if (out.size() != 3)
        return badCell(text, "not a currency code such as USD");
    return {};
}

bool isAfter(const core::Moment& end, const core::Moment& start) {
    const auto micros = [](const core::Moment& m) {
        return m.kind == core::Moment::Kind::Day ? m.value * core::kMicrosPerDay : m.value;
    };
    return micros(end) > micros(start);
}

std::unique_ptr<Format> makeTableFormat(TableSpec spec) {
    return std::make_unique<TableFormat>(std::move(spec));
}

} // namespace ms::importers
