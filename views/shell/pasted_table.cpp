// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/pasted_table.h"

#include <QCoreApplication>
#include <QFile>
#include <QMimeData>

#include "views/widgets/drop_overlay.h"

#include <algorithm>

namespace ms::views {
namespace {

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

core::Error error(core::Error::Code code, const QString& message) {
    return {code, message.toStdString(), {}};
}

/// Two lines with something in them: a header and a row.
bool isTable(const QString& text) {
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    return std::count_if(lines.begin(), lines.end(),
                         [](const QString& line) { return !line.trimmed().isEmpty(); }) >= 2;
}

} // namespace

core::Result<QStringList> PastedTables::filesOf(const QMimeData& clipboard) {
    if (const QStringList files = localFiles(clipboard); !files.isEmpty())
        return files;
    if (!isTable(clipboard.text()))
        return error(core::Error::Code::BadInput,
                     trText("The clipboard holds no table. Copy a header and at least one row, "
                            "from a spreadsheet for instance."));
    if (!m_folder)
        m_folder = std::make_unique<QTemporaryDir>();
    const QString name =
        m_count == 0 ? trText("Pasted table.csv") : trText("Pasted table %1.csv").arg(m_count + 1);
    QFile file(m_folder->filePath(name));
    const QByteArray text = clipboard.text().toUtf8();
    if (!m_folder->isValid() || !file.open(QIODevice::WriteOnly) ||
        file.write(text) != text.size() || !file.flush())
        return error(core::Error::Code::Storage,
                     trText("The pasted table cannot be kept in %1: %2.")
                         .arg(m_folder->path(), file.errorString()));
    ++m_count;
    return QStringList{file.fileName()};
}

} // namespace ms::views
