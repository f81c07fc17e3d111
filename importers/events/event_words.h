// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace ms::importers {

/// Words of sources and what FORMATS.md calls them; other words come back as they are.
std::string_view environmentOf(std::string_view word); // prod: production
std::string_view serviceTierOf(std::string_view word); // default: standard; auto: empty

/// success, error, cancelled or unknown; "" for a word that is none of theirs.
std::string_view statusOf(std::string_view word);

} // namespace ms::importers
