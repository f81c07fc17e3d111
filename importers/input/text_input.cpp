// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/text_input.h"

#include <algorithm>

namespace ms::importers {

using core::Error;

namespace {

using namespace std::string_view_literals;

constexpr std::size_t kBeginBytes = 4096;

/// Files that people take for data but that hold no text: what they are and what to do.
struct NoText {
    std::string_view begin;
    std::string_view why;
};
constexpr std::array<NoText, 11> kNoTexts{{
    {"%PDF-"sv, "The file is a PDF. Export the data itself as CSV or as a workbook (.xlsx)."sv},
    {"SQLite format 3\0"sv,
     "The file is an SQLite database. Workspaces are opened, not imported."sv},
    {"PAR1"sv, "The file is Parquet. Export it as CSV or JSON Lines."sv},
    {"Obj\x01"sv, "The file is Avro. Export it as CSV or JSON Lines."sv},
    {"\x7f"
     "ELF"sv,
     "The file is a program."sv},
    {"{\\rtf"sv, "The file is a text document (RTF). Save the table as CSV or as a workbook."sv},
    {"ARROW1\0"sv, "The file is Arrow. Export it as CSV or JSON Lines."sv},
    {"7z\xbc\xaf"sv, "The file is a 7-Zip archive. Unpack it first."sv},
    {"Rar!\x1a"sv, "The file is a RAR archive. Unpack it first."sv},
    {"\xff\xfe\0\0"sv, "The file is UTF-32 text. Save it as UTF-8."sv},
    {"\0\0\xfe\xff"sv, "The file is UTF-32 text. Save it as UTF-8."sv},
}};

/// Spreadsheets that are no workbook of today: in an OLE container.
constexpr std::string_view kOleContainer = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv;
constexpr std::string_view kEncrypted = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;

bool startsWithTag(std::string_view text, std::string_view tag) {
    const auto sameLetter = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    return text.size() >= tag.size() &&
           std::equal(tag.begin(), tag.end(), text.begin(), sameLetter);
}

/// Whether there are more control characters than any text has.
bool isBinary(std::string_view begin) {
    constexpr std::size_t kEnoughToTell = 256;
    const auto nuls = std::size_t(std::count(begin.begin(), begin.end(), '\0'));
    const auto controls = std::size_t(std::count_if(begin.begin(), begin.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r' && c != '\n';
    }));
    return nuls * 4 > begin.size() ||
           (begin.size() >= kEnoughToTell && controls * 20 > begin.size());
}

/// Told apart here, because every later message would mislead.
std::string whyNoText(std::string_view begin, Encoding encoding) {
    for (const NoText& kind : kNoTexts)
        if (begin.starts_with(kind.begin))
            return std::string(kind.why);
    if (begin.starts_with(kOleContainer))
        return begin.find(kEncrypted) != std::string_view::npos
                   ? "The workbook is protected with a password. Save it without one."
                   : "The file is an old Excel workbook (.xls), or one with a password. Save it as "
                     ".xlsx without a password, or as CSV.";
    const bool isWide = encoding == Encoding::Utf16Le || encoding == Encoding::Utf16Be;
    return !isWide && isBinary(begin) ? "The file is binary, not text." : "";
}

/// Text that is no table, in UTF-8.
std::string whyNoTable(std::string_view begin) {
    const std::size_t first = begin.find_first_not_of(" \t\r\n");
    const std::string_view text = begin.substr(std::min(first, begin.size()));
    for (const std::string_view tag : {"<html"sv, "<!doctype html"sv, "<table"sv, "<head"sv})
        if (startsWithTag(text, tag))
            return "The file is a web page (HTML), whatever its name says. Save the table as .xlsx "
                   "or CSV.";
    if (startsWithTag(text, "<?xml"sv))
        return "The file is XML, which is not read. Export it as CSV, JSON Lines or .xlsx.";
    return {};
}

/// An error of the bytes, told of what the user gave: the path may be that of a temporary file.
Error named(Error error, const core::InputFile& file) {
    if (error.where.empty() || error.where == file.path.string())
        error.where = file.name();
    return error;
}

class TextInput final : public ByteInput {
public:
    TextInput(const core::InputFile& file, std::unique_ptr<ByteInput> bytes, std::string begin,
              Encoding encoding)
        : m_file{file}, m_bytes{std::move(bytes)}, m_text{std::move(begin)},
          m_encoding{encoding}, m_writer{encoding} {
        if (encoding != Encoding::Utf8)
            m_text = converted(m_text);
    }

    /// In UTF-8; before the first read.
    std::string_view begin() const { return m_text; }

    core::Result<std::size_t> read(std::span<char> buffer) override {
        while (m_at == m_text.size() && m_encoding != Encoding::Utf8 && !m_isAtEnd) {
            m_piece.resize(buffer.size());
            const auto got = m_bytes->read(m_piece);
            if (!got)
                return named(got.error(), m_file);
            m_at = 0;
            m_text = converted(std::string_view(m_piece).substr(0, *got));
            m_isAtEnd = *got == 0;
            if (m_isAtEnd)
                m_writer.finish(m_text);
        }
        if (m_at == m_text.size()) {
            auto got = m_encoding == Encoding::Utf8 ? m_bytes->read(buffer) : std::size_t{0};
            return got ? got : named(got.error(), m_file);
        }
        const std::size_t count = m_text.copy(buffer.data(), buffer.size(), m_at);
        m_at += count;
        return count;
    }

    core::Status finish() override {
        auto finished = m_bytes->finish();
        return finished ? finished : named(finished.error(), m_file);
    }
    std::string_view compression() const override { return m_bytes->compression(); }
    std::uint64_t fileBytes() const override { return m_bytes->fileBytes(); }
    std::uint64_t bytesRead() const override { return m_bytes->bytesRead(); }
    std::uint64_t hash() const override { return m_bytes->hash(); }
    RowsLeftOut takeRowsLeftOut() override { return m_bytes->takeRowsLeftOut(); }

private:
    std::string converted(std::string_view bytes) {
        std::string text;
        m_writer.write(bytes, text);
        return text;
    }

    core::InputFile m_file;
    std::unique_ptr<ByteInput> m_bytes;
    std::string m_text; // in UTF-8, not handed on yet
    std::size_t m_at = 0;
    std::string m_piece;
    Encoding m_encoding;
    Utf8Writer m_writer;
    bool m_isAtEnd = false;
};

/// The first bytes; fewer than kBeginBytes only where the content ends.
core::Result<std::string> beginOf(ByteInput& bytes) {
    std::string begin(kBeginBytes, '\0');
    std::size_t size = 0;
    while (size < begin.size()) {
        const auto got = bytes.read({begin.data() + size, begin.size() - size});
        if (!got)
            return got.error();
        if (*got == 0)
            break;
        size += *got;
    }
    begin.resize(size);
    return begin;
}

} // namespace

core::Result<OpenedText> openText(const core::InputFile& file, std::optional<Encoding> encoding,
                                  const DecompressionLimits& limits) {
    auto bytes = ByteInput::open(file, limits);
    if (!bytes)
        return named(bytes.error(), file);
    auto begin = beginOf(**bytes);
    if (!begin)
        return named(begin.error(), file);
    const auto refused = [&file](std::string why) {
        return Error{Error::Code::BadInput, std::move(why), file.name()};
    };
    const EncodingGuess guess = encodingOf(*begin);
    const Encoding used = encoding.value_or(guess.encoding);
    if (std::string why = whyNoText(*begin, used); !why.empty())
        return refused(std::move(why));
    if (used == guess.encoding)
        begin->erase(0, guess.markBytes);
    auto text = std::make_unique<TextInput>(file, *std::move(bytes), *std::move(begin), used);
    if (std::string why = whyNoTable(text->begin()); !why.empty())
        return refused(std::move(why));
    return OpenedText{std::move(text), used};
}

} // namespace ms::importers
