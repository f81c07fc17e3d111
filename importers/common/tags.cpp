// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/tags.h"

namespace ms::importers {

namespace {

/// `text` as the inside of a JSON string.
void appendEscaped(std::string& out, std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        } else {
            out += c;
        }
    }
}

} // namespace

void Tags::add(std::string_view name, std::string_view text) {
    if (text.empty())
        return;
    m_text += m_text.empty() ? "{\"" : ",\"";
    appendEscaped(m_text, name);
    m_text += "\":\"";
    appendEscaped(m_text, text);
    m_text += '"';
}

void Tags::addAll(JsonValue object, std::string_view prefix) {
    object.eachMember([&](std::string_view name, JsonValue value) {
        add(std::string(prefix).append(name), value.toText());
    });
}

std::string_view Tags::finish() {
    if (!m_text.empty())
        m_text += '}';
    return m_text;
}

} // namespace ms::importers
