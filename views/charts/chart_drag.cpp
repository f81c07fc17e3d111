// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_drag.h"

#include <QDir>
#include <QDrag>
#include <QMimeData>
#include <QPixmap>
#include <QTemporaryDir>
#include <QUrl>
#include <QWidget>

#include "views/charts/chart_menu.h"
#include "views/charts/chart_picture.h"

namespace ms::views {

QMimeData* chartData(const ChartSpec& spec, const QString& folder) {
    auto* data = new QMimeData;
    data->setImageData(chartImage(spec, {}));
    data->setData(QStringLiteral("image/svg+xml"), chartSvg(spec, {}));
    const QString path = QDir(folder).filePath(pictureFileName(spec));
    if (!folder.isEmpty() && writePicture(path, spec, {}).isEmpty())
        data->setUrls({QUrl::fromLocalFile(path)});
    return data;
}

void dragPicture(const ChartSpec& spec, QWidget* source) {
    static const QTemporaryDir folder; // until the program ends: who took a file may read it later
    constexpr int kPreviewWidth = 240;
    auto* drag = new QDrag(source);
    auto* data = chartData(spec, folder.isValid() ? folder.path() : QString());
    drag->setPixmap(QPixmap::fromImage(
        data->imageData().value<QImage>().scaledToWidth(kPreviewWidth, Qt::SmoothTransformation)));
    drag->setMimeData(data);
    drag->exec(Qt::CopyAction);
}

} // namespace ms::views
