// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"
#include "importers/common/profile.h"
#include "importers/input/text_encoding.h"
#include "models/core/input_file.h"

namespace ms::importers {

/// What the user said about a file; everything else is found by content.
struct Choice {
    std::optional<core::FileKind> kind{};    // --as KIND
    std::optional<MappingProfile> profile{}; // --profile
    std::optional<Encoding> encoding{};      // --encoding
    std::vector<MappingProfile> saved{};     // the user's own: asked beside the formats
    std::string format{};                    // --as FORMAT: one of formats(), by name
};

/// How a file would be read, and why.
struct Recognition {
    std::string format; // name; "profile" when a profile reads it
    std::string title;
    core::FileKind kind = core::FileKind::Events;
    std::string profile;
    std::string evidence;
    std::string compression; // "gzip"; empty when plain
    Encoding encoding = Encoding::Utf8;
    Asks asks = Asks::Nothing;
    std::uint64_t bytes = 0;
};

/// Find out what a file is from its first bytes.
/// Errors  Storage (cannot be read), BadInput (no format fits; says what was seen and what to do).
core::Result<Recognition> recognise(const core::InputFile& file, const Choice& choice);

/// Read `file` to its end into `sink`, in whatever it is packed and written (see openText).
/// Memory does not grow with the file. Events are parsed on `options.threads` threads and
/// handed on in file order. Errors  Storage, BadInput (the file as a whole is not what it claims),
/// Cancelled, or the sink's.
core::Status readFile(const core::InputFile& file, const Choice& choice, const ReadOptions& options,
                      core::RowSink& sink, const core::ProgressFn& progress, std::stop_token stop);

} // namespace ms::importers
