// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QString>

#include "views/charts/chart_picture.h"

#include <functional>

class QMenu;
class QWidget;

namespace ms::views {

/// What can be done with a chart beside looking at it: its picture to the clipboard, or into a file
/// (SVG, PDF or PNG by the name's ending). In light colours, as slides and papers are.
/// `tell` gets a sentence where that did not work. The menu deletes itself when it is closed.
QMenu* chartMenu(const ChartSpec& spec, QWidget* parent,
                 std::function<void(const QString& problem)> tell);

/// The bytes that belong into a file of this name. Empty: its ending is none of svg, pdf, png.
QByteArray pictureFor(const QString& fileName, const ChartSpec& spec, const PictureLook& look);
/// "Acme-loses-40-00.png": a name for the picture of a chart.
QString pictureFileName(const ChartSpec& spec);
/// A sentence that says why not; empty when it is written.
QString writePicture(const QString& path, const ChartSpec& spec, const PictureLook& look);

} // namespace ms::views
