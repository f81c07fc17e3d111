// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/row_texts.h"

#include "importers/common/csv.h"
#include "importers/common/number_format.h"
#include "importers/common/row_mask.h"

#include <xxhash.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace ms::importers {

using core::Error;

namespace {

constexpr std::size_t kPadding = 64; // readable bytes behind a chunk
constexpr std::size_t kSampleBytes = std::size_t{64} << 10;
constexpr std::size_t kRowsHandedOn = 4096;
constexpr std::int64_t kRowsBetweenProgress = 500;

/// A row that was read alone: what it holds, or why it is refused.
struct ReadRow {
    ParsedChunk parsed;
    core::SourceInfo info;
    std::string column;
    std::string reason; // empty: taken
};

ReadRow refused(std::string reason) {
    ReadRow row;
    row.reason = std::move(reason);
    return row;
}

/// How many records `text` is; JSON values are cut into `values`.
std::size_t recordsIn(std::string_view text, const ReadPlan& plan, std::int64_t line,
                      std::vector<JsonCutter::Piece>& values) {
    if (plan.layout == Layout::Values) {
        values = JsonCutter(plan.recordsAt).cut(text, line, true).records;
        return values.size();
    }
    if (plan.layout == Layout::Lines)
        return text.find('\n') == std::string_view::npos ? 1 : 2;
    CsvRecords records(text, plan.delimiter, line, line);
    CsvRecord record;
    std::size_t count = 0;
    while (count < 2 && records.next(record))
        ++count;
    return count;
}

/// Rows of the file at hand are those of the one that the row comes from.
void moveToLine(ParsedChunk& parsed, std::int64_t line) {
    if (!parsed.sourceRows)
        return;
    parsed.events.addToAll(core::NumberColumn::SourceRow, line - 1);
    for (core::Fact& fact : parsed.facts)
        std::visit([line](auto& row) { row.line += line - 1; }, fact);
}

/// Without the line ends around it: blanks may be cells of their own.
std::string_view withoutLineEnds(std::string_view text) {
    const std::size_t first = std::min(text.find_first_not_of("\r\n"), text.size());
    text.remove_prefix(first);
    return text.substr(0, text.find_last_not_of("\r\n") + 1);
}

/// The beginning of a file that holds nothing but the rows. Of JSON a list of those that are
/// objects: a broken one would hide how the others are written.
std::string sampleOf(const RowTexts& texts) {
    std::string sample = texts.head;
    JsonParser json;
    for (const RowText& row : texts.rows) {
        if (sample.size() > kSampleBytes)
            break;
        const std::string_view text = withoutLineEnds(row.text);
        if (!texts.head.empty())
            (sample += text) += '\n';
        else if (const auto value = json.parse(text); value && value->isObject())
            (sample += sample.empty() ? '[' : ',') += text;
    }
    return texts.head.empty() && !sample.empty() ? sample + ']' : sample;
}

/// Reads rows alone, mostly with what one look at all of them found out.
class RowsAlone {
public:
    RowsAlone(const Format& format, const RowTexts& texts, const ReadOptions& options)
        : m_format{format}, m_texts{texts}, m_options{options} {
        if (auto way = wayOf(sampleOf(texts)))
            m_ofAll = *std::move(way);
    }

    /// Errors  Usage: rows mean nothing alone.
    core::Result<ReadRow> read(const RowText& row) {
        const std::string_view text = withoutLineEnds(row.text);
        if (trimmed(text).empty())
            return refused("The row is empty.");
        if (m_ofAll)
            return readWith(*m_ofAll, text, row.line);
        // The first rows do not have what every file has: each row is looked at alone.
        auto own = wayOf(m_texts.head + std::string(text));
        return own ? readWith(*own, text, row.line)
                   : core::Result<ReadRow>(refused(own.error().message));
    }

private:
    struct Way {
        ReadPlan plan;
        std::unique_ptr<ChunkParser> parser;
    };

    core::Result<Way> wayOf(const std::string& file) const {
        auto plan = m_format.plan(FileHead(file, true, m_texts.delimiter), m_options);
        if (!plan)
            return plan.error();
        auto parser = plan->makeParser();
        return Way{*std::move(plan), std::move(parser)};
    }

    core::Result<ReadRow> readWith(Way& way, std::string_view text, std::int64_t line) {
        if (way.plan.order == Order::InFileOrder)
            return Error{Error::Code::Usage,
                         "Rows of " + std::string(m_format.title()) +
                             " mean something only after the rows before them. Correct the file "
                             "and import it again: what is known already is left out.",
                         {}};
        m_padded.assign(text);
        m_padded.append(kPadding, ' ');
        std::vector<JsonCutter::Piece> values;
        Chunk chunk;
        chunk.bytes = std::string_view(m_padded).substr(0, text.size());
        chunk.firstLine = chunk.firstRow = line;
        if (recordsIn(chunk.bytes, way.plan, line, values) != 1)
            return refused("This is more than one row: give one row at a time.");
        chunk.values = values;
        ReadRow read;
        read.info = way.plan.info;
        way.parser->parse(chunk, read.parsed);
        if (!read.parsed.rejects.empty()) {
            read.column = std::move(read.parsed.rejects.front().column);
            read.reason = maskedReason(read.column, std::move(read.parsed.rejects.front().reason));
        }
        moveToLine(read.parsed, line);
        return read;
    }

    const Format& m_format;
    const RowTexts& m_texts;
    const ReadOptions& m_options;
    std::optional<Way> m_ofAll;
    std::string m_padded;
};

/// Hands rows on in blocks, as one file.
class OneFile {
public:
    OneFile(const Format& format, const RowTexts& texts, core::RowSink& sink)
        : m_format{format}, m_texts{texts}, m_sink{sink}, m_hash{XXH3_createState(),
                                                                 &XXH3_freeState} {
        XXH3_64bits_reset(m_hash.get());
        XXH3_64bits_update(m_hash.get(), texts.head.data(), texts.head.size());
    }

    core::Status add(ReadRow&& row, const std::string& text) {
        if (!m_isBegun)
            if (auto begun = begin(std::move(row.info)); !begun)
                return begun;
        XXH3_64bits_update(m_hash.get(), text.data(), text.size() + 1); // its NUL ends it
        m_totals.bytes += text.size();
        ParsedChunk& parsed = row.parsed;
        m_totals.rows += parsed.rows;
        m_totals.skipped += parsed.skipped;
        for (std::size_t event = 0; event < parsed.events.size(); ++event)
            m_events.append(parsed.events.record(event));
        std::move(parsed.facts.begin(), parsed.facts.end(), std::back_inserter(m_facts));
        for (std::size_t i = 0; i < kNotes; ++i)
            m_notes[i] += parsed.notes[i];
        std::move(parsed.sentences.begin(), parsed.sentences.end(),
                  std::back_inserter(m_totals.notes));
        m_conventions.add(parsed.conventions);
        return m_events.size() + m_facts.size() < kRowsHandedOn ? core::Status{} : handOn();
    }

    core::Status end() {
        if (!m_isBegun)
            return {};
        if (auto taken = handOn(); !taken)
            return taken;
        m_totals.hash = XXH3_64bits_digest(m_hash.get());
        m_totals.convention = m_conventions.text();
        for (std::size_t i = 0; i < kNotes; ++i)
            if (m_notes[i] > 0)
                m_totals.notes.push_back(noteText(Note(i), m_notes[i]));
        return m_sink.end(m_totals);
    }

    std::uint64_t bytes() const { return m_totals.bytes; }

private:
    core::Status begin(core::SourceInfo info) {
        m_isBegun = true;
        info.kind = m_format.kind();
        info.path = m_texts.name;
        info.format = m_format.name();
        info.head = m_texts.head;
        if (info.source.empty())
            info.source = m_format.name();
        return m_sink.begin(info);
    }
    core::Status handOn() {
        if (m_events.size() > 0)
            if (auto taken = m_sink.events(std::exchange(m_events, {})); !taken)
                return taken;
        return m_facts.empty() ? core::Status{} : m_sink.facts(std::exchange(m_facts, {}));
    }

    const Format& m_format;
    const RowTexts& m_texts;
    core::RowSink& m_sink;
    std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> m_hash;
    bool m_isBegun = false;
    core::EventBlock m_events;
    std::vector<core::Fact> m_facts;
    std::array<std::int64_t, kNotes> m_notes{};
    ConventionsMet m_conventions;
    core::ReadTotals m_totals;
};

} // namespace

core::Result<std::vector<RowRefusal>> readRowTexts(const Format& format, const RowTexts& texts,
                                                   const ReadOptions& options, core::RowSink& sink,
                                                   const core::ProgressFn& progress,
                                                   const std::stop_token& stop) {
    std::vector<RowRefusal> refusals;
    RowsAlone alone(format, texts, options);
    OneFile file(format, texts, sink);
    for (std::size_t i = 0; i < texts.rows.size(); ++i) {
        if (stop.stop_requested())
            return Error{Error::Code::Cancelled, "Reading was cancelled.", texts.name};
        auto row = alone.read(texts.rows[i]);
        if (!row)
            return row.error();
        if (!row->reason.empty())
            refusals.push_back({i, std::move(row->column), std::move(row->reason)});
        else if (auto added = file.add(*std::move(row), texts.rows[i].text); !added)
            return added.error();
        if (progress && (i + 1) % kRowsBetweenProgress == 0)
            progress({file.bytes(), 0, i + 1});
    }
    if (auto ended = file.end(); !ended)
        return ended.error();
    return refusals;
}

} // namespace ms::importers
