// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/mapping/survey.h"

#include "importers/common/csv.h"
#include "importers/common/number_format.h"
#include "importers/common/profile_columns.h"
#include "importers/input/text_input.h"
#include "importers/mapping/column_values.h"

#include <algorithm>
#include <fstream>

namespace ms::importers {

using core::Error;
using mapping::FileSurvey;
using mapping::MappingProfile;
using Sample = FileSurvey::Sample;

namespace {

constexpr std::size_t kWindowBytes = std::size_t{512} << 10;
constexpr std::size_t kRowsShown = 100;   // of each sample
constexpr std::size_t kLongestCell = 500; // as shown
constexpr std::size_t kMostColumns = 500; // JSON paths; CSV has a limit of its own
constexpr int kDeepest = 6;               // of JSON paths

/// Gathers rows, whatever their form.
class Gatherer {
public:
    /// The column of that name, made where it is new.
    std::size_t columnOf(const std::string& name) {
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            if (m_columns[i].name() == name)
                return i;
        m_columns.emplace_back(name);
        return m_columns.size() - 1;
    }
    void startSample(Sample::Place place) { m_samples.push_back({place, {}}); }
    void startRow() {
        ++m_rows;
        m_isShown = m_samples.back().rows.size() < kRowsShown;
        if (m_isShown)
            m_samples.back().rows.emplace_back();
    }
    void add(std::size_t column, std::string_view value, ColumnValues::Written written) {
        m_columns[column].add(value, written);
        if (!m_isShown)
            return;
        auto& row = m_samples.back().rows.back();
        row.resize(std::max(row.size(), column + 1));
        row[column] = value.substr(0, kLongestCell);
    }
    bool isFull() const { return m_columns.size() >= kMostColumns; }

    void finish(FileSurvey& survey) {
        survey.rows = m_rows;
        for (const ColumnValues& column : m_columns)
            survey.columns.push_back(column.survey());
        for (Sample& sample : m_samples)
            for (auto& row : sample.rows)
                row.resize(m_columns.size());
        std::erase_if(m_samples, [](const Sample& sample) { return sample.rows.empty(); });
        survey.samples = std::move(m_samples);
    }

private:
    std::vector<ColumnValues> m_columns;
    std::vector<Sample> m_samples;
    std::int64_t m_rows = 0;
    bool m_isShown = false; // the row at hand is one of the first of its sample
};

void gatherCsv(std::string_view text, const CsvHeader& header, Gatherer& out) {
    CsvRecords records(text, header.delimiter, 1, 1);
    CsvRecord record;
    while (records.next(record)) {
        if (record.problem != nullptr || record.cells.size() != header.names.size())
            continue;
        out.startRow();
        for (std::size_t i = 0; i < record.cells.size(); ++i)
            out.add(i, record.cells[i], ColumnValues::Written::Text);
    }
}

void gatherMembers(JsonValue object, const std::string& path, int depth, Gatherer& out) {
    object.eachMember([&](std::string_view key, JsonValue value) {
        if (key.find('.') != std::string_view::npos) // would read as two keys
            return;
        const std::string at = path.empty() ? std::string(key) : path + "." + std::string(key);
        if (value.isObject() && depth < kDeepest)
            return gatherMembers(value, at, depth + 1, out);
        if (out.isFull() || !value.isGiven())
            return;
        using Written = ColumnValues::Written;
        const bool isNumber = value.kind() == JsonValue::Kind::Integer ||
                              value.kind() == JsonValue::Kind::LargeNumber;
        out.add(out.columnOf(at), value.toText(),
                value.isList() ? Written::JsonList
                : isNumber     ? Written::JsonNumber
                               : Written::Text);
    });
}

void gatherJsonLines(std::string_view text, Gatherer& out) {
    JsonParser parser;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const auto value = parser.parse(trimmed(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!value || !value->isObject())
            continue;
        out.startRow();
        gatherMembers(*value, {}, 1, out);
    }
}

/// Where most records stand; the values themselves unless they are pages.
const FileHead::Place& recordsOf(const FileHead& head) {
    const auto& places = head.places();
    const bool isOnePage = places.front().records.size() == 1 && places.size() > 1;
    return isOnePage ? *std::max_element(places.begin() + 1, places.end(),
                                         [](const auto& a, const auto& b) {
                                             return a.records.size() < b.records.size();
                                         })
                     : places.front();
}

/// The part of a window that begins and ends with whole lines.
std::string_view wholeLines(std::string_view window) {
    const std::size_t begin = window.find('\n');
    const std::size_t end = window.rfind('\n');
    return begin == std::string_view::npos ? std::string_view()
                                           : window.substr(begin + 1, end - begin);
}

void gatherWindow(std::string_view text, const FileHead& head, Gatherer& out) {
    if (head.csv())
        gatherCsv(wholeLines(text), *head.csv(), out);
    else
        gatherJsonLines(wholeLines(text), out);
}

/// The middle and the end of a file that can be read from anywhere.
void gatherRest(const core::InputFile& file, std::uint64_t bytes, const FileHead& head,
                Gatherer& out) {
    std::ifstream stream(file.path, std::ios::binary);
    const auto read = [&](std::uint64_t from, Sample::Place place) {
        std::string window(kWindowBytes, '\0');
        stream.clear();
        stream.seekg(static_cast<std::streamoff>(from));
        stream.read(window.data(), static_cast<std::streamsize>(window.size()));
        window.resize(static_cast<std::size_t>(stream.gcount()));
        out.startSample(place);
        gatherWindow(window, head, out);
    };
    read(bytes / 2, Sample::Place::Middle);
    read(bytes - kWindowBytes, Sample::Place::Tail);
}

void gatherHead(const FileHead& head, Gatherer& out) {
    out.startSample(Sample::Place::Head);
    if (const CsvHeader* const header = head.csv()) {
        for (const std::string& name : header->names)
            out.columnOf(name);
        const std::string_view rest = head.text().substr(header->bytes);
        const auto end = head.isWhole() ? TextEnd::Closed : TextEnd::Open;
        gatherCsv(rest.substr(0, completeCsvRecords(rest, header->delimiter, end).bytes), *header,
                  out);
    } else if (&recordsOf(head) == &head.places().front() &&
               head.jsonShape() == FileHead::JsonShape::Lines) {
        gatherJsonLines(
            head.isWhole() ? head.text() : head.text().substr(0, head.text().rfind('\n') + 1), out);
    } else {
        for (const JsonValue& record : recordsOf(head).records) {
            out.startRow();
            gatherMembers(record, {}, 1, out);
        }
    }
}

} // namespace

core::Result<FileSurvey> surveyFile(const core::InputFile& file, const Choice& choice) {
    auto text = openText(file, choice.encoding);
    if (!text)
        return text.error();
    const auto read = readFileHead(*text->input, kWindowBytes);
    if (!read)
        return read.error();
    const FileHead& head = *read;
    if (!head.csv() && !head.firstValue().isObject())
        return Error{Error::Code::BadInput,
                     "The file is neither delimited text with a header nor JSON records.",
                     file.name()};
    FileSurvey survey;
    survey.format = head.csv() ? MappingProfile::FileFormat::Csv : MappingProfile::FileFormat::Json;
    survey.delimiter = head.csv() ? head.csv()->delimiter : ',';
    survey.header = headerFingerprint(head, head.csv() ? std::string() : recordsOf(head).at);
    Gatherer gatherer;
    gatherHead(head, gatherer);
    const bool isList = head.jsonShape() == FileHead::JsonShape::Values;
    const std::uint64_t size = text->input->fileBytes();
    const bool isPlain =
        text->input->compression().empty() && file.part.empty() && text->encoding == Encoding::Utf8;
    survey.isWhole = head.isWhole() && !isList;
    if (!head.isWhole() && isPlain && !isList && size > 3 * kWindowBytes)
        gatherRest(file, size, head, gatherer);
    else if (!head.isWhole())
        survey.notes.push_back("only the beginning of the file was looked at");
    gatherer.finish(survey);
    return survey;
}

} // namespace ms::importers
