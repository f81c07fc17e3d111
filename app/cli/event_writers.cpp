// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/event_writers.h"

#include "app/cli/attempt_columns.h"
#include "app/cli/json_text.h"
#include "app/files/output_file.h"
#include "models/store/plain_database.h"
#include "models/tables/spreadsheet_text.h"

#include <iostream>
#include <optional>

namespace ms::app {

namespace {

std::string csvHeader() {
    std::string line;
    for (const AttemptColumn& column : attemptColumns())
        line += (line.empty() ? "" : ",") + column.name;
    return line + '\n';
}

void appendCsv(const query::Attempt& attempt, std::string& out) {
    bool isFirst = true;
    for (const AttemptColumn& column : attemptColumns()) {
        if (!isFirst)
            out += ',';
        isFirst = false;
        const AttemptField field = column.field(attempt);
        if (const auto* number = std::get_if<std::int64_t>(&field))
            out += std::to_string(*number);
        if (const auto* text = std::get_if<std::string>(&field))
            out += tables::csvField(*text);
    }
    out += '\n';
}

void appendJson(const query::Attempt& attempt, std::string& out) {
    Json object = Json::object();
    for (const AttemptColumn& column : attemptColumns()) {
        const AttemptField field = column.field(attempt);
        if (const auto* number = std::get_if<std::int64_t>(&field))
            object[column.name] = *number;
        if (const auto* text = std::get_if<std::string>(&field))
            object[column.name] = *text;
    }
    out += compact(object);
    out += '\n';
}

class TextWriter : public EventWriter {
public:
    TextWriter(TextForm form, std::optional<OutputFile> file)
        : m_form{form}, m_file{std::move(file)} {
        if (form == TextForm::Csv)
            m_buffer = csvHeader();
    }
    core::Status write(std::span<const query::Attempt> run) override {
        for (const query::Attempt& attempt : run) {
            m_form == TextForm::Csv ? appendCsv(attempt, m_buffer) : appendJson(attempt, m_buffer);
            if (m_buffer.size() < kFlushBytes)
                continue;
            const core::Status flushed = flush();
            if (!flushed)
                return flushed;
        }
        return {};
    }
    core::Status finish() override {
        core::Status done = flush();
        if (done && m_file)
            done = m_file->close();
        if (done && m_file)
            done = m_file->publish();
        return done;
    }

private:
    static constexpr std::size_t kFlushBytes = std::size_t{1} << 20;

    core::Status flush() {
        core::Status done;
        if (m_file)
            done = m_file->write(m_buffer);
        else if (!std::cout.write(m_buffer.data(), static_cast<std::streamsize>(m_buffer.size())))
            done = core::Error{core::Error::Code::Storage, "The output could not be written.",
                               "stdout"};
        m_buffer.clear();
        return done;
    }

    TextForm m_form;
    std::optional<OutputFile> m_file;
    std::string m_buffer;
};

class SqliteWriter : public EventWriter {
public:
    explicit SqliteWriter(store::PlainDatabase database) : m_database{std::move(database)} {}
    core::Status write(std::span<const query::Attempt> run) override {
        for (const query::Attempt& attempt : run) {
            m_row.clear();
            for (const AttemptColumn& column : attemptColumns())
                m_row.push_back(column.field(attempt));
            const core::Status added = m_database.add(m_row);
            if (!added)
                return added;
        }
        return {};
    }
    core::Status finish() override { return m_database.finish(); }

private:
    store::PlainDatabase m_database;
    std::vector<store::PlainValue> m_row;
};

} // namespace

core::Result<std::unique_ptr<EventWriter>> makeTextWriter(TextForm form, const std::string& path) {
    if (path.empty())
        return std::unique_ptr<EventWriter>(new TextWriter(form, std::nullopt));
    auto file = OutputFile::create(path);
    if (!file)
        return file.error();
    return std::unique_ptr<EventWriter>(new TextWriter(form, *std::move(file)));
}

core::Result<std::unique_ptr<EventWriter>> makeSqliteWriter(const std::string& path) {
    std::vector<store::PlainColumn> columns;
    for (const AttemptColumn& column : attemptColumns())
        columns.push_back({column.name, column.type == AttemptColumn::Type::Integer
                                            ? store::PlainColumn::Type::Integer
                                            : store::PlainColumn::Type::Text});
    auto database = store::PlainDatabase::create(path, "event", columns);
    if (!database)
        return database.error();
    return std::unique_ptr<EventWriter>(new SqliteWriter(*std::move(database)));
}

} // namespace ms::app
