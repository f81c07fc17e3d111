// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/html_report.h"

#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include "tests/views/export/sample_report.h"

using namespace ms;

class TestHtmlReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void textsAreNoMarkup();
    void nothingIsLoaded();
    void allRowsAndTheTotalAreThere();
    void aFallOfCostIsNoLoss();
    void picturesAreWellFormed();
    void theSameReportIsTheSameBytes();
};

namespace {

QString htmlOf(int rows) {
    return QString::fromUtf8(views::htmlOf(test::documentOf({test::marginOf(rows)})));
}

} // namespace

void TestHtmlReport::textsAreNoMarkup() {
    const QString html = htmlOf(6);
    QVERIFY(html.contains(QStringLiteral("&lt;b&gt;bold &amp; &quot;quoted&quot;&lt;/b&gt;")));
    QVERIFY(!html.contains(QStringLiteral("<b>bold")));
    QVERIFY(!html.contains(QStringLiteral("<i>A note")));
    QVERIFY(!html.contains(QChar(0x202e))); // it would turn the rest of the line
}

void TestHtmlReport::nothingIsLoaded() {
    const QString html = htmlOf(6);
    for (const char* word : {"<script", " src=", " href=", "url(http", "@import"})
        QVERIFY2(!html.contains(QLatin1String(word), Qt::CaseInsensitive), word);
}

void TestHtmlReport::allRowsAndTheTotalAreThere() {
    auto document = test::documentOf({test::marginOf(1000)});
    document.chapters[0].mostRows = 5; // of pages
    const QString html = QString::fromUtf8(views::htmlOf(document));
    QCOMPARE(html.count(QStringLiteral("<tr>")), 1002);
    QVERIFY(html.contains(QStringLiteral("<tfoot><tr><td>Total</td><td class=\"n\">509,500</td>")));
    QVERIFY(htmlOf(0).contains(QStringLiteral("There are no rows.")));
}

void TestHtmlReport::aFallOfCostIsNoLoss() {
    report::Section section;
    section.id = "changes";
    section.table.columns = {{"margin_change", "Margin", report::Column::Kind::Money, "", {}},
                             {"cost_change", "Cost", report::Column::Kind::Money, "", {}}};
    const auto loss = core::MoneySum::fromPicos(-3 * core::Int128(core::kPicosPerUnit));
    section.table.rows = {{{loss, loss}}};
    section.table.total = {loss, loss};
    const QString html = QString::fromUtf8(views::htmlOf(test::documentOf({section})));
    QCOMPARE(html.count(QStringLiteral("class=\"n loss\"")), 2); // the margin's, and its total
}

void TestHtmlReport::picturesAreWellFormed() {
    const QString html = htmlOf(6);
    const qsizetype begin = html.indexOf(QStringLiteral("<svg"));
    const qsizetype end = html.indexOf(QStringLiteral("</svg>"));
    QVERIFY(begin > 0 && end > begin);
    QXmlStreamReader reader(html.mid(begin, end + 6 - begin));
    while (!reader.atEnd())
        reader.readNext();
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
}

void TestHtmlReport::theSameReportIsTheSameBytes() {
    QCOMPARE(htmlOf(20), htmlOf(20));
}

QTEST_MAIN(TestHtmlReport)
#include "tst_html_report.moc"
