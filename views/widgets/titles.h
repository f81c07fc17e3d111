// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/core/import_stream.h"
#include "models/query/dimension.h"

#include <string>

namespace ms::views {

/// "Prompt version".
QString titleOf(query::Dimension dimension);
/// "Active users".
QString titleOf(core::FileKind kind);
/// A key as people read it: itself, or "(not given)".
QString valueTitle(const QString& value);
QString valueTitle(const std::string& value);
/// "app.jsonl" of "/home/ann/logs/app.jsonl".
QString fileNameOf(const std::string& path);

} // namespace ms::views
