// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/xml_reader.h"

#include <algorithm>
#include <expat.h>

namespace ms::importers {

namespace {

std::string_view withoutPrefix(std::string_view name) {
    return name.substr(name.find(':') + 1); // npos + 1 is 0
}

} // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
    for (const char* const* pair = m_pairs; *pair != nullptr; pair += 2)
        if (withoutPrefix(pair[0]) == name)
            return pair[1];
    return {};
}

void XmlReader::Deleter::operator()(XML_ParserStruct* parser) const {
    XML_ParserFree(parser);
}

XmlReader::XmlReader(XmlHandler& handler)
    : m_handler{handler}, m_parser{XML_ParserCreate(nullptr)} {
    XML_SetUserData(m_parser.get(), this);
    XML_SetElementHandler(m_parser.get(), &XmlReader::onBegin, &XmlReader::onEnd);
    XML_SetCharacterDataHandler(m_parser.get(), &XmlReader::onText);
    XML_SetStartDoctypeDeclHandler(m_parser.get(), &XmlReader::onDoctype);
}

core::Status XmlReader::read(std::string_view piece) {
    return parse(piece, Piece::Inner);
}
core::Status XmlReader::finish() {
    return parse({}, Piece::Last);
}

core::Status XmlReader::parse(std::string_view text, Piece piece) {
    constexpr std::int64_t kMostTagBytes = std::int64_t{1} << 20;
    XML_Parser parser = m_parser.get();
    const auto parsed = XML_Parse(parser, text.data(), static_cast<int>(text.size()),
                                  piece == Piece::Last ? XML_TRUE : XML_FALSE);
    if (parsed != XML_STATUS_OK)
        return error(m_refusal != nullptr ? m_refusal : XML_ErrorString(XML_GetErrorCode(parser)));
    m_bytesGiven += static_cast<std::int64_t>(text.size());
    // What begins here and does not end yet is kept by the parser, and looked at again each time.
    const auto reached = std::max(std::int64_t{XML_GetCurrentByteIndex(parser)}, std::int64_t{0});
    if (piece == Piece::Inner && m_bytesGiven - reached > kMostTagBytes)
        return error("a tag or comment is longer than 1 MiB");
    return {};
}

core::Error XmlReader::error(const std::string& why) const {
    return {core::Error::Code::BadInput,
            "XML, line " + std::to_string(XML_GetCurrentLineNumber(m_parser.get())) + ": " + why +
                ".",
            {}};
}

void XmlReader::refuse(const char* why) {
    m_refusal = why;
    XML_StopParser(m_parser.get(), XML_FALSE);
}

void XmlReader::onBegin(void* self, const char* name, const char** attributes) {
    constexpr int kMostLevels = 64;
    auto* const reader = static_cast<XmlReader*>(self);
    if (++reader->m_depth > kMostLevels)
        reader->refuse("elements are nested more than 64 levels deep");
    else
        reader->m_handler.begin(withoutPrefix(name), XmlAttributes(attributes));
}

void XmlReader::onEnd(void* self, const char* name) {
    auto* const reader = static_cast<XmlReader*>(self);
    --reader->m_depth;
    reader->m_handler.end(withoutPrefix(name));
}

void XmlReader::onText(void* self, const char* text, int size) {
    static_cast<XmlReader*>(self)->m_handler.text({text, static_cast<std::size_t>(size)});
}

void XmlReader::onDoctype(void* self, const char* /*name*/, const char* /*system*/,
                          const char* /*publicId*/, int /*hasSubset*/) {
    static_cast<XmlReader*>(self)->refuse("a document type declaration, which is never read");
}

} // namespace ms::importers
