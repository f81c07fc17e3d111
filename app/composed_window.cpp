// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composed_window.h"

#include "app/settings/home.h"
#include "app/settings/window_settings_file.h"
#include "models/session/workspace_access.h"

namespace ms::app {

ComposedWindow::ComposedWindow()
    : m_session{session::localWorkspaces()}, m_window{
                                                 m_session,
                                                 m_importService,
                                                 m_mappingService,
                                                 settingsDoor(QString::fromStdString(
                                                     (settingsHome() / "window.ini").string())),
                                                 views::reportPages(),
                                                 session::savedInFiles()} {}

void ComposedWindow::show(const std::string& workspace) {
    m_window.show();
    if (!workspace.empty())
        m_window.openWorkspace(QString::fromStdString(workspace));
}

} // namespace ms::app
