// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/growth_section.h"

#include <QTest>

using namespace ms;
using analysis::GrowthRow;
using analysis::GrowthTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using report::Section;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * (core::kPicosPerUnit / 100));
}

/// Users double, each costs 15 % less.
GrowthRow draftEmail() {
    GrowthRow row;
    row.keys = {"Draft Email"};
    row.headsBefore = 100;
    row.headsAfter = 200;
    row.costBefore = cents(100'000);
    row.costAfter = cents(170'000);
    row.eachBefore = cents(1000);
    row.eachAfter = cents(850);
    row.byHeads = cents(91'439);
    row.byEach = cents(-21'439);
    row.label = stats::MovementLabel::Growth;
    return row;
}

GrowthTable company() {
    GrowthTable table;
    table.query.by = {Dimension::Feature};
    table.beforeWords = "2026-04-01 to 2026-04-30";
    table.afterWords = "2026-05-01 to 2026-05-31";
    GrowthRow sync;
    sync.keys = {"sync"};
    sync.costBefore = cents(10);
    sync.costAfter = cents(20);
    table.rows = {draftEmail(), sync};
    table.total = draftEmail();
    table.total.keys.clear();
    table.total.label = stats::MovementLabel::None;
    return table;
}

std::string reading(const Section& section, std::size_t row) {
    return std::get<std::string>(
        section.table.rows[row].cells[report::columnNamed(section.table, "reading")]);
}

} // namespace

class TestGrowthSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRowIsReadInWords();
    void theFindingIsThatOfTheLargestChange();
    void rowsKeepWhatIsUnknown();
    void requestsStandInForUsers();
    void withoutEventsItSaysSo();
};

void TestGrowthSection::everyRowIsReadInWords() {
    const Section section = report::growthSection(company(), kContext);
    QCOMPARE(reading(section, 0), std::string("users doubled, cost per user -15%: growth"));
    QCOMPARE(reading(section, 1), std::string("no user is named"));
    GrowthTable table = company();
    table.rows[0].label = stats::MovementLabel::Inefficiency;
    QVERIFY(reading(report::growthSection(table, kContext), 0).find(": inefficiency") !=
            std::string::npos);
}

void TestGrowthSection::theFindingIsThatOfTheLargestChange() {
    QCOMPARE(report::growthSection(company(), kContext).finding,
             std::string("Cost +70%: users doubled, cost per user -15%. Draft Email +70%: users "
                         "doubled, cost per user -15%: growth."));
}

void TestGrowthSection::rowsKeepWhatIsUnknown() {
    const Section section = report::growthSection(company(), kContext);
    const auto& cells = section.table.rows[1].cells;
    QCOMPARE(cells.size(), section.table.columns.size());
    QCOMPARE(section.table.total.size(), section.table.columns.size());
    QVERIFY(cells[report::columnNamed(section.table, "by_users")] == report::Cell{});
    QVERIFY(cells[report::columnNamed(section.table, "each_after")] == report::Cell{});
    QVERIFY(section.table.rows[0].drill ==
            (std::vector<query::Condition>{
                {Dimension::Feature, query::Condition::Kind::In, {"Draft Email"}}}));
    // Only what can be split is drawn, from both sides.
    QCOMPARE(section.charts.front().series.size(), std::size_t{2});
    QCOMPARE(section.charts.front().series[0].points.size(), std::size_t{1});
}

void TestGrowthSection::requestsStandInForUsers() {
    GrowthTable table = company();
    table.head = analysis::GrowthHead::Request;
    const Section section = report::growthSection(table, kContext);
    QCOMPARE(reading(section, 0), std::string("requests doubled, cost per request -15%: growth"));
    (void)report::columnNamed(section.table, "by_requests"); // checks that it is there
}

void TestGrowthSection::withoutEventsItSaysSo() {
    GrowthTable table;
    table.query.by = {Dimension::Feature};
    const Section section = report::growthSection(table, kContext);
    QVERIFY(!section.finding.empty());
    QVERIFY(section.table.rows.empty() && section.table.total.empty() && section.charts.empty());
}

QTEST_APPLESS_MAIN(TestGrowthSection)
#include "tst_growth_section.moc"
