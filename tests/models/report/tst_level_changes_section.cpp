// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/level_changes_section.h"

#include <QTest>

using namespace ms;
using analysis::DailyMetric;
using analysis::LevelChangeTable;
using core::MoneySum;
using query::Dimension;
using stats::SpikeType;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum dollars(std::int64_t amount) {
    return MoneySum::fromPicos(core::Int128(amount) * core::kPicosPerUnit);
}

/// Ten days of $10 and 5 requests, then ten of $30 and 10 requests, by the tenant "bolt".
LevelChangeTable company(DailyMetric metric = DailyMetric::Cost) {
    LevelChangeTable table;
    table.query.metric = metric;
    const core::Day first = *core::parseDay("2026-05-01");
    for (int d = 0; d < 20; ++d)
        table.days.push_back({{first.number + d},
                              dollars(d < 10 ? 10 : 30),
                              d < 10 ? 5 : 10,
                              std::size_t(d < 10 ? 0 : 1)});
    const core::TimeRange range{core::Instant{10}, core::Instant{20}};
    table.levels = {{first, 10, {}, dollars(100), 50, {}},
                    {{first.number + 10}, 10, range, dollars(300), 100, {}}};
    table.levels[1].look = {core::Day{first.number + 11}, 0.96};
    analysis::LevelChange change;
    change.level = 1;
    change.spike.type = SpikeType::Volume;
    change.spike.shares = stats::FactorNumbers{0.7, 0, 0.3, 0};
    change.movers = {{Dimension::Feature, "chat", dollars(20), 1.0, true},
                     {Dimension::Tenant, "bolt", dollars(15), 0.75, false},
                     {Dimension::User, "", dollars(18), 0.9, false},
                     {Dimension::Model, "large", dollars(8), 0.4, false},
                     {Dimension::PromptVersion, "", MoneySum(), 0.0, false}};
    table.changes = {change};
    return table;
}

QString findingOf(const LevelChangeTable& table) {
    return QString::fromStdString(report::levelChangesSection(table, kContext).finding);
}

} // namespace

class TestLevelChangesSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFindingNamesDayKindAndMover() {
        QCOMPARE(findingOf(company()),
                 QStringLiteral("The level changed once; it rose from $10.00 to $30.00 a day on "
                                "2026-05-11: more requests, most of it tenant bolt."));
        QCOMPARE(findingOf(company(DailyMetric::CostPerRequest)),
                 QStringLiteral("The level changed once; it rose from $2.00 to $3.00 a request on "
                                "2026-05-11: more requests, most of it tenant bolt."));
        LevelChangeTable shared = company();
        shared.changes[0].movers[1].share = 0.35;
        QVERIFY(findingOf(shared).endsWith(QStringLiteral("40% of it model large.")));
    }
    void aDecreaseIsNoKindOfRise() {
        LevelChangeTable table = company();
        std::swap(table.levels[0].cost, table.levels[1].cost);
        table.changes[0].spike.type = SpikeType::NoIncrease;
        table.changes[0].movers.clear();
        QCOMPARE(findingOf(table), QStringLiteral("The level changed once; it fell from $30.00 to "
                                                  "$10.00 a day on 2026-05-11."));
    }
    void rowsHaveAllColumnsAndLeadToTheLevel() {
        const report::Section section = report::levelChangesSection(company(), kContext);
        QCOMPARE(section.table.rows.size(), std::size_t(1));
        const report::Row& row = section.table.rows[0];
        QCOMPARE(row.cells.size(), section.table.columns.size());
        const auto text = [&](std::string_view column) {
            return QString::fromStdString(
                std::get<std::string>(row.cells[report::columnNamed(section.table, column)]));
        };
        QCOMPARE(text("kind"), QStringLiteral("more requests"));
        QCOMPARE(text("tenant"), QStringLiteral("bolt +$15.00 a day"));
        QCOMPARE(text("user"), QStringLiteral("(not given) +$18.00 a day"));
        QCOMPARE(text("prompt_version"), QString());
        QVERIFY(row.drill && row.drill->empty());
        QVERIFY(row.drillRange == company().levels[1].range);
    }
    void theChartHasTheDaysAndTheirLevel() {
        const report::Section section = report::levelChangesSection(company(), kContext);
        const auto& series = section.charts.at(0).series;
        QCOMPARE(series.size(), std::size_t(2));
        QCOMPARE(series[0].points.size(), std::size_t(20));
        QVERIFY(std::get<MoneySum>(series[1].points[0].value) == dollars(10));
        QVERIFY(std::get<MoneySum>(series[1].points[19].value) == dollars(30));
        QVERIFY(series[1].isYardstick);
    }
    void withoutChangesTheLevelWasKept() {
        LevelChangeTable table = company();
        table.changes.clear();
        QCOMPARE(findingOf(table),
                 QStringLiteral("The cost kept its level from 2026-05-01 to 2026-05-20."));
        table.days.clear();
        QCOMPARE(findingOf(table),
                 QStringLiteral("There is no day with events in this selection."));
        QVERIFY(report::levelChangesSection(table, kContext).charts.empty());
    }
    void theSecondLooksStandBeside() {
        const report::Section section = report::levelChangesSection(company(), kContext);
        const auto cell = [&](std::string_view column) {
            return section.table.rows[0].cells[report::columnNamed(section.table, column)];
        };
        QCOMPARE(section.table.rows[0].cells.size(), section.table.columns.size());
        QVERIFY(cell("cusum_day") == report::Cell(std::string("2026-05-12")));
        QVERIFY(cell("change_chance") == report::Cell(0.96));
        LevelChangeTable table = company();
        table.levels[1].look = {};
        const report::Section blank = report::levelChangesSection(table, kContext);
        QVERIFY(blank.table.rows[0].cells[report::columnNamed(blank.table, "cusum_day")] ==
                report::Cell());
    }
};

QTEST_APPLESS_MAIN(TestLevelChangesSection)
#include "tst_level_changes_section.moc"
