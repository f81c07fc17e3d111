// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/export_name.h"

#include <QFileInfo>

namespace ms::views {
namespace {

constexpr qsizetype kLongest = 100;

bool isTrouble(QChar c) {
    return !c.isPrint() || QStringLiteral("/\\:*?\"<>|").contains(c);
}

} // namespace

QString rejectsFileName(const QString& path) {
    static const QStringList texts{QStringLiteral("csv"),  QStringLiteral("tsv"),
                                   QStringLiteral("json"), QStringLiteral("jsonl"),
                                   QStringLiteral("txt"),  QStringLiteral("log")};
    QString name = QFileInfo(path).completeBaseName();
    if (const QFileInfo packed(name); texts.contains(packed.suffix().toLower()))
        name = packed.completeBaseName(); // "may.csv" of "may.csv.gz"
    for (QChar& c : name)
        if (isTrouble(c))
            c = u'-';
    name = name.left(kLongest).trimmed();
    return (name.isEmpty() ? QStringLiteral("file") : name) + QStringLiteral("-rejects.csv");
}

} // namespace ms::views
