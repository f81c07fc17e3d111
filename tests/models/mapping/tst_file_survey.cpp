// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mapping/file_survey.h"

#include <QtTest>

using namespace ms::mapping;
using Holds = MappableField::Holds;

namespace {

Reading reading(NumberFormat format, bool isWhole) {
    Reading made;
    made.number = format;
    made.isWhole = isWhole;
    return made;
}

MappableField field(Holds holds) {
    return {"f", holds, MappableField::Need::Optional};
}

} // namespace

class TestFileSurvey : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fieldsReadAsWhatTheyHold() {
        ColumnSurvey column;
        column.numbers = {reading(NumberFormat::Plain, false),
                          reading(NumberFormat::CommaDecimal, true)};
        column.times.resize(3);
        QCOMPARE(readingsFor(column, field(Holds::Text)).size(), std::size_t(0));
        QCOMPARE(readingsFor(column, field(Holds::Number)).size(), std::size_t(2));
        QCOMPARE(readingsFor(column, field(Holds::Time)).size(), std::size_t(3));
        const auto counts = readingsFor(column, field(Holds::Count));
        QCOMPARE(counts.size(), std::size_t(1));
        QCOMPARE(counts[0].number, NumberFormat::CommaDecimal);
    }

    /// A number whose total does not fit is a number all the same.
    void theFieldDecidesWhichFormatIsMeant() {
        Reading both;
        both.number = NumberFormat::CommaDecimal;
        both.time = TimeFormat::UnixMillis;
        QCOMPARE(formatName(both, field(Holds::Number)), std::string_view("comma_decimal"));
        QCOMPARE(formatName(both, field(Holds::Count)), std::string_view("comma_decimal"));
        QCOMPARE(formatName(both, field(Holds::Time)), std::string_view("unix_ms"));
    }
};

QTEST_APPLESS_MAIN(TestFileSurvey)
#include "tst_file_survey.moc"
