// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/whatif_against_section.h"

#include <QTest>

using namespace ms;
using core::Int128;
using core::MoneySum;
using scenario::Field;
using scenario::LeverKind;
using scenario::ReplayTable;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum dollars(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * core::kPicosPerUnit);
}

/// acme costs 60 and pays 50, bolt costs 40 and pays 20; then `acme` and `bolt`.
ReplayTable tableOf(const char* name, std::int64_t acme, std::int64_t bolt,
                    std::int64_t hitPercent) {
    ReplayTable table;
    table.question.by = {query::Dimension::Tenant};
    table.question.scenario.name = name;
    table.question.scenario.levers = {scenario::standardLever(LeverKind::ResponseCache)};
    table.question.scenario.levers[0][Field::HitRate] = scenario::kBillion / 100 * hitPercent;
    table.rows = {{{{"acme"}, false}, 10, {dollars(60), dollars(50)}, {dollars(acme), dollars(50)}},
                  {{{"bolt"}, false}, 0, {dollars(40), dollars(20)}, {dollars(bolt), dollars(20)}}};
    table.total = {
        {{}, false}, 10, {dollars(100), dollars(70)}, {dollars(acme + bolt), dollars(70)}};
    table.attempts = 12;
    return table;
}

report::Cell cellAt(const report::Section& section, std::size_t row, const char* column) {
    return section.table.rows.at(row).cells.at(columnNamed(section.table, column));
}

} // namespace

class TestWhatIfAgainstSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachStandsBesideTheOthers() {
        const std::vector tables{tableOf("Small", 50, 40, 10), tableOf("", 20, 39, 30)};
        const report::Section section = report::whatIfAgainstSection(tables, kContext);
        QCOMPARE(section.id, std::string("whatif_against"));
        QCOMPARE(section.finding,
                 std::string("Scenario B leaves $31.00 more margin than A ('Small'): $11.00 "
                             "against -$20.00; as it was, -$30.00."));
        QCOMPARE(section.table.rows.size(), std::size_t(2));
        QVERIFY(cellAt(section, 0, "tenant") == report::Cell{std::string("acme")}); // differs most
        QVERIFY(cellAt(section, 0, "cost_a") == report::Cell{dollars(50)});
        QVERIFY(cellAt(section, 0, "cost_b") == report::Cell{dollars(20)});
        QVERIFY(cellAt(section, 0, "cost_b_less_a") == report::Cell{dollars(-30)});
        QVERIFY(cellAt(section, 0, "margin_b_less_a") == report::Cell{dollars(30)});
        QVERIFY(cellAt(section, 0, "revenue_b_less_a") == report::Cell{dollars(0)});
        QVERIFY(cellAt(section, 0, "cost_per_request_a") == report::Cell{dollars(5)});
        QVERIFY(cellAt(section, 0, "cost_per_request_b_less_a") == report::Cell{dollars(-3)});
        QVERIFY(section.table.rows[0].drill && !section.table.rows[1].drill);
        // bolt has no request: its cost per request is not known, and neither is the difference
        QVERIFY(cellAt(section, 1, "cost_per_request_b_less_a") == report::Cell{});
        QVERIFY(section.table.total[columnNamed(section.table, "cost_b_less_a")] ==
                report::Cell{dollars(-31)});
        for (const report::Row& row : section.table.rows)
            QCOMPARE(row.cells.size(), section.table.columns.size());
        QCOMPARE(section.table.total.size(), section.table.columns.size());
        QCOMPARE(section.charts.front().series.size(), std::size_t(2));
    }
    void whatOnlyOneLooksAtIsUnknownInTheOther() {
        std::vector tables{tableOf("", 50, 40, 10), tableOf("", 20, 39, 30)};
        tables[1].rows.pop_back();
        const report::Section section = report::whatIfAgainstSection(tables, kContext);
        QVERIFY(cellAt(section, 1, "cost_a") == report::Cell{dollars(40)});
        QVERIFY(cellAt(section, 1, "cost_b") == report::Cell{});
        QVERIFY(cellAt(section, 1, "cost_b_less_a") == report::Cell{});
    }
    void theAssumptionsThatDifferAreListed() {
        const std::vector tables{tableOf("", 50, 40, 10), tableOf("", 50, 40, 30),
                                 tableOf("", 50, 40, 10)};
        const report::Section section = report::whatIfAssumptionsSection(tables, kContext);
        QCOMPARE(section.table.rows.size(), std::size_t(1));
        QVERIFY(cellAt(section, 0, "what") == report::Cell{std::string("hit_rate")});
        QVERIFY(cellAt(section, 0, "stated_b") == report::Cell{std::string("0.3")});
        QVERIFY(section.finding.find("1 assumption differs. Scenario A and Scenario B leave the "
                                     "same margin") == 0);
        const report::Section same =
            report::whatIfAssumptionsSection(std::vector{tables[0], tables[2]}, kContext);
        QCOMPARE(same.finding, std::string("The scenarios assume the same."));
    }
};

QTEST_APPLESS_MAIN(TestWhatIfAgainstSection)
#include "tst_whatif_against_section.moc"
