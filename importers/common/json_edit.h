// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/row_form.h"

#include <string>
#include <string_view>
#include <vector>

namespace ms::importers {

/// The inside of a JSON string without its escapes; what is no escape stays as it is.
std::string withoutEscapes(std::string_view inside);

/// `json`, which may be broken or cut, with its pieces edited. `names` go before those of its own.
/// Cost  linear, but for texts that hold JSON, which are parsed first; those of more than four
/// levels are pieces.
std::string editedJson(std::string_view json, const RowEdit& edit,
                       std::vector<std::string> names = {}, int level = 0);

/// A text that holds JSON, edited within; nullopt when it is no object or list.
std::optional<std::string> editedJsonText(std::string_view text, const RowEdit& edit,
                                          const std::vector<std::string>& names, int level = 0);

} // namespace ms::importers
