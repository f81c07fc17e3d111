// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/rejects_file.h"

#include "app/files/output_file.h"
#include "importers/common/csv.h"
#include "importers/common/csv_header.h"
#include "importers/input/text_input.h"
#include "models/core/decimal.h"
#include "models/tables/spreadsheet_text.h"

#include <algorithm>
#include <map>
#include <optional>

namespace ms::app {

using core::Error;

namespace {

constexpr std::int64_t kPage = 2000;
constexpr std::size_t kMostBytes = std::size_t{1} << 30;
constexpr std::string_view kUtf8Mark = "\xef\xbb\xbf";

Error badFile(const std::filesystem::path& path, std::int64_t line, const std::string& what) {
    return {Error::Code::BadInput, what,
            path.string() + (line > 0 ? ":" + std::to_string(line) : "")};
}

core::Result<std::string> wholeText(const std::filesystem::path& path) {
    auto text = importers::openText(path, {});
    if (!text)
        return text.error();
    std::string all;
    while (true) {
        const std::size_t size = all.size();
        all.resize(size + (std::size_t{1} << 16));
        const auto got = text->input->read({all.data() + size, all.size() - size});
        if (!got)
            return got.error();
        all.resize(size + *got);
        if (*got == 0)
            return all;
        if (all.size() > kMostBytes)
            return badFile(path, 0, "The file is too large for corrected rows.");
    }
}

/// One row of the corrected file.
struct CorrectedLine {
    std::int64_t line = 0;
    std::string column;
    std::string reason;
    std::string text;
};

/// Where the columns stand.
struct Places {
    std::size_t line = 0;
    std::size_t raw = 0;
    std::optional<std::size_t> column;
    std::optional<std::size_t> reason;
};

core::Result<std::vector<CorrectedLine>> linesOf(const std::string& text,
                                                 const std::filesystem::path& path) {
    const auto header = importers::readCsvHeader(text);
    const auto line = header ? header->indexOf("line") : std::nullopt;
    const auto raw = header ? header->indexOf("raw") : std::nullopt;
    if (!line || !raw)
        return badFile(path, 0,
                       "This is no table of rejected rows: its first line must name the columns "
                       "line and raw, as 'marginscope batches WORKSPACE BATCH --rejects --csv' "
                       "writes them.");
    const Places at{*line, *raw, header->indexOf("column"), header->indexOf("reason")};
    const std::string_view rows = std::string_view(text).substr(header->bytes);
    importers::CsvRecords records(rows, header->delimiter, header->lines + 1, 1);
    importers::CsvRecord record;
    std::vector<CorrectedLine> lines;
    while (records.next(record)) {
        if (record.problem != nullptr)
            return badFile(path, record.line, record.problem);
        const auto cell = [&](const std::optional<std::size_t>& column) {
            return column && *column < record.cells.size()
                       ? tables::fromSpreadsheet(record.cells[*column])
                       : std::string();
        };
        const auto number = core::parseDecimal(cell(at.line));
        if (!number || number->scale > 0 || number->digits < 0 || number->digits > INT64_MAX)
            return badFile(path, record.line,
                           "'" + cell(at.line).substr(0, 40) + "' is no number of a line.");
        lines.push_back(
            {std::int64_t(number->digits), cell(at.column), cell(at.reason), cell(at.raw)});
    }
    return lines;
}

} // namespace

std::string rejectsLine(const store::Reject& reject) {
    return std::to_string(reject.row.line) + ',' + tables::spreadsheetCell(reject.row.column) +
           ',' + tables::spreadsheetCell(reject.row.reason) + ',' +
           tables::spreadsheetCell(reject.row.raw) + '\n';
}

core::Status eachReject(const store::Workspace& workspace, std::int64_t batch,
                        const std::function<core::Status(const store::Reject&)>& take,
                        const std::stop_token& stop) {
    store::RejectRange range{0, kPage};
    while (true) {
        if (stop.stop_requested())
            return Error{Error::Code::Cancelled, "Reading was cancelled.", {}};
        const auto page = workspace.rejects(batch, range);
        if (!page)
            return page.error();
        for (const store::Reject& reject : *page)
            if (auto taken = take(reject); !taken)
                return taken;
        if (std::int64_t(page->size()) < kPage)
            return {};
        range.after = page->back().number;
    }
}

core::Result<std::int64_t> writeRejects(const store::Workspace& workspace, std::int64_t batch,
                                        const std::filesystem::path& path,
                                        const std::stop_token& stop) {
    auto file = OutputFile::create(path);
    if (!file)
        return file.error();
    if (auto put = file->write(std::string(kUtf8Mark) + std::string(kRejectsHeader)); !put)
        return put.error();
    std::int64_t count = 0;
    const core::Status written = eachReject(
        workspace, batch,
        [&](const store::Reject& reject) {
            ++count;
            return file->write(rejectsLine(reject));
        },
        stop);
    if (!written)
        return written.error();
    if (auto closed = file->close(); !closed)
        return closed.error();
    if (auto published = file->publish(); !published)
        return published.error();
    return count;
}

core::Result<std::vector<session::CorrectedRow>>
readCorrectedRows(const std::filesystem::path& path, const std::vector<store::Reject>& rejects) {
    const auto text = wholeText(path);
    if (!text)
        return text.error();
    const auto lines = linesOf(*text, path);
    if (!lines)
        return lines.error();
    std::multimap<std::int64_t, const store::Reject*> open;
    for (const store::Reject& reject : rejects)
        open.emplace(reject.row.line, &reject);
    std::vector<session::CorrectedRow> rows;
    for (const CorrectedLine& line : *lines) {
        const auto [first, last] = open.equal_range(line.line);
        if (first == last)
            return badFile(path, 0,
                           "Line " + std::to_string(line.line) +
                               " is none of the rejected rows of this batch.");
        const auto same = std::find_if(first, last, [&](const auto& known) {
            return known.second->row.column == line.column &&
                   known.second->row.reason == line.reason;
        });
        const auto taken = same == last ? first : same;
        rows.push_back({taken->second->number, line.text});
        open.erase(taken);
    }
    return rows;
}

} // namespace ms::app
