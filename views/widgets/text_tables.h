// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string>
#include <vector>

class QAbstractItemModel;
class QTableView;
class QWidget;

namespace ms::views {

class TextTableModel;

QStringList toStringList(const std::vector<std::string>& texts);

/// A table to read whole rows in, in digits of one width. `name`: what screen readers call it.
QTableView* newTextTable(QAbstractItemModel* model, const QString& name, QWidget* parent);

/// Show texts as they are; columns in which every value that is given is a number are set to the
/// right.
void showTexts(const std::vector<std::string>& columns,
               const std::vector<std::vector<std::string>>& rows, TextTableModel& table);

/// Columns as wide as what they hold, but no single one wider than half a page.
void fitTextColumns(QTableView& view);

} // namespace ms::views
