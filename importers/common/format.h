// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/file_head.h"
#include "importers/common/json_cutter.h"
#include "importers/common/token_counts.h"
#include "models/core/import_stream.h"
#include "models/core/progress.h"
#include "models/core/result.h"
#include "models/core/time.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// How well a file's first bytes fit a format, with the evidence to show.
struct Match {
    int score = 0;        // 0 does not fit .. 100 certain; ties go to the longer evidence list
    std::string evidence; // "allocation event, 9 of 9 signature fields"
    int fields = 0;       // length of the evidence list
};

/// What a reader may need to know beyond the bytes.
struct ReadOptions {
    unsigned threads = 0;                          // 0: one a core
    std::string zone = "UTC";                      // reporting zone
    std::size_t chunkBytes = 0; // what a thread parses at a time; no result depends on it.
                                // 0: by the size of the file
    std::optional<core::Month> month{};            // of a snapshot that does not say its own
    std::string activeEvent{}; // product event that means "active"; empty: the usual one
};

/// What a format's files do not say, and its rows need.
enum class Asks : std::uint8_t { Nothing, Month, ActiveEvent };

/// Where records end, so that a file can be cut into chunks for several threads.
enum class Layout : std::uint8_t {
    Lines,  // one record a line (JSON Lines)
    Csv,    // RFC 4180: a record may hold line ends within quotes
    Values, // JSON values over many lines, in lists or in pages that hold a list of them
};

/// Whether chunks may be parsed at the same time, or each needs what the parser saw before.
enum class Order : std::uint8_t { Any, InFileOrder };

/// What happened to rows that is no reason to refuse them, but must be told.
enum class Note : std::uint8_t {
    PartialLine,
    ZoneAssumedUtc,
    WallClockTwice,
    StatusUnknown,
    EntryWithoutPrice,
    PartNotPriced,
    PageIncomplete,
    ChargeKindUnknown,
    CommitmentSpread,
    MarginContradicts,
    PeriodOfInvoiceDay,
    InvoiceDoesNotAddUp,
    SnapshotWithoutMonth,
    Count
};
inline constexpr std::size_t kNotes = std::size_t(Note::Count);
/// "1 partial line left at the end".
std::string noteText(Note note, std::int64_t count);

/// Whole records of a file.
struct Chunk {
    std::string_view bytes;     // at least 64 readable bytes follow
    std::int64_t firstLine = 1; // physical line of the first byte
    std::int64_t firstRow = 1;  // data row of the first record (Csv, Values)
    bool isLast = false;
    std::span<const JsonCutter::Piece> values{}; // the records (Values)
    std::span<const std::string> pages{};        // what ended pages say beside their list (Values)
    bool isCutShort = false;                     // the file ends within a value (Values)
};

/// What a chunk holds, once read.
struct ParsedChunk {
    core::EventBlock events;
    std::vector<core::Fact> facts;
    std::vector<core::Diagnostic> rejects;
    std::int64_t rows = 0;
    std::int64_t skipped = 0;
    /// Set where rows cannot be told from the chunk's place in the file: how many source rows it
    /// has. Its rows are counted from 1 within the chunk then, and moved on when it is handed on.
    std::optional<std::int64_t> sourceRows;
    std::vector<std::size_t> countedRejects; // positions of those that are numbered so, too
    std::array<std::int64_t, kNotes> notes{};
    std::vector<std::string> sentences; // to tell beside the notes, as they are
    ConventionsMet conventions;         // of rows with tokens

    void note(Note n) { ++notes[std::size_t(n)]; }
    /// List a row as rejected; `raw` is masked and cut (RowMask) before it is handed on, `column`
    /// and `reason` are cut at 1 KiB.
    void reject(std::int64_t line, std::string column, std::string reason, std::string_view raw);
};

/// Turns chunks into rows. One object a thread; chunks come as the plan's order says.
class ChunkParser {
public:
    virtual ~ChunkParser() = default;
    virtual void parse(const Chunk& chunk, ParsedChunk& out) = 0;
    /// After the last chunk, where chunks come in file order: hand on what was held back.
    virtual void finish(ParsedChunk& /*out*/) {}
};

/// How a file will be read.
struct ReadPlan {
    core::SourceInfo info;
    Layout layout = Layout::Lines;
    Order order = Order::Any;
    std::string recordsAt;     // Values: keys that lead from a page to its list of records
    char delimiter = ',';      // Csv
    std::size_t headBytes = 0; // header at the front that is no record
    std::int64_t headLines = 0;
    std::vector<std::string> notes;
    std::function<std::unique_ptr<ChunkParser>()> makeParser;
};

/// Reads one file format into events or facts. Knows nothing of SQLite, widgets or settings.
/// One file pair per format, one line in registry.cpp.
class Format {
public:
    virtual ~Format() = default;
    virtual std::string_view name() const = 0;  // "allocation_event"
    virtual std::string_view title() const = 0; // "Allocation event (JSON Lines)"
    virtual core::FileKind kind() const = 0;
    /// The read option without which the rows of a file say little.
    virtual Asks asks() const { return Asks::Nothing; }
    /// Score how likely a file that begins with `head` is of this format.
    virtual Match match(const FileHead& head) const = 0;
    /// Say how the file that begins with `head` is read. Paths and profile names are filled later.
    /// Errors  BadInput: the file lacks something that every file of this format has.
    virtual core::Result<ReadPlan> plan(const FileHead& head, const ReadOptions& options) const = 0;
};

} // namespace ms::importers
