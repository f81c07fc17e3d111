// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/grouped_table_model.h"

#include "models/report/loss.h"
#include "models/tables/fall_role.h"
#include "models/tables/sort_keys.h"
#include "models/tables/tool_tip.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace ms::tables {

namespace {

bool isNumber(TableColumn::Kind kind) {
    return kind != TableColumn::Kind::Text && kind != TableColumn::Kind::Time;
}

QString oneLine(QString text) {
    for (QChar& c : text) {
        if (c == u'\t' || c == u'\n' || c == u'\r')
            c = u' ';
    }
    return text;
}

} // namespace

int GroupedTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_order.size());
}

int GroupedTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant GroupedTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::size_t row = sourceRow(index.row());
    if (role == LossRole)
        return isLoss(row);
    if (role == Qt::ToolTipRole)
        return toolTip(valueAt(row, index.column()),
                       {idAt(row, index.column()), remarkAt(row, index.column())});
    if (role == ExactTextRole)
        return machineText(row, index.column());
    if (role == BarRole) {
        const std::optional<Bar> bar = barOf(index);
        if (!bar)
            return {};
        const double longest = std::max(bar->highest, -bar->lowest);
        return longest > 0 ? bar->value / longest : 0.0;
    }
    return cellData(valueAt(row, index.column()), index.column(), role);
}

QVariant GroupedTableModel::cellData(const CellValue& value, int column, int role) const {
    const TableColumn::Kind kind = m_columns[std::size_t(column)].kind;
    switch (role) {
    case Qt::DisplayRole:
        if (const auto* tokens = std::get_if<core::Int128>(&value);
            tokens && kind == TableColumn::Kind::Tokens)
            return m_format.compact(*tokens);
        return displayText(value, m_format);
    case Qt::TextAlignmentRole:
        return int((isNumber(kind) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case ExactTextRole:
    case Qt::EditRole:
        return exactText(value);
    case SortKeyRole:
        return sortKey(value);
    case KindRole:
        return int(kind);
    default:
        return {};
    }
}

QString GroupedTableModel::toolTip(const CellValue& value, const QStringList& remarks) const {
    QStringList lines{isUnknown(value) ? QString() : fullText(value, m_format)};
    lines += remarks;
    lines.removeAll(QString());
    lines.removeDuplicates(); // an id that is its own name
    return toolTipText(lines.join(u'\n'));
}

QString GroupedTableModel::machineText(std::size_t resultRow, int column) const {
    const QString id = idAt(resultRow, column);
    return id.isEmpty() ? exactText(valueAt(resultRow, column)) : id;
}

QVariant GroupedTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (section < 0 || section >= columnCount())
        return {};
    const TableColumn& column = m_columns[std::size_t(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == FallIsGoodRole)
        return !report::isLossBelowZero(column.id.toStdString());
    if (role == Qt::ToolTipRole)
        return toolTipText(column.description);
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(column.kind) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

void GroupedTableModel::sort(int column, Qt::SortOrder order) {
    if (column < 0)
        return sortBy({}); // how a header says "no sort"
    sortBy({{column, order}});
}

void GroupedTableModel::sortBy(std::vector<SortBy> columns) {
    std::erase_if(columns,
                  [this](const SortBy& by) { return by.column < 0 || by.column >= columnCount(); });
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<std::size_t> kept;
    for (const QModelIndex& index : before)
        kept.push_back(sourceRow(index.row()));
    m_sortedBy = std::move(columns);
    orderRows();
    std::vector<int> shownAt(m_order.size());
    for (std::size_t i = 0; i < m_order.size(); ++i)
        shownAt[m_order[i]] = int(i);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(index(shownAt[kept[std::size_t(i)]], before[i].column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

bool GroupedTableModel::isSameShape(const std::vector<TableColumn>& columns) const {
    return std::equal(columns.begin(), columns.end(), m_columns.begin(), m_columns.end(),
                      [](const TableColumn& a, const TableColumn& b) { return a.id == b.id; });
}

void GroupedTableModel::restart() {
    orderRows();
    measureBars();
}

void GroupedTableModel::orderRows() {
    m_order.resize(resultRows());
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    // From the last key to the first, stable: the first one decides.
    for (auto by = m_sortedBy.rbegin(); by != m_sortedBy.rend(); ++by)
        orderRowsBy(*by);
}

void GroupedTableModel::orderRowsBy(const SortBy& by) {
    const SortKeys keys =
        sortKeysOf(m_order.size(), [&](std::size_t row) { return valueAt(row, by.column); });
    const auto sorted = [&](const auto& numbers) {
        const bool isDescending = by.order == Qt::DescendingOrder;
        std::stable_sort(m_order.begin(), m_order.end(), [&](std::size_t a, std::size_t b) {
            return isDescending ? numbers[b] < numbers[a] : numbers[a] < numbers[b];
        });
    };
    std::visit(sorted, keys.keys);
    std::stable_partition(m_order.begin(), m_order.end(),
                          [&](std::size_t row) { return keys.isKnown[row] != 0; });
}

void GroupedTableModel::measureBars() {
    m_scales.assign(m_columns.size(), {});
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        if (m_columns[column].barGroup.isEmpty())
            continue;
        Scale scale;
        for (std::size_t row = 0; row < resultRows(); ++row) {
            const double length = barLength(valueAt(row, int(column)));
            scale.lowest = std::min(scale.lowest, length);
            scale.highest = std::max(scale.highest, length);
        }
        m_scales[column] = scale;
    }
    for (std::size_t a = 0; a < m_columns.size(); ++a) {
        for (std::size_t b = 0; b < m_columns.size(); ++b) {
            if (m_columns[a].barGroup != m_columns[b].barGroup)
                continue;
            m_scales[a].lowest = std::min(m_scales[a].lowest, m_scales[b].lowest);
            m_scales[a].highest = std::max(m_scales[a].highest, m_scales[b].highest);
        }
    }
}

std::optional<GroupedTableModel::Bar> GroupedTableModel::barOf(const QModelIndex& index) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return std::nullopt;
    const auto column = std::size_t(index.column());
    if (m_columns[column].barGroup.isEmpty())
        return std::nullopt;
    const CellValue value = valueAt(sourceRow(index.row()), index.column());
    if (isUnknown(value))
        return std::nullopt;
    return Bar{barLength(value), m_scales[column].lowest, m_scales[column].highest};
}

int GroupedTableModel::columnOf(const QString& id) const {
    const auto found = std::find_if(m_columns.begin(), m_columns.end(),
                                    [&](const TableColumn& column) { return column.id == id; });
    return found == m_columns.end() ? -1 : int(found - m_columns.begin());
}

QVariant GroupedTableModel::totalData(int column, int role) const {
    if (column < 0 || column >= columnCount())
        return {};
    const CellValue value = totalOf(column);
    if (role == Qt::ToolTipRole)
        return toolTip(value, {});
    return cellData(value, column, role);
}

QString GroupedTableModel::copied(const QModelIndexList& indexes, CopyFormat format,
                                  CopyHeaders headers) const {
    std::set<int> rows;
    std::set<int> columns;
    std::set<std::pair<int, int>> cells;
    for (const QModelIndex& index : indexes) {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            continue;
        rows.insert(index.row());
        columns.insert(index.column());
        cells.emplace(index.row(), index.column());
    }
    // Tokens in full: "4.2 M" is for the eye only.
    const auto textOf = [&](int row, int column) {
        return format == CopyFormat::Raw ? machineText(sourceRow(row), column)
                                         : displayText(valueAt(sourceRow(row), column), m_format);
    };
    QStringList lines;
    if (headers == CopyHeaders::Titles && !columns.empty()) {
        QStringList titles;
        for (int column : columns) {
            const TableColumn& its = m_columns[std::size_t(column)];
            titles.append(oneLine(format == CopyFormat::Raw ? its.id : its.title));
        }
        lines.append(titles.join(u'\t'));
    }
    for (int row : rows) {
        QStringList texts;
        for (int column : columns) {
            const bool isSelected = cells.contains({row, column});
            texts.append(isSelected ? oneLine(textOf(row, column)) : QString());
        }
        lines.append(texts.join(u'\t'));
    }
    return lines.join(u'\n');
}

CellValue GroupedTableModel::totalOf(int) const {
    return QString();
}
QString GroupedTableModel::idAt(std::size_t, int) const {
    return {};
}
QString GroupedTableModel::remarkAt(std::size_t, int) const {
    return {};
}
bool GroupedTableModel::isLoss(std::size_t) const {
    return false;
}

} // namespace ms::tables
