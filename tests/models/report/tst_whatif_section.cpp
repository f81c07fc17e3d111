// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: prefix_section.cpp, whatif_range_section.cpp
#include "models/report/whatif_section.h"

#include "models/report/prefix_section.h"
#include "models/report/whatif_range_section.h"

#include <QTest>

#include <cmath>

using namespace ms;
using core::Int128;
using core::MoneySum;
using scenario::Field;
using scenario::LeverKind;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum dollars(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * core::kPicosPerUnit);
}

/// Two tenants; a cache saves 30, then a discount 7; acme loses 5 of revenue.
scenario::ReplayTable someTable() {
    scenario::ReplayTable table;
    table.question.by = {query::Dimension::Tenant};
    table.question.scenario.name = "Try";
    table.question.scenario.levers = {scenario::standardLever(LeverKind::ResponseCache),
                                      scenario::standardLever(LeverKind::PriceChange)};
    table.question.scenario.levers[0][Field::HitRate] = scenario::kBillion * 3 / 10;
    table.rows = {{{{"acme"}, false}, 10, {dollars(60), dollars(50)}, {dollars(40), dollars(45)}},
                  {{{""}, true}, 0, {dollars(0), dollars(30)}, {dollars(0), dollars(30)}},
                  {{{"bolt"}, false}, 30, {dollars(40), dollars(20)}, {dollars(23), dollars(20)}}};
    table.total = {{{}, false}, 40, {dollars(100), dollars(100)}, {dollars(63), dollars(95)}};
    table.cost = {dollars(100).picos(),
                  dollars(63).picos(),
                  {dollars(-30).picos(), dollars(-7).picos()},
                  {dollars(-30).picos(), dollars(-10).picos()},
                  {dollars(-28).picos(), dollars(-9).picos()},
                  {}};
    table.margin = {0,
                    dollars(32).picos(),
                    {dollars(25).picos(), dollars(7).picos()},
                    {dollars(25).picos(), dollars(10).picos()},
                    {dollars(24).picos(), dollars(8).picos()},
                    {}};
    table.risk.requests = 40;
    table.risk.served = 40;
    table.risk.hits = 12;
    table.risk.lost = 4;
    table.attempts = 45;
    table.unpriced = 3;
    return table;
}

bool isNoted(const report::Section& section, const std::string& words) {
    for (const std::string& note : section.notes)
        if (note.find(words) != std::string::npos)
            return true;
    return false;
}

} // namespace

class TestWhatIfSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leversAddUpToTheChange();
    void rowsTellWhoLoses();
    void whatIsAtRiskStandsBesideWhatWas();
    void nothingChangedSaysSo();
    void prefixesAreToldBySize();
};

void TestWhatIfSection::leversAddUpToTheChange() {
    const report::Section section = report::whatIfSection(someTable(), kContext);
    QVERIFY(section.finding.find("raises the margin by $32.00 to $32.00") != std::string::npos);
    QVERIFY(section.finding.find("33.7%") != std::string::npos); // 32 of 95
    QCOMPARE(section.table.rows.size(), std::size_t(2));
    const std::size_t margin = columnNamed(section.table, "margin_change");
    MoneySum sum;
    for (const report::Row& row : section.table.rows)
        sum += std::get<MoneySum>(row.cells[margin]);
    QVERIFY(sum == dollars(32));
    QVERIFY(std::get<MoneySum>(section.table.total[margin]) == dollars(32));
    const std::size_t revenue = columnNamed(section.table, "revenue_change");
    QVERIFY(std::get<MoneySum>(section.table.rows[0].cells[revenue]) == dollars(-5));
    QCOMPARE(std::get<std::string>(section.table.rows[0].cells[2]), std::string("assumed"));
    QCOMPARE(std::get<std::string>(section.table.rows[1].cells[2]), std::string("replayed"));
    const auto& points = section.charts.front().series.front().points;
    QCOMPARE(points.size(), std::size_t(4));
    QVERIFY(std::get<MoneySum>(points.front().value) == dollars(0));
    QVERIFY(std::get<MoneySum>(points.back().value) == dollars(32));
    QVERIFY(isNoted(section, "$35.00; together they differ from that by -$3.00"));
    QVERIFY(isNoted(section, "3 attempts of unknown cost"));
}

void TestWhatIfSection::rowsTellWhoLoses() {
    const report::Section section = report::whatIfRowsSection(someTable(), kContext);
    QVERIFY(section.finding.find("1 lose money (2 before)") != std::string::npos);
    const std::size_t change = columnNamed(section.table, "margin_change");
    QVERIFY(std::get<MoneySum>(section.table.rows[0].cells[change]) == dollars(15));
    QVERIFY(std::get<MoneySum>(section.table.total[change]) == dollars(32));
    QVERIFY(section.table.rows[0].drill && !section.table.rows[1].drill);
    const std::size_t each = columnNamed(section.table, "cost_per_request_before");
    QVERIFY(std::get<MoneySum>(section.table.rows[0].cells[each]) == dollars(6));
    QVERIFY(std::holds_alternative<std::monostate>(section.table.rows[1].cells[each]));
}

void TestWhatIfSection::whatIsAtRiskStandsBesideWhatWas() {
    scenario::ReplayTable table = someTable();
    report::Section section = report::whatIfRiskSection(table, kContext);
    const std::size_t success = columnNamed(section.table, "success_rate");
    QVERIFY(std::holds_alternative<std::monostate>(section.table.rows[0].cells[success]));
    QVERIFY(isNoted(section, "No unit has an outcome"));
    table.risk.successfulUnits = 8;
    table.risk.failedUnits = 2;
    section = report::whatIfRiskSection(table, kContext);
    QCOMPARE(std::get<double>(section.table.rows[0].cells[success]), 0.8);
    QVERIFY(std::abs(std::get<double>(section.table.rows[1].cells[success]) - 0.7) < 1e-12);
    const std::size_t each = columnNamed(section.table, "cost_per_success");
    QVERIFY(std::get<MoneySum>(section.table.rows[0].cells[each]) ==
            MoneySum::fromPicos(dollars(100).picos() / 8));
    QVERIFY(std::get<MoneySum>(section.table.rows[1].cells[each]) == dollars(9)); // 63 / 7
    QVERIFY(std::get<Int128>(
                section.table.rows[1].cells[columnNamed(section.table, "cache_hits")]) == 12);
}

void TestWhatIfSection::nothingChangedSaysSo() {
    scenario::ReplayTable table = someTable();
    table.question.scenario.levers.clear();
    const report::Section section = report::whatIfSection(table, kContext);
    QVERIFY(section.finding.find("Nothing is changed yet") == 0);
    QVERIFY(section.table.rows.empty() && section.charts.empty());
    table.attempts = 0;
    QVERIFY(report::whatIfSection(table, kContext).finding.find("no calls") != std::string::npos);
}

void TestWhatIfSection::prefixesAreToldBySize() {
    scenario::PrefixTable table;
    QVERIFY(report::prefixSection(table, kContext).finding.find("no prompt blocks") !=
            std::string::npos);
    table.requests = 4;
    table.distinctBlocks = 12;
    table.withoutBlocks = 1;
    scenario::PrefixReplay replay;
    replay.hitBlocks = 2;
    replay.allBlocks = 8;
    replay.hitTokens = 100;
    replay.allTokens = 400;
    replay.partialTokens = 60;
    table.rows = {{3, 25, replay}, {0, {}, replay}};
    const report::Section section = report::prefixSection(table, kContext);
    QCOMPARE(section.finding,
             std::string("Of all prompt tokens, 25% to 40% were seen before; a cache of 25% (3 "
                         "blocks) has 25%."));
    QVERIFY(std::holds_alternative<std::monostate>(
        section.table.rows[1].cells[columnNamed(section.table, "capacity_blocks")]));
    QVERIFY(isNoted(section, "1 attempt without block hashes"));
}

QTEST_APPLESS_MAIN(TestWhatIfSection)
#include "tst_whatif_section.moc"
