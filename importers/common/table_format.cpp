// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/table_format.h"

#include "importers/common/number_format.h"
#include "importers/common/record_reader.h"

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
    constexpr std::size_t kMostShown = 24;
    std::string text;
    for (const std::string& name : names) {
        if (&name - names.data() == kMostShown)
            return text + ", ...";
        text += (text.empty() ? "'" : ", '") + shortened(name, 40) + "'";
    }
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

std::shared_ptr<const RecordShape> shapeOf(const TableSpec& spec) {
    std::vector<std::string> names;
    for (const auto& column : spec.columns)
        names.push_back(column.name);
    return std::make_shared<const RecordShape>(std::move(names));
}

class TableParser final : public ChunkParser {
public:
    TableParser(std::shared_ptr<const TableSpec> spec, std::unique_ptr<RecordReader> records)
        : m_spec{std::move(spec)}, m_records{std::move(records)}, m_cells(m_spec->columns.size()) {}

    void parse(const Chunk& chunk, ParsedChunk& out) override {
        m_records->start(chunk);
        while (Record* const record = m_records->next(out))
            read(*record, out);
    }

private:
    void read(Record& record, ParsedChunk& out) {
        refuseOtherKeys(record);
        for (std::size_t i = 0; i < m_cells.size(); ++i)
            m_cells[i] = trimmed(record.text(i));
        core::Fact fact;
        if (record.isSpoilt())
            out.reject(record.line, record.problemName(), record.problem(), record.raw);
        else if (auto problem = m_spec->read(m_cells, record.line, fact))
            out.reject(record.line, std::move(problem->column), std::move(problem->reason),
                       record.raw);
        else
            out.facts.push_back(std::move(fact));
    }

    /// The header of delimited text was checked; each JSON object has keys of its own.
    void refuseOtherKeys(Record& record) const {
        record.root().eachMember([&](std::string_view name, JsonValue) {
            const bool isKnown = std::any_of(m_spec->columns.begin(), m_spec->columns.end(),
                                             [&](const auto& c) { return c.name == name; });
            if (!isKnown)
                record.fail(name, "A " + std::string(nameOf(m_spec->kind)) +
                                      " record does not have the key '" + std::string(name) + "'.");
        });
    }

    std::shared_ptr<const TableSpec> m_spec;
    std::unique_ptr<RecordReader> m_records;
    std::vector<std::string_view> m_cells;
};

/// Column names, or the keys of the first record; for JSON, absent keys are empty cells.
std::vector<std::string> namesIn(const FileHead& head) {
    if (head.csv())
        return head.csv()->names;
    std::vector<std::string> names;
    head.firstValue().eachMember(
        [&](std::string_view name, JsonValue) { names.emplace_back(name); });
    return names;
}

class TableFormat final : public Format {
public:
    explicit TableFormat(TableSpec spec)
        : m_spec{std::make_shared<TableSpec>(std::move(spec))}, m_shape{shapeOf(*m_spec)} {}
    std::string_view name() const override { return nameOf(m_spec->kind); }
    std::string_view title() const override { return m_spec->title; }
    core::FileKind kind() const override { return m_spec->kind; }

    Match match(const FileHead& head) const override {
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

    core::Result<ReadPlan> plan(const FileHead& head, const ReadOptions&) const override {
        const NameCheck check = checkNames(*m_spec, namesIn(head));
        if (!check.fits())
            return Error{Error::Code::BadInput, problemOf(check, *m_spec), {}};
        ReadPlan plan;
        if (head.csv()) {
            auto place = placeOf(*m_shape, *head.csv());
            if (!place)
                return place.error();
            plan = csvPlan(head);
            plan.makeParser = [spec = m_spec, shape = m_shape, place = *std::move(place)] {
                return std::make_unique<TableParser>(spec, makeCsvReader(shape, place));
            };
        } else {
            plan = jsonPlan(head, {});
            plan.makeParser = [spec = m_spec, shape = m_shape, layout = plan.layout] {
                return std::make_unique<TableParser>(spec, makeJsonReader(shape, layout));
            };
        }
        return plan;
    }

private:
    std::shared_ptr<const TableSpec> m_spec;
    std::shared_ptr<const RecordShape> m_shape;
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
core::Status readCell(std::string_view text, core::Instant& out) {
    auto moment = core::parseMoment(text);
    if (!moment)
        return moment.error();
    const bool isDay = moment->kind == core::Moment::Kind::Day;
    out = {isDay ? moment->value * core::kMicrosPerDay : moment->value};
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
