// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of a made-up company with names and figures that do all they can, to look at:
// report_samples OUT_DIR
#include <QApplication>
#include <QDir>
#include <QFile>

#include "tests/views/export/sample_report.h"
#include "views/export/html_report.h"
#include "views/export/pdf_report.h"
#include "views/export/xlsx_writer.h"

#include <cstdio>

namespace {

using namespace ms;

bool write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

int main(int argc, char** argv) {
    const QApplication fonts(argc, argv);
    if (argc != 2) {
        std::fputs("usage: report_samples OUT_DIR\n", stderr);
        return 2;
    }
    const QDir out(QString::fromLocal8Bit(argv[1]));
    bool isWritten = QDir().mkpath(out.path());
    for (const int rows : {0, 1, 30, 1000}) {
        const auto document =
            test::documentOf({test::marginOf(rows), test::marginOf(std::min(rows, 12))});
        const QString name = out.filePath(QStringLiteral("rows-%1").arg(rows));
        isWritten =
            isWritten && write(name + QStringLiteral(".pdf"), views::pdfOf(document, {})) &&
            write(name + QStringLiteral("-dark-slide.pdf"),
                  views::pdfOf(document, {views::PageShape::slide(), views::ThemeChoice::Dark})) &&
            write(name + QStringLiteral("-upright.pdf"),
                  views::pdfOf(document,
                               {views::PageShape::a4Upright(), views::ThemeChoice::Light})) &&
            write(name + QStringLiteral(".html"), views::htmlOf(document));
        const auto workbook = views::xlsxOf(document);
        isWritten = isWritten && workbook && write(name + QStringLiteral(".xlsx"), *workbook);
    }
    return isWritten ? 0 : 1;
}
