// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: outcome_facts.cpp
#include "models/query/latest_outcomes.h"
#include "models/query/outcome_facts.h"

#include <QTest>

using namespace ms;
using Latest = query::LatestOutcomes<std::string>;

namespace {

core::OutcomeFact fact(const char* type, const char* id, const char* outcome, const char* at = "") {
    core::OutcomeFact made;
    made.unitType = type;
    made.unitId = id;
    made.outcome = outcome;
    if (*at != '\0')
        made.outcomeAt = *core::parseMoment(at);
    return made;
}

Latest latestOf(const std::vector<core::OutcomeFact>& facts, const core::Zone& zone = {}) {
    Latest latest;
    const auto add = [&](const core::OutcomeFact& one) {
        latest.add(one, zone, [](const core::OutcomeFact& kept) { return kept.outcome; });
    };
    (void)query::outcomeFacts(facts)(add, {});
    return latest;
}

} // namespace

class TestLatestOutcomes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLatestFactOfAUnitCounts_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char* name, const char* id, const char* type,
                            const char* outcome) {
            QTest::newRow(name) << QString::fromLatin1(id) << QString::fromLatin1(type)
                                << QString::fromLatin1(outcome);
        };
        row("by its time, whatever was imported last", "1", "ticket", "late");
        row("of one time the last import", "2", "ticket", "corrected by hand");
        row("one with a time before one without", "3", "ticket", "dated");
        row("of those without a time the last import", "4", "ticket", "second");
        row("a fact that names the type before one that does not", "5", "ticket", "typed");
        row("a fact without a type for units of other types", "5", "mail", "any type");
        row("none for another unit", "6", "ticket", "");
        row("none for another type", "1", "mail", "");
    }
    void theLatestFactOfAUnitCounts() {
        QFETCH(QString, id);
        QFETCH(QString, type);
        QFETCH(QString, outcome);
        const std::vector<core::OutcomeFact> facts{
            fact("ticket", "1", "late", "2026-05-03"),
            fact("ticket", "1", "early", "2026-05-02T23:00:00Z"),
            fact("ticket", "2", "resolved", "2026-05-03"),
            fact("ticket", "2", "corrected by hand", "2026-05-03"),
            fact("ticket", "3", "dated", "1969-05-03"),
            fact("ticket", "3", "undated"),
            fact("ticket", "4", "first"),
            fact("ticket", "4", "second"),
            fact("ticket", "5", "typed", "2026-05-01"),
            fact("", "5", "any type", "2026-05-09")};
        const Latest latest = latestOf(facts);
        const std::string* const found = latest.of(id.toStdString(), type.toStdString());
        QCOMPARE(found ? QString::fromStdString(*found) : QString(), outcome);
    }
    void aDateIsADayOfTheZone() {
        const std::vector<core::OutcomeFact> facts{fact("", "1", "instant", "2026-05-02T23:00:00Z"),
                                                   fact("", "1", "day", "2026-05-03")};
        // Midnight in Berlin is 22:00 UTC in May.
        QCOMPARE(*latestOf(facts, *core::Zone::find("Europe/Berlin")).of("1", ""),
                 std::string("instant"));
        QCOMPARE(*latestOf(facts).of("1", ""), std::string("day"));
        QVERIFY(Latest().isEmpty());
        QVERIFY(!Latest().of("1", ""));
    }
    /// Enough for its table to grow several times.
    void manyUnitsAreKeptApart() {
        std::vector<core::OutcomeFact> facts;
        for (int i = 0; i < 5000; ++i)
            facts.push_back(fact(i % 2 != 0 ? "ticket" : "", std::to_string(i / 2).c_str(),
                                 std::to_string(i).c_str()));
        const Latest latest = latestOf(facts);
        for (int i = 0; i < 5000; ++i)
            QCOMPARE(*latest.of(std::to_string(i / 2), i % 2 != 0 ? "ticket" : "mail"),
                     std::to_string(i));
        QVERIFY(!latest.of("2500", "ticket"));
    }
};

QTEST_APPLESS_MAIN(TestLatestOutcomes)
#include "tst_latest_outcomes.moc"
