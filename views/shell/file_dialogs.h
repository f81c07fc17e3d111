// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace ms::views {

/// Ask for a name without stopping the window; `chosen` is called when there is one.
void askForWorkspace(QWidget* parent, std::function<void(const QString& path)> chosen);
void askForNewWorkspace(QWidget* parent, std::function<void(const QString& path)> chosen);
void askForFiles(QWidget* parent, std::function<void(const QStringList& paths)> chosen);

} // namespace ms::views
