// SPDX-License-Identifier: GPL-3.0-or-later
// Threats T10 to T12 of times; README.md says where each is tested.
#include "importers/common/profile_document.h"
#include "tests/app/hostile/hostile_import.h"

using namespace ms;
using namespace ms::app;

namespace {

/// A log whose times are in the column "when".
std::string profile(const std::string& format, const std::string& zone) {
    return R"({"name": "log", "kind": "events", "format": "csv", "source": "log",
               "identity": "request_only",
               "time": {"column": "when", "format": ")" +
           format + "\"" + (zone.empty() ? "" : ", \"zone\": \"" + zone + "\"") + R"(},
               "fields": {"request_id": {"column": "id"}, "input_tokens": {"column": "in"}}})";
}

importers::Choice choiceOf(const std::string& format, const std::string& zone) {
    importers::Choice choice;
    choice.profile = *importers::parseProfile(profile(format, zone), "log.json");
    return choice;
}

} // namespace

class TestHostileTime : public QObject {
    Q_OBJECT

    HostileFolder m_folder;

private Q_SLOTS:
    void timesThatCannotBeMeantAreRejected_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("good");
        QTest::addColumn<QString>("bad");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* format, const char* zone,
                            const char* good, const char* bad, const char* reason) {
            QTest::newRow(name) << QString::fromLatin1(format) << QString::fromLatin1(zone)
                                << QString::fromLatin1(good) << QString::fromLatin1(bad)
                                << QString::fromLatin1(reason);
        };
        const char* const good = "2026-05-01T08:00:00Z";
        const char* const noTime = "is not a time such as 2026-05-01T08:00:00Z.";
        const char* const outside = "is outside the years 2015 to 2099.";
        row("T10 an hour that the clocks skip", "iso", "Europe/Berlin", "2025-03-30 03:30:00",
            "2025-03-30 02:30:00",
            "is a wall clock time that does not exist in the stated zone (the clocks went "
            "forward).");
        row("T11 two digits of a year", "iso", "", good, "01/02/03", noTime);
        row("T11 two digits of a year, day first", "day_month_year", "", "01/02/2026", "01/02/03",
            "is not a time such as 31/12/2026 or 31.12.2026 14:05.");
        row("T11 the year 9999", "iso", "", good, "9999-12-31T00:00:00Z", outside);
        row("T11 the year 1", "iso", "", good, "0001-01-01T00:00:00Z", outside);
        row("T11 the year 2100", "iso", "", good, "2100-01-01T00:00:00Z", outside);
        row("T11 the year 2014", "iso", "", good, "2014-12-31T23:59:59Z", outside);
        row("T11 a leap second", "iso", "", good, "2016-12-31T23:59:60Z", noTime);
        row("T11 an offset that is none", "iso", "", good, "2026-05-01T08:00:00+25:99", noTime);
        row("T11 seconds among milliseconds", "unix_ms", "", "1777622400000", "1777622400",
            outside);
        row("T11 milliseconds among seconds", "unix_s", "", "1777622400", "1777622400000", outside);
        row("T11 nanoseconds among microseconds", "unix_us", "", "1777622400000000",
            "1777622400000000000", outside);
        row("T11 more digits than there are", "unix_ns", "", "1777622400000000000",
            "99999999999999999999999999999999999999999", "is not a Unix time.");
    }
    void timesThatCannotBeMeantAreRejected() {
        QFETCH(QString, format);
        QFETCH(QString, zone);
        QFETCH(QString, good);
        QFETCH(QString, bad);
        QFETCH(QString, reason);
        const QString text = QStringLiteral("id,when,in\na,%1,1\nb,%2,1\nc,%1,1\n").arg(good, bad);
        const HostileOutcome outcome = m_folder.importText(
            text.toStdString(), choiceOf(format.toStdString(), zone.toStdString()));
        QCOMPARE(outcome.refusal, std::string());
        QCOMPARE(outcome.receipt.accepted, std::int64_t(2));
        QCOMPARE(outcome.rejected, QStringList{QStringLiteral("3: '%1' %2").arg(bad, reason)});
    }

    void anHourThatTheClocksShowTwiceIsTheEarlierAndCounted() {
        const HostileOutcome outcome =
            m_folder.importText("id,when,in\na,2025-10-26 02:30:00,1\nb,2025-10-26 03:30:00,1\n"
                                "c,2025-10-26T02:30:00+01:00,1\n",
                                choiceOf("iso", "Europe/Berlin"));
        QCOMPARE(outcome.receipt.accepted, std::int64_t(3));
        QCOMPARE(
            outcome.receipt.notes,
            std::vector<std::string>{"1 time that the clocks show twice taken as the earlier one"});
        QCOMPARE(outcome.receipt.span->from->micros, 1'761'438'600'000'000); // 00:30 UTC
    }

    void zonesAreNamesThatAreKnown_data() {
        QTest::addColumn<QByteArray>("zone");
        for (const char* zone : {"America/../../etc/passwd", "../zoneinfo/UTC", "/etc/localtime",
                                 "Mars/Base", "CET6CEST", "europe/berlin "})
            QTest::newRow(zone) << QByteArray(zone);
    }
    void zonesAreNamesThatAreKnown() {
        QFETCH(QByteArray, zone);
        const auto read = importers::parseProfile(profile("iso", zone.toStdString()), "log.json");
        QVERIFY(!read);
        QCOMPARE(read.error().where, std::string("log.json:/time/zone"));
    }
};

QTEST_APPLESS_MAIN(TestHostileTime)
#include "tst_hostile_time.moc"
