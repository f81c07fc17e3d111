// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: alert_causes.cpp
#include "models/analysis/daily_alerts.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace ms;
using analysis::DailyAlert;
using analysis::DailyAlertTable;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using stats::SpikeType;
using test::Event;

namespace {

const core::Day kFirst = *core::parseDay("2026-03-02"); // a Monday
constexpr int kDays = 70;

struct Traffic {
    int requests = 20;
    int attempts = 1; // of each request
    std::int64_t tokens = 1'000;
    std::int64_t picosPerToken = 1'000'000;
    const char* feature = "chat";
    const char* tenant = "acme";
    const char* version = "v1";
    const char* status = "success";
};

void send(std::vector<Event>& events, int day, const Traffic& traffic) {
    const std::int64_t start = core::Zone().startOf({kFirst.number + day}).micros;
    for (int request = 0; request < traffic.requests; ++request)
        for (int attempt = 1; attempt <= traffic.attempts; ++attempt) {
            Event event;
            event[NumberColumn::Time] = start + request * core::kMicrosPerSecond;
            event[NumberColumn::Attempt] = attempt;
            // A little noise, so that there is something to weigh a day against.
            event[NumberColumn::Input] = traffic.tokens + (day * 37 + request * 11) % 23;
            event[NumberColumn::Output] = 0;
            event[NumberColumn::ReportedCost] = event[NumberColumn::Input] * traffic.picosPerToken;
            event[TextColumn::Currency] = "USD";
            event[TextColumn::Feature] = traffic.feature;
            event[TextColumn::Model] = "small";
            event[TextColumn::Tenant] = traffic.tenant;
            event[TextColumn::PromptVersion] = traffic.version;
            event[TextColumn::Status] = traffic.status;
            event[IdColumn::Request] = std::string(traffic.tenant) + traffic.version +
                                       std::to_string(day) + "-" + std::to_string(request);
            events.push_back(event);
        }
}

/// Ten weeks of the usual; on `days` something else instead, or besides.
std::vector<Event> company(const Traffic& then, std::initializer_list<int> days,
                           bool isBesides = false) {
    std::vector<Event> events;
    for (int day = 0; day < kDays; ++day) {
        const bool isThen = std::find(days.begin(), days.end(), day) != days.end();
        Traffic usual;
        usual.requests = day % 7 < 5 ? 20 : 6; // weekends are quiet
        if (!isThen || isBesides)
            send(events, day, usual);
        if (isThen)
            send(events, day, then);
    }
    return events;
}

std::int64_t costOf(const std::vector<Event>& events, int day) {
    std::int64_t cost = 0;
    for (const Event& event : events)
        if ((event[NumberColumn::Time] - core::Zone().startOf(kFirst).micros) /
                core::kMicrosPerDay ==
            day)
            cost += event[NumberColumn::ReportedCost];
    return cost;
}

DailyAlertTable tableOf(const std::vector<Event>& events, analysis::DailyAlertQuery query = {}) {
    frame::Facts facts;
    facts.baseCurrency = "USD";
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 300));
    const auto frame = *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
    const auto table = analysis::dailyAlerts(query, *frame, {});
    if (!table)
        throw std::runtime_error(table.error().message);
    return *table;
}

const DailyAlert& alertOfAll(const DailyAlertTable& table) {
    for (const DailyAlert& alert : table.alerts)
        if (!alert.key)
            return alert;
    throw std::runtime_error("no alert");
}

const analysis::Mover& moverOf(const DailyAlert& alert, Dimension dimension) {
    for (const analysis::Mover& mover : alert.movers)
        if (mover.dimension == dimension)
            return mover;
    throw std::runtime_error("no mover");
}

} // namespace

class TestDailyAlerts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theKindIsNamed_data() {
        QTest::addColumn<Traffic>("then");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* name, SpikeType kind, auto change) {
            Traffic then;
            change(then);
            QTest::newRow(name) << then << int(kind);
        };
        row("more requests", SpikeType::Volume, [](Traffic& t) { t.requests = 50; });
        row("retries", SpikeType::Retry, [](Traffic& t) { t.attempts = 3; });
        row("longer prompts", SpikeType::Token, [](Traffic& t) { t.tokens = 2'600; });
        row("dearer", SpikeType::PriceOrModel, [](Traffic& t) { t.picosPerToken = 2'500'000; });
        row("a new prompt", SpikeType::Deploy, [](Traffic& t) {
            t.tokens = 2'600;
            t.version = "v2";
        });
    }
    /// A Wednesday, dear enough to be urgent.
    void theKindIsNamed() {
        QFETCH(Traffic, then);
        QFETCH(int, kind);
        const std::vector<Event> events = company(then, {58});
        const DailyAlertTable table = tableOf(events);
        const DailyAlert& alert = alertOfAll(table);
        QCOMPARE(alert.day.number, kFirst.number + 58);
        QCOMPARE(alert.highDays, 1);
        QCOMPARE(alert.cost.picos(), core::Int128(costOf(events, 58)));
        // By hand: the median of the eight Wednesdays before.
        std::vector<std::int64_t> wednesdays;
        for (int week = 1; week <= 8; ++week)
            wednesdays.push_back(costOf(events, 58 - 7 * week));
        std::sort(wednesdays.begin(), wednesdays.end());
        const std::int64_t usual = (wednesdays[3] + wednesdays[4]) / 2;
        QVERIFY(std::abs(double(alert.usual.picos()) - double(usual)) < 1e3); // made of doubles
        QVERIFY(alert.excess == alert.cost - alert.usual);
        QVERIFY(alert.score && *alert.score > 10);
        QVERIFY(alert.spike.type.has_value());
        QCOMPARE(int(*alert.spike.type), kind);
        const auto& shares = *alert.spike.shares;
        QVERIFY(std::abs(std::accumulate(shares.begin(), shares.end(), 0.0) - 1) < 1e-9);
        QCOMPARE(table.alerts.size(), std::size_t(2)); // all together, and "chat", which is all
        QVERIFY(table.alerts[0].excess == table.alerts[1].excess);
    }
    void oneTenantThatFloodsIsAbuse() {
        Traffic flood;
        flood.tenant = "bolt";
        flood.requests = 60;
        flood.status = "error";
        const std::vector<Event> events = company(flood, {58}, true);
        const DailyAlert alert = alertOfAll(tableOf(events));
        QVERIFY(alert.spike.type == SpikeType::Abuse);
        const analysis::Mover& mover = moverOf(alert, Dimension::Tenant);
        QCOMPARE(mover.key, std::string("bolt"));
        QCOMPARE(mover.change.picos(),
                 core::Int128(costOf(events, 58)) - core::Int128(costOf(company({}, {}), 58)));
        QVERIFY(!mover.isOnly && moverOf(alert, Dimension::Model).isOnly);
    }
    /// Below ten sigma one day is not enough; the second of three is, and is the one that is told.
    void twoOfThreeDaysAndNoRepeats() {
        Traffic more;
        more.requests = 30;
        const auto daysOf = [](const DailyAlertTable& table) {
            std::vector<std::int32_t> days;
            for (const DailyAlert& alert : table.alerts)
                if (!alert.key)
                    days.push_back(alert.day.number - kFirst.number);
            std::sort(days.begin(), days.end());
            return days;
        };
        // 20 requests scatter by a percent, so that half as many more are urgent: one alert for a
        // run of days, also with one normal day in it, and another one after two.
        const DailyAlertTable table = tableOf(company(more, {58, 59, 60, 64, 66, 67}));
        QCOMPARE(daysOf(table), (std::vector<std::int32_t>{58, 64}));
        for (const DailyAlert& alert : table.alerts) {
            const bool isFirst = alert.day.number == kFirst.number + 58;
            QCOMPARE(alert.highDays, 3);
            QCOMPARE(alert.last.number - kFirst.number, isFirst ? 60 : 67);
        }
    }
    void aSmallFeatureDoesNotHideBehindLargeOnes() {
        std::vector<Event> events = company({}, {});
        Traffic mail;
        mail.feature = "mail";
        mail.requests = 2;
        for (int day = 0; day < kDays; ++day) {
            mail.requests = day == 65 ? 6 : 2;
            send(events, day, mail);
        }
        const DailyAlertTable table = tableOf(events);
        QCOMPARE(table.series, std::size_t(3));        // all, chat, mail
        QCOMPARE(table.alerts.size(), std::size_t(1)); // 18 % more of all: no alert
        QCOMPARE(table.alerts[0].key.value_or("(all)"), std::string("mail"));
    }
    void whatDoesNotMatterInMoneyIsNoAlert() {
        Traffic then;
        then.requests = 50;
        analysis::DailyAlertQuery query;
        query.leastExcess = MoneySum::fromPicos(31'000'000'000);
        QCOMPARE(tableOf(company(then, {58}), query).alerts.size(), std::size_t(0));
        query.leastExcess = MoneySum::fromPicos(29'000'000'000);
        QCOMPARE(tableOf(company(then, {58}), query).alerts.size(), std::size_t(2));
    }
    /// Asked for one week, the weeks before are still what it is compared with.
    void theWeeksBeforeThePeriodCount() {
        Traffic then;
        then.requests = 50;
        analysis::DailyAlertQuery query;
        query.filter.range = {core::Zone().startOf({kFirst.number + 56}),
                              core::Zone().startOf({kFirst.number + 63})};
        const DailyAlertTable table = tableOf(company(then, {49, 58, 65}), query);
        QCOMPARE(table.days.size(), std::size_t(7));
        QCOMPARE(table.seriesDays, std::size_t(14));
        QCOMPARE(table.alerts.size(), std::size_t(2));
        QCOMPARE(alertOfAll(table).day.number, kFirst.number + 58);
        QCOMPARE(std::count_if(table.days.begin(), table.days.end(),
                               [](const auto& day) { return day.isAlerted; }),
                 std::ptrdiff_t(1));
    }
    void withoutFourWeeksNothingIsJudged() {
        Traffic then;
        then.requests = 50;
        std::vector<Event> events = company(then, {20});
        std::erase_if(events, [](const Event& event) {
            return event[NumberColumn::Time] >= core::Zone().startOf({kFirst.number + 28}).micros;
        });
        const DailyAlertTable table = tableOf(events);
        QVERIFY(table.alerts.empty() && table.seriesDays == 0);
        QCOMPARE(table.days.size(), std::size_t(28));
        QVERIFY(!table.days.back().usual);
        QVERIFY(tableOf({}).days.empty());
    }
};

QTEST_APPLESS_MAIN(TestDailyAlerts)
#include "tst_daily_alerts.moc"
