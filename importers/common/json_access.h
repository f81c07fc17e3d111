// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/json_value.h"

#include <bit>
#include <simdjson.h>

namespace ms::importers {

/// From the library's values to ours and back; for the few files that walk whole documents.
struct JsonAccess {
    using Element = simdjson::dom::element;
    static_assert(sizeof(Element) == sizeof(JsonValue::m_place) &&
                  std::is_trivially_copyable_v<Element>);

    static JsonValue valueOf(const Element& element) {
        JsonValue value;
        value.m_place = std::bit_cast<std::array<std::uint64_t, 2>>(element);
        value.m_kind = kindOf(element.type());
        return value;
    }
    static Element elementOf(const JsonValue& value) {
        return std::bit_cast<Element>(value.m_place);
    }
    /// What to say of an object that has `key` more than once: see JsonValue::keyTwice().
    static std::string keyTwice(const simdjson::dom::object& object, std::string_view key);

private:
    static constexpr JsonValue::Kind kindOf(simdjson::dom::element_type type) {
        using Type = simdjson::dom::element_type;
        using Kind = JsonValue::Kind;
        switch (type) {
        case Type::BOOL:
            return Kind::Truth;
        case Type::INT64:
            return Kind::Integer;
        case Type::UINT64:
        case Type::DOUBLE:
            return Kind::LargeNumber;
        case Type::STRING:
            return Kind::Text;
        case Type::ARRAY:
            return Kind::List;
        case Type::OBJECT:
            return Kind::Object;
        case Type::NULL_VALUE:
            break;
        }
        return Kind::Null;
    }
};

} // namespace ms::importers
