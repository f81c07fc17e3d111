// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/text_table_model.h"

#include "models/tables/tool_tip.h"

namespace ms::views {
namespace {

constexpr qsizetype kCellCut = 400; // characters on screen; the tool tip has more

} // namespace

void TextTableModel::setTable(const QStringList& headers, const QList<QStringList>& rows,
                              const QList<int>& numbers) {
    beginResetModel();
    m_headers = headers;
    m_rows = rows;
    m_numbers = numbers;
    endResetModel();
}

int TextTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TextTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_headers.size());
}

QVariant TextTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString text = m_rows[index.row()].value(index.column());
    if (role == Qt::DisplayRole)
        return text.left(kCellCut);
    if (role == Qt::ToolTipRole && text.size() > 40)
        return tables::toolTipText(text.left(2000));
    if (role == Qt::TextAlignmentRole)
        return int((m_numbers.contains(index.column()) ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    return {};
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return m_headers.value(section);
    if (role == Qt::TextAlignmentRole)
        return int((m_numbers.contains(section) ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    return {};
}

} // namespace ms::views
