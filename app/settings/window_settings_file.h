// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "views/shell/window_settings.h"

namespace ms::app {

/// What the window remembers, as an INI file at `path`; its folder is made when something is saved.
views::SettingsDoor settingsDoor(const QString& path);

} // namespace ms::app
