// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/report_exports.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/views/export/sample_report.h"
#include "tests/views/sample_company.h"

using namespace ms;

class TestReportExports : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsShownIsWrittenInTheBackground();
    void aPackIsWrittenOverTheFilter();
    void severalFilesStandBesideTheName();
    void whatCannotBeWrittenIsTold();
    void anUnknownEndingIsRefused();
};

namespace {

session::SnapshotPtr company() {
    return test::SampleWorkspace::company()->snapshot("/x/acme.margin");
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

views::Chapter shownChapter() {
    return {QStringLiteral("margin"), test::marginOf(4), {"USD", "UTC", "default", "May 2026"}};
}

} // namespace

void TestReportExports::whatIsShownIsWrittenInTheBackground() {
    QTemporaryDir dir;
    session::JobQueue jobs;
    views::ReportExports exports(jobs);
    QSignalSpy written(&exports, &views::ReportExports::written);
    const QString path = dir.filePath(QStringLiteral("shown.pdf"));
    exports.write(QStringLiteral("Margin"), path,
                  views::ReportExports::shownOf(shownChapter(), company()));
    QVERIFY(!QFile::exists(path)); // not on this thread
    QVERIFY(written.wait(20'000));
    QVERIFY(contentOf(path).startsWith("%PDF-"));
    QVERIFY(written.front().front().toString().contains(path));
}

void TestReportExports::aPackIsWrittenOverTheFilter() {
    query::Filter nobody;
    nobody.conditions = {
        {query::Dimension::Tenant, query::Condition::Kind::In, {"no such tenant"}}};
    const auto all = views::ReportExports::packOf(*views::packNamed("cfo"), company(), {})({}, {});
    const auto none =
        views::ReportExports::packOf(*views::packNamed("cfo"), company(), nobody)({}, {});
    QVERIFY(all && none);
    QVERIFY(!all->chapters.front().section.table.rows.empty());
    QVERIFY(none->chapters.front().section.table.rows.empty());
    QVERIFY(none->provenance.filters.contains(QStringLiteral("no such tenant")));
}

void TestReportExports::severalFilesStandBesideTheName() {
    QTemporaryDir dir;
    report::Section second = test::marginOf(2);
    second.charts.clear();
    const auto document = test::documentOf({test::marginOf(3), second});
    const auto tables = views::writeReport(document, dir.filePath(QStringLiteral("may.csv")), {});
    QVERIFY(tables);
    QCOMPARE(*tables, 2);
    QVERIFY(contentOf(dir.filePath(QStringLiteral("may-margin1.csv"))).startsWith("tenant,"));
    const auto charts = views::writeReport(document, dir.filePath(QStringLiteral("may.svg")), {});
    QVERIFY(charts);
    QCOMPARE(*charts, 1); // which has the very name
    QVERIFY(contentOf(dir.filePath(QStringLiteral("may.svg"))).contains("<svg"));
}

void TestReportExports::whatCannotBeWrittenIsTold() {
    QTemporaryDir dir;
    session::JobQueue jobs;
    views::ReportExports exports(jobs);
    QSignalSpy failed(&exports, &views::ReportExports::failed);
    exports.write(QStringLiteral("Margin"), dir.filePath(QStringLiteral("no/such/folder.pdf")),
                  views::ReportExports::shownOf(shownChapter(), company()));
    QVERIFY(failed.wait(20'000));
    QVERIFY(failed.front().front().toString().contains(QStringLiteral("could not be written")));
}

void TestReportExports::anUnknownEndingIsRefused() {
    const auto refused =
        views::writeReport(test::documentOf({}), QStringLiteral("/x/report.docx"), {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, core::Error::Code::Usage);
}

QTEST_MAIN(TestReportExports)
#include "tst_report_exports.moc"
