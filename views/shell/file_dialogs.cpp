// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/file_dialogs.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QRegularExpression>

#include <utility>

namespace ms::views {
namespace {

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

QString workspaceFilter() {
    return trText("MarginScope workspaces (*.margin)");
}

/// Shown with open(), not exec(): the window goes on living behind it.
QFileDialog* newDialog(QWidget* parent, const QString& title) {
    auto* dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return dialog;
}

} // namespace

void askForWorkspace(QWidget* parent, std::function<void(const QString&)> chosen) {
    QFileDialog* dialog = newDialog(parent, trText("Open a workspace"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({workspaceFilter(), trText("All files (*)")});
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(chosen));
    dialog->open();
}

void askForNewWorkspace(QWidget* parent, std::function<void(const QString&)> chosen) {
    QFileDialog* dialog = newDialog(parent, trText("Where shall the workspace be kept?"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("margin"));
    dialog->setNameFilters({workspaceFilter()});
    dialog->selectFile(trText("workspace.margin"));
    // A workspace is never written over; creating one where a file is says so.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(chosen));
    dialog->open();
}

void askForExport(QWidget* parent, const QString& suggested,
                  std::function<void(const QString&)> chosen) {
    QFileDialog* dialog = newDialog(parent, trText("Where shall the file be written?"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggested);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(chosen));
    dialog->open();
}

void askForReport(QWidget* parent, const QString& suggested,
                  std::function<void(const QString&)> chosen) {
    QFileDialog* dialog = newDialog(parent, trText("Where shall the report be written?"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({trText("Pages to hand out (*.pdf)"), trText("Workbook (*.xlsx)"),
                            trText("Web page (*.html)"), trText("Tables (*.csv)"),
                            trText("Charts (*.svg *.png)")});
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        static const QRegularExpression kEnding(QStringLiteral("\\*\\.(\\w+)"));
        dialog->setDefaultSuffix(kEnding.match(filter).captured(1));
    });
    dialog->selectFile(suggested);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(chosen));
    dialog->open();
}

void askForFiles(QWidget* parent, std::function<void(const QStringList&)> chosen) {
    QFileDialog* dialog = newDialog(parent, trText("Choose files to look at"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    QObject::connect(dialog, &QFileDialog::filesSelected, parent, std::move(chosen));
    dialog->open();
}

} // namespace ms::views
