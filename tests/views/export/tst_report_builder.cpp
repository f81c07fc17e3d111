// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: report_files.cpp, report_pack.cpp
#include "views/export/report_builder.h"

#include <QTest>

#include "tests/views/export/sample_report.h"
#include "tests/views/sample_company.h"
#include "views/export/report_files.h"

#include <set>

using namespace ms;

class TestReportBuilder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void packsAskForSectionsThatAreThere();
    void everyPackIsMade_data();
    void everyPackIsMade();
    void whatCannotBeAnsweredIsLeftOutWithItsReason();
    void aSectionThatIsNotThereIsRefused();
    void whatCameBeforeIsAskedWithoutABeginning();
    void theFingerprintIsThatOfTheData();
    void stoppingIsNoReport();
    void filesHaveNamesOfTheirOwn();
    void baseNamesAreHarmless();
};

namespace {

session::SnapshotPtr company() {
    return test::SampleWorkspace::company()->snapshot("/x/acme.margin");
}

views::ReportRequest requestOf(const views::ReportPack& pack) {
    return {pack.title, pack.question, pack.parts, {}, QStringLiteral("2026-06-01")};
}

} // namespace

void TestReportBuilder::packsAskForSectionsThatAreThere() {
    const auto pages = views::catalogPages();
    QCOMPARE(views::reportPacks().size(), std::size_t{4});
    for (const views::ReportPack& pack : views::reportPacks()) {
        QCOMPARE(views::packNamed(pack.name), &pack);
        for (const views::ReportPart& part : pack.parts)
            QVERIFY2(sectionNamed(pages, part.section), part.section.c_str());
    }
    QVERIFY(views::packNamed("none") == nullptr);
}

void TestReportBuilder::everyPackIsMade_data() {
    QTest::addColumn<QString>("name");
    for (const views::ReportPack& pack : views::reportPacks())
        QTest::newRow(pack.name.c_str()) << QString::fromStdString(pack.name);
}

void TestReportBuilder::everyPackIsMade() {
    QFETCH(QString, name);
    const views::ReportPack& pack = *views::packNamed(name.toStdString());
    std::size_t told = 0;
    const auto document =
        views::buildReport(company(), requestOf(pack), views::catalogPages(),
                           [&](const QString&, std::size_t done, std::size_t all) {
                               QCOMPARE(done, told++);
                               QCOMPARE(all, pack.parts.size());
                           },
                           {});
    QVERIFY2(document, document ? "" : document.error().message.c_str());
    QCOMPARE(document->chapters.size() + document->leftOut.size(), pack.parts.size());
    std::set<QString> names;
    for (const views::Chapter& chapter : document->chapters)
        QVERIFY(names.insert(chapter.name).second);
    QCOMPARE(document->keyFigures().size(), std::size_t{5});
    QVERIFY(!document->definitions().empty());
    QCOMPARE(document->provenance.workspace, QStringLiteral("acme.margin"));
    for (const views::ReportFormat format :
         {views::ReportFormat::Pdf, views::ReportFormat::Xlsx, views::ReportFormat::Html,
          views::ReportFormat::Csv, views::ReportFormat::Svg, views::ReportFormat::Png}) {
        const auto files = reportFiles(*document, format, {}, QStringLiteral("x"), {});
        QVERIFY(files && !files->empty());
        for (const views::ReportFile& file : *files)
            QVERIFY(!file.bytes.isEmpty());
    }
}

void TestReportBuilder::whatCannotBeAnsweredIsLeftOutWithItsReason() {
    views::ReportPageSpec page;
    page.sections = {{"refuses", QStringLiteral("Refuses"),
                      [](const auto&, const auto&, auto) -> core::Result<report::Section> {
                          return core::Error{core::Error::Code::Usage, "Choose a period.", {}};
                      }},
                     {"answers", QStringLiteral("Answers"),
                      [](const auto&, const auto&, auto) -> core::Result<report::Section> {
                          return test::marginOf(2);
                      }}};
    const auto document =
        views::buildReport(company(), {{}, {}, partsOf(page), {}, {}}, {page}, {}, {});
    QVERIFY(document);
    QCOMPARE(document->chapters.size(), std::size_t{1});
    QCOMPARE(document->leftOut.front().reason, QStringLiteral("Choose a period."));
}

void TestReportBuilder::aSectionThatIsNotThereIsRefused() {
    const auto document =
        views::buildReport(company(), {{}, {}, {{"nothing"}}, {}, {}}, {}, {}, {});
    QVERIFY(!document);
    QCOMPARE(document.error().code, core::Error::Code::Usage);
}

void TestReportBuilder::whatCameBeforeIsAskedWithoutABeginning() {
    std::vector<core::TimeRange> asked;
    views::ReportPageSpec page;
    page.sections = {{"answers", QStringLiteral("Answers"),
                      [&](const auto&, const views::SectionQuestion& question,
                          auto) -> core::Result<report::Section> {
                          asked.push_back(question.filter.range);
                          return test::marginOf(1);
                      }}};
    views::ReportRequest request;
    request.filter.range = {core::Instant{1'777'600'000'000'000},
                            core::Instant{1'780'000'000'000'000}};
    request.parts = {{"answers"}, {"answers", {}, 0, views::ReportPart::Range::UntilThen}};
    QVERIFY(views::buildReport(company(), request, {page}, {}, {}));
    QVERIFY(asked[0] == request.filter.range);
    QVERIFY(!asked[1].from && asked[1].to == request.filter.range.to);
}

void TestReportBuilder::theFingerprintIsThatOfTheData() {
    const auto workspace = test::SampleWorkspace::company();
    const auto of = [&] { return views::fingerprintOf(*workspace->snapshot("/y/other.margin")); };
    const QString first = of();
    QCOMPARE(first.size(), 16);
    QCOMPARE(of(), first);
    workspace->batches.front().isActive = false;
    const QString undone = of();
    QVERIFY(undone != first);
    workspace->batches.front().isActive = true;
    workspace->batches.front().sourceHash = "another file";
    QVERIFY(of() != first && of() != undone);
}

void TestReportBuilder::stoppingIsNoReport() {
    std::stop_source stop;
    stop.request_stop();
    const auto document = views::buildReport(company(), requestOf(views::reportPacks().front()),
                                             views::catalogPages(), {}, stop.get_token());
    QVERIFY(!document);
    QCOMPARE(document.error().code, core::Error::Code::Cancelled);
}

void TestReportBuilder::filesHaveNamesOfTheirOwn() {
    report::Section section = test::marginOf(3);
    section.charts.push_back(section.charts.front());
    const auto document = test::documentOf({section});
    const auto names = [&](views::ReportFormat format) {
        QStringList list;
        for (const auto& file : *reportFiles(document, format, {}, QStringLiteral("x"), {}))
            list << file.name;
        return list;
    };
    QCOMPARE(names(views::ReportFormat::Pdf), QStringList{QStringLiteral("x.pdf")});
    QCOMPARE(names(views::ReportFormat::Csv), QStringList{QStringLiteral("x-margin0.csv")});
    QCOMPARE(names(views::ReportFormat::Svg),
             (QStringList{QStringLiteral("x-margin0.svg"), QStringLiteral("x-margin0-2.svg")}));
    QVERIFY(!views::reportFormatNamed(QStringLiteral("docx")));
    QVERIFY(views::pageShapeNamed(QStringLiteral("slide")));
    QVERIFY(!views::pageShapeNamed(QStringLiteral("b5")));
}

void TestReportBuilder::baseNamesAreHarmless() {
    QCOMPARE(views::reportBaseName("/x/Acme & Sons.margin", QStringLiteral("cfo"),
                                   QStringLiteral("2026-05-03 to 2026-05-09")),
             QStringLiteral("acme-sons-cfo-2026-05-03-to-2026-05-09"));
    QVERIFY(views::reportBaseName(std::string(300, 'x'), {}, {}).size() <= 120);
}

QTEST_MAIN(TestReportBuilder)
#include "tst_report_builder.moc"
