// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/latest_outcomes.h"

#include <QTest>

using namespace ms;
using query::LatestOutcomes;

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
        const LatestOutcomes latest(facts, {});
        const core::OutcomeFact* const found = latest.of(id.toStdString(), type.toStdString());
        QCOMPARE(found ? QString::fromStdString(found->outcome) : QString(), outcome);
    }
    void aDateIsADayOfTheZone() {
        const std::vector<core::OutcomeFact> facts{fact("", "1", "instant", "2026-05-02T23:00:00Z"),
                                                   fact("", "1", "day", "2026-05-03")};
        // Midnight in Berlin is 22:00 UTC in May.
        QCOMPARE(LatestOutcomes(facts, *core::Zone::find("Europe/Berlin")).of("1", "")->outcome,
                 std::string("instant"));
        QCOMPARE(LatestOutcomes(facts, {}).of("1", "")->outcome, std::string("day"));
        QVERIFY(LatestOutcomes().isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestLatestOutcomes)
#include "tst_latest_outcomes.moc"
