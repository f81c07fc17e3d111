// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/titles.h"

#include <QFileInfo>

#include "models/tables/dimension_text.h"

namespace ms::views {

QString valueTitle(const QString& value) {
    return value.isEmpty() ? tables::keyText({}) : value;
}

QString fileNameOf(const std::string& path) {
    return QFileInfo(QString::fromStdString(path)).fileName();
}

} // namespace ms::views
