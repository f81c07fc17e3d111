// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: spike_words.cpp
#include "models/report/daily_alerts_section.h"

#include <QTest>

using namespace ms;
using analysis::DailyAlert;
using analysis::DailyAlertTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using stats::SpikeType;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum dollars(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * core::kPicosPerUnit);
}

/// Chat cost $40 instead of $10 on 6 May, and $30 instead of $10 the day after.
DailyAlertTable company() {
    DailyAlertTable table;
    table.series = 3;
    table.seriesDays = 60;
    table.leastExcess = dollars(2);
    const core::Day first = *core::parseDay("2026-05-01");
    for (int d = 0; d < 20; ++d)
        table.days.push_back({{first.number + d},
                              dollars(d == 5 ? 60 : 30),
                              d < 2 ? std::nullopt : std::optional(dollars(30)),
                              d == 5});
    DailyAlert alert;
    alert.key = "chat";
    alert.day = {first.number + 5};
    alert.cost = dollars(40);
    alert.usual = dollars(10);
    alert.score = 12.5;
    alert.first = alert.day;
    alert.last = {first.number + 6};
    alert.highDays = 2;
    alert.excess = dollars(50);
    alert.range = {core::Instant{10}, core::Instant{20}};
    alert.spike.type = SpikeType::Retry;
    alert.spike.shares = stats::FactorNumbers{0.2, 0.8, 0, 0};
    alert.movers = {{Dimension::Endpoint, "chat", dollars(30), 1.0, true},
                    {Dimension::Tenant, "bolt", dollars(24), 0.8, false},
                    {Dimension::User, "", MoneySum(), 0.0, false},
                    {Dimension::Model, "large", dollars(9), 0.3, false},
                    {Dimension::PromptVersion, "", dollars(30), 1.0, true}};
    table.alerts = {alert};
    return table;
}

QString findingOf(const DailyAlertTable& table) {
    return QString::fromStdString(report::dailyAlertsSection(table, kContext).finding);
}

} // namespace

class TestDailyAlertsSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFindingNamesDayKindAndMover() {
        QCOMPARE(findingOf(company()),
                 QStringLiteral("1 alert; the dearest: feature chat on 2026-05-06 cost $40.00 "
                                "instead of $10.00: more attempts, most of it tenant bolt; $50.00 "
                                "too much in all 2 days."));
        DailyAlertTable all = company();
        all.alerts[0].key.reset();
        all.alerts[0].highDays = 1;
        QCOMPARE(findingOf(all),
                 QStringLiteral("1 alert; the dearest: all together on 2026-05-06 cost $40.00 "
                                "instead of $10.00: more attempts, most of it tenant bolt."));
    }
    void whereNothingIsFoundItSaysWhy() {
        QCOMPARE(findingOf({}), QStringLiteral("There is no day with events in this selection."));
        DailyAlertTable table = company();
        table.alerts.clear();
        QCOMPARE(findingOf(table), QStringLiteral("No day was unusually dear."));
        table.seriesDays = 0;
        QVERIFY(findingOf(table).contains(QStringLiteral("four earlier weeks")));
    }
    void aRowLeadsToItsDaysAndItsFeature() {
        const report::Section section = report::dailyAlertsSection(company(), kContext);
        const report::Row& row = section.table.rows.front();
        QCOMPARE(row.cells.size(), section.table.columns.size());
        const auto cell = [&](const char* name) {
            return row.cells[report::columnNamed(section.table, name)];
        };
        QVERIFY(cell("change_pct") == report::Cell(3.0));
        QVERIFY(cell("attempts_share") == report::Cell(0.8));
        QVERIFY(cell("tenant") == report::Cell(std::string("bolt +$24.00")));
        QVERIFY(cell("user") == report::Cell(std::string()));
        QVERIFY(row.drillRange->from->micros == 10 && row.drillRange->to->micros == 20);
        QCOMPARE(row.drill->size(), std::size_t(1));
        QVERIFY(row.drill->front().dimension == Dimension::Feature);
        QCOMPARE(row.drill->front().values, std::vector<std::string>{"chat"});
        DailyAlertTable all = company();
        all.alerts[0].key.reset();
        QVERIFY(report::dailyAlertsSection(all, kContext).table.rows[0].drill->empty());
    }
    void theChartMarksTheAlertedDays() {
        const report::Section section = report::dailyAlertsSection(company(), kContext);
        const report::Chart& chart = section.charts.front();
        QCOMPARE(chart.series.size(), std::size_t(3));
        QVERIFY(chart.series[1].isYardstick);
        QVERIFY(chart.series[1].points[0].value == report::Cell()); // not yet known
        for (std::size_t d = 0; d < 20; ++d)
            QVERIFY(chart.series[2].points[d].value ==
                    (d == 5 ? report::Cell(dollars(60)) : report::Cell()));
        DailyAlertTable calm = company();
        for (auto& day : calm.days)
            day.isAlerted = false;
        QCOMPARE(report::dailyAlertsSection(calm, kContext).charts[0].series.size(),
                 std::size_t(2));
    }
};

QTEST_APPLESS_MAIN(TestDailyAlertsSection)
#include "tst_daily_alerts_section.moc"
