// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/otlp_raw_spans.h"

#include <array>

namespace ms::importers {

namespace {

std::string_view memberOf(std::string_view object, std::string_view name) {
    return rawValueAt(object, std::array{name});
}

} // namespace

RawSpans::RawSpans(std::string_view record) : m_resources{memberOf(record, "resourceSpans")} {
    if (memberOf(record, "resourceSpans").empty()) { // the record is the only resource
        m_resources.last = record;
        m_resources.next = 1;
    }
}

std::string_view RawSpans::Cursor::at(std::size_t place) {
    while (next <= place) {
        const auto item = items.next();
        last = item ? item->text : std::string_view();
        ++next;
    }
    return last;
}

std::string_view RawSpans::at(SpanPlace place) {
    if (!m_scopes || place.resource != m_place.resource) {
        m_scopes.emplace(memberOf(m_resources.at(place.resource), "scopeSpans"));
        m_spans.reset();
    }
    if (!m_spans || place.scope != m_place.scope)
        m_spans.emplace(memberOf(m_scopes->at(place.scope), "spans"));
    m_place = place;
    return m_spans->at(place.span);
}

std::string_view RawSpans::numberOf(std::string_view span, std::size_t attribute) {
    Cursor attributes(memberOf(span, "attributes"));
    JsonItems typed(memberOf(attributes.at(attribute), "value"));
    const auto value = typed.next();
    std::string_view text = value ? value->text : std::string_view();
    if (text.size() >= 2 && text.front() == '"') {
        text.remove_prefix(1);
        text.remove_suffix(1);
    }
    return text;
}

} // namespace ms::importers
