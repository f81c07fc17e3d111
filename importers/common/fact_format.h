// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"
#include "importers/common/json_record.h"
#include "importers/common/record_reader.h"
#include "importers/common/signature.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// Takes the rows that a record makes: none, one or several.
class FactRows {
public:
    /// How a file's rows are numbered: as its records are, or each for itself where a record is a
    /// page of them.
    enum class Numbering : std::uint8_t { Records, Rows };

    /// The number of the row at hand: its line, data row, or place in its list.
    std::int64_t row() const { return m_row; }
    /// Go on to the next row of a file that numbers its rows.
    void nextRow() { ++m_row; }
    void add(core::Fact fact) { m_facts.push_back(std::move(fact)); }
    /// List something within the record as rejected; the rest of the record counts.
    void reject(std::string column, std::string reason, std::string_view raw);
    /// Make the rows of each member of a map, or element of a list, that is written as `text`
    /// within `outer`. One that is spoilt is rejected alone, with the rows that it made.
    void addEach(InnerRecords& inner, Record& outer, std::string_view text,
                 const InnerRecords::Visitor& visit);
    /// The same for the elements of the list under `key` of `page`; each is a row of the file.
    void addResults(InnerRecords& results, Record& page, std::size_t key,
                    const std::function<void(Record&)>& visit);
    void note(Note note) { ++m_notes[std::size_t(note)]; }
    /// Tell something that no note has words for.
    void tell(std::string sentence) { m_sentences.push_back(std::move(sentence)); }

private:
    friend class FactParser;
    void forget();
    std::int64_t m_row = 0;
    std::vector<core::Fact> m_facts; // of the record at hand
    std::vector<core::Diagnostic> m_rejects;
    std::array<std::int64_t, kNotes> m_notes{};
    std::vector<std::string> m_sentences;
};

/// Makes the rows of records. One object a thread; one a file where it adds up.
class FactReader {
public:
    virtual ~FactReader() = default;
    /// A record that is spoilt by it is rejected with what was wrong; one that makes no row is
    /// skipped.
    virtual void read(Record& record, FactRows& rows) = 0;
    /// At the end of a file whose records come in order: the rows that add it up.
    virtual void finish(FactRows& /*rows*/) {}
};

using ReaderMaker = std::function<std::unique_ptr<FactReader>()>;

/// An export whose records make charges, usage totals, revenue, prices or the like. JSON objects or
/// rows of delimited text, with the same names. What is said here is the whole format.
struct FactFormatSpec {
    std::string name;
    std::string title;
    core::FileKind kind = core::FileKind::Charges;
    std::vector<SignatureField> signature;
    /// Says more than a list of fields can, such as that one is missing or has many names: the
    /// match of a file that has the signature.
    std::function<Match(const FileHead&)> match;
    std::vector<std::string> keys; // columns, or dotted paths in JSON
    Letters letters = Letters::AsIs;
    FactRows::Numbering numbering = FactRows::Numbering::Records;
    Order order = Order::Any;
    Asks asks = Asks::Nothing;
    std::string source; // who writes it, where several formats have the same rows; else the name
    /// Keys that only the file tells, such as a column for each month. They follow `keys`.
    std::function<std::vector<std::string>(const FileHead&)> moreKeys;
    /// Makes the rows of a record, without a state of its own ...
    std::function<void(Record&, FactRows&)> read;
    /// ... or what makes them, with one.
    std::function<std::unique_ptr<FactReader>(const ReadOptions&)> makeReader;
    /// ... or what finds out how they are made from the beginning of the file. Errors  BadInput.
    std::function<core::Result<ReaderMaker>(const FileHead&, const ReadOptions&)> prepare;
};
std::unique_ptr<Format> makeFactFormat(FactFormatSpec spec);

} // namespace ms::importers
