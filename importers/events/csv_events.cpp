// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/csv_events.h"

#include "importers/common/csv.h"

#include <algorithm>

namespace ms::importers {

namespace {

class CsvEventParser final : public ChunkParser {
public:
    explicit CsvEventParser(std::shared_ptr<const CsvEventReading> reading)
        : m_reading{std::move(reading)} {}

    void parse(const Chunk& chunk, ParsedChunk& out) override {
        CsvRecords records(chunk.bytes, m_reading->delimiter, chunk.firstLine, chunk.firstRow);
        while (records.next(m_record)) {
            ++out.rows;
            if (m_record.problem != nullptr)
                out.reject(m_record.line, {}, m_record.problem, m_record.raw);
            else if (m_record.cells.size() != m_reading->width)
                out.reject(m_record.line, {},
                           "Cells in this row: " + std::to_string(m_record.cells.size()) +
                               "; columns in the header: " + std::to_string(m_reading->width) + ".",
                           m_record.raw);
            else
                readRow(out);
        }
    }

private:
    void readRow(ParsedChunk& out) {
        m_draft.start(m_record.row);
        for (const CsvEventReading::Column& column : m_reading->columns)
            m_draft.set(column.field, column.name, m_record.cells[column.index],
                        m_reading->mapping);
        m_draft.finish(m_reading->mapping, m_record.line, m_record.raw, out);
    }

    std::shared_ptr<const CsvEventReading> m_reading;
    CsvRecord m_record;
    EventDraft m_draft;
};

} // namespace

std::unique_ptr<ChunkParser> makeCsvEventParser(std::shared_ptr<const CsvEventReading> reading) {
    return std::make_unique<CsvEventParser>(std::move(reading));
}

core::Result<CsvBinding>
bindColumns(const CsvHeader& header,
            const std::vector<std::pair<std::string, EventField>>& fields) {
    CsvBinding binding;
    std::vector<bool> isRead(header.names.size());
    for (const auto& [name, field] : fields) {
        const auto index = header.indexOf(name);
        if (!index)
            return core::Error{
                core::Error::Code::BadInput, "The file has no column '" + name + "'.", {}};
        if (std::count(header.names.begin(), header.names.end(), name) > 1)
            return core::Error{core::Error::Code::BadInput,
                               "The file has more than one column '" + name + "'.",
                               {}};
        binding.columns.push_back({*index, name, field});
        isRead[*index] = true;
    }
    for (std::size_t i = 0; i < isRead.size(); ++i)
        if (!isRead[i])
            binding.unread.push_back(header.names[i]);
    return binding;
}

ReadPlan csvEventPlan(const CsvHeader& header, CsvBinding binding, EventMapping mapping) {
    auto reading = std::make_shared<CsvEventReading>();
    reading->mapping = std::move(mapping);
    reading->columns = std::move(binding.columns);
    reading->width = header.names.size();
    reading->delimiter = header.delimiter;
    ReadPlan plan;
    plan.layout = Layout::Csv;
    plan.delimiter = header.delimiter;
    plan.headBytes = header.bytes;
    plan.headLines = header.lines;
    std::string unread;
    for (const std::string& name : binding.unread)
        unread += (unread.empty() ? "" : ", ") + name;
    if (!unread.empty())
        plan.notes.push_back("columns not read: " + unread);
    plan.makeParser = [reading = std::shared_ptr<const CsvEventReading>(reading)] {
        return makeCsvEventParser(reading);
    };
    return plan;
}

} // namespace ms::importers
