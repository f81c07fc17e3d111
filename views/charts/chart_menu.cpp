// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_menu.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QSaveFile>

#include "views/charts/chart_drag.h"

#include <utility>

namespace ms::views {
namespace {

constexpr qsizetype kLongestName = 60;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

/// Shown with open(), not exec(): the window goes on living behind it.
void askForPicture(const ChartSpec& spec, QWidget* parent,
                   const std::function<void(const QString&)>& tell) {
    auto* dialog = new QFileDialog(parent, trText("Where shall the picture be written?"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("png"));
    dialog->setNameFilters({trText("Picture (*.png)"), trText("Vectors for the web (*.svg)"),
                            trText("Vectors for print (*.pdf)")});
    dialog->selectFile(pictureFileName(spec));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [spec, tell](const QString& path) {
        const QString problem = writePicture(path, spec, {});
        if (!problem.isEmpty())
            tell(problem);
    });
    dialog->open();
}

} // namespace

QMenu* chartMenu(const ChartSpec& spec, QWidget* parent,
                 std::function<void(const QString& problem)> tell) {
    auto* menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(menu->addAction(trText("Copy &picture")), &QAction::triggered, parent,
                     [spec] { QGuiApplication::clipboard()->setMimeData(chartData(spec)); });
    QObject::connect(menu->addAction(trText("&Save picture as …")), &QAction::triggered, parent,
                     [spec, parent, tell = std::move(tell)] { askForPicture(spec, parent, tell); });
    return menu;
}

QByteArray pictureFor(const QString& fileName, const ChartSpec& spec, const PictureLook& look) {
    const QString ending = QFileInfo(fileName).suffix().toLower();
    if (ending == QStringLiteral("svg"))
        return chartSvg(spec, look);
    if (ending == QStringLiteral("pdf"))
        return chartPdf(spec, look);
    return ending == QStringLiteral("png") ? chartPng(spec, look) : QByteArray();
}

QString pictureFileName(const ChartSpec& spec) {
    QString name;
    for (const QChar c : spec.title)
        if (c.isLetterOrNumber())
            name += c;
        else if (!name.isEmpty() && !name.endsWith(u'-'))
            name += u'-';
    name = name.left(kLongestName);
    while (name.endsWith(u'-'))
        name.chop(1);
    return (name.isEmpty() ? trText("chart") : name) + QStringLiteral(".png");
}

QString writePicture(const QString& path, const ChartSpec& spec, const PictureLook& look) {
    const QByteArray bytes = pictureFor(path, spec, look);
    if (bytes.isEmpty())
        return trText("A picture is written as .png, .svg or .pdf: %1 is none of them.")
            .arg(QFileInfo(path).fileName());
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return trText("%1 could not be written: %2.")
        .arg(QFileInfo(path).fileName(), file.errorString());
}

} // namespace ms::views
