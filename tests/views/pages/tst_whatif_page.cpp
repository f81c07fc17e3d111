// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/whatif_page.h"

#include "models/frame/frame.h"
#include "models/scenario/document.h"
#include "models/scenario/quick_levers.h"
#include "models/session/scenario_text.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"
#include "views/pages/scenario_draft.h"

#include <QTest>

using namespace ms;
using query::Dimension;

namespace {

session::Snapshot snapshot() {
    session::Snapshot made;
    made.source = *frame::makeFrame(
        frame::loadColumns(std::make_shared<test::MemoryColumnSource>(
                               test::blocksOf(test::RandomEvents(5).make(200), 100)),
                           1),
        test::randomFacts(), {{}, "default"}, {});
    return made;
}

views::SectionQuestion asked(std::map<std::string, std::string> options) {
    return {{}, {Dimension::Tenant}, {"USD", "UTC", "default", "May 2026"}, std::move(options)};
}

core::MoneySum totalOf(const report::Section& section, const char* column) {
    return std::get<core::MoneySum>(section.table.total[columnNamed(section.table, column)]);
}

} // namespace

class TestWhatIfPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyLeverOfTheCommandLineIsAField();
    void typedLeversChangeEverySection();
    void aDocumentIsOpenedAndChanged();
    void whatIsWrongIsSaid();
    void aDocumentMayBeTheOptionItself();
    void theKeptScenarioStandsBesideThePresentOne();
};

void TestWhatIfPage::everyLeverOfTheCommandLineIsAField() {
    const views::ReportPageSpec page = views::whatIfPage();
    QCOMPARE(page.sections.size(), std::size_t(7));
    for (const views::SectionSource& section : page.sections) {
        const bool isCompared = section.options.back().name == "against-scenario";
        QCOMPARE(section.options.size(), scenario::quickLevers().size() + (isCompared ? 2 : 1));
        for (std::size_t i = 0; i < scenario::quickLevers().size(); ++i)
            QCOMPARE(section.options[i].name, std::string(scenario::quickLevers()[i].name));
        QCOMPARE(section.options[scenario::quickLevers().size()].name, std::string("scenario"));
    }
}

void TestWhatIfPage::typedLeversChangeEverySection() {
    const views::ReportPageSpec page = views::whatIfPage();
    const session::Snapshot open = snapshot();
    const auto rows = [&](std::map<std::string, std::string> options) {
        return *page.sections[1].ask(open, asked(std::move(options)), {});
    };
    const core::MoneySum cost = totalOf(rows({}), "cost_after");
    QVERIFY(cost == totalOf(rows({}), "cost_before"));
    const core::MoneySum half = totalOf(rows({{"cache-hit-rate", "0.5"}}), "cost_after");
    const core::Int128 rest = cost.picos() - 2 * half.picos();
    QVERIFY(rest >= -1 && rest <= 1);
    QVERIFY(totalOf(rows({{"cache-hit-rate", "1"}}), "cost_after").isZero());
    for (const views::SectionSource& section : page.sections)
        QVERIFY(section.ask(open, asked({{"batch-share", "0.3"}}), {}));
}

void TestWhatIfPage::aDocumentIsOpenedAndChanged() {
    const views::ReportPageSpec page = views::whatIfPage();
    const session::Snapshot open = snapshot();
    const std::string path = MARGINSCOPE_SOURCE_DIR "/resources/scenarios/pro_price.json";
    const auto section = page.sections[0].ask(open, asked({{"scenario", path}}), {});
    QVERIFY2(section, section ? "" : section.error().message.c_str());
    QCOMPARE(section->table.rows.size(), std::size_t(2));
    const auto more =
        page.sections[0].ask(open, asked({{"scenario", path}, {"output-cap", "100"}}), {});
    QCOMPARE(more->table.rows.size(), std::size_t(3));
    const auto ranges = page.sections[3].ask(open, asked({{"scenario", path}}), {});
    QCOMPARE(ranges->table.rows.size(), std::size_t(1));
}

void TestWhatIfPage::whatIsWrongIsSaid() {
    const views::ReportPageSpec page = views::whatIfPage();
    const session::Snapshot open = snapshot();
    const auto much = page.sections[0].ask(open, asked({{"cache-hit-rate", "1.5"}}), {});
    QVERIFY(!much && much.error().message.find("from 0 to 1") != std::string::npos);
    QVERIFY(!page.sections[0].ask(open, asked({{"scenario", "nowhere.json"}}), {}));
}

/// What the editor puts into the options is asked as a file with the same text is.
void TestWhatIfPage::aDocumentMayBeTheOptionItself() {
    const views::ReportPageSpec page = views::whatIfPage();
    const session::Snapshot open = snapshot();
    const std::string path = MARGINSCOPE_SOURCE_DIR "/resources/scenarios/pro_price.json";
    const auto read = session::scenarioNamed(path);
    QVERIFY(read);
    const auto options = views::withScenario(
        {{"batch-share", "0.5"}, {"scenario", path}, {"idle", "spread"}}, *read);
    QCOMPARE(options.size(), std::size_t(2)); // levers that were typed are in the document now
    QCOMPARE(options.at("idle"), std::string("spread"));
    QVERIFY(options.at("scenario").find('\n') == std::string::npos);
    QVERIFY(*views::scenarioOfOptions(options) == *read);
    const auto asText = page.sections[1].ask(open, asked(options), {});
    const auto asFile = page.sections[1].ask(open, asked({{"scenario", path}}), {});
    QVERIFY(asText && asFile);
    QVERIFY(totalOf(*asText, "cost_after") == totalOf(*asFile, "cost_after"));
    QVERIFY(views::withScenario(options, {}).count("scenario") == 0);
}

void TestWhatIfPage::theKeptScenarioStandsBesideThePresentOne() {
    const views::ReportPageSpec page = views::whatIfPage();
    const session::Snapshot open = snapshot();
    const views::SectionSource& beside = page.sections[5];
    const views::SectionSource& differing = page.sections[6];
    QVERIFY(beside.ask(open, asked({}), {})->table.columns.empty());
    const auto kept = scenario::withQuickLevers({}, {{"cache-hit-rate", "0.2"}});
    std::map<std::string, std::string> options{{"cache-hit-rate", "0.7"}};
    options["against-scenario"] = documentOf(*kept);
    const auto section = beside.ask(open, asked(options), {});
    QVERIFY2(section, section ? "" : section.error().message.c_str());
    const core::Int128 a = totalOf(*section, "cost_a").picos();
    const core::Int128 b = totalOf(*section, "cost_b").picos();
    QVERIFY(a > 0);
    const core::Int128 gap = 3 * a - 8 * b; // 0.8 and 0.3 of the same cost
    QVERIFY(gap > -20 && gap < 20);
    QVERIFY(totalOf(*section, "cost_b_less_a").picos() == b - a);
    QCOMPARE(differing.ask(open, asked(options), {})->table.rows.size(), std::size_t(1));
}

QTEST_MAIN(TestWhatIfPage)
#include "tst_whatif_page.moc"
