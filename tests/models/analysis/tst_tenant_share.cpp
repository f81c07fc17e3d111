// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/tenant_share.h"

#include "tests/models/analysis/frame_of.h"

#include <QTest>

#include <random>

using namespace ms;
using analysis::TenantShareTable;
using core::TextColumn;
using test::Event;

namespace {

/// Four tenants that cost 10, 20, 30 and 40 a day; "t1" costs `factor` times as much from day
/// `from` on.
std::vector<Event> sent(int days, int from, std::int64_t factor) {
    std::vector<Event> events;
    for (int day = 0; day < days; ++day)
        for (int tenant = 1; tenant <= 4; ++tenant) {
            const std::int64_t cost = 10 * tenant * (tenant == 1 && day >= from ? factor : 1);
            Event event = test::attemptOn(day, tenant, "chat", cost * 1'000'000);
            event[TextColumn::Tenant] = "t" + std::to_string(tenant);
            events.push_back(event);
        }
    return events;
}

TenantShareTable tableOf(const std::vector<Event>& events) {
    const auto table = analysis::tenantShares({}, *test::frameOf(events), {});
    if (!table)
        throw std::runtime_error(table.error().message);
    return *table;
}

} // namespace

class TestTenantShare : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// From 10 of 100 to 60 of 150, in the seventh week: told once.
    void aTenantThatGrowsIsToldOnce() {
        const TenantShareTable table = tableOf(sent(84, 42, 6));
        QCOMPARE(table.tenants, std::size_t(4));
        QCOMPARE(table.weeks.size(), std::size_t(12));
        QCOMPARE(table.judged, std::size_t(8));
        QCOMPARE(table.jumps.size(), std::size_t(1));
        const analysis::ShareJump& jump = table.jumps[0];
        QCOMPARE(jump.tenant, std::string("t1"));
        QCOMPARE(jump.week.number, test::kMonday.number + 42);
        QCOMPARE(jump.before, 0.1);
        QCOMPARE(jump.after, 0.4);
        QVERIFY(jump.cost.picos() == 7 * 60'000'000);
        QVERIFY(jump.excess.picos() == 7 * (60'000'000 - 15'000'000));
        QCOMPARE(table.weeks[5].largest, std::string("t4"));
        QCOMPARE(*table.weeks[5].share, 0.4);
        QCOMPARE(*table.weeks[5].hhi, 0.01 + 0.04 + 0.09 + 0.16);
    }
    void aSteadyGrowthOfAllIsNone() {
        std::vector<Event> events = sent(84, 0, 1);
        for (std::size_t i = 0; i < events.size(); ++i)
            events[i][core::NumberColumn::ReportedCost] *= std::int64_t(1 + i / 100);
        QVERIFY(tableOf(events).jumps.empty());
        QVERIFY(tableOf({}).weeks.empty());
    }
    /// Sixty records of twelve weeks in which twenty tenants cost at random, a day in twenty three
    /// times as much as usual and more: eight weeks of each are judged, and a company is told less
    /// than once in two years.
    void nullDataRarelyRaiseAnAlarm() {
        std::size_t jumps = 0;
        std::size_t weeks = 0;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            std::mt19937_64 random(seed);
            std::lognormal_distribution<double> cost(0, 1);
            std::vector<Event> events;
            for (int day = 0; day < 84; ++day)
                for (int tenant = 0; tenant < 20; ++tenant) {
                    Event event = test::attemptOn(day, tenant, "chat",
                                                  std::int64_t(1'000'000 * cost(random)));
                    event[TextColumn::Tenant] = "t" + std::to_string(tenant);
                    events.push_back(event);
                }
            const TenantShareTable table = tableOf(events);
            jumps += table.jumps.size();
            weeks += table.judged;
        }
        QCOMPARE(weeks, std::size_t(60 * 8));
        QVERIFY2(jumps * 104 < weeks, qPrintable(QString::number(jumps)));
    }
};

QTEST_APPLESS_MAIN(TestTenantShare)
#include "tst_tenant_share.moc"
