// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/diagnostic.h"
#include "models/core/input_file.h"
#include "models/core/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// What a compressed file may become. Defaults of RELIABILITY.md T17.
struct DecompressionLimits {
    std::uint64_t maxBytes = std::uint64_t{20} << 30;
    std::uint64_t maxRatio = 200;
    std::uint64_t ratioAfter = std::uint64_t{8} << 20; // small files may well shrink more
};

/// Rows that an input could not make text of, and what else to tell about it.
struct RowsLeftOut {
    std::int64_t count = 0;                // of rows
    std::vector<core::Diagnostic> rejects; // of the first 100,000 of them
    std::vector<std::string> notes;
};

/// The content of a file: decompressed when it is gz, zst, xz or bz2, one file of a zip archive,
/// one sheet of a workbook as CSV. Found by the first bytes, never by the name. Reads with read(),
/// never mmap, so that a file cut short while it is read cannot end the program. Threads  one at a
/// time.
class ByteInput {
public:
    virtual ~ByteInput() = default;

    /// Errors  Storage: cannot be opened, or no regular file. BadInput: no such part; several files
    /// to choose from; a damaged archive, a workbook that is protected or holds macros.
    static core::Result<std::unique_ptr<ByteInput>> open(const core::InputFile& file,
                                                         const DecompressionLimits& limits = {});

    /// Fill the front of `buffer`; 0 at the end of the content only.
    /// Errors  Storage (I/O), BadInput (damaged, encrypted, nested or implausibly large archive).
    virtual core::Result<std::size_t> read(std::span<char> buffer) = 0;

    /// Read what is left of the file itself and check that it did not change meanwhile.
    /// Errors  BadInput: it was written to, replaced or cut while it was read.
    virtual core::Status finish() = 0;

    /// What the rows read so far lack; to be asked once, at the end.
    virtual RowsLeftOut takeRowsLeftOut() { return {}; }

    virtual std::string_view compression() const = 0; // "gzip"; empty when plain
    virtual std::uint64_t fileBytes() const = 0;      // size on disk when opened
    virtual std::uint64_t bytesRead() const = 0;      // of the file on disk, so far
    /// XXH3-64 of what was read so far: of the file on disk, of the content where a part is read.
    virtual std::uint64_t hash() const = 0;
};

/// What there is to read in `path`: every file of a zip archive in order of name, else the file
/// itself. Errors  Storage: cannot be opened. BadInput: a damaged archive.
core::Result<std::vector<core::InputFile>> inputsIn(const std::filesystem::path& path);

} // namespace ms::importers
