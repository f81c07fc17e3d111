// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace ms::importers {

/// What a compressed file may become. Defaults of RELIABILITY.md T17.
struct DecompressionLimits {
    std::uint64_t maxBytes = std::uint64_t{20} << 30;
    std::uint64_t maxRatio = 200;
    std::uint64_t ratioAfter = std::uint64_t{8} << 20; // small files may well shrink more
};

/// The content of a file, decompressed when it is gz, zst, xz, bz2 or a zip of exactly one file
/// (found by its first bytes, never by its name).
/// Reads with read(), never mmap, so that a file cut short while it is read cannot end the program.
/// Threads  one at a time.
class ByteInput {
public:
    virtual ~ByteInput() = default;

    /// Errors  Storage: cannot be opened, or no regular file.
    static core::Result<std::unique_ptr<ByteInput>> open(const std::filesystem::path& file,
                                                         const DecompressionLimits& limits = {});

    /// Fill the front of `buffer`; 0 at the end of the content only.
    /// Errors  Storage (I/O), BadInput (damaged, encrypted, nested or implausibly large archive).
    virtual core::Result<std::size_t> read(std::span<char> buffer) = 0;

    /// Read what is left of the file itself and check that it did not change meanwhile.
    /// Errors  BadInput: it was written to, replaced or cut while it was read.
    virtual core::Status finish() = 0;

    virtual std::string_view compression() const = 0; // "gzip"; empty when plain
    virtual std::uint64_t fileBytes() const = 0;      // size on disk when opened
    virtual std::uint64_t bytesRead() const = 0;      // of the file on disk, so far
    virtual std::uint64_t hash() const = 0;           // XXH3-64 of the bytes on disk read so far
};

} // namespace ms::importers
