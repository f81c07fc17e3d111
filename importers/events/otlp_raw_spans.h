// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/json_text.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace ms::importers {

/// Where a span stands within a record of an OTLP file.
struct SpanPlace {
    std::size_t resource = 0;
    std::size_t scope = 0;
    std::size_t span = 0;
    friend bool operator==(const SpanPlace&, const SpanPlace&) = default;
};

/// Finds spans as they are written, for the few that need it: amounts must not go through floating
/// point, and rejected spans are shown.
/// Cost    one more walk over the record's text, for all spans that are asked for together.
class RawSpans {
public:
    /// `record`: valid JSON, {"resourceSpans":[...]} or one of its elements.
    explicit RawSpans(std::string_view record);
    /// The text of a span; places must not go back.
    std::string_view at(SpanPlace place);
    /// The number that an attribute of a span holds, in its own digits, with the quotes of a text
    /// taken off.
    static std::string_view numberOf(std::string_view span, std::size_t attribute);

private:
    /// A list of which elements are taken in order.
    struct Cursor {
        explicit Cursor(std::string_view list) : items{list} {}
        std::string_view at(std::size_t place);
        JsonItems items;
        std::size_t next = 0;
        std::string_view last;
    };

    Cursor m_resources;
    std::optional<Cursor> m_scopes;
    std::optional<Cursor> m_spans;
    SpanPlace m_place;
};

} // namespace ms::importers
