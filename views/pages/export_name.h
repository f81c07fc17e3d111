// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace ms::views {

/// What to call the rejected rows of a file: "may-rejects.csv" of "/exports/may.csv.gz". Characters
/// that no file system takes become "-"; long names are cut. Source  RELIABILITY.md T35.
QString rejectsFileName(const QString& path);

} // namespace ms::views
