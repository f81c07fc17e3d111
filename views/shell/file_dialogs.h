// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace ms::views {

/// Ask for a name without stopping the window; `chosen` is called when there is one.
void askForWorkspace(QWidget* parent, std::function<void(const QString& path)> chosen);
void askForNewWorkspace(QWidget* parent, std::function<void(const QString& path)> chosen);
/// A name for a new file that is not hidden, with `suggested` to start from; a file that is there
/// already is asked about.
void askForExport(QWidget* parent, const QString& suggested,
                  std::function<void(const QString& path)> chosen);
/// A name for a report, whose ending says the format.
void askForReport(QWidget* parent, const QString& suggested,
                  std::function<void(const QString& path)> chosen);
void askForFiles(QWidget* parent, std::function<void(const QStringList& paths)> chosen);

} // namespace ms::views
