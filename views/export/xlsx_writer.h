// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "models/core/result.h"
#include "views/export/report_document.h"

namespace ms::views {

/// `document` as a workbook: a summary, one sheet a chapter with all of its rows, the data behind
/// charts, definitions and provenance. Figures are numbers with formats, to the 15 digits that a
/// spreadsheet keeps; totals are SUM formulas where rows add up, and ratios formulas where columns
/// of the row give them, each with its value. Texts are texts, whatever they begin with. Charts are
/// the spreadsheet's own. The same bytes for the same document.
/// Errors  Usage: a chapter has more rows than a sheet holds; it names the chapter. Storage: no
///         room for temporary files.
core::Result<QByteArray> xlsxOf(const ReportDocument& document);

} // namespace ms::views
