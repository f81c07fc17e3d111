// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/csv_file.h"

#include "models/tables/cell_value.h"
#include "models/tables/report_table_model.h"
#include "models/tables/spreadsheet_text.h"
#include "views/export/printed_table.h"

#include <array>
#include <utility>

namespace ms::views {
namespace {

using report::Cell;
using report::Column;

constexpr std::array<std::pair<CsvPreset, const char*>, 3> kPresets{
    {{CsvPreset::Machine, "machine"},
     {CsvPreset::ExcelUs, "excel-us"},
     {CsvPreset::ExcelEu, "excel-eu"}}};

/// What it says, to the last digit.
QString exactOf(const Cell& cell, const Column& column) {
    if (const auto* text = std::get_if<std::string>(&cell))
        return QString::fromStdString(*text);
    return tables::exactText(tables::cellValueOf(cell, column));
}

QString quotedWhereNeeded(const QString& text) {
    return QString::fromStdString(tables::csvField(text.toStdString()));
}

QString forSpreadsheet(const Cell& cell, const Column& column, CsvPreset preset) {
    QString text = exactOf(cell, column);
    if (std::holds_alternative<std::string>(cell))
        return QString::fromStdString(tables::spreadsheetCell(text.toStdString()));
    if (preset == CsvPreset::ExcelEu)
        text.replace(u'.', u',');
    return text;
}

QByteArray machineCsv(const report::Table& table) {
    QStringList lines;
    QStringList fields;
    for (const Column& column : table.columns)
        fields << quotedWhereNeeded(QString::fromStdString(column.name));
    lines << fields.join(u',');
    for (const report::Row& row : table.rows) {
        fields.clear();
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            fields << quotedWhereNeeded(exactOf(row.cells[c], table.columns[c]));
        lines << fields.join(u',');
    }
    return (lines.join(u'\n') + u'\n').toUtf8();
}

} // namespace

std::optional<CsvPreset> csvPresetNamed(const QString& name) {
    for (const auto& [preset, known] : kPresets)
        if (name == QLatin1String(known))
            return preset;
    return std::nullopt;
}

QString nameOf(CsvPreset preset) {
    return QString::fromLatin1(kPresets[std::size_t(preset)].second);
}

QByteArray csvOf(const report::Table& table, CsvPreset preset) {
    if (preset == CsvPreset::Machine)
        return machineCsv(table);
    const QChar separator = preset == CsvPreset::ExcelEu ? u';' : u',';
    QByteArray csv("\xef\xbb\xbf");
    QStringList fields;
    for (const Column& column : table.columns)
        fields << QString::fromStdString(
            tables::spreadsheetCell(titleOfColumn(column).toStdString()));
    csv += fields.join(separator).toUtf8() + "\r\n";
    for (const report::Row& row : table.rows) {
        fields.clear();
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            fields << forSpreadsheet(row.cells[c], table.columns[c], preset);
        csv += fields.join(separator).toUtf8() + "\r\n";
    }
    return csv;
}

} // namespace ms::views
