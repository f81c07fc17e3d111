// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <QApplication>
#include <QMetaObject>

#include "app/services/local_import_service.h"
#include "app/services/local_mapping_service.h"
#include "app/settings/home.h"
#include "app/settings/window_settings_file.h"
#include "models/session/workspace_access.h"
#include "views/shell/main_window.h"

namespace ms::app {

namespace {

/// The window with its collaborators, in the order in which they need each other.
class Application {
public:
    Application()
        : m_session{session::localWorkspaces()},
          m_window{m_session, m_importService, m_mappingService,
                   settingsDoor(QString::fromStdString((settingsHome() / "window.ini").string()))} {
    }

    void show(const std::string& workspace) {
        m_window.show();
        if (!workspace.empty())
            m_window.openWorkspace(QString::fromStdString(workspace));
    }

private:
    LocalImportService m_importService;
    LocalMappingService m_mappingService;
    session::Session m_session;
    views::MainWindow m_window;
};

} // namespace

int runWindow(int argc, char** argv, const std::string& workspace, std::stop_token stop) {
    QApplication qt(argc, argv);
    QApplication::setApplicationName(QStringLiteral("MarginScope"));
    QApplication::setDesktopFileName(QStringLiteral("marginscope"));
    const std::stop_callback quitOnSignal(
        stop, [&qt] { QMetaObject::invokeMethod(&qt, &QApplication::quit, Qt::QueuedConnection); });
    Application application;
    application.show(workspace);
    return QApplication::exec();
}

} // namespace ms::app
