// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/saved_report.h"

#include <QTest>

#include "models/analysis/margin.h"
#include "models/session/page_name.h"
#include "models/session/place_text.h"
#include "tests/views/sample_company.h"
#include "views/export/report_files.h"
#include "views/pages/section_place.h"

using namespace ms;
using query::Dimension;
using session::Page;
using session::Place;

namespace {

session::SnapshotPtr company() {
    return test::SampleWorkspace::company()->snapshot("/x/acme.margin");
}

store::SavedView viewOf(const char* name, const Place& place, const char* note = "") {
    const Place kept = views::keptOf(place, views::catalogPages());
    return {name,
            std::string(session::pageName(kept.page)),
            *session::placeText(kept, core::Zone()),
            note,
            {}};
}

Place marginOf(const char* tenant, const char* from, const char* to) {
    Place place;
    place.page = Page::Margin;
    place.by = {Dimension::Feature};
    if (*tenant != 0)
        place.filter = session::withValues({}, Dimension::Tenant, {tenant});
    if (*from != 0)
        place.filter.range = {core::Zone().startOf(*core::parseDay(from)),
                              core::Zone().startOf(*core::parseDay(to))};
    return place;
}

core::Result<views::ReportDocument> documentOf(const std::vector<store::SavedView>& saved) {
    const auto request = views::savedRequest(QStringLiteral("Mine"), saved, views::catalogPages(),
                                             core::Zone(), QStringLiteral("2026-07-01"));
    if (!request)
        return request.error();
    return views::buildReport(company(), *request, views::catalogPages(), {}, {});
}

std::vector<std::string> namesOf(const std::vector<store::SavedView>& saved) {
    std::vector<std::string> names;
    for (const store::SavedView& view : saved)
        names.push_back(view.name);
    return names;
}

} // namespace

class TestSavedReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachViewIsAskedWithItsOwnFilter() {
        const auto document =
            documentOf({viewOf("Acme", marginOf("acme", "2026-05-01", "2026-06-01"), "for Mira"),
                        viewOf("All", marginOf("", "2026-06-01", "2026-07-01"))});
        QVERIFY2(document, document ? "" : document.error().message.c_str());
        QCOMPARE(document->chapters.size(), std::size_t(2));
        for (const auto& [chapter, place] :
             {std::pair{0, marginOf("acme", "2026-05-01", "2026-06-01")},
              std::pair{1, marginOf("", "2026-06-01", "2026-07-01")}}) {
            const auto table =
                analysis::marginBy({place.by, place.filter, analysis::RevenueSplit::Requests},
                                   *company()->source, company()->revenue, {});
            const report::Section& section = document->chapters[std::size_t(chapter)].section;
            QVERIFY(section.filter == place.filter);
            QVERIFY(section.table.total[columnNamed(section.table, "cost")] ==
                    report::Cell(table->total.cost));
        }
        QCOMPARE(document->chapters[0].section.title, std::string("Acme: Margin by feature"));
        QCOMPARE(document->chapters[0].section.notes.front(), std::string("for Mira"));
        QVERIFY(document->chapters[0].section.notes[1].find("acme") != std::string::npos);
        QCOMPARE(document->chapters[0].context.period, std::string("May 2026"));
        QVERIFY(document->chapters[0].name != document->chapters[1].name);
        // No figure of one view stands for the report, and its period is that of both.
        QVERIFY(document->keyFigures().empty());
        QCOMPARE(document->provenance.period, QStringLiteral("2026-05-01 to 2026-06-30"));
        QVERIFY(document->provenance.filters.contains(QStringLiteral("its own")));
    }
    void viewsOfOneFilterAreAReportOverIt() {
        const Place may = marginOf("acme", "2026-05-01", "2026-06-01");
        Place units = may;
        units.page = Page::Units;
        const auto document = documentOf({viewOf("A", may), viewOf("B", units)});
        QVERIFY(document);
        QVERIFY(!document->keyFigures().empty());
        QCOMPARE(document->provenance.period, QStringLiteral("May 2026"));
        QVERIFY(document->provenance.filters.contains(QStringLiteral("acme")));
    }
    void theOverviewIsAllOfIt() {
        Place place;
        place.page = Page::Overview;
        const auto request =
            views::savedRequest({}, {viewOf("O", place)}, views::catalogPages(), {}, {});
        QVERIFY(request);
        QCOMPARE(request->parts.size(),
                 pageNamed(views::catalogPages(), "overview")->sections.size());
    }
    void whatCannotBeAnsweredIsLeftOut() {
        Place place;
        place.page = Page::Units;
        place.section = "units";
        place.options = {{"manual-cost", "a lot"}};
        const auto document = documentOf({viewOf("<b>Broken</b>", place)});
        QVERIFY(document);
        QVERIFY(document->chapters.empty());
        QCOMPARE(document->leftOut.front().title, QStringLiteral("<b>Broken</b>"));
        QVERIFY(document->leftOut.front().reason.contains(QStringLiteral("4.50")));
    }
    void aBookThatIsGoneIsToldWithTheView() {
        Place place = marginOf("acme", "", "");
        place.book = "gone";
        const auto document = documentOf({viewOf("B", place)});
        QVERIFY(!document);
        QVERIFY(document.error().message.find("no price book 'gone'") != std::string::npos);
    }
    void singleCallsAreNoReport() {
        Place place;
        place.page = Page::Attempts;
        const auto document = documentOf({viewOf("Calls", place)});
        QVERIFY(!document);
        QCOMPARE(document.error().code, core::Error::Code::Usage);
        QVERIFY(!documentOf({}));
        store::SavedView broken = viewOf("X", marginOf("acme", "", ""));
        broken.place = "{";
        QVERIFY(!documentOf({broken}));
    }
    void hostileNamesStayText() {
        const auto document = documentOf(
            {viewOf("=cmd|'/c x'!A1 <script>alert(1)</script> ../../x", marginOf("acme", "", ""))});
        QVERIFY(document);
        for (const views::ReportFormat format :
             {views::ReportFormat::Html, views::ReportFormat::Csv, views::ReportFormat::Xlsx}) {
            const auto files =
                views::reportFiles(*document, format, {},
                                   views::reportBaseName("/x/a.margin", document->title, {}), {});
            QVERIFY(files);
            for (const views::ReportFile& file : *files) {
                QVERIFY(!file.name.contains(u'/'));
                QVERIFY(!file.bytes.contains("<script>alert"));
            }
        }
    }
    void namesWithCommasAreFound() {
        store::SavedItems saved;
        for (const char* name : {"A", "A, B", "B"})
            saved.views.push_back(viewOf(name, marginOf("acme", "", "")));
        const auto named = [&](std::vector<std::string> names) {
            return namesOf(*views::viewsNamed(names, saved));
        };
        QCOMPARE(named({"A, B"}), (std::vector<std::string>{"A, B"}));
        QCOMPARE(named({"B,A"}), (std::vector<std::string>{"B", "A"}));
        QCOMPARE(named({"B", "A, B"}), (std::vector<std::string>{"B", "A, B"}));
        const auto missing = views::viewsNamed({"C"}, saved);
        QVERIFY(!missing);
        QCOMPARE(missing.error().message,
                 std::string("There is no saved view 'C'; there are A, A, B, B."));
    }
    void reportsHoldTheirViewsInOrder() {
        store::SavedItems saved;
        for (const char* name : {"A", "B"})
            saved.views.push_back(viewOf(name, marginOf("acme", "", "")));
        const store::SavedReport report{"R", "", {"B", "A", "B"}, {}};
        QCOMPARE(namesOf(views::viewsOf(report, saved)), report.views);
        QCOMPARE(views::titleOf(report), QStringLiteral("R"));
        QCOMPARE(views::titleOf(saved.views), QStringLiteral("A, B"));
    }
};

QTEST_MAIN(TestSavedReport)
#include "tst_saved_report.moc"
