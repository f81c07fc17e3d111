// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/section_catalog.h"

#include <QTest>

#include "models/analysis/margin.h"
#include "tests/views/sample_company.h"
#include "views/pages/report_pages.h"

#include <set>

using namespace ms;

class TestSectionCatalog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPageIsFoundByItsName();
    void idsAreThereOnce();
    void theMarginIsASection();
};

void TestSectionCatalog::everyPageIsFoundByItsName() {
    const auto pages = views::catalogPages();
    QCOMPARE(pages.size(), views::reportPages().size() + 1);
    for (const views::ReportPageSpec& page : pages) {
        QVERIFY2(!views::nameOf(page.page).empty(), qPrintable(page.title));
        QCOMPARE(views::pageNamed(pages, views::nameOf(page.page)), &page);
    }
    QVERIFY(views::pageNamed(pages, "attempts") == nullptr); // a list, no answer
    QVERIFY(views::sectionNamed(pages, "units") != nullptr);
    QVERIFY(views::sectionNamed(pages, "no such") == nullptr);
}

void TestSectionCatalog::idsAreThereOnce() {
    std::set<std::string> ids;
    for (const views::ReportPageSpec& page : views::catalogPages())
        for (const views::SectionSource& section : page.sections)
            QVERIFY2(ids.insert(section.id).second, section.id.c_str());
}

void TestSectionCatalog::theMarginIsASection() {
    const auto pages = views::catalogPages();
    const auto company = test::SampleWorkspace::company();
    const session::SnapshotPtr snapshot = company->snapshot("/x/acme.margin");
    const views::SectionQuestion question{
        {}, {query::Dimension::Tenant}, session::contextOf(*snapshot, {})};
    const auto section = views::sectionNamed(pages, "margin")->ask(*snapshot, question, {});
    QVERIFY(section);
    const auto table = analysis::marginBy({question.by, {}, analysis::RevenueSplit::Requests},
                                          *snapshot->source, snapshot->revenue, {});
    QVERIFY(table);
    const std::size_t cost = columnNamed(section->table, "cost");
    QVERIFY(section->table.total[cost] == report::Cell(table->total.cost));
    QCOMPARE(section->table.rows.size(), table->rows.size());
}

QTEST_MAIN(TestSectionCatalog)
#include "tst_section_catalog.moc"
