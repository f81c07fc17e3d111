// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/input/stream_inputs.h"

#include <archive.h>
#include <optional>

namespace ms::importers {

/// The content of an archive, or of one file after the other where it holds several, through
/// libarchive. Nothing is unpacked to disk; names inside the archive are never used as paths.
class ArchiveInput final : public CompressedInput {
public:
    /// `compression`: "xz", "bzip2" or "zip".
    /// Errors  BadInput: damaged, or an xz dictionary above 64 MiB.
    static core::Result<std::unique_ptr<ArchiveInput>> open(std::unique_ptr<RawFile> file,
                                                            std::string head,
                                                            std::string_view compression,
                                                            const DecompressionLimits& limits);

    /// Go to the next file: its name in the archive; nothing after the last.
    /// Errors  BadInput: damaged, encrypted, too many entries.
    core::Result<std::optional<std::string>> nextFile();
    /// Of the current file.
    core::Result<std::size_t> read(std::span<char> buffer) override;

private:
    using Handle = std::unique_ptr<archive, int (*)(archive*)>;

    ArchiveInput(std::unique_ptr<RawFile> file, std::string head, std::string_view compression,
                 const DecompressionLimits& limits);
    core::Status start();
    core::Status passOver();
    static la_ssize_t feed(archive* a, void* self, const void** bytes);
    core::Error failure() const;

    Handle m_archive;
    std::size_t m_entries = 0;
    bool m_isFirst = true;
    bool m_isSizeKnown = true; // of the current file
};

/// Input for xz and bzip2.
core::Result<std::unique_ptr<ByteInput>> openArchive(std::unique_ptr<RawFile> file,
                                                     std::string head, std::string_view compression,
                                                     const DecompressionLimits& limits);
/// Whether a file is all that an archive holds: the hash of one of several is that of its content.
enum class PartOf : std::uint8_t { Whole, Several };
/// Input for the file `part` of a zip archive. Errors  BadInput: there is no such file.
core::Result<std::unique_ptr<ByteInput>> openZipPart(std::unique_ptr<RawFile> file,
                                                     std::string head, const std::string& part,
                                                     PartOf partOf,
                                                     const DecompressionLimits& limits);

} // namespace ms::importers
