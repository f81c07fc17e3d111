// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/active_users_section.h"

#include <QTest>

#include <algorithm>

using namespace ms;
using analysis::ActiveUsersRow;
using analysis::ActiveUsersTable;
using core::Int128;
using core::MoneySum;

class TestActiveUsersSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFindingNamesTheDearest();
    void theFallbackIsNamedAndNeverMixedIn();
    void rowsHaveACellAColumn();
    void uncertaintyAndSpreadAreTwoSeries();
    void notesSayWhatIsLeftOut();
    void oneCustomerThatDrivesTheIntervalIsNamed();
};

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum dollars(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * core::kPicosPerUnit);
}

ActiveUsersRow row(const char* key, std::int64_t cost, std::int64_t users) {
    ActiveUsersRow made;
    made.keys = {key};
    made.cost = made.coveredCost = dollars(cost);
    made.facts = 1;
    made.activeUsers = users;
    made.customers = 3;
    made.uncertainty.value = double(cost) / double(users);
    made.uncertainty.interval = stats::Interval{1.5, 2.5};
    made.low = dollars(1);
    made.high = dollars(4);
    made.seenUsers = users / 2;
    made.seenCost = dollars(cost);
    return made;
}

ActiveUsersTable company() {
    ActiveUsersTable table;
    table.query.by = {query::Dimension::Feature};
    table.rows = {row("chat", 200, 100), row("search", 30, 10)};
    ActiveUsersRow unknown;
    unknown.keys = {"mail"};
    unknown.cost = unknown.seenCost = dollars(20);
    unknown.seenUsers = 5;
    table.rows.push_back(unknown);
    table.total = row("", 250, 125);
    table.total.keys.clear();
    table.usable.facts = {{}};
    table.freeTiers = {"Free"};
    table.freeCost = dollars(50);
    return table;
}

const report::Cell& cell(const report::Section& section, std::size_t row, const char* column) {
    return section.table.rows[row].cells[report::columnNamed(section.table, column)];
}

bool hasNote(const report::Section& section, const char* part) {
    return std::any_of(section.notes.begin(), section.notes.end(), [&](const std::string& note) {
        return note.find(part) != std::string::npos;
    });
}

} // namespace

void TestActiveUsersSection::theFindingNamesTheDearest() {
    QCOMPARE(report::activeUsersSection(company(), kContext).finding,
             std::string("An active user costs $2.00 a month. Where facts are known, a user is "
                         "dearest in search: $3.00."));
    ActiveUsersTable unknown;
    unknown.total.seenUsers = 4;
    unknown.total.seenCost = dollars(6);
    QCOMPARE(report::activeUsersSection(unknown, kContext).finding,
             std::string("How many users were active is not known; a user seen in events costs "
                         "$1.50 a month."));
    QCOMPARE(report::activeUsersSection({}, kContext).finding,
             std::string("How many users were active is not known."));
}

void TestActiveUsersSection::theFallbackIsNamedAndNeverMixedIn() {
    const report::Section section = report::activeUsersSection(company(), kContext);
    for (const char* column : {"cost_per_active_user", "active_users", "uncertain_from",
                               "p10_customers", "covered_cost", "customers"})
        QVERIFY2(std::holds_alternative<std::monostate>(cell(section, 2, column)), column);
    QVERIFY(std::get<MoneySum>(cell(section, 2, "cost_per_seen_user")) == dollars(4));
    QVERIFY(std::get<std::string>(cell(section, 2, "basis")).find("none") == 0);
    QCOMPARE(std::get<std::string>(cell(section, 0, "basis")), std::string("facts"));
}

void TestActiveUsersSection::rowsHaveACellAColumn() {
    const report::Section section = report::activeUsersSection(company(), kContext);
    QCOMPARE(section.table.total.size(), section.table.columns.size());
    for (const report::Row& row : section.table.rows) {
        QCOMPARE(row.cells.size(), section.table.columns.size());
        QCOMPARE(row.drill->front().values.size(), std::size_t(1));
    }
    for (const report::Column& column : section.table.columns)
        QVERIFY(column.dimension || !column.meaning.empty());
}

void TestActiveUsersSection::uncertaintyAndSpreadAreTwoSeries() {
    const report::Section section = report::activeUsersSection(company(), kContext);
    const report::Chart& chart = section.charts.front();
    QVERIFY(chart.kind == report::Chart::Kind::Intervals);
    QCOMPARE(chart.series.size(), std::size_t(2));
    QCOMPARE(chart.series[0].points.size(), std::size_t(2)); // not the row without facts
    QCOMPARE(*chart.series[0].points[0].low, 1.5);
    QCOMPARE(*chart.series[1].points[0].low, 1.0);
    QCOMPARE(*chart.series[1].points[0].high, 4.0);
    QVERIFY(std::get<MoneySum>(cell(section, 0, "uncertain_to")) ==
            MoneySum::fromPicos(Int128(25) * core::kPicosPerUnit / 10));
    QVERIFY(report::activeUsersSection({}, kContext).charts.empty());
}

void TestActiveUsersSection::notesSayWhatIsLeftOut() {
    ActiveUsersTable table = company();
    report::Section section = report::activeUsersSection(table, kContext);
    QVERIFY(hasNote(section, "Free earns nothing and takes 20% of all cost."));
    QVERIFY(hasNote(section, "spread between customers"));
    QVERIFY(!hasNote(section, "left out"));
    table.usable.otherPeriod = 2;
    table.usable.cutMonths = 1;
    table.usable.facts.clear();
    table.hasOneFeature = false;
    section = report::activeUsersSection(table, kContext);
    QVERIFY(hasNote(section, "2 facts are not of one civil month"));
    QVERIFY(hasNote(section, "1 fact is of a month that the period cuts"));
    QVERIFY(hasNote(section, "No fact about active users can be used"));
    QVERIFY(hasNote(section, "whose people overlap"));
}

void TestActiveUsersSection::oneCustomerThatDrivesTheIntervalIsNamed() {
    ActiveUsersTable table = company();
    QVERIFY(!hasNote(report::activeUsersSection(table, kContext), "from one customer"));
    table.rows[1].largestVarianceShare = 0.6;
    table.rows[1].mostInfluential = "acme";
    QVERIFY(hasNote(report::activeUsersSection(table, kContext),
                    "comes from one customer: search by acme."));
}

QTEST_APPLESS_MAIN(TestActiveUsersSection)
#include "tst_active_users_section.moc"
