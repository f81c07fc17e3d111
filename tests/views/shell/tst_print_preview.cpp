// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/print_preview.h"

#include <QPrintPreviewWidget>
#include <QPrinter>
#include <QTemporaryDir>
#include <QTest>

#include "tests/views/export/pdf_pages.h"
#include "tests/views/export/sample_report.h"
#include "views/export/pdf_report.h"
#include "views/export/report_layout.h"

using namespace ms;

class TestPrintPreview : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itShowsThePagesOfTheReport();
    void whatIsPrintedSaysWhatThePdfSays_data();
    void whatIsPrintedSaysWhatThePdfSays();
    void aPartIsPrinted();
};

void TestPrintPreview::itShowsThePagesOfTheReport() {
    const auto document =
        std::make_shared<const views::ReportDocument>(test::documentOf({test::marginOf(60)}));
    auto* preview = new views::PrintPreview(document);
    preview->show();
    QVERIFY(QTest::qWaitForWindowExposed(preview));
    const auto* pages = preview->findChild<QPrintPreviewWidget*>();
    const int expected =
        views::layOutReport(*document, views::PageShape::a4Across(), views::ThemeChoice::Light)
            .pageCount();
    QVERIFY(expected > 1);
    QTRY_COMPARE(pages->pageCount(), expected);
    preview->close();
}

void TestPrintPreview::whatIsPrintedSaysWhatThePdfSays_data() {
    QTest::addColumn<int>("orientation");
    QTest::newRow("across") << int(QPageLayout::Landscape);
    QTest::newRow("upright") << int(QPageLayout::Portrait);
}

void TestPrintPreview::whatIsPrintedSaysWhatThePdfSays() {
    QFETCH(int, orientation);
    QTemporaryDir dir;
    const views::ReportDocument document = test::documentOf({test::marginOf(60)});
    const QString printed = dir.filePath(QStringLiteral("printed.pdf"));
    QPrinter printer(QPrinter::HighResolution);
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(printed);
    printer.setPageSize(QPageSize(QPageSize::A4));
    printer.setPageOrientation(QPageLayout::Orientation(orientation));
    views::printReport(printer, document);

    const bool isUpright = orientation == int(QPageLayout::Portrait);
    PAGES_OR_SKIP(exported, views::pdfOf(document, {isUpright ? views::PageShape::a4Upright()
                                                              : views::PageShape::a4Across(),
                                                    views::ThemeChoice::Light}));
    PAGES_OR_SKIP(pages, printed);
    QVERIFY(pages.size() > 1);
    QCOMPARE(pages.size(), exported.size());
    for (qsizetype page = 0; page < pages.size(); ++page)
        QCOMPARE(pages[page].simplified(), exported[page].simplified());
}

void TestPrintPreview::aPartIsPrinted() {
    QTemporaryDir dir;
    const QString printed = dir.filePath(QStringLiteral("printed.pdf"));
    QPrinter printer(QPrinter::HighResolution);
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(printed);
    printer.setPageOrientation(QPageLayout::Landscape);
    printer.setPrintRange(QPrinter::PageRange);
    printer.setFromTo(2, 2);
    views::printReport(printer, test::documentOf({test::marginOf(60)}));
    PAGES_OR_SKIP(pages, printed);
    QCOMPARE(pages.size(), 1);
    QVERIFY2(pages.front().contains(QStringLiteral("Page 2 of")), qPrintable(pages.front()));
}

QTEST_MAIN(TestPrintPreview)
#include "tst_print_preview.moc"
