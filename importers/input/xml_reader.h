// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct XML_ParserStruct;

namespace ms::importers {

/// The attributes of an element, by name without namespace prefix.
class XmlAttributes {
public:
    explicit XmlAttributes(const char* const* pairs) : m_pairs{pairs} {}
    /// The value; empty when there is none.
    std::string_view operator[](std::string_view name) const;

private:
    const char* const* m_pairs; // name, value, name, value, ..., null
};

/// Takes a document as it is read. Names come without namespace prefix.
class XmlHandler {
public:
    virtual ~XmlHandler() = default;
    virtual void begin(std::string_view element, const XmlAttributes& attributes) = 0;
    virtual void end(std::string_view element) = 0;
    virtual void text(std::string_view piece) = 0; // a text may come in several
};

/// Reads XML in pieces of any size. A document type declaration is refused, so that there are no
/// entities but the five of XML, and nothing outside the document is ever looked at. Memory does
/// not grow with the document.
class XmlReader {
public:
    explicit XmlReader(XmlHandler& handler);
    /// Errors  BadInput: not well-formed, a document type declaration, nested more than 64 levels
    /// deep, a tag or comment longer than 1 MiB.
    core::Status read(std::string_view piece);
    core::Status finish();

private:
    struct Deleter {
        void operator()(XML_ParserStruct* parser) const;
    };
    static void onBegin(void* self, const char* name, const char** attributes);
    static void onEnd(void* self, const char* name);
    static void onText(void* self, const char* text, int size);
    static void onDoctype(void* self, const char*, const char*, const char*, int);
    enum class Piece : std::uint8_t { Inner, Last };
    core::Status parse(std::string_view text, Piece piece);
    core::Error error(const std::string& why) const;
    void refuse(const char* why);

    XmlHandler& m_handler;
    std::unique_ptr<XML_ParserStruct, Deleter> m_parser;
    const char* m_refusal = nullptr;
    int m_depth = 0;
    std::int64_t m_bytesGiven = 0;
};

} // namespace ms::importers
