// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/tenant_timeline.h"

#include <QTest>

#include <random>

using namespace ms;
using core::Day;
using query::ObservedTier;
using query::TenantTimeline;

namespace {

Day may(unsigned day) {
    return core::dayFromCivil(2026, 5, day);
}

core::TenantFact fact(std::string tenant, std::string tier, std::string_view since = {},
                      std::string_view until = {}, std::string segment = {},
                      std::string name = {}) {
    core::TenantFact row;
    row.tenant = std::move(tenant);
    row.tier = std::move(tier);
    row.segment = std::move(segment);
    row.name = std::move(name);
    if (!since.empty())
        row.since = *core::parseMoment(since);
    if (!until.empty())
        row.until = *core::parseMoment(until);
    return row;
}

} // namespace

class TestTenantTimeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTierChangesOnItsDay() {
        const std::vector facts{fact("a", "Free", "2026-05-01", "2026-05-10"),
                                fact("a", "Pro", "2026-05-10")};
        const TenantTimeline tenants(facts, {}, {});
        QCOMPARE(tenants.tierOf("a", core::dayFromCivil(2026, 4, 30)), std::string_view(""));
        QCOMPARE(tenants.tierOf("a", may(9)), std::string_view("Free"));
        QCOMPARE(tenants.tierOf("a", may(10)), std::string_view("Pro"));
        QCOMPARE(tenants.tierOf("b", may(10)), std::string_view(""));
    }
    void laterRowsWinWhereTheyOverlap() {
        const std::vector facts{fact("a", "Pro"), fact("a", "Free", "2026-05-05", "2026-05-07")};
        const TenantTimeline tenants(facts, {}, {});
        QCOMPARE(tenants.tierOf("a", may(4)), std::string_view("Pro"));
        QCOMPARE(tenants.tierOf("a", may(6)), std::string_view("Free"));
        QCOMPARE(tenants.tierOf("a", may(7)), std::string_view("Pro"));
        QCOMPARE(tenants.spansOf("a").size(), std::size_t(3));
    }
    void eventsFillWhatFactsLeaveOpen() {
        const std::vector facts{fact("a", "Pro", "2026-05-10", "2026-05-20"),
                                fact("a", "", {}, {}, "SMB", "Acme")};
        const std::vector<ObservedTier> observed{{"a", may(12), "Max"}, {"a", may(3), "Free"}};
        const TenantTimeline tenants(facts, observed, {});
        QCOMPARE(tenants.tierOf("a", may(2)), std::string_view(""));
        QCOMPARE(tenants.tierOf("a", may(3)), std::string_view("Free"));
        QCOMPARE(tenants.tierOf("a", may(9)), std::string_view("Free"));
        QCOMPARE(tenants.tierOf("a", may(15)), std::string_view("Pro"));
        QCOMPARE(tenants.tierOf("a", may(25)), std::string_view("Max"));
        QCOMPARE(tenants.segmentOf("a", may(15)), std::string_view("SMB"));
        QCOMPARE(tenants.nameOf("a"), std::string("Acme"));
        QCOMPARE(tenants.nameOf("nobody"), std::string("nobody"));
    }
    void instantsFallOnDaysOfTheZone() {
        const std::vector facts{fact("a", "Pro", "2026-05-01T22:30:00Z")};
        const TenantTimeline inUtc(facts, {}, {});
        const TenantTimeline inBerlin(facts, {}, *core::Zone::find("Europe/Berlin"));
        QCOMPARE(inUtc.tierOf("a", may(1)), std::string_view("Pro"));
        QCOMPARE(inBerlin.tierOf("a", may(1)), std::string_view(""));
        QCOMPARE(inBerlin.tierOf("a", may(2)), std::string_view("Pro"));
    }
    void tenantsComeInByteOrder() {
        const std::vector facts{fact("b", "Pro"), fact("B", "Pro")};
        const std::vector<ObservedTier> observed{{"a", may(1), "Free"}};
        const TenantTimeline tenants(facts, observed, {});
        QCOMPARE(tenants.tenants(), (std::vector<std::string>{"B", "a", "b"}));
    }
    /// Against a walk over all rows for each day.
    void agreesWithADayByDayWalk() {
        std::mt19937 random(7);
        const auto pick = [&random](unsigned n) { return unsigned(random() % n); };
        for (int round = 0; round < 200; ++round) {
            std::vector<core::TenantFact> facts;
            std::vector<ObservedTier> observed;
            for (unsigned i = pick(6); i > 0; --i) {
                core::TenantFact row;
                row.tenant = "t";
                if (pick(4))
                    row.tier = std::string(1, char('A' + pick(4)));
                if (pick(3))
                    row.segment = std::string(1, char('s' + pick(3)));
                if (pick(3))
                    row.since = core::Moment{core::Moment::Kind::Day, pick(20)};
                if (pick(3))
                    row.until = core::Moment{core::Moment::Kind::Day, pick(20)};
                facts.push_back(row);
            }
            std::vector<std::string> seen(20); // by day
            for (auto& tier : seen)
                if (pick(3) == 0)
                    tier = std::string(1, char('V' + pick(3)));
            for (int day = 0; day < 20; ++day)
                if (!seen[std::size_t(day)].empty())
                    observed.push_back({"t", Day{day}, seen[std::size_t(day)]});
            std::shuffle(observed.begin(), observed.end(), random);
            const TenantTimeline tenants(facts, observed, {});
            std::string latest;
            for (int day = 0; day < 20; ++day) {
                if (!seen[std::size_t(day)].empty())
                    latest = seen[std::size_t(day)];
                std::string tier;
                std::string segment;
                for (const core::TenantFact& row : facts) {
                    if (row.since && row.since->value > day)
                        continue;
                    if (row.until && row.until->value <= day)
                        continue;
                    if (!row.tier.empty())
                        tier = row.tier;
                    if (!row.segment.empty())
                        segment = row.segment;
                }
                QCOMPARE(tenants.tierOf("t", Day{day}),
                         std::string_view(tier.empty() ? latest : tier));
                QCOMPARE(tenants.segmentOf("t", Day{day}), std::string_view(segment));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestTenantTimeline)
#include "tst_tenant_timeline.moc"
