// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QStringList>
#include <QTemporaryFile>
#include <QTest>

#include <optional>

namespace ms::test {

/// The texts of a PDF, page by page; nothing where the tool is missing.
inline std::optional<QStringList> pagesOf(const QString& path) {
    const QString tool = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
    if (tool.isEmpty())
        return std::nullopt;
    QProcess process;
    process.start(tool, {QStringLiteral("-layout"), path, QStringLiteral("-")});
    if (!process.waitForFinished(60'000))
        return std::nullopt;
    QStringList pages = QString::fromUtf8(process.readAllStandardOutput()).split(u'\f');
    pages.removeLast();
    return pages;
}
inline std::optional<QStringList> pagesOf(const QByteArray& pdf) {
    QTemporaryFile file;
    if (!file.open() || file.write(pdf) != pdf.size() || !file.flush())
        return std::nullopt;
    return pagesOf(file.fileName());
}

} // namespace ms::test

#define PAGES_OR_SKIP(pages, pdf)                                                                  \
    const auto pages##Read = ms::test::pagesOf(pdf);                                               \
    if (!pages##Read)                                                                              \
        QSKIP("pdftotext (poppler-utils) is not installed: texts of PDF cannot be looked at.");    \
    const QStringList& pages = *pages##Read
