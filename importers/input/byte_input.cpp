// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/byte_input.h"

#include "importers/input/archive_input.h"
#include "importers/input/raw_file.h"
#include "importers/input/stream_inputs.h"
#include "importers/input/workbook_input.h"
#include "importers/input/zip_listing.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

using namespace std::string_view_literals;

class PlainInput final : public ByteInput {
public:
    PlainInput(std::unique_ptr<RawFile> file, std::string head)
        : m_file{std::move(file)}, m_head{std::move(head)} {}

    core::Result<std::size_t> read(std::span<char> buffer) override {
        if (m_headAt == m_head.size())
            return m_file->read(buffer);
        const std::size_t count = m_head.copy(buffer.data(), buffer.size(), m_headAt);
        m_headAt += count;
        return count;
    }
    core::Status finish() override { return m_file->finish(); }
    std::string_view compression() const override { return {}; }
    std::uint64_t fileBytes() const override { return m_file->size(); }
    std::uint64_t bytesRead() const override { return m_file->bytesRead(); }
    std::uint64_t hash() const override { return m_file->hash(); }

private:
    std::unique_ptr<RawFile> m_file;
    std::string m_head; // bytes read to find out what the file is
    std::size_t m_headAt = 0;
};

/// Enough to tell what the file is packed in.
core::Result<std::string> headOf(RawFile& file) {
    std::string head(64, '\0');
    std::size_t size = 0;
    while (size < head.size()) { // a read may be short
        const auto got = file.read({head.data() + size, head.size() - size});
        if (!got)
            return got.error();
        if (*got == 0)
            break;
        size += *got;
    }
    head.resize(size);
    return head;
}

/// An archive without files is its end alone, which libarchive does not take for a zip.
core::Result<std::vector<std::string>> listingOf(const std::filesystem::path& path,
                                                 std::string_view head) {
    if (head.starts_with("PK\x05\x06"))
        return std::vector<std::string>();
    return filesOfZip(path);
}

core::Result<std::unique_ptr<ByteInput>> openZip(const core::InputFile& place,
                                                 std::unique_ptr<RawFile> file, std::string head,
                                                 const DecompressionLimits& limits) {
    const auto files = listingOf(place.path, head);
    if (!files)
        return files.error();
    if (isDocument(*files))
        return openWorkbook(place, *files, limits);
    if (!place.part.empty())
        return openZipPart(std::move(file), std::move(head), place.part, PartOf::Several, limits);
    if (files->size() == 1)
        return openZipPart(std::move(file), std::move(head), files->front(), PartOf::Whole, limits);
    if (files->empty())
        return file->error(core::Error::Code::BadInput, "The zip archive holds no files.");
    return file->error(core::Error::Code::BadInput,
                       "The zip archive holds " + std::to_string(files->size()) +
                           " files, the first of them '" + files->front() + "'. Say which one.");
}

} // namespace

std::string_view compressionOf(std::string_view head) {
    struct Magic {
        std::string_view bytes;
        std::string_view name;
    };
    static constexpr std::array<Magic, 5> kMagic{{{"\x1f\x8b"sv, "gzip"},
                                                  {"\x28\xb5\x2f\xfd"sv, "zstd"},
                                                  {"\xfd\x37\x7a\x58\x5a\x00"sv, "xz"},
                                                  {"PK\x03\x04"sv, "zip"},
                                                  {"PK\x05\x06"sv, "zip"}}};
    for (const Magic& magic : kMagic)
        if (head.starts_with(magic.bytes))
            return magic.name;
    const bool isBzip2 = head.starts_with("BZh") && head.size() >= 10 && head[3] >= '1' &&
                         head[3] <= '9' && head.substr(4, 6) == "\x31\x41\x59\x26\x53\x59"sv;
    return isBzip2 ? "bzip2"sv : ""sv;
}

core::Result<std::unique_ptr<ByteInput>> ByteInput::open(const core::InputFile& place,
                                                         const DecompressionLimits& limits) {
    auto file = RawFile::open(place.path);
    if (!file)
        return file.error();
    auto begun = headOf(**file);
    if (!begun)
        return begun.error();
    std::string& head = *begun;
    const std::string_view compression = compressionOf(head);
    if (compression == "zip")
        return openZip(place, *std::move(file), std::move(head), limits);
    if (!place.part.empty())
        return (*file)->error(core::Error::Code::BadInput,
                              "The file is no zip archive and no workbook, so it has no part '" +
                                  place.part + "'.");
    if (compression.empty())
        return std::unique_ptr<ByteInput>(
            std::make_unique<PlainInput>(*std::move(file), std::move(head)));
    if (compression == "gzip")
        return openGzip(*std::move(file), std::move(head), limits);
    if (compression == "zstd")
        return openZstd(*std::move(file), std::move(head), limits);
    return openArchive(*std::move(file), std::move(head), compression, limits);
}

core::Result<std::vector<core::InputFile>> inputsIn(const std::filesystem::path& path) {
    auto file = RawFile::open(path);
    if (!file)
        return file.error();
    const auto head = headOf(**file);
    if (!head)
        return head.error();
    if (compressionOf(*head) != "zip")
        return std::vector<core::InputFile>{path};
    auto files = listingOf(path, *head);
    if (!files)
        return files.error();
    if (files->size() < 2 || isDocument(*files))
        return std::vector<core::InputFile>{path};
    std::sort(files->begin(), files->end());
    std::vector<core::InputFile> inputs;
    for (std::string& name : *files)
        inputs.emplace_back(path, std::move(name));
    return inputs;
}

} // namespace ms::importers
