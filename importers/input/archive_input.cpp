// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/archive_input.h"

#include <archive.h>
#include <archive_entry.h>
#include <cerrno>

namespace ms::importers {

using core::Error;

namespace {

/// The dictionary size that the first block of an xz file asks for, in bytes; 0 when not LZMA2.
/// xz is the one format here whose decoder takes as much memory as the file tells it to.
std::uint64_t xzDictionaryBytes(std::string_view head) {
    constexpr std::size_t kStreamHeader = 12;
    if (head.size() < kStreamHeader + 8)
        return 0;
    const auto at = [head](std::size_t i) { return static_cast<unsigned char>(head[i]); };
    std::size_t i = kStreamHeader + 1;
    const unsigned flags = at(i++);
    for (unsigned sizeFlag : {0x40u, 0x80u}) // optional compressed and uncompressed sizes
        if ((flags & sizeFlag) != 0) {
            while (i < head.size() && (at(i) & 0x80u) != 0)
                ++i;
            ++i;
        }
    while (i + 2 < head.size() && at(i) != 0x21) // skip filters before LZMA2
        i += 2u + at(i + 1);
    if (i + 2 >= head.size())
        return 0;
    const unsigned bits = at(i + 2) & 0x3fu;
    return bits > 40 ? UINT64_MAX : std::uint64_t{2u | (bits & 1u)} << (bits / 2 + 11);
}

class ArchiveInput final : public CompressedInput {
public:
    ArchiveInput(std::unique_ptr<RawFile> file, std::string head, std::string_view name,
                 const DecompressionLimits& limits)
        : CompressedInput{std::move(file), std::move(head), name, limits},
          m_archive{archive_read_new(), &archive_read_free} {}

    core::Status start() {
        const bool isZip = compression() == "zip";
        archive* const a = m_archive.get();
        if (isZip)
            archive_read_support_format_zip_streamable(a);
        else
            archive_read_support_format_raw(a);
        if (compression() == "xz")
            archive_read_support_filter_xz(a);
        if (compression() == "bzip2")
            archive_read_support_filter_bzip2(a);
        if (archive_read_open(a, this, nullptr, &ArchiveInput::feed, nullptr) != ARCHIVE_OK)
            return failure();
        return nextFile();
    }

    core::Result<std::size_t> read(std::span<char> buffer) override {
        if (m_isAtEnd)
            return std::size_t{0};
        const la_ssize_t got = archive_read_data(m_archive.get(), buffer.data(), buffer.size());
        if (got < 0)
            return failure();
        if (got == 0) {
            m_isAtEnd = true;
            if (auto alone = expectNoFurtherFile(); !alone)
                return alone.error();
            return std::size_t{0};
        }
        const auto made = static_cast<std::size_t>(got);
        if (auto fits = account(made); !fits)
            return fits.error();
        if (m_isFirst) {
            m_isFirst = false;
            if (auto plain = refuseNested({buffer.data(), made}); !plain)
                return plain.error();
        }
        return made;
    }

private:
    static la_ssize_t feed(archive* a, void* self, const void** bytes) {
        auto* const input = static_cast<ArchiveInput*>(self);
        const auto piece = input->nextPiece();
        if (!piece) {
            archive_set_error(a, EIO, "%s", piece.error().message.c_str());
            return ARCHIVE_FATAL;
        }
        *bytes = piece->data();
        return static_cast<la_ssize_t>(piece->size());
    }

    Error failure() const {
        const char* const detail = archive_error_string(m_archive.get());
        return damaged(detail != nullptr ? detail : "unknown reason");
    }

    /// Go to the next entry that is a file; `m_isAtEnd` when there is none.
    core::Status nextFile() {
        constexpr int kMaxEntries = 1000;
        for (int i = 0; i < kMaxEntries; ++i) {
            archive_entry* entry = nullptr;
            const int status = archive_read_next_header(m_archive.get(), &entry);
            if (status == ARCHIVE_EOF) {
                m_isAtEnd = true;
                return {};
            }
            if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
                return failure();
            if (archive_entry_is_encrypted(entry) != 0)
                return file().error(Error::Code::BadInput,
                                    "The archive is encrypted. Unpack it first.");
            if (archive_entry_filetype(entry) != AE_IFDIR)
                return {};
        }
        return file().error(Error::Code::BadInput, "The archive has more than 1,000 entries.");
    }

    core::Status expectNoFurtherFile() {
        if (compression() != "zip")
            return {};
        m_isAtEnd = false;
        if (auto next = nextFile(); !next)
            return next;
        const bool isAlone = std::exchange(m_isAtEnd, true);
        if (isAlone)
            return {};
        return file().error(Error::Code::BadInput,
                            "The zip archive holds more than one file. Unpack it and import the "
                            "files one by one.");
    }

    std::unique_ptr<archive, decltype(&archive_read_free)> m_archive;
    bool m_isFirst = true;
    bool m_isAtEnd = false;
};

} // namespace

core::Result<std::unique_ptr<ByteInput>> openArchive(std::unique_ptr<RawFile> file,
                                                     std::string head, std::string_view compression,
                                                     const DecompressionLimits& limits) {
    constexpr std::uint64_t kMaxDictionary = std::uint64_t{64} << 20;
    if (compression == "xz" && xzDictionaryBytes(head) > kMaxDictionary)
        return file->error(Error::Code::BadInput,
                           "The xz file needs more than 64 MiB of memory to unpack. Unpack it "
                           "yourself first.");
    auto input =
        std::make_unique<ArchiveInput>(std::move(file), std::move(head), compression, limits);
    if (auto started = input->start(); !started)
        return started.error();
    return std::unique_ptr<ByteInput>(std::move(input));
}

} // namespace ms::importers
