// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/query/dimension.h"
#include "models/query/tenant_timeline.h"

#include <string>

namespace ms::tables {

/// "Prompt version": a dimension as a column title or a filter's name.
QString titleOf(query::Dimension dimension);

/// Why a key is empty.
enum class EmptyKey { NotGiven, NoUsage, Idle };
/// The key itself, or words for an empty one: "(not given)", "(no usage)", "(idle)".
QString keyText(const std::string& key, EmptyKey empty = EmptyKey::NotGiven);

/// As `keyText`, but a tenant by its display name where `names` has one.
QString keyName(query::Dimension dimension, const std::string& key, EmptyKey empty,
                const query::TenantTimeline* names);

} // namespace ms::tables
