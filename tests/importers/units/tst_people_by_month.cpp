// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/units/people_by_month.h"

#include <QtTest>

#include <set>

using namespace ms;
using namespace ms::importers;

namespace {

core::Instant at(const char* time) {
    return {core::parseMoment(time)->value};
}
PeopleByMonth::Use use(std::string_view person, const char* time, std::string_view feature = "f",
                       std::string_view tenant = "t", std::string_view tier = "pro") {
    return {person, at(time), feature, tenant, tier, 1};
}
QByteArray textOf(const core::ActiveUsersFact& users) {
    return QByteArray::fromStdString(toText(users.periodStart) + "/" + users.feature + "/" +
                                     users.tenant + "/" + users.tier + ": " +
                                     std::to_string(*users.activeUsers));
}
QList<QByteArray> textsOf(PeopleByMonth& people) {
    QList<QByteArray> all;
    for (const core::ActiveUsersFact& users : people.facts())
        all.append(textOf(users));
    return all;
}

} // namespace

class TestPeopleByMonth : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPersonCountsOnceInAMonthFeatureTenantAndTier() {
        PeopleByMonth people{core::Zone()};
        people.take(use("u1", "2026-09-01T00:00:00Z"));
        people.take(use("u1", "2026-09-30T23:59:59Z"));
        people.take(use("u2", "2026-09-30T23:59:59Z"));
        people.take(use("u1", "2026-10-01T00:00:00Z"));
        people.take(use("u1", "2026-09-05T00:00:00Z", "g"));
        people.take(use("u1", "2026-09-05T00:00:00Z", "f", "other"));
        people.take(use("u1", "2026-09-05T00:00:00Z", "f", "t", "free"));
        QCOMPARE(textsOf(people),
                 (QList<QByteArray>{"2026-09-01/f/t/pro: 2", "2026-10-01/f/t/pro: 1",
                                    "2026-09-01/g/t/pro: 1", "2026-09-01/f/other/pro: 1",
                                    "2026-09-01/f/t/free: 1"}));
        QCOMPARE(toText(people.lastDay()), std::string("2026-10-01"));
    }

    void monthsAreThoseOfTheReportingZone() {
        PeopleByMonth people{*core::Zone::find("America/New_York")};
        people.take(use("u1", "2026-09-01T03:59:59Z"));
        people.take(use("u1", "2026-09-01T04:00:00Z"));
        QCOMPARE(textsOf(people),
                 (QList<QByteArray>{"2026-08-01/f/t/pro: 1", "2026-09-01/f/t/pro: 1"}));
        QCOMPARE(toText(people.firstDay()), std::string("2026-08-31"));
    }

    void theWholeProductHasThePeopleOfAllItsFeatures() {
        PeopleByMonth people{core::Zone()};
        people.take(use("u1", "2026-09-01T00:00:00Z", "f"));
        people.take(use("u2", "2026-09-01T00:00:00Z", ""));
        people.take(use("u2", "2026-09-01T00:00:00Z", "g"));
        people.take(use("u3", "2026-09-01T00:00:00Z", "g", "other"));
        people.take(use("u3", "2026-10-01T00:00:00Z", "g"));
        const auto all = people.facts();
        QCOMPARE(textOf(all.at(1)), QByteArray("2026-09-01//t/pro: 2"));
        QVERIFY(all[1].flags.has(core::Flag::AllFeatures));
        QVERIFY(!all[0].flags.has(core::Flag::AllFeatures));
        QVERIFY(all[0].flags.has(core::Flag::DerivedDistinctCount));
        QVERIFY(all[0].identity != all[1].identity);
    }

    void countsEqualThoseOfASet() {
        PeopleByMonth people{core::Zone()};
        std::set<std::string> expected;
        std::uint32_t seed = 1;
        for (int i = 0; i < 20'000; ++i) {
            seed = seed * 1664525u + 1013904223u;
            const std::string person = "u" + std::to_string((seed >> 8) % 3'000);
            expected.insert(person);
            QVERIFY(people.take(use(person, "2026-09-01T00:00:00Z")));
        }
        QCOMPARE(*people.facts().at(0).activeUsers, std::int64_t(expected.size()));
    }

    void asManyUsesOfFewPeopleAsThereMayBe() {
        PeopleByMonth people{core::Zone(), 100};
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(people.take(use("u" + std::to_string(i % 50), "2026-09-01T00:00:00Z")));
        QCOMPARE(textsOf(people), (QList<QByteArray>{"2026-09-01/f/t/pro: 50"}));
    }

    void moreThanCanBeHeldAreNotCountedInPart_data() {
        QTest::addColumn<bool>("isPeople");
        QTest::newRow("people") << true;
        QTest::newRow("tenants") << false;
    }
    void moreThanCanBeHeldAreNotCountedInPart() {
        QFETCH(bool, isPeople);
        PeopleByMonth people{core::Zone(), 1000};
        bool isTaken = true;
        for (int i = 0; i < 1001 && isTaken; ++i) {
            const std::string name = std::to_string(i);
            isTaken = people.take(isPeople ? use(name, "2026-09-01T00:00:00Z")
                                           : use("u", "2026-09-01T00:00:00Z", "f", name));
        }
        QVERIFY(!isTaken && people.isFull());
        QVERIFY(people.facts().empty());
    }
};

QTEST_APPLESS_MAIN(TestPeopleByMonth)
#include "tst_people_by_month.moc"
