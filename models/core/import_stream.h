// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/diagnostic.h"
#include "models/core/event_block.h"
#include "models/core/facts.h"
#include "models/core/privacy_rules.h"
#include "models/core/result.h"
#include "models/core/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ms::core {

/// What kind of rows a file holds. The names are those of `--as`.
enum class FileKind : std::uint8_t {
    Events,
    Prices,
    Aliases,
    Tenants,
    Plans,
    Revenue,
    Outcomes,
    ActiveUsers,
    GpuHours,
    Fx,
    Budgets,
    TenantAliases,
    Charges, // invoices and cost exports
    Usage,   // totals of usage
    Features,
    Decisions,
    Count
};
inline constexpr std::size_t kFileKinds = std::size_t(FileKind::Count);
std::string_view nameOf(FileKind kind); // "active_users"
std::optional<FileKind> fileKindNamed(std::string_view name);

/// How events of a source are told apart when they repeat (DESIGN.md section 2, Retries).
enum class Identity : std::uint8_t {
    RequestAndAttempt, // the log numbers its attempts: other content is the final version of the
                       // row
    RequestOnly,       // it does not: other content at another time is a further attempt
    Content, // no request ids: the k-th equal row of a file is the k-th equal row of a source
};

/// The source of rows that somebody typed: each is a statement of its own, made now, even where it
/// repeats an older one.
inline constexpr std::string_view kEnteredByHand = "entered by hand";

/// What an importer tells the store about a file before its rows.
struct SourceInfo {
    FileKind kind = FileKind::Events;
    std::string path;     // as given by the user
    std::string format;   // how it is read: "langfuse_blob"; the profile's name where one reads it
    std::string evidence; // why: "all 4 signature fields"
    std::string source;   // who wrote it: part of the identity of its rows ("langfuse")
    std::string profile;  // name of the mapping profile; empty for a built-in format
    std::string profileText; // its document, so that rows can be read the same way again
    std::string compression; // what the file is packed in: "gzip"; empty: nothing
    std::string encoding;    // how its text is written: "utf-16le"
    std::string head;        // what a row needs in front of it to be read alone: the header line
    Identity identity = Identity::RequestAndAttempt;
    PrivacyRules privacy;       // how identity fields are to be stored
    std::optional<Month> month; // of a file that does not tell its own, as the user stated it
};

/// What was read, once a file has been read to its end.
struct ReadTotals {
    std::int64_t rows = 0;     // records read = handed on + rejected + skipped
    std::int64_t rejected = 0; // listed as diagnostics
    std::int64_t skipped = 0;  // rows that are no records by the format's own rules
    std::uint64_t bytes = 0;   // of the file as it is on disk
    std::uint64_t hash = 0;    // XXH3-64 of those bytes
    std::string privacyKey;    // fingerprint of the key of the tokens in it; empty: none were made
    std::string convention;    // what the token counts of the source include; empty: not known
    std::vector<std::string>
        notes; // "1 partial line left at the end", "times without zone taken as UTC"
};

/// Takes what a reader reads, in file order. All calls come from one thread at a time.
/// An error returned from it ends the reading and is returned by the reader.
class RowSink {
public:
    virtual ~RowSink() = default;
    virtual Status begin(const SourceInfo& info) = 0;
    /// About so many rows will come in all: a guess from the begin of the file, told at most once.
    virtual void expectRows(std::uint64_t) {}
    virtual Status events(EventBlock block) = 0;
    virtual Status facts(std::vector<Fact> facts) = 0;
    virtual Status rejects(std::vector<Diagnostic> diagnostics) = 0;
    virtual Status end(const ReadTotals& totals) = 0;
};

} // namespace ms::core
