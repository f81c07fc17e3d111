// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/compare_page.h"

#include "tests/models/analysis/arm_company.h"
#include "tests/views/sample_company.h"

#include <QTest>

#include <map>
#include <set>

using namespace ms;
using query::Dimension;

/// The page's sections as they are asked, of tickets that three prompt versions answered.
class TestComparePage : public QObject {
    Q_OBJECT

    session::SnapshotPtr m_snapshot;

    core::Result<report::Section> ask(const char* id,
                                      const std::map<std::string, std::string>& options) const {
        const views::ReportPageSpec page = views::comparePage();
        for (const views::SectionSource& source : page.sections)
            if (source.id == id)
                return source.ask(*m_snapshot, {{}, source.by, {"USD", "UTC", "", ""}, options},
                                  {});
        return core::Error{};
    }

private Q_SLOTS:
    void initTestCase() {
        auto snapshot =
            std::make_shared<session::Snapshot>(**test::accessTo(test::SampleWorkspace::company())
                                                      .load({"a.margin", {}, {}, nullptr, {}}, {}));
        snapshot->source =
            test::frameOfEvents(test::ticketsOf({{{"v7"}, {"v8"}, {"v9"}}, 40, 1500}));
        m_snapshot = std::move(snapshot);
    }
    void everySectionAnswersWithItsId();
    void optionsAreThoseOfTheCommandLine();
    void withoutTwoVersionsItSaysSo();
    void whatCannotBeAskedIsRefusedInWords();
};

void TestComparePage::everySectionAnswersWithItsId() {
    for (const char* id :
         {"compare", "checks", "mix", "spread", "methods", "slices", "over_time"}) {
        const auto section = ask(id, {});
        QVERIFY2(section, section ? "" : section.error().message.c_str());
        QCOMPARE(section->id, std::string(id));
        QVERIFY(!section->finding.empty() && !section->table.rows.empty());
        QVERIFY(section->notes.front().starts_with("No arms were named"));
    }
    QCOMPARE(ask("versions", {})->id, std::string("versions"));
}

void TestComparePage::optionsAreThoseOfTheCommandLine() {
    const auto section = ask("compare", {{"arms", "v7,v8,v9"},
                                         {"stratify", "tier,length"},
                                         {"metric", "prompt_tokens,cost_per_request"},
                                         {"margin", "1"},
                                         {"planned", "100000"},
                                         {"cluster", "tenant"}});
    QVERIFY2(section, section ? "" : section.error().message.c_str());
    QCOMPARE(section->table.rows.size(), std::size_t(4)); // two arms, two metrics
    std::set<std::string> names;
    const views::ReportPageSpec page = views::comparePage();
    for (const views::SectionOption& option : page.sections.front().options)
        names.insert(option.name);
    QCOMPARE(names, (std::set<std::string>{"dim", "arms", "before", "after", "cluster", "stratify",
                                           "metric", "margin", "guardrail", "shares", "planned"}));
    const auto methods = ask("methods", {{"bootstrap", "200"}, {"seed", "4"}});
    QVERIFY(methods && methods->table.rows.back().cells.back() ==
                           report::Cell(std::string("200 draws of tenants, seed 4")));
}

void TestComparePage::withoutTwoVersionsItSaysSo() {
    const auto section = ask("checks", {{"dim", "model"}}); // nothing names one
    QVERIFY(section && section->finding.starts_with("There is nothing to compare"));
}

void TestComparePage::whatCannotBeAskedIsRefusedInWords() {
    for (const auto& [name, value] : std::map<std::string, std::string>{
             {"dim", "color"}, {"arms", "v1,v2"}, {"stratify", "tenant"}, {"margin", "x"}}) {
        const auto section = ask("compare", {{name, value}});
        QVERIFY2(!section && section.error().code == core::Error::Code::Usage, name.c_str());
        QVERIFY(section.error().message.ends_with("."));
    }
}

QTEST_GUILESS_MAIN(TestComparePage)
#include "tst_compare_page.moc"
