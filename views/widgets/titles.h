// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace ms::views {

/// A value as people read it: itself, or "(not given)".
QString valueTitle(const QString& value);
/// "app.jsonl" of "/home/ann/logs/app.jsonl".
QString fileNameOf(const std::string& path);

} // namespace ms::views
