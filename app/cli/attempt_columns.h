// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/attempts.h"

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace ms::app {

/// A field of an exported event: not given, a whole number, or a text. Money is a decimal text.
using AttemptField = std::variant<std::monostate, std::int64_t, std::string>;

struct AttemptColumn {
    enum class Type { Integer, Text };
    std::string name; // as in SQL and FORMATS: "input_uncached_tokens"
    Type type = Type::Text;
    std::function<AttemptField(const query::Attempt&)> field;
};

/// Every column of an event with its tier, segment, cost, basis, file and line; in a fixed order.
const std::vector<AttemptColumn>& attemptColumns();

} // namespace ms::app
