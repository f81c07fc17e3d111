// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include "models/session/recent_files.h"
#include "views/widgets/theme.h"

#include <functional>

namespace ms::views {

/// What the window remembers from one start to the next.
struct WindowSettings {
    QList<session::RecentFile> recent;
    QByteArray geometry; // QWidget::saveGeometry
    QByteArray state;    // QMainWindow::saveState
    ThemeChoice theme = ThemeChoice::System;
};

/// Where that is kept; `app` decides. Either may be empty: nothing is remembered.
struct SettingsDoor {
    std::function<WindowSettings()> load;
    std::function<void(const WindowSettings&)> save;
};

} // namespace ms::views
