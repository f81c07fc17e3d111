// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/zone.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

using namespace ms::core;

namespace {
Instant at(const char* text) {
    return Instant{parseMoment(text)->value};
}
Day day(const char* text) {
    return *parseDay(text);
}
std::int64_t local(const char* text) { // wall clock as if it were UTC
    return parseMoment(std::string(text) + "Z")->value;
}
} // namespace

class TestZone : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void unknownNamesAreRefused() {
        for (const char* name : {"Europe/Nowhere", "", "../../etc/passwd", "berlin"})
            QVERIFY(!Zone::find(name));
    }
    void utcDaysAreUtcDays() {
        const Zone utc;
        QCOMPARE(utc.dayOf(at("2026-05-01T23:59:59.999999Z")), day("2026-05-01"));
        QCOMPARE(utc.dayOf(at("1969-12-31T23:59:59Z")), day("1969-12-31"));
        QCOMPARE(utc.startOf(day("2026-05-01")), at("2026-05-01T00:00:00Z"));
    }
    void berlinChangesItsClocks() {
        const Zone berlin = *Zone::find("Europe/Berlin");
        QCOMPARE(berlin.offsetAt(at("2026-03-29T00:59:59Z")), 3'600 * kMicrosPerSecond);
        QCOMPARE(berlin.offsetAt(at("2026-03-29T01:00:00Z")), 7'200 * kMicrosPerSecond);
        QCOMPARE(berlin.dayOf(at("2026-03-28T23:00:00Z")), day("2026-03-29"));
        QCOMPARE(berlin.startOf(day("2026-03-30")).micros -
                     berlin.startOf(day("2026-03-29")).micros,
                 23 * 3'600 * kMicrosPerSecond);
        QCOMPARE(berlin.startOf(day("2026-10-26")).micros -
                     berlin.startOf(day("2026-10-25")).micros,
                 25 * 3'600 * kMicrosPerSecond);
    }
    void gapsAndOverlapsAreNamed() {
        const Zone berlin = *Zone::find("Europe/Berlin");
        const auto gap = berlin.fromLocal(local("2025-03-30T02:30:00"));
        QCOMPARE(gap.kind, Zone::Local::Gap);
        QCOMPARE(gap.earlier, at("2025-03-30T01:00:00Z"));
        const auto overlap = berlin.fromLocal(local("2025-10-26T02:30:00"));
        QCOMPARE(overlap.kind, Zone::Local::Overlap);
        QCOMPARE(overlap.earlier, at("2025-10-26T00:30:00Z"));
        QCOMPARE(overlap.later, at("2025-10-26T01:30:00Z"));
        const auto plain = berlin.fromLocal(local("2025-07-01T12:00:00"));
        QCOMPARE(plain.kind, Zone::Local::Unique);
        QCOMPARE(plain.earlier, at("2025-07-01T10:00:00Z"));
    }
    void aDayWithoutMidnightStartsAfterTheGap() {
        const Zone beirut = *Zone::find("Asia/Beirut"); // clocks go forward at midnight
        QCOMPARE(beirut.startOf(day("2025-03-30")), at("2025-03-29T22:00:00Z"));
        QCOMPARE(beirut.dayOf(at("2025-03-29T22:00:00Z")), day("2025-03-30"));
        QCOMPARE(beirut.dayOf(at("2025-03-29T21:59:59Z")), day("2025-03-29"));
    }
    void agreesWithQtOnInstants_data() {
        QTest::addColumn<QByteArray>("zone");
        for (const char* zone : {"Europe/Berlin", "America/New_York", "Asia/Kolkata",
                                 "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia"})
            QTest::newRow(zone) << QByteArray(zone);
    }
    void agreesWithQtOnInstants() {
        QFETCH(QByteArray, zone);
        const Zone ours = *Zone::find(zone.toStdString());
        const QTimeZone theirs(zone);
        QVERIFY(theirs.isValid());
        for (qint64 ms = 1'420'070'400'000; ms < 1'893'456'000'000; ms += 7'654'321'000) {
            const QDateTime t = QDateTime::fromMSecsSinceEpoch(ms, theirs);
            QCOMPARE(ours.offsetAt(Instant{ms * 1000}), t.offsetFromUtc() * kMicrosPerSecond);
            QCOMPARE(QString::fromStdString(toText(ours.dayOf(Instant{ms * 1000}))),
                     t.date().toString(Qt::ISODate));
        }
    }
    void momentsResolveInTheZone() {
        const Zone berlin = *Zone::find("Europe/Berlin");
        QCOMPARE(berlin.resolve(*parseMoment("2026-05-01")), at("2026-04-30T22:00:00Z"));
        QCOMPARE(berlin.resolve(*parseMoment("2026-05-01T00:00:00Z")), at("2026-05-01T00:00:00Z"));
        QCOMPARE(berlin.dayOf(*parseMoment("2026-04-30T22:00:00Z")), day("2026-05-01"));
    }
};

QTEST_APPLESS_MAIN(TestZone)
#include "tst_zone.moc"
