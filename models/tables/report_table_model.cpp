// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/report_table_model.h"

#include "models/tables/dimension_text.h"
#include "models/tables/tool_tip.h"

#include <algorithm>

namespace ms::tables {

using report::Cell;
using report::Column;

namespace {

TableColumn::Kind kindOf(const Column& column) {
    switch (column.kind) {
    case Column::Kind::Key:
        return column.dimension && query::isTime(*column.dimension) ? TableColumn::Kind::Time
                                                                    : TableColumn::Kind::Text;
    case Column::Kind::Text:
        return TableColumn::Kind::Text;
    case Column::Kind::Count:
        return TableColumn::Kind::Count;
    case Column::Kind::Tokens:
        return TableColumn::Kind::Tokens;
    case Column::Kind::Money:
        return TableColumn::Kind::Money;
    case Column::Kind::Ratio:
        return TableColumn::Kind::Ratio;
    case Column::Kind::Number:
    case Column::Kind::PValue:
        break;
    }
    return TableColumn::Kind::Number;
}

TableColumn shownColumn(const Column& column) {
    TableColumn shown;
    shown.id = QString::fromStdString(column.name);
    shown.title =
        column.dimension ? titleOf(*column.dimension) : QString::fromStdString(column.title);
    shown.kind = kindOf(column);
    shown.description = QString::fromStdString(column.meaning);
    if (column.kind == Column::Kind::Money) // each amount its own scale: a sum dwarfs an average
        shown.barGroup = shown.id;
    return shown;
}

} // namespace

CellValue cellValueOf(const Cell& cell, const Column& column, const query::TenantTimeline* names) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        if (column.dimension)
            return keyName(*column.dimension, *text, EmptyKey::NotGiven, names);
        return column.kind == Column::Kind::Key ? keyText(*text) : QString::fromStdString(*text);
    }
    if (const auto* count = std::get_if<core::Int128>(&cell))
        return *count;
    if (const auto* money = std::get_if<core::MoneySum>(&cell))
        return *money;
    if (const auto* fraction = std::get_if<double>(&cell)) {
        if (column.kind == Column::Kind::Ratio)
            return Ratio{*fraction};
        if (column.kind == Column::Kind::PValue)
            return PValue{*fraction};
        return Number{*fraction};
    }
    if (const auto* share = std::get_if<report::Share>(&cell))
        return Ratio{share->of};
    return {};
}

ReportTableModel::ReportTableModel(QObject* parent) : GroupedTableModel{parent} {}

void ReportTableModel::setTable(report::Table table, std::string_view currency, Names names) {
    std::vector<TableColumn> columns;
    for (const Column& column : table.columns)
        columns.push_back(shownColumn(column));
    replace(std::move(columns), NumberFormat{currency}, [&] {
        m_table = std::move(table);
        m_names = std::move(names);
        m_typed.clear();
    });
}

void ReportTableModel::setEditable(std::vector<std::string> columns) {
    m_editable = std::move(columns);
}

bool ReportTableModel::isEditable(int column) const {
    return column >= 0 && column < columnCount() &&
           std::find(m_editable.begin(), m_editable.end(),
                     m_table.columns[std::size_t(column)].name) != m_editable.end();
}

std::vector<std::string> ReportTableModel::textsOf(int resultRow) const {
    std::vector<std::string> texts;
    for (int column = 0; column < columnCount(); ++column) {
        const auto row = std::size_t(resultRow);
        const auto* text = std::get_if<std::string>(&m_table.rows[row].cells[std::size_t(column)]);
        const auto typed = m_typed.find({row, column});
        texts.push_back(typed != m_typed.end() ? typed->second.toStdString()
                        : text                 ? *text
                                               : std::string());
    }
    return texts;
}

void ReportTableModel::forgetTyped() {
    if (m_typed.empty())
        return;
    m_typed.clear();
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

Qt::ItemFlags ReportTableModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = GroupedTableModel::flags(index);
    return index.isValid() && isEditable(index.column()) ? flags | Qt::ItemIsEditable : flags;
}

bool ReportTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid) ||
        !isEditable(index.column()))
        return false;
    const QString text = value.toString().trimmed();
    if (text == index.data(Qt::EditRole).toString())
        return false;
    const std::size_t row = sourceRow(index.row());
    m_typed[{row, index.column()}] = text;
    Q_EMIT dataChanged(index, index);
    Q_EMIT typed(int(row), index.column());
    return true;
}

QVariant ReportTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    const QVariant data = GroupedTableModel::headerData(section, orientation, role);
    if (orientation != Qt::Horizontal || role != Qt::ToolTipRole || !isEditable(section))
        return data;
    return toolTipText(columns()[std::size_t(section)].description + QLatin1Char('\n') +
                       tr("Enter, F2 or a double click changes it."));
}

CellValue ReportTableModel::valueAt(std::size_t resultRow, int column) const {
    if (const auto typed = m_typed.find({resultRow, column}); typed != m_typed.end())
        return typed->second;
    const auto c = std::size_t(column);
    return cellValueOf(m_table.rows[resultRow].cells[c], m_table.columns[c], m_names.get());
}

CellValue ReportTableModel::totalOf(int column) const {
    if (m_table.total.empty())
        return {};
    const auto c = std::size_t(column);
    const auto* text = std::get_if<std::string>(&m_table.total[c]);
    if (text && !text->empty())
        return QString::fromStdString(*text);
    const Column::Kind kind = m_table.columns[c].kind;
    if (kind == Column::Kind::Key || kind == Column::Kind::Text)
        return c == 0 ? tr("Total") : QString();
    return cellValueOf(m_table.total[c], m_table.columns[c]);
}

QString ReportTableModel::idAt(std::size_t resultRow, int column) const {
    const auto c = std::size_t(column);
    const auto* text = std::get_if<std::string>(&m_table.rows[resultRow].cells[c]);
    const bool isTenant = m_table.columns[c].dimension == query::Dimension::Tenant;
    return text && isTenant ? QString::fromStdString(*text) : QString();
}

bool ReportTableModel::isLoss(std::size_t resultRow) const {
    for (std::size_t c = 0; c < m_table.columns.size(); ++c)
        if (m_table.columns[c].name == "margin")
            if (const auto* margin = std::get_if<core::MoneySum>(&m_table.rows[resultRow].cells[c]))
                return margin->picos() < 0;
    return false;
}

} // namespace ms::tables
