// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/text_tables.h"

#include <QHeaderView>
#include <QTableView>

#include "models/core/decimal.h"
#include "views/widgets/bar_delegate.h"
#include "views/widgets/text_table_model.h"
#include "views/widgets/theme.h"

#include <algorithm>

namespace ms::views {
namespace {

constexpr int kWidestColumn = 420;
constexpr int kNarrowestColumn = 56; // a short title is whole

/// Columns in which every value that is given is a number.
QList<int> numberColumns(const QList<QStringList>& rows) {
    QList<int> columns;
    const qsizetype width = rows.isEmpty() ? 0 : rows.front().size();
    for (qsizetype column = 0; column < width; ++column) {
        const bool isNumber = std::all_of(rows.begin(), rows.end(), [column](const auto& row) {
            const std::string text = row.value(column).toStdString();
            return text.empty() || core::parseDecimal(text);
        });
        if (isNumber)
            columns << int(column);
    }
    return columns;
}

} // namespace

QStringList toStringList(const std::vector<std::string>& texts) {
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text);
    return list;
}

QTableView* newTextTable(QAbstractItemModel* model, const QString& name, QWidget* parent) {
    auto* view = new QTableView(parent);
    view->setModel(model);
    view->setFont(tabularFont(view->font()));
    view->setAccessibleName(name);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setWordWrap(false);
    view->setShowGrid(false);
    view->setAlternatingRowColors(true);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setMinimumSectionSize(kNarrowestColumn);
    view->setItemDelegate(new BarDelegate({}, view));
    view->verticalHeader()->hide();
    return view;
}

void showTexts(const std::vector<std::string>& columns,
               const std::vector<std::vector<std::string>>& rows, TextTableModel& table) {
    QList<QStringList> texts;
    for (const auto& row : rows)
        texts << toStringList(row);
    table.setTable(toStringList(columns), texts, numberColumns(texts));
}

void fitTextColumns(QTableView& view) {
    view.resizeColumnsToContents();
    QHeaderView* header = view.horizontalHeader();
    for (int column = 0; column < header->count(); ++column)
        if (header->sectionSize(column) > kWidestColumn)
            header->resizeSection(column, kWidestColumn);
}

} // namespace ms::views
