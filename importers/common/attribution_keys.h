// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace ms::importers {

/// The field of FORMATS.md 1.1 that free metadata states under `key`, which must be in small
/// letters: "customer_id" is tenant; "" for any other key. Source  FORMATS.md 1.3.
std::string_view attributedField(std::string_view key);

/// `key` in small letters (of A to Z).
std::string inSmallLetters(std::string_view key);

} // namespace ms::importers
