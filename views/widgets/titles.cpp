// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/widgets/titles.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace ms::views {
namespace {

QString sentenceCase(std::string_view name) {
    QString text = QString::fromUtf8(name.data(), qsizetype(name.size()));
    text.replace(u'_', u' ');
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace

QString titleOf(query::Dimension dimension) {
    return sentenceCase(nameOf(dimension));
}

QString titleOf(core::FileKind kind) {
    if (kind == core::FileKind::GpuHours)
        return QStringLiteral("GPU hours");
    if (kind == core::FileKind::Fx)
        return QStringLiteral("Exchange rates");
    return sentenceCase(nameOf(kind));
}

QString valueTitle(const QString& value) {
    return value.isEmpty() ? QCoreApplication::translate("ms::views", "(not given)") : value;
}

QString valueTitle(const std::string& value) {
    return valueTitle(QString::fromStdString(value));
}

QString fileNameOf(const std::string& path) {
    return QFileInfo(QString::fromStdString(path)).fileName();
}

} // namespace ms::views
