// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: report_page.cpp
#include "tests/views/fake_sections.h"
#include "tests/views/pages/report_page_rig.h"
#include "views/pages/report_pages.h"

#include <QToolButton>

using namespace ms;
using query::Dimension;
using session::Page;
using Rig = test::ReportPageRig;

namespace {

/// Three rows, the last of which has a lever, for a period of its own.
views::SectionSource findings() {
    views::SectionSource source = test::fakeSource("found", QStringLiteral("Found"), 3);
    source.ask = [](const session::Snapshot&, const views::SectionQuestion& question,
                    std::stop_token) -> core::Result<report::Section> {
        report::Section section = test::fakeSection("found", 3);
        section.filter = question.filter;
        section.table.rows[2].levers = {{"retry-limit", "2"}};
        section.table.rows[2].drillRange = core::TimeRange{core::Instant{100}, core::Instant{200}};
        return section;
    };
    return source;
}

} // namespace

class TestFindingScenario : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLeversOfARowOpenOnItsOwnCalls() {
        Rig rig({findings()});
        rig.settle();
        QVERIFY(rig.page->scenarioButton().isVisible());
        rig.table().selectRow(2);
        QTest::keyClick(&rig.table(), Qt::Key_Return, Qt::ControlModifier);
        const session::Place& place = rig.state.place();
        QCOMPARE(place.page, Page::WhatIf);
        QCOMPARE(place.options, (std::map<std::string, std::string>{{"retry-limit", "2"}}));
        QCOMPARE(place.filter.range.to->micros, std::int64_t(200));
        QCOMPARE(place.path, (std::vector<session::DrillStep>{{Dimension::Tenant, "tenant-2"}}));
        rig.state.back();
        QCOMPARE(rig.state.place().page, Page::Units);
    }
    void theButtonTakesTheFirstRowThatHasAny() {
        Rig rig({findings()});
        rig.settle();
        rig.table().setCurrentIndex({});
        rig.page->scenarioButton().click();
        QCOMPARE(rig.state.place().page, Page::WhatIf);
    }
    void aRowWithoutLeversSaysSo() {
        Rig rig({findings()});
        rig.settle();
        QSignalSpy told(rig.page.get(), &views::ReportPage::told);
        rig.table().selectRow(0);
        rig.page->scenarioButton().click();
        QCOMPARE(told.count(), 1);
        QCOMPARE(rig.state.place().page, Page::Units);
    }
    void whereNoRowHasAnyThereIsNoButton() {
        Rig rig({test::fakeSource("plain", QStringLiteral("Plain"), 3)});
        rig.settle();
        QVERIFY(!rig.page->scenarioButton().isVisible());
    }
    /// What findings suggest is what the page of scenarios takes.
    void everySuggestionIsAnOptionOfThePage() {
        for (const views::ReportPageSpec& page : views::reportPages()) {
            if (page.page != Page::WhatIf)
                continue;
            std::set<std::string> names;
            for (const views::SectionOption& option : page.sections.front().options)
                names.insert(option.name);
            for (const char* name : {"output-cap", "quota", "route-to", "route-share",
                                     "compress-keep", "cache-read", "retry-limit"})
                QVERIFY2(names.contains(name), name);
        }
    }
};

QTEST_MAIN(TestFindingScenario)
#include "tst_finding_scenario.moc"
