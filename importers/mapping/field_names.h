// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/import_stream.h"

#include <span>
#include <string_view>

namespace ms::importers {

/// What columns of a field are called in logs and tables that people have, as lettersOf() has them;
/// the surest first. The field's own name is one of them without being listed.
std::span<const std::string_view> usualNamesOf(core::FileKind kind, std::string_view field);

/// Fields that rows of a kind are about: a file with none of them holds no such rows.
std::span<const std::string_view> tellingFieldsOf(core::FileKind kind);

} // namespace ms::importers
