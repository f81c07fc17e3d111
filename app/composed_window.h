// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/local_import_service.h"
#include "app/services/local_mapping_service.h"
#include "models/session/session.h"
#include "views/shell/main_window.h"

#include <string>

namespace ms::app {

/// The window with its collaborators, in the order in which they need each other: workspaces and
/// files of this computer, settings of settingsHome().
/// Threads  the GUI thread, while there is a QApplication.
class ComposedWindow {
public:
    ComposedWindow();
    /// Show it, on `workspace` when it is not empty.
    void show(const std::string& workspace);
    views::MainWindow& window() { return m_window; }

private:
    LocalImportService m_importService;
    LocalMappingService m_mappingService;
    session::Session m_session;
    views::MainWindow m_window;
};

} // namespace ms::app
