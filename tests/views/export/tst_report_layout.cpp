// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: page_flow.cpp, page_table.cpp, page_text.cpp, pdf_report.cpp, printed_table.cpp,
// Covers: report_document.cpp
#include "views/export/report_layout.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>
#include <QThread>

#include "models/tables/number_format.h"
#include "tests/views/export/pdf_pages.h"
#include "tests/views/export/sample_report.h"
#include "views/charts/chart_picture.h"
#include "views/export/page_table.h"
#include "views/export/page_text.h"
#include "views/export/pdf_report.h"

using namespace ms;

class TestReportLayout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void piecesGoOnTheNextPageWhereTheyDoNotFit();
    void wrappedTextLosesNothing();
    void columnsWithoutRoomComeInAFurtherPart();
    void everyRowIsOnSomePage_data();
    void everyRowIsOnSomePage();
    void totalsInThePdfAreThoseOfTheSection();
    void headersAreRepeated();
    void theFirstPageTellsKeyFiguresAndFindings();
    void rowsThatAreNotShownAreTold();
    void whatWasLeftOutIsTold();
    void everyPageSaysWhatItSpeaksOf();
    void theSameReportIsTheSameBytes();
    void nothingIsPaintedBeyondThePaper();
};

namespace {

QByteArray pdfOf(const views::ReportDocument& document) {
    return views::pdfOf(document, {});
}

} // namespace

void TestReportLayout::piecesGoOnTheNextPageWhereTheyDoNotFit() {
    views::PageFlow flow(views::PageShape::a4Across());
    const double room = flow.room();
    flow.add(room - 10, {});
    QCOMPARE(flow.pageCount(), 1);
    QCOMPARE(flow.pageOfNext(10), 0);
    QCOMPARE(flow.pageOfNext(11), 1);
    flow.add(11, {});
    QCOMPARE(flow.pageCount(), 2);
    flow.breakPage();
    flow.breakPage(); // this one is empty already
    QCOMPARE(flow.pageCount(), 3);
    flow.add(2 * room, {}); // higher than any page: it gets this one
    QCOMPARE(flow.pageCount(), 3);
}

void TestReportLayout::wrappedTextLosesNothing() {
    const QFont font = views::pictureFont(12);
    const QFontMetricsF metrics(font);
    const QString text = QStringLiteral("A sentence of several words and one ") +
                         QString(60, u'w') + QStringLiteral(" that is long.");
    const QStringList lines = views::wrappedLines(text, font, 180);
    QVERIFY(lines.size() > 3);
    QCOMPARE(lines.join(QString()).remove(u' '), QString(text).remove(u' '));
    for (const QString& line : lines)
        QVERIFY(metrics.horizontalAdvance(line) <= 181);
    const QStringList cut = views::wrappedLines(text, font, 180, 2);
    QCOMPARE(cut.size(), 2);
    QVERIFY(cut.back().endsWith(QStringLiteral("…")));
}

void TestReportLayout::columnsWithoutRoomComeInAFurtherPart() {
    using Parts = std::vector<std::vector<std::size_t>>;
    QCOMPARE(views::tableParts({50, 40, 40}, 1, 130), (Parts{{0, 1, 2}}));
    QCOMPARE(views::tableParts({50, 40, 40, 40}, 1, 130), (Parts{{0, 1, 2}, {0, 3}}));
    QCOMPARE(views::tableParts({50, 200}, 1, 130), (Parts{{0, 1}})); // too wide for any
    QCOMPARE(views::tableParts({50}, 1, 130), (Parts{{0}}));
}

void TestReportLayout::everyRowIsOnSomePage_data() {
    QTest::addColumn<int>("rows");
    QTest::newRow("no rows") << 0;
    QTest::newRow("one row") << 1;
    QTest::newRow("a thousand rows") << 1000;
}

void TestReportLayout::everyRowIsOnSomePage() {
    QFETCH(int, rows);
    PAGES_OR_SKIP(pages, pdfOf(test::documentOf({test::marginOf(rows)})));
    const QString all = pages.join(u'\n');
    for (int row = int(test::hostileNames().size()); row < rows; ++row) {
        const QRegularExpression line(QStringLiteral("\\btenant-%1 +%2 ")
                                          .arg(row)
                                          .arg(tables::NumberFormat().count(10 + row)));
        QVERIFY2(all.contains(line), qPrintable(line.pattern()));
    }
    QCOMPARE(all.contains(QStringLiteral("There are no rows.")), rows == 0);
}

void TestReportLayout::totalsInThePdfAreThoseOfTheSection() {
    const report::Section section = test::marginOf(40);
    PAGES_OR_SKIP(pages, pdfOf(test::documentOf({section})));
    const tables::NumberFormat format("USD");
    QStringList wanted{QStringLiteral("Total"),
                       format.count(std::get<core::Int128>(section.table.total[1]))};
    for (const std::size_t c : {2, 3, 4})
        wanted << format.money(std::get<core::MoneySum>(section.table.total[c]));
    wanted << format.percent(std::get<double>(section.table.total[5]));
    const QRegularExpression line([&] {
        for (QString& word : wanted)
            word = QRegularExpression::escape(word);
        return wanted.join(QStringLiteral(" +"));
    }());
    QVERIFY2(pages.join(u'\n').contains(line), qPrintable(line.pattern()));
}

void TestReportLayout::headersAreRepeated() {
    PAGES_OR_SKIP(pages, pdfOf(test::documentOf({test::marginOf(120)})));
    int withRows = 0;
    for (const QString& page : pages) {
        if (!page.contains(QStringLiteral("tenant-")))
            continue;
        ++withRows;
        QVERIFY(page.contains(QStringLiteral("Tenant ")));
        QVERIFY(page.contains(QStringLiteral("Per request")));
    }
    QVERIFY(withRows >= 3);
}

void TestReportLayout::theFirstPageTellsKeyFiguresAndFindings() {
    report::Section second = test::marginOf(3);
    second.finding = "Three tenants are left.";
    const auto document = test::documentOf({test::marginOf(3), second});
    PAGES_OR_SKIP(pages, pdfOf(document));
    const QString& first = pages.front();
    for (const auto& figure : document.keyFigures())
        QVERIFY2(first.contains(figure.text), qPrintable(figure.text));
    QVERIFY(first.contains(QStringLiteral("Three tenants are left.")));
    QVERIFY(first.contains(QStringLiteral("Who earns the margin?")));
    // Its page number stands beside it, and the chapter is there.
    const QRegularExpression entry(
        QStringLiteral("Three tenants are left\\. +3|3\\s*Three tenants"));
    QVERIFY2(first.contains(entry), qPrintable(first));
    QVERIFY(pages[2].contains(QStringLiteral("Three tenants are left.")));
}

void TestReportLayout::rowsThatAreNotShownAreTold() {
    auto document = test::documentOf({test::marginOf(30)});
    document.chapters[0].mostRows = 10;
    PAGES_OR_SKIP(pages, pdfOf(document));
    const QString all = pages.join(u'\n');
    QVERIFY2(all.contains(QStringLiteral("The first 10 of 30 rows")), qPrintable(all));
    QVERIFY(all.contains(QStringLiteral("tenant-9")));
    QVERIFY(!all.contains(QStringLiteral("tenant-10")) ||
            !all.contains(QRegularExpression(QStringLiteral("tenant-10 +20 "))));
}

void TestReportLayout::whatWasLeftOutIsTold() {
    auto document = test::documentOf({test::marginOf(2)});
    document.leftOut = {{QStringLiteral("Drivers"), QStringLiteral("Choose a period.")}};
    PAGES_OR_SKIP(pages, pdfOf(document));
    QVERIFY(pages.front().contains(QStringLiteral("Left out: Drivers. Choose a period.")));
}

void TestReportLayout::everyPageSaysWhatItSpeaksOf() {
    PAGES_OR_SKIP(pages, pdfOf(test::documentOf({test::marginOf(80)})));
    for (qsizetype page = 0; page < pages.size(); ++page) {
        const QString& text = pages[page];
        for (const char* fact : {"May 2026", "UTC", "USD", "book default", "9f86d081884c7d65",
                                 "2026-06-01", "acme.margin", "all 120 attempts priced"})
            QVERIFY2(text.contains(QLatin1String(fact)), fact);
        QVERIFY(text.contains(QStringLiteral("Page %1 of %2").arg(page + 1).arg(pages.size())));
    }
}

void TestReportLayout::theSameReportIsTheSameBytes() {
    const QByteArray first = pdfOf(test::documentOf({test::marginOf(20)}));
    QThread::msleep(1100); // the time that Qt writes has seconds
    QVERIFY(first == pdfOf(test::documentOf({test::marginOf(20)})));
    QVERIFY(first.contains("/CreationDate (D:20260601000000"));
    QVERIFY(first.contains("/FontFile2")); // embedded
}

/// Long names, many columns, both themes and all papers: ink ends within the margins.
void TestReportLayout::nothingIsPaintedBeyondThePaper() {
    const auto document = test::documentOf({test::marginOf(30)});
    for (const views::PageShape& shape :
         {views::PageShape::a4Across(), views::PageShape::a4Upright(), views::PageShape::slide()}) {
        const views::PageFlow flow =
            views::layOutReport(document, shape, views::ThemeChoice::Light);
        for (int page = 0; page < flow.pageCount(); ++page) {
            QImage image(shape.size.toSize(), QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            flow.paintPage(painter, page);
            views::paintFoot(painter, document, shape, page, flow.pageCount(),
                             views::ThemeChoice::Light);
            painter.end();
            for (int y = 0; y < image.height(); ++y)
                for (const int x : {10, image.width() - 11})
                    QCOMPARE(image.pixel(x, y), qRgb(255, 255, 255));
        }
    }
}

QTEST_MAIN(TestReportLayout)
#include "tst_report_layout.moc"
