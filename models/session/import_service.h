// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/input_file.h"
#include "models/core/progress.h"
#include "models/core/result.h"
#include "models/core/time.h"
#include "models/mapping/mapping_profile.h"
#include "models/store/workspace.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace ms::session {

/// What the user said about how a file is read. What is not said is found by its content.
struct FileChoice {
    std::optional<mapping::MappingProfile> profile;
    std::optional<core::Month> month; // of rows that do not say their own
    std::string activeEvent;          // the one that means that a person was active
    friend bool operator==(const FileChoice&, const FileChoice&) = default;
};

/// How a dropped file would be read, with its first rows to look at before anything is written.
struct RecognisedFile {
    core::InputFile file;
    std::string title;    // "Allocation event (JSON Lines)"
    std::string kindText; // as in `--as`: "events"
    std::string profile;  // the mapping profile that reads it; empty: a built-in format does
    std::string evidence; // "9 of 9 signature fields"
    enum class Asks : std::uint8_t { Nothing, Month, ActiveEvent };
    Asks asks = Asks::Nothing; // what of FileChoice its rows need
    std::uint64_t bytes = 0;
    /// As they would be imported; where they cannot be, as they stand in the file.
    std::vector<std::string> previewColumns;
    std::vector<std::vector<std::string>> previewRows; // same width as the columns
    std::string error; // a sentence; empty when the file can be imported
    bool canBeImported() const { return error.empty(); }
};

/// A rejected row with the text that its user gave it; the same text tries it again as it is.
struct CorrectedRow {
    std::int64_t number = 0; // store::Reject::number
    std::string text;
};

/// What became of corrected rows.
struct RetriedRows {
    /// Why a row is still not taken.
    struct Refusal {
        std::int64_t number = 0;
        std::string column;
        std::string reason;
    };
    store::Batch receipt; // of the rows that were taken; id 0 when none was
    std::vector<Refusal> refusals;
};

/// Rows of a native table that somebody typed. An empty cell is not given.
struct EnteredRows {
    core::FileKind kind = core::FileKind::Features;
    std::vector<std::string> columns;           // of the native file
    std::vector<std::vector<std::string>> rows; // as wide as the columns
};

/// Reading files into a workspace, as the window sees it. `app` implements it with importers and
/// store, so that the window knows no format.
/// Threads  every call comes from a worker thread; several may run at once.
class ImportService {
public:
    virtual ~ImportService() = default;
    /// Find out what each file is, in the order of `paths`: one answer for a file, one for every
    /// file of a folder or zip archive. A file that cannot be read says so in `error`. After a
    /// stop, those found out until then. `choices`: of the files that the user said something of.
    using Choices = std::vector<std::pair<core::InputFile, FileChoice>>;
    virtual std::vector<RecognisedFile> recognise(const std::vector<std::string>& paths,
                                                  const Choices& choices, std::stop_token stop) = 0;
    /// Why mapping profiles that are saved cannot be read: no file is recognised by them.
    virtual std::vector<core::Error> profileProblems() = 0;
    /// Read `file` into the workspace in one transaction: all of it or nothing.
    /// Errors  Storage, BadInput, Busy, Cancelled (nothing was written).
    virtual core::Result<store::Batch>
    importFile(const std::string& workspace, const core::InputFile& file, const FileChoice& choice,
               const core::ProgressFn& progress, std::stop_token stop) = 0;
    /// Import typed rows as a batch of their own: all of them or none.
    /// Errors  BadInput: a row cannot be taken, and why. Storage, Busy, Cancelled.
    virtual core::Result<store::Batch> enterRows(const std::string& workspace,
                                                 const EnteredRows& rows, std::stop_token stop) = 0;
    /// Read rejected rows of `batch` once more, as their file was read, and import those that can
    /// be taken as a batch of its own, in one transaction. The others are told; they stay rejected.
    /// Errors  Usage: rows of that batch cannot be read alone, and why. Storage, Busy, Cancelled
    /// (nothing was written).
    virtual core::Result<RetriedRows> retryRows(const std::string& workspace, std::int64_t batch,
                                                const std::vector<CorrectedRow>& rows,
                                                const core::ProgressFn& progress,
                                                std::stop_token stop) = 0;
    /// Write all rejected rows of `batch` to `path`, as a table that a spreadsheet opens without
    /// running anything of it, and that `marginscope retry` reads. Returns how many.
    /// Errors  Storage: cannot be written; what was there before is left.
    virtual core::Result<std::int64_t> exportRejects(const std::string& workspace,
                                                     std::int64_t batch, const std::string& path,
                                                     std::stop_token stop) = 0;
    /// Make the sample company's workspace, or find it where it was made before. Returns its path.
    virtual core::Result<std::string> sampleWorkspace(const core::ProgressFn& progress,
                                                      std::stop_token stop) = 0;
};

} // namespace ms::session
