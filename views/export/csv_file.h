// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "models/report/table.h"

#include <optional>

namespace ms::views {

/// Who reads the CSV: programs (names, exact figures, as --csv prints them), or a spreadsheet that
/// is set to American or to European numbers.
enum class CsvPreset { Machine, ExcelUs, ExcelEu };

std::optional<CsvPreset> csvPresetNamed(const QString& name);
QString nameOf(CsvPreset preset); // "machine", "excel-us", "excel-eu"

/// The rows of a table as CSV, exactly. For spreadsheets: titles as people read them, a mark that
/// says UTF-8, the separator and decimal sign of the place, ratios as fractions, and texts that a
/// spreadsheet would run as formulas as texts. The total is left out as by --csv.
QByteArray csvOf(const report::Table& table, CsvPreset preset);

} // namespace ms::views
