// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/fact_format.h"

#include "importers/common/json_text.h"

#include <algorithm>
#include <numeric>

namespace ms::importers {

void FactRows::reject(std::string column, std::string reason, std::string_view raw) {
    m_rejects.push_back({m_row, std::move(column), std::move(reason), std::string(raw)});
}

void FactRows::forget() {
    m_facts.clear();
    m_rejects.clear();
    m_sentences.clear();
    m_notes = {};
}

void FactRows::addEach(InnerRecords& inner, Record& outer, std::string_view text,
                       const InnerRecords::Visitor& visit) {
    std::size_t before = 0;
    inner.each(
        outer, text,
        [&](const std::string& name, Record& record) {
            before = m_facts.size();
            visit(name, record);
        },
        [&](const std::string& name, Record& record) {
            m_facts.resize(before);
            reject((name.empty() ? name : name + '.') + record.problemName(), record.problem(),
                   record.raw);
        });
}

void FactRows::addResults(InnerRecords& results, Record& page, std::size_t key,
                          const std::function<void(Record&)>& visit) {
    if (!page.isList(key))
        return page.fail(page.name(key), "'" + page.name(key) + "' is not a list.");
    addEach(results, page, rawValueAt(page.raw, page.steps(key)),
            [&](const std::string&, Record& result) {
                nextRow();
                visit(result);
            });
}

/// One object a thread.
class FactParser final : public ChunkParser {
public:
    FactParser(FactRows::Numbering numbering, std::unique_ptr<RecordReader> records,
               std::unique_ptr<FactReader> reader)
        : m_numbering{numbering}, m_records{std::move(records)}, m_reader{std::move(reader)} {}

    void parse(const Chunk& chunk, ParsedChunk& out) override {
        m_rows.m_row = 0;
        m_records->start(chunk);
        while (Record* const record = m_records->next(out))
            read(*record, out);
        if (m_numbering == FactRows::Numbering::Rows)
            out.sourceRows = m_rows.m_row;
    }

    void finish(ParsedChunk& out) override {
        m_reader->finish(m_rows);
        out.rows += static_cast<std::int64_t>(m_rows.m_facts.size() + m_rows.m_rejects.size());
        handOn(out);
    }

private:
    void read(Record& record, ParsedChunk& out) {
        if (m_numbering == FactRows::Numbering::Records)
            m_rows.m_row = record.row;
        m_reader->read(record, m_rows);
        if (record.isSpoilt()) { // whole: the rows of a record belong together
            m_rows.forget();
            return out.reject(record.line, record.problemName(), record.problem(), record.raw);
        }
        const auto made =
            static_cast<std::int64_t>(m_rows.m_facts.size() + m_rows.m_rejects.size());
        if (made == 0)
            ++out.skipped;
        else
            out.rows += made - 1; // the record itself is counted already
        handOn(out);
    }

    void handOn(ParsedChunk& out) {
        std::move(m_rows.m_facts.begin(), m_rows.m_facts.end(), std::back_inserter(out.facts));
        for (core::Diagnostic& reject : m_rows.m_rejects) {
            if (m_numbering == FactRows::Numbering::Rows)
                out.countedRejects.push_back(out.rejects.size());
            out.reject(reject.line, std::move(reject.column), std::move(reject.reason), reject.raw);
        }
        for (std::size_t i = 0; i < kNotes; ++i)
            out.notes[i] += m_rows.m_notes[i];
        for (std::string& sentence : m_rows.m_sentences)
            out.sentences.push_back(std::move(sentence));
        m_rows.forget();
    }

    FactRows::Numbering m_numbering;
    std::unique_ptr<RecordReader> m_records;
    std::unique_ptr<FactReader> m_reader;
    FactRows m_rows;
};

namespace {

class StatelessReader final : public FactReader {
public:
    explicit StatelessReader(const std::function<void(Record&, FactRows&)>& read) : m_read{read} {}
    void read(Record& record, FactRows& rows) override { m_read(record, rows); }

private:
    std::function<void(Record&, FactRows&)> m_read;
};

class FactFormat final : public Format {
public:
    explicit FactFormat(FactFormatSpec spec)
        : m_spec{std::make_shared<FactFormatSpec>(std::move(spec))} {}
    std::string_view name() const override { return m_spec->name; }
    std::string_view title() const override { return m_spec->title; }
    core::FileKind kind() const override { return m_spec->kind; }
    Asks asks() const override { return m_spec->asks; }
    Match match(const FileHead& head) const override {
        const SignatureMatch found = findSignature(head, m_spec->signature);
        return found.fits && m_spec->match ? m_spec->match(head)
                                           : matchOf(found, m_spec->title, m_spec->signature);
    }

    core::Result<ReadPlan> plan(const FileHead& head, const ReadOptions& options) const override {
        std::vector<std::string> keys = m_spec->keys;
        if (m_spec->moreKeys)
            for (std::string& key : m_spec->moreKeys(head))
                keys.push_back(std::move(key));
        const auto shape = std::make_shared<const RecordShape>(std::move(keys));
        auto maker = readerMaker(m_spec, head, options);
        if (!maker)
            return maker.error();
        ReadPlan plan;
        if (head.csv()) {
            auto place = placeOf(*shape, *head.csv(), m_spec->letters);
            if (!place)
                return place.error();
            plan = csvPlan(head);
            plan.makeParser = [spec = m_spec, shape, make = *maker, place = *std::move(place)] {
                return std::make_unique<FactParser>(spec->numbering, makeCsvReader(shape, place),
                                                    make());
            };
        } else {
            plan = jsonPlan(head, findSignature(head, m_spec->signature).recordsAt);
            plan.makeParser = [spec = m_spec, shape, make = *maker, layout = plan.layout] {
                return std::make_unique<FactParser>(spec->numbering, makeJsonReader(shape, layout),
                                                    make());
            };
        }
        plan.order = m_spec->order;
        plan.info.source = m_spec->source;
        return plan;
    }

private:
    using Spec = std::shared_ptr<const FactFormatSpec>;
    static core::Result<ReaderMaker> readerMaker(const Spec& spec, const FileHead& head,
                                                 const ReadOptions& options) {
        if (spec->prepare)
            return spec->prepare(head, options);
        if (spec->makeReader)
            return ReaderMaker([spec, options] { return spec->makeReader(options); });
        return ReaderMaker([spec] { return std::make_unique<StatelessReader>(spec->read); });
    }

    Spec m_spec;
};

} // namespace

std::unique_ptr<Format> makeFactFormat(FactFormatSpec spec) {
    return std::make_unique<FactFormat>(std::move(spec));
}

} // namespace ms::importers
