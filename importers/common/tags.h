// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/json_value.h"

#include <string>
#include <string_view>

namespace ms::importers {

/// Left-over values of a row that are worth keeping: a JSON object of texts, written as it comes.
class Tags {
public:
    /// Empty texts are left out.
    void add(std::string_view name, std::string_view text);
    /// All members of an object but null ones, lists and objects among them as JSON; `prefix` is
    /// set before each name.
    void addAll(JsonValue object, std::string_view prefix = {});
    void clear() { m_text.clear(); }
    bool isEmpty() const { return m_text.empty(); }
    /// The whole object; empty when there is nothing in it. Nothing can be added afterwards.
    std::string_view finish();

private:
    std::string m_text; // without its closing brace until finish()
};

} // namespace ms::importers
