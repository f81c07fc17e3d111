// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/mapping/column_values.h"

#include <QtTest>

using namespace ms::importers;
using ms::mapping::ColumnSurvey;
using ms::mapping::NumberFormat;
using ms::mapping::TimeFormat;
using Written = ColumnValues::Written;

namespace {

/// "a|b": two values.
ColumnSurvey surveyOf(const char* values, Written written = Written::Text) {
    ColumnValues column("c");
    for (const QByteArray& value : QByteArray(values).split('|'))
        column.add(value.toStdString(), written);
    return column.survey();
}

QByteArray meaningsOf(const std::vector<ms::mapping::Reading>& readings) {
    QByteArrayList meanings;
    for (const auto& reading : readings)
        meanings << QByteArray::fromStdString(reading.meaning);
    return meanings.join('|');
}

} // namespace

class TestColumnValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersHaveAsManyReadingsAsTheyHaveValues_data() {
        QTest::addColumn<QByteArray>("values");
        QTest::addColumn<QByteArray>("meanings");
        const auto row = [](const char* name, const QByteArray& values,
                            const QByteArray& meanings) {
            QTest::newRow(name) << values << meanings;
        };
        row("whole numbers are whole numbers", "12|7", "12");
        row("a comma and three digits: a thousand or a fraction", "5|0,002", "2|0.002");
        row("a point and three digits alike", "1.234", "1.234|1234");
        row("a fraction as programs write it", "0.002", "0.002");
        row("one value of the column decides for all", "1.234|1.23", "1.234");
        row("both marks decide", "1.234,5", "1234.5");
        row("both marks decide the other way", "1,234.5", "1234.5");
        row("currency signs", "$1,250.00", "1250");
        row("a blank between thousands", "1 234,5", "1234.5");
        row("no number", "12|n/a", "");
        row("no number at all", "NaN|1e309x|0x10|1__0", "");
    }
    void numbersHaveAsManyReadingsAsTheyHaveValues() {
        QFETCH(QByteArray, values);
        QFETCH(QByteArray, meanings);
        QCOMPARE(meaningsOf(surveyOf(values.constData()).numbers), meanings);
    }

    void jsonNumbersHaveOneReading() {
        const auto survey = surveyOf("1.234", Written::JsonNumber);
        QCOMPARE(meaningsOf(survey.numbers), QByteArray("1.234"));
    }

    void eachReadingHasItsTotal() {
        const auto survey = surveyOf("1,250|2,500");
        QCOMPARE(survey.numbers.size(), std::size_t(2));
        QCOMPARE(survey.numbers[0].number, NumberFormat::CommaThousands);
        QCOMPARE(survey.numbers[0].total, std::string("3750"));
        QVERIFY(survey.numbers[0].isWhole);
        QCOMPARE(survey.numbers[1].number, NumberFormat::CommaDecimal);
        QCOMPARE(survey.numbers[1].total, std::string("3.75"));
        QVERIFY(!survey.numbers[1].isWhole);
    }

    void timesHaveAsManyReadingsAsTheyHaveValues() {
        QCOMPARE(surveyOf("03/04/2026|05/05/2026").times.size(), std::size_t(2));
        const auto decided = surveyOf("03/04/2026|25/04/2026").times;
        QCOMPARE(decided.size(), std::size_t(1));
        QCOMPARE(decided[0].time, TimeFormat::DayMonthYear);
        QCOMPARE(surveyOf("05/05/2026").times.size(), std::size_t(1)); // the same day either way
        QCOMPARE(surveyOf("1789372801").times.at(0).time, TimeFormat::UnixSeconds);
        QCOMPARE(surveyOf("1789372801120").times.at(0).time, TimeFormat::UnixMillis);
        QVERIFY(surveyOf("01/02/03").times.empty()); // a year needs four digits
        QVERIFY(surveyOf("2026-09-14|soon").times.empty());
    }

    void examplesAreDifferentAndShort() {
        const QByteArray values = "a|a|b|" + QByteArray(500, 'x') + "|c|d|e|  ";
        const auto survey = surveyOf(values.constData());
        QCOMPARE(survey.filled, std::int64_t(7));
        QCOMPARE(survey.examples.size(), std::size_t(5));
        QVERIFY(survey.examples[2].size() < 130);
    }

    void emailAddressesAreSeen() {
        QVERIFY(surveyOf("x|jane@example.com").holdsEmails);
        QVERIFY(!surveyOf("@|a@b|me @ example.com|@example.com").holdsEmails);
    }
};

QTEST_APPLESS_MAIN(TestColumnValues)
#include "tst_column_values.moc"
