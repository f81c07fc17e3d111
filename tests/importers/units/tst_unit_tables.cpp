// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: active_users_by_month.cpp
#include "importers/units/unit_tables.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

class TestUnitTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outcomesAreRead() {
        const auto rows =
            readText("unit_type,unit_id,tenant,outcome,outcome_at,reopened_at,value,currency\n"
                     "ticket,T-1,acme,RESOLVED,2026-05-01T08:00:00Z,2026-05-03T08:00:00Z,5.5,USD\n"
                     "ticket,T-2,acme,RESOLVED,2026-05-03,2026-05-01,,\n"
                     "ticket,T-3,acme,RESOLVED,,,5,\n"
                     "ticket,,acme,RESOLVED,,,,\n");
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        const auto& fact = std::get<core::OutcomeFact>(rows->allFacts[0]);
        QCOMPARE(fact.value->picos(), std::int64_t(5'500'000'000'000));
        QCOMPARE(fact.reopenedAt->value - fact.outcomeAt->value, 2 * core::kMicrosPerDay);
        QCOMPARE(rows->rejected.size(), std::size_t(3));
        QCOMPARE(rows->rejected[0].column, std::string("reopened_at"));
        QCOMPARE(rows->rejected[1].column, std::string("currency"));
        QCOMPARE(rows->rejected[2].column, std::string("unit_id"));
    }

    void monthsOfActiveUsersAreRead() {
        const auto rows = readText("month,feature,tenant,plan_tier,monthly_active_users\n"
                                   "2026-08,reply,acme,pro,42\n"
                                   "2026-08,,acme,pro,\n"
                                   "2026-13,reply,acme,pro,1\n"
                                   ",reply,acme,pro,1\n"
                                   "2026-08,reply,acme,pro,-1\n");
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        const auto& known = std::get<core::ActiveUsersFact>(rows->allFacts[0]);
        QCOMPARE(known.activeUsers, std::optional<std::int64_t>(42));
        QCOMPARE(toText(known.periodEnd), std::string("2026-09-01"));
        const auto& missing = std::get<core::ActiveUsersFact>(rows->allFacts[1]);
        QVERIFY(!missing.activeUsers && missing.flags.has(core::Flag::ValueMissing));
        QVERIFY(missing.flags.has(core::Flag::AllFeatures));
        QVERIFY(known.identity != missing.identity);
        QCOMPARE(rows->rejected.size(), std::size_t(3));
    }

    void activeUsersAreRead() {
        const auto rows = readText(
            "period_start,period_end,feature,tenant,tier,active_users,retained_users,engagement\n"
            "2026-05-01,2026-06-01,,acme,,120,80,0.75\n"
            "2026-05-01,2026-05-01,,acme,,120,,\n"
            "2026-05-01,2026-06-01,,acme,,12,13,\n"
            "2026-05-01,2026-06-01,,acme,,1.5,,\n");
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        const auto& fact = std::get<core::ActiveUsersFact>(rows->allFacts[0]);
        QCOMPARE(fact.activeUsers, std::int64_t(120));
        QCOMPARE(toText(*fact.engagement), std::string("0.75"));
        QCOMPARE(rows->rejected.size(), std::size_t(3));
    }
};

QTEST_APPLESS_MAIN(TestUnitTables)
#include "tst_unit_tables.moc"
