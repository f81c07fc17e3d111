// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/workbook_input.h"

#include "importers/input/archive_input.h"
#include "importers/input/sheet_reader.h"
#include "importers/input/workbook_info.h"

#include <algorithm>
#include <cstdint>
#include <xxhash.h>

namespace ms::importers {

using core::Error;

namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
constexpr std::size_t kSliceBytes = std::size_t{2} << 10;       // see SheetReader::takeText
constexpr std::size_t kMostBytesOfInfo = std::size_t{64} << 20; // of a part but shared texts

core::Result<std::unique_ptr<ArchiveInput>> openZip(const std::filesystem::path& path,
                                                    const DecompressionLimits& limits) {
    auto file = RawFile::open(path);
    if (!file)
        return file.error();
    return ArchiveInput::open(*std::move(file), {}, "zip", limits);
}

struct Contents {
    WorkbookInfo info;
    std::uint64_t hash = 0; // of the file
};

core::Status readPart(ArchiveInput& zip, XmlHandler& handler, std::size_t mostBytes) {
    XmlReader xml(handler);
    std::string piece(kPieceBytes, '\0');
    std::size_t bytes = 0;
    while (true) {
        const auto got = zip.read(piece);
        if (!got)
            return got.error();
        if (*got == 0)
            return xml.finish();
        bytes += *got;
        if (bytes > mostBytes)
            return Error{Error::Code::BadInput, "it is larger than 64 MiB.", {}};
        if (auto read = xml.read(std::string_view(piece).substr(0, *got)); !read)
            return read;
    }
}

core::Result<Contents> contentsOf(const std::filesystem::path& path,
                                  const DecompressionLimits& limits) {
    auto zip = openZip(path, limits);
    if (!zip)
        return zip.error();
    WorkbookInfoReader reader;
    while (true) {
        const auto part = (*zip)->nextFile();
        if (!part)
            return part.error();
        if (!*part)
            break;
        const bool isOfTexts = isSamePart(**part, "xl/sharedStrings.xml"); // has a limit of its own
        if (XmlHandler* const handler = reader.handlerOf(**part))
            if (auto read = readPart(**zip, *handler, isOfTexts ? SIZE_MAX : kMostBytesOfInfo);
                !read)
                return Error{read.error().code,
                             "The workbook's part " + **part + ": " + read.error().message,
                             path.string()};
    }
    auto info = reader.finish();
    if (!info)
        return Error{info.error().code, info.error().message, path.string()};
    if (auto finished = (*zip)->finish(); !finished)
        return finished.error();
    return Contents{*std::move(info), (*zip)->hash()};
}

bool holds(const std::vector<std::string>& files, std::string_view name) {
    return std::any_of(files.begin(), files.end(),
                       [name](const std::string& file) { return isSamePart(file, name); });
}

/// Documents in the same kind of archive that are not read; empty when there is nothing against it.
std::string whyNoWorkbook(const std::vector<std::string>& files) {
    if (holds(files, "xl/vbaProject.bin"))
        return "The workbook holds macros. Save it as a workbook without them (.xlsx).";
    if (holds(files, "xl/workbook.bin"))
        return "The workbook is in the binary form (.xlsb). Save it as .xlsx.";
    if (holds(files, "mimetype") && holds(files, "content.xml"))
        return "The file is an OpenDocument file (.ods, .odt). Save the table as .xlsx or CSV.";
    if (holds(files, "Index/Document.iwa"))
        return "The file is a Numbers or Pages document. Export the table as .xlsx or CSV.";
    if (holds(files, "word/document.xml") || holds(files, "ppt/presentation.xml"))
        return "The file is a text document or presentation. Save the table as .xlsx or CSV.";
    return {};
}

std::string namesOf(const std::vector<WorkbookInfo::Sheet>& sheets) {
    std::string names;
    for (const auto& sheet : sheets)
        names += (names.empty() ? "'" : ", '") + sheet.name + "'";
    return names;
}

std::vector<WorkbookInfo::Sheet>::const_iterator
firstSheet(const std::vector<WorkbookInfo::Sheet>& sheets) {
    const auto visible = std::find_if(sheets.begin(), sheets.end(), [](const auto& sheet) {
        return sheet.state == WorkbookInfo::Sheet::State::Visible;
    });
    return visible == sheets.end() ? sheets.begin() : visible;
}

class WorkbookInput final : public ByteInput {
public:
    WorkbookInput(core::InputFile file, std::unique_ptr<ArchiveInput> zip, Contents contents,
                  const DecompressionLimits& limits)
        : m_file{std::move(file)}, m_zip{std::move(zip)}, m_contents{std::move(contents)},
          m_limits{limits}, m_sheet{m_contents.info}, m_xml{m_sheet}, m_hash{XXH3_createState(),
                                                                             &XXH3_freeState} {
        XXH3_64bits_reset(m_hash.get());
    }

    core::Result<std::size_t> read(std::span<char> buffer) override {
        while (m_at == m_text.size() && !m_isAtEnd)
            if (auto more = readMore(); !more)
                return more.error();
        const std::size_t count = m_text.copy(buffer.data(), buffer.size(), m_at);
        m_at += count;
        if (!m_file.part.empty())
            XXH3_64bits_update(m_hash.get(), buffer.data(), count);
        return count;
    }

    core::Status finish() override {
        if (auto finished = m_zip->finish(); !finished)
            return finished;
        if (m_zip->hash() != m_contents.hash)
            return refused(
                "The file changed while it was read. Import it again once it is complete.");
        return {};
    }
    RowsLeftOut takeRowsLeftOut() override {
        RowsLeftOut leftOut = m_sheet.takeRowsLeftOut();
        if (m_file.part.empty() && m_contents.info.sheets.size() > 1)
            leftOut.notes.push_back("one of " + std::to_string(m_contents.info.sheets.size()) +
                                    " sheets read, '" + firstSheet(m_contents.info.sheets)->name +
                                    "', of " + namesOf(m_contents.info.sheets));
        return leftOut;
    }
    std::string_view compression() const override { return "xlsx"; }
    std::uint64_t fileBytes() const override { return m_zip->fileBytes(); }
    std::uint64_t bytesRead() const override { return m_zip->bytesRead(); }
    std::uint64_t hash() const override {
        return m_file.part.empty() ? m_zip->hash() : XXH3_64bits_digest(m_hash.get());
    }

private:
    core::Status readMore() {
        if (m_pieceAt == m_piece.size()) {
            m_piece.resize(kPieceBytes);
            const auto got = m_zip->read(m_piece);
            if (!got)
                return got.error();
            m_piece.resize(*got);
            m_pieceAt = 0;
        }
        m_isAtEnd = m_piece.empty();
        const auto slice = std::string_view(m_piece).substr(m_pieceAt, kSliceBytes);
        m_pieceAt += slice.size();
        const auto read = m_isAtEnd ? m_xml.finish() : m_xml.read(slice);
        if (!read)
            return refused("The sheet: " + read.error().message);
        if (m_isAtEnd)
            m_sheet.finish();
        if (!m_sheet.problem().empty())
            return refused(m_sheet.problem());
        m_text = m_sheet.takeText();
        m_at = 0;
        m_textBytes += m_text.size();
        if (std::string why = whyTooLarge(m_textBytes, bytesRead(), m_limits); !why.empty())
            return refused(std::move(why));
        return {};
    }
    Error refused(std::string why) const {
        return {Error::Code::BadInput, std::move(why), m_file.path.string()};
    }

    core::InputFile m_file;
    std::unique_ptr<ArchiveInput> m_zip;
    Contents m_contents;
    DecompressionLimits m_limits;
    SheetReader m_sheet;
    XmlReader m_xml;
    std::string m_piece; // of the sheet's XML
    std::size_t m_pieceAt = 0;
    std::string m_text; // made, not handed on yet
    std::size_t m_at = 0;
    std::uint64_t m_textBytes = 0; // made so far
    bool m_isAtEnd = false;
    std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> m_hash;
};

} // namespace

bool isDocument(const std::vector<std::string>& files) {
    return holds(files, "xl/workbook.xml") || !whyNoWorkbook(files).empty();
}

core::Result<std::unique_ptr<ByteInput>> openWorkbook(const core::InputFile& file,
                                                      const std::vector<std::string>& files,
                                                      const DecompressionLimits& limits) {
    const auto refused = [&file](std::string why) {
        return Error{Error::Code::BadInput, std::move(why), file.path.string()};
    };
    if (std::string why = whyNoWorkbook(files); !why.empty())
        return refused(std::move(why));
    auto contents = contentsOf(file.path, limits);
    if (!contents)
        return contents.error();
    const auto& sheets = contents->info.sheets;
    const auto isWanted = [&file](const auto& sheet) { return sheet.name == file.part; };
    const auto sheet = file.part.empty() ? firstSheet(sheets)
                                         : std::find_if(sheets.begin(), sheets.end(), isWanted);
    if (sheet == sheets.end())
        return refused("The workbook has no sheet '" + file.part + "'; it has " + namesOf(sheets) +
                       ".");
    auto zip = openZip(file.path, limits);
    if (!zip)
        return zip.error();
    while (true) {
        const auto part = (*zip)->nextFile();
        if (!part)
            return part.error();
        if (!*part)
            return refused("The workbook's sheet '" + sheet->name + "' is missing in the file.");
        if (isSamePart(**part, sheet->file))
            return std::unique_ptr<ByteInput>(std::make_unique<WorkbookInput>(
                file, *std::move(zip), *std::move(contents), limits));
    }
}

core::Result<std::vector<std::string>> sheetsOf(const std::filesystem::path& path,
                                                const DecompressionLimits& limits) {
    const auto contents = contentsOf(path, limits);
    if (!contents)
        return contents.error();
    std::vector<std::string> names;
    for (const auto& sheet : contents->info.sheets)
        names.push_back(sheet.name);
    return names;
}

} // namespace ms::importers
