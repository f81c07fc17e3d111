// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"

#include <QApplication>
#include <QHashFunctions>
#include <QMetaObject>

#include "app/composed_window.h"

namespace ms::app {

int runWindow(int argc, char** argv, const std::string& workspace, std::stop_token stop) {
    QHashSeed::setDeterministicGlobalSeed(); // as in write_report.cpp: the same bytes of a PDF
    QApplication qt(argc, argv);
    QApplication::setApplicationName(QStringLiteral("MarginScope"));
    QApplication::setDesktopFileName(QStringLiteral("marginscope"));
    const std::stop_callback quitOnSignal(
        stop, [&qt] { QMetaObject::invokeMethod(&qt, &QApplication::quit, Qt::QueuedConnection); });
    ComposedWindow composed;
    composed.show(workspace);
    return QApplication::exec();
}

} // namespace ms::app
