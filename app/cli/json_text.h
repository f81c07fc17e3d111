// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"
#include "models/core/money.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace ms::app {

using Json = nlohmann::ordered_json;

/// Money as programs read it: an exact decimal string in units of the currency.
inline Json jsonOf(core::MoneySum money) {
    return core::toDecimalText(money);
}
/// A count as a JSON integer; beyond 64 bits, which no real file reaches, as a decimal string.
inline Json jsonOf(core::Int128 count) {
    if (count > INT64_MAX || count < INT64_MIN)
        return core::toText(count);
    return static_cast<std::int64_t>(count);
}
/// A ratio, or null where it is undefined.
template <class Ratio>
Json jsonOf(const std::optional<Ratio>& ratio) {
    return ratio ? Json(*ratio) : Json();
}
/// A text, or null where it is not given.
inline Json textOrNull(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}
/// The document on one line; bytes that are no UTF-8 are replaced.
inline std::string compact(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}
/// The document with a line feed; bytes that are no UTF-8 are replaced.
inline std::string printed(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace ms::app
