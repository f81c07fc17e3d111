// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: time_format.cpp
#include "importers/common/number_format.h"

#include "importers/common/time_format.h"

#include <QtTest>

using namespace ms;
using namespace ms::importers;

class TestNumberFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersAreReadByTheStatedFormatOnly_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("expected"); // empty: refused
        const auto row = [](const char* text, const char* format, const char* expected) {
            QTest::addRow("%s as %s", text, format)
                << QString::fromUtf8(text) << QString::fromUtf8(format)
                << QString::fromUtf8(expected);
        };
        row("1234.5", "plain", "1234.5");
        row("1.2e-05", "plain", "0.000012");
        row("1,234", "plain", "");
        row("0x10", "plain", "");
        row("NaN", "plain", "");
        row("1__0", "plain", "");
        row(".", "plain", "");
        row("\u221212", "plain", "");
        row("1,234,567.50", "comma_thousands", "1234567.5");
        row("1,23", "comma_thousands", "");
        row("12,3456", "comma_thousands", "");
        row("$1,250.00", "comma_thousands", "1250");
        row("($0.60)", "comma_thousands", "-0.6");
        row("\u221212", "comma_thousands", "-12");
        row("--1", "comma_thousands", "");
        row("0,002", "comma_decimal", "0.002");
        row("1.234,5", "comma_decimal", "1234.5");
        row("1.23", "comma_decimal", "");
        row("1 234,5", "space_thousands", "1234.5");
        row("1\u00a0234,5", "space_thousands", "1234.5");
        row("1234.5", "space_thousands", "");
    }
    void numbersAreReadByTheStatedFormatOnly() {
        QFETCH(QString, text);
        QFETCH(QString, format);
        QFETCH(QString, expected);
        const auto named = mapping::numberFormatNamed(format.toStdString());
        QVERIFY(named.has_value());
        const auto number = parseNumber(text.toStdString(), *named);
        QCOMPARE(number ? QString::fromStdString(toText(*number)) : QString(), expected);
    }

    void countsAreWholeAndNotNegative() {
        QCOMPARE(parseCount("0").value, std::int64_t(0));
        QCOMPARE(parseCount("1180.0").value, std::int64_t(1180));
        QCOMPARE(parseCount("9007199254740992").value, std::int64_t(1) << 53);
        for (const char* bad : {"", "-1", "1.5", "9007199254740993", "9223372036854775808", "1e400",
                                "12 ", "+", "1,310", "١"})
            QVERIFY2(parseCount(bad).problem != nullptr, bad);
        QCOMPARE(parseCount("1,310", NumberFormat::CommaThousands).value, std::int64_t(1310));
    }

    void timesAreReadStrictly_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("expected"); // empty: refused
        const auto row = [](const char* text, const char* zone, const char* expected) {
            QTest::addRow("%s in '%s'", text, zone)
                << QString::fromUtf8(text) << QString::fromUtf8(zone)
                << QString::fromUtf8(expected);
        };
        row("2026-05-01T08:00:00Z", "", "2026-05-01T08:00:00.000Z");
        row("2026-05-01 08:00:00.123456789+02:00", "", "2026-05-01T06:00:00.123456Z");
        row("2026-05-01 08:00:00 UTC", "", "2026-05-01T08:00:00.000Z");
        row("2023-11-16 18:17:03.9799600", "", "2023-11-16T18:17:03.979960Z");
        row("2026-05-01T08:00:00-0330", "", "2026-05-01T11:30:00.000Z");
        row("2026-05-01", "", "2026-05-01T00:00:00.000Z");
        row("2026-07-01 08:00:00", "Europe/Berlin", "2026-07-01T06:00:00.000Z");
        row("2025-03-30 02:30:00", "Europe/Berlin", ""); // the clocks went forward
        row("2025-10-26 02:30:00", "Europe/Berlin", "2025-10-26T00:30:00.000Z"); // the earlier
        row("2026-02-29T00:00:00Z", "", "");
        row("2026-13-01T00:00:00Z", "", "");
        row("2026-05-01T24:00:00Z", "", "");
        row("2026-06-30T23:59:60Z", "", "");
        row("2026-05-01T08:00:00+25:99", "", "");
        row("2026-05-01T08:00:00.Z", "", "");
        row("2026-05-01T08:00:00Zx", "", "");
        row("01/02/03", "", "");
        row("9999-01-01T00:00:00Z", "", "");
        row("0001-01-01T00:00:00Z", "", "");
    }
    void timesAreReadStrictly() {
        QFETCH(QString, text);
        QFETCH(QString, zone);
        QFETCH(QString, expected);
        std::optional<core::Zone> stated;
        if (!zone.isEmpty()) {
            auto found = core::Zone::find(zone.toStdString());
            QVERIFY(bool(found));
            stated = *found;
        }
        const ReadTime time = TimeReader(TimeFormat::Iso, stated).read(text.toStdString());
        QCOMPARE(time.problem == nullptr
                     ? QString::fromStdString(core::toText(core::Instant{time.micros}))
                     : QString(),
                 expected);
    }

    void unixTimesNameTheirUnit() {
        const auto read = [](TimeFormat format, const char* text) {
            const ReadTime time = TimeReader(format, std::nullopt).read(text);
            return time.problem == nullptr ? time.micros : -1;
        };
        QCOMPARE(read(TimeFormat::UnixSeconds, "1789372801.12"), std::int64_t(1789372801120000));
        QCOMPARE(read(TimeFormat::UnixMillis, "1789372801120"), std::int64_t(1789372801120000));
        QCOMPARE(read(TimeFormat::UnixMicros, "1789372801120000"), std::int64_t(1789372801120000));
        QCOMPARE(read(TimeFormat::UnixNanos, "1789372801120000999"),
                 std::int64_t(1789372801120000));
        QCOMPARE(read(TimeFormat::UnixSeconds, "1789372801120"), std::int64_t(-1));
        QCOMPARE(read(TimeFormat::UnixMillis, "1789372801"), std::int64_t(-1));
    }

    void writtenDatesNameTheirOrder_data() {
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](TimeFormat format, const char* text, const char* expected) {
            QTest::addRow("%s", text)
                << int(format) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        constexpr auto kDay = TimeFormat::DayMonthYear;
        constexpr auto kMonth = TimeFormat::MonthDayYear;
        row(kDay, "03/04/2026", "2026-04-03T00:00:00.000Z");
        row(kMonth, "03/04/2026", "2026-03-04T00:00:00.000Z");
        row(kDay, "3.4.2026 9:05", "2026-04-03T09:05:00.000Z");
        row(kDay, "31 Dec 2026", "2026-12-31T00:00:00.000Z");
        row(kMonth, "December 31, 2026", "2026-12-31T00:00:00.000Z");
        row(kMonth, "12/31/2026 12:05 AM", "2026-12-31T00:05:00.000Z");
        row(kMonth, "12/31/2026, 12:05:30 pm", "2026-12-31T12:05:30.000Z");
        row(kMonth, "12/31/2026 2:05PM", "2026-12-31T14:05:00.000Z");
        row(kDay, "31-12-2026 23:59:59+02:00", "2026-12-31T21:59:59.000Z");
        for (const char* const wrong :
             {"31/02/2026", "12/31/2026", "01/02/03", "2026-12-31", "31/12/2026 25:00",
              "31/12/2026 13:05 PM", "31/12/2026 0:05 AM", "31 Foo 2026", "31/12/2026x", "31/12",
              "1//2/2026", ""})
            row(kDay, wrong, "");
    }
    void writtenDatesNameTheirOrder() {
        QFETCH(int, format);
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto utc = core::Zone::find("UTC");
        const ReadTime time = TimeReader(TimeFormat(format), *utc).read(text.toStdString());
        QCOMPARE(time.problem == nullptr
                     ? QString::fromStdString(core::toText(core::Instant{time.micros}))
                     : QString(),
                 expected);
    }
    void isoTimesStayStrict() {
        for (const char* const text : {"2026-05-01 8:00", "2026-05-01T08:00 PM", "2026-5-1"})
            QVERIFY(TimeReader().read(text).problem != nullptr);
    }

    void assumedZonesAndDoubledHoursAreTold() {
        QCOMPARE(TimeReader().read("2026-05-01 08:00:00").note, ReadTime::Note::NoZone);
        QCOMPARE(TimeReader().read("2026-05-01T08:00:00Z").note, ReadTime::Note::None);
        const auto berlin = core::Zone::find("Europe/Berlin");
        QVERIFY(bool(berlin));
        const TimeReader reader(TimeFormat::Iso, *berlin);
        QCOMPARE(reader.read("2025-10-26 02:30:00").note, ReadTime::Note::Overlap);
    }
};

QTEST_APPLESS_MAIN(TestNumberFormat)
#include "tst_number_format.moc"
