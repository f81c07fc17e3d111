// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/growth.h"

#include "tests/models/analysis/compared_calls.h"

#include <QTest>

using namespace ms;
using analysis::GrowthFigures;
using analysis::GrowthHead;
using analysis::GrowthRow;
using analysis::GrowthTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using stats::MovementLabel;

namespace {

/// Users, requests and cost of a slice in micro-units of the currency.
query::GroupRow slice(const char* key, std::int64_t users, std::int64_t requests,
                      std::int64_t micros) {
    return {{key}, {users, requests, Int128(micros) * 1'000'000}};
}

GrowthFigures figures(std::vector<query::GroupRow> rows, std::int64_t allUsers) {
    GrowthFigures figures;
    figures.groups.total = {allUsers, 0, 0};
    for (const query::GroupRow& row : rows) {
        figures.groups.total[1] += row.values[1];
        figures.groups.total[2] += row.values[2];
    }
    figures.groups.rows = std::move(rows);
    return figures;
}

analysis::DriversQuery byFeature() {
    analysis::DriversQuery query;
    query.by = {Dimension::Feature};
    return query;
}

MoneySum micros(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * 1'000'000);
}

} // namespace

class TestGrowth : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void usersTimesCostOfEach();
    void growthNeedsAHigherMargin();
    void dearerOnTheSameUsersIsInefficiency();
    void withoutUsersRequestsCount();
    void costWithoutAnyUserIsNotSplit();
    void newAndGoneSlices();
    void partsCloseOnAFrame();
};

/// By hand: users 2 -> 4, cost per user 1.50 -> 1.275: 3 -> 5.10; L = 2.1 / ln 1.7.
void TestGrowth::usersTimesCostOfEach() {
    const GrowthTable table =
        analysis::explainGrowth(byFeature(), figures({slice("mail", 2, 9, 3'000'000)}, 2),
                                figures({slice("mail", 4, 9, 5'100'000)}, 4));
    QVERIFY(table.head == GrowthHead::User);
    const GrowthRow& row = table.rows.front();
    QVERIFY(*row.eachBefore == micros(1'500'000));
    QVERIFY(*row.eachAfter == micros(1'275'000));
    QCOMPARE(core::toText(core::roundedTo(*row.byHeads, 6)), std::string("2743181")); // L ln 2
    QVERIFY(*row.byHeads + *row.byEach == row.change());
    QVERIFY(row.label == MovementLabel::None); // nothing is known of revenue
}

void TestGrowth::growthNeedsAHigherMargin() {
    GrowthFigures before = figures({slice("mail", 2, 9, 3'000'000)}, 2);
    GrowthFigures after = figures({slice("mail", 4, 9, 5'100'000)}, 4);
    before.revenue = {{{"mail"}, micros(4'000'000)}};
    after.revenue = {{{"mail"}, micros(8'000'000)}};
    QVERIFY(analysis::explainGrowth(byFeature(), before, after).rows[0].label ==
            MovementLabel::Growth);
    QVERIFY(analysis::explainGrowth(byFeature(), before, after).total.label ==
            MovementLabel::Growth);
    (*after.revenue)[{"mail"}] = micros(5'500'000);
    QVERIFY(analysis::explainGrowth(byFeature(), before, after).rows[0].label ==
            MovementLabel::None);
}

void TestGrowth::dearerOnTheSameUsersIsInefficiency() {
    GrowthFigures before = figures({slice("mail", 100, 9, 3'000'000)}, 100);
    GrowthFigures after = figures({slice("mail", 101, 9, 5'000'000)}, 101);
    before.revenue = {{{"mail"}, micros(9'000'000)}};
    after.revenue = before.revenue;
    QVERIFY(analysis::explainGrowth(byFeature(), before, after).rows[0].label ==
            MovementLabel::Inefficiency);
}

void TestGrowth::withoutUsersRequestsCount() {
    const GrowthTable table =
        analysis::explainGrowth(byFeature(), figures({slice("mail", 0, 10, 1'000'000)}, 0),
                                figures({slice("mail", 0, 30, 3'000'000)}, 0));
    QVERIFY(table.head == GrowthHead::Request);
    QCOMPARE(table.rows[0].headsAfter, std::int64_t{30});
    QVERIFY(*table.rows[0].byHeads == micros(2'000'000));
    QVERIFY(table.rows[0].byEach->isZero());
}

void TestGrowth::costWithoutAnyUserIsNotSplit() {
    const GrowthTable table = analysis::explainGrowth(
        byFeature(), figures({slice("mail", 1, 1, 10), slice("sync", 0, 5, 50)}, 1),
        figures({slice("mail", 1, 1, 10), slice("sync", 0, 5, 70)}, 1));
    QCOMPARE(table.rows[0].keys, std::vector<std::string>{"sync"});
    QVERIFY(!table.rows[0].byHeads);
    QVERIFY(!table.rows[0].byEach);
    QVERIFY(!table.rows[0].eachAfter);
    QVERIFY(table.rows[0].change() == micros(20));
}

void TestGrowth::newAndGoneSlices() {
    const GrowthTable table = analysis::explainGrowth(
        byFeature(), figures({slice("a", 3, 3, 30)}, 3), figures({slice("b", 4, 4, 50)}, 4));
    QCOMPARE(table.rows.size(), std::size_t{2});
    QCOMPARE(table.rows[0].keys, std::vector<std::string>{"b"});
    QVERIFY(*table.rows[0].byHeads == micros(50)); // all of it came with its users
    QVERIFY(table.rows[0].byEach->isZero());
    QVERIFY(*table.rows[1].byHeads == micros(-30));
}

/// Against the questions that it asks; costs add up, each row closes.
void TestGrowth::partsCloseOnAFrame() {
    test::RandomEvents random(41);
    auto columns =
        std::make_shared<test::MemoryColumnSource>(test::blocksOf(random.make(3000), 900));
    const auto source =
        *frame::makeFrame(frame::loadColumns(columns, 2), test::randomFacts(), {{}, ""}, {});
    analysis::DriversQuery query = byFeature();
    query.filter.range = test::range("2026-10-23", "2026-10-28");
    query.against = test::range("2026-03-27", "2026-04-01");
    const auto table = analysis::growthBy(query, *source, {}, {});
    QVERIFY(table);
    const auto after =
        source->groups({{}, {query::Measure::Users, query::Measure::Cost}, query.filter}, {});
    QVERIFY(table->total.headsAfter == std::int64_t(after->total[0]));
    QVERIFY(table->total.costAfter.picos() == after->total[1]);
    MoneySum before, later;
    for (const GrowthRow& row : table->rows) {
        before += row.costBefore;
        later += row.costAfter;
        QVERIFY(row.byHeads && *row.byHeads + *row.byEach == row.change());
    }
    QVERIFY(before == table->total.costBefore);
    QVERIFY(later == table->total.costAfter);
    QCOMPARE(table->beforeWords, std::string("2026-03-27 to 2026-03-31"));
    QVERIFY(!table->total.revenueAfter); // no revenue at all
    query.by = {Dimension::Day};
    QVERIFY(!analysis::growthBy(query, *source, {}, {}));
}

QTEST_APPLESS_MAIN(TestGrowth)
#include "tst_growth.moc"
