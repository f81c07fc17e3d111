// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/import_stream.h"
#include "models/core/privacy_rules.h"

#include <map>
#include <optional>
#include <span>
#include <string>

namespace ms::app {

/// Which identity field a value of a source row belongs to, by what leads to it: as the mapping
/// profile says, else by the names that logs and tables usually have. For rows that were rejected,
/// of which nobody else knows.
class IdentityNames {
public:
    explicit IdentityNames(const core::SourceInfo& info);
    /// `names`: keys from the outermost inwards, or the column.
    std::optional<core::IdentityField> fieldOf(std::span<const std::string> names) const;

private:
    /// By dotted path, or by lettersOf() a name; nothing for what the profile reads as another
    /// field.
    std::map<std::string, std::optional<core::IdentityField>> m_fields;
};

} // namespace ms::app
