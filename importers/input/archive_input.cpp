// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/archive_input.h"

#include "importers/input/zip_listing.h"

#include <archive_entry.h>
#include <cerrno>
#include <vector>
#include <xxhash.h>

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

/// One file of a zip archive.
class ZipPart final : public ByteInput {
public:
    ZipPart(std::unique_ptr<ArchiveInput> zip, PartOf partOf)
        : m_zip{std::move(zip)}, m_partOf{partOf}, m_hash{XXH3_createState(), &XXH3_freeState} {
        XXH3_64bits_reset(m_hash.get());
    }

    core::Result<std::size_t> read(std::span<char> buffer) override {
        auto got = m_zip->read(buffer);
        if (got && m_partOf == PartOf::Several)
            XXH3_64bits_update(m_hash.get(), buffer.data(), *got);
        return got;
    }
    core::Status finish() override { return m_zip->finish(); }
    std::string_view compression() const override { return m_zip->compression(); }
    std::uint64_t fileBytes() const override { return m_zip->fileBytes(); }
    std::uint64_t bytesRead() const override { return m_zip->bytesRead(); }
    std::uint64_t hash() const override {
        return m_partOf == PartOf::Several ? XXH3_64bits_digest(m_hash.get()) : m_zip->hash();
    }

private:
    std::unique_ptr<ArchiveInput> m_zip;
    PartOf m_partOf;
    std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> m_hash;
};

} // namespace

ArchiveInput::ArchiveInput(std::unique_ptr<RawFile> file, std::string head, std::string_view name,
                           const DecompressionLimits& limits)
    : CompressedInput{std::move(file), std::move(head), name, limits}, m_archive{
                                                                           archive_read_new(),
                                                                           &archive_read_free} {}

core::Result<std::unique_ptr<ArchiveInput>> ArchiveInput::open(std::unique_ptr<RawFile> file,
                                                               std::string head,
                                                               std::string_view compression,
                                                               const DecompressionLimits& limits) {
    constexpr std::uint64_t kMaxDictionary = std::uint64_t{64} << 20;
    if (compression == "xz" && xzDictionaryBytes(head) > kMaxDictionary)
        return file->error(Error::Code::BadInput,
                           "The xz file needs more than 64 MiB of memory to unpack. Unpack it "
                           "yourself first.");
    std::unique_ptr<ArchiveInput> input{
        new ArchiveInput(std::move(file), std::move(head), compression, limits)};
    if (auto started = input->start(); !started)
        return started.error();
    return input;
}

core::Status ArchiveInput::start() {
    archive* const a = m_archive.get();
    if (compression() == "zip")
        archive_read_support_format_zip_streamable(a);
    else
        archive_read_support_format_raw(a);
    if (compression() == "xz")
        archive_read_support_filter_xz(a);
    if (compression() == "bzip2")
        archive_read_support_filter_bzip2(a);
    if (archive_read_open(a, this, nullptr, &ArchiveInput::feed, nullptr) != ARCHIVE_OK)
        return failure();
    return {};
}

la_ssize_t ArchiveInput::feed(archive* a, void* self, const void** bytes) {
    auto* const input = static_cast<ArchiveInput*>(self);
    const auto piece = input->nextPiece();
    if (!piece) {
        archive_set_error(a, EIO, "%s", piece.error().message.c_str());
        return ARCHIVE_FATAL;
    }
    *bytes = piece->data();
    return static_cast<la_ssize_t>(piece->size());
}

Error ArchiveInput::failure() const {
    const char* const detail = archive_error_string(m_archive.get());
    return damaged(detail != nullptr ? detail : "unknown reason");
}

/// Read what is left of a file that does not say its size beforehand: only its content tells where
/// it ends, and the limits hold for it too.
core::Status ArchiveInput::passOver() {
    std::vector<char> rest(m_isSizeKnown ? 0 : std::size_t{1} << 16);
    while (!rest.empty()) {
        const la_ssize_t got = archive_read_data(m_archive.get(), rest.data(), rest.size());
        if (got < 0)
            return failure();
        if (got == 0)
            break;
        if (auto fits = account(static_cast<std::size_t>(got)); !fits)
            return fits;
    }
    return {};
}

core::Result<std::optional<std::string>> ArchiveInput::nextFile() {
    archive_entry* entry = nullptr;
    while (true) {
        if (auto passed = passOver(); !passed)
            return passed.error();
        const int status = nextHeader(m_archive.get(), &entry);
        if (status == ARCHIVE_EOF)
            return std::optional<std::string>();
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            return failure();
        if (++m_entries > kMostZipEntries)
            return file().error(Error::Code::BadInput,
                                "The archive has more than 1,000 entries. Unpack it first.");
        if (archive_entry_is_encrypted(entry) != 0)
            return file().error(Error::Code::BadInput,
                                "The archive is encrypted. Unpack it first.");
        m_isFirst = true;
        m_isSizeKnown = archive_entry_size_is_set(entry) != 0;
        const char* const name = archive_entry_pathname(entry);
        if (archive_entry_filetype(entry) != AE_IFDIR)
            return std::optional<std::string>(name != nullptr ? name : "");
    }
}

core::Result<std::size_t> ArchiveInput::read(std::span<char> buffer) {
    const la_ssize_t got = archive_read_data(m_archive.get(), buffer.data(), buffer.size());
    if (got < 0)
        return failure();
    const auto made = static_cast<std::size_t>(got);
    if (auto fits = account(made); !fits)
        return fits.error();
    if (m_isFirst && made > 0) {
        m_isFirst = false;
        if (auto plain = refuseNested({buffer.data(), made}); !plain)
            return plain.error();
    }
    return made;
}

core::Result<std::unique_ptr<ByteInput>> openArchive(std::unique_ptr<RawFile> file,
                                                     std::string head, std::string_view compression,
                                                     const DecompressionLimits& limits) {
    auto input = ArchiveInput::open(std::move(file), std::move(head), compression, limits);
    if (!input)
        return input.error();
    if (auto first = (*input)->nextFile(); !first)
        return first.error();
    return std::unique_ptr<ByteInput>(*std::move(input));
}

core::Result<std::unique_ptr<ByteInput>> openZipPart(std::unique_ptr<RawFile> file,
                                                     std::string head, const std::string& part,
                                                     PartOf partOf,
                                                     const DecompressionLimits& limits) {
    auto zip = ArchiveInput::open(std::move(file), std::move(head), "zip", limits);
    if (!zip)
        return zip.error();
    while (true) {
        const auto name = (*zip)->nextFile();
        if (!name)
            return name.error();
        if (!*name)
            return Error{
                Error::Code::BadInput, "The zip archive holds no file '" + part + "'.", {}};
        if (**name == part)
            return std::unique_ptr<ByteInput>(std::make_unique<ZipPart>(*std::move(zip), partOf));
    }
}

} // namespace ms::importers
