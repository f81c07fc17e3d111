// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/usage/counter_increases.h"

#include <QtTest>

#include <string>

using namespace ms::importers;

namespace {

/// "5" a value, "N" one that the source does not have, "." no sample; at times 1, 2, 3, ...
CounterSamples samplesOf(const QByteArray& words) {
    CounterSamples samples;
    std::int64_t time = 0;
    for (const QByteArray& word : words.split(' ')) {
        ++time;
        if (word == "N")
            samples.emplace(time, std::nullopt);
        else if (word != ".")
            samples.emplace(time, word.toLongLong());
    }
    return samples;
}

/// "5" an amount, "-" none; "r" behind it a restart, "?" a part that is missing.
QByteArray textOf(const std::vector<Increase>& increases) {
    QByteArray text;
    for (const Increase& one : increases) {
        text += text.isEmpty() ? "" : " ";
        text += one.amount ? QByteArray::number(qlonglong(*one.amount)) : QByteArray("-");
        text += one.isReset ? "r" : "";
        text += one.isMissing ? "?" : "";
    }
    return text;
}

} // namespace

class TestCounterIncreases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void increases_data() {
        QTest::addColumn<QByteArray>("samples");
        QTest::addColumn<QByteArray>("increases");
        QTest::newRow("differences") << QByteArray("5 7 7 10") << QByteArray("2 0 3");
        QTest::newRow("a fall is a restart from zero") << QByteArray("9 2 6") << QByteArray("2r 4");
        QTest::newRow("a fall to zero") << QByteArray("9 0 6") << QByteArray("0r 6");
        QTest::newRow("a gap counts where it ends")
            << QByteArray("5 N 9 10") << QByteArray("-? 4? 1");
        QTest::newRow("a sample that is not there is a gap")
            << QByteArray("5 . . 9") << QByteArray("-? -? 4?");
        QTest::newRow("a restart within a gap") << QByteArray("5 N 3") << QByteArray("-? 3r?");
        QTest::newRow("what was before the first value is not known")
            << QByteArray(". . 8 9") << QByteArray("- -? 1");
        QTest::newRow("what came after the last value is not known")
            << QByteArray("8 9 . .") << QByteArray("1 -? -");
        QTest::newRow("each value that the source does not have")
            << QByteArray("8 N N") << QByteArray("-? -?");
        QTest::newRow("no value at all") << QByteArray("N N N") << QByteArray("-? -?");
        QTest::newRow("one time only") << QByteArray("8") << QByteArray();
    }
    void increases() {
        QFETCH(QByteArray, samples);
        QFETCH(QByteArray, increases);
        std::vector<std::int64_t> times;
        for (std::int64_t time = 1; time <= samples.split(' ').size(); ++time)
            times.push_back(time);
        QCOMPARE(textOf(increasesOf(samplesOf(samples), times)), increases);
    }

    void aValueThatIsMissingBetweenTheTimesIsTold() {
        const std::vector<std::int64_t> times{1, 3}; // nobody has a value at 2
        QCOMPARE(textOf(increasesOf(samplesOf("5 N 9"), times)), QByteArray("4?"));
        QVERIFY(increasesOf({}, {}).empty());
    }
};

QTEST_APPLESS_MAIN(TestCounterIncreases)
#include "tst_counter_increases.moc"
