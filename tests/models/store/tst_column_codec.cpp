// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: packed_bytes.cpp
#include <QTest>

#include "models/core/event_columns.h"
#include "models/store/column_codec.h"

#include <random>

using namespace ms;

class TestColumnCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersComeBack_data() {
        QTest::addColumn<QList<qint64>>("values");
        QTest::newRow("one") << QList<qint64>{5};
        QTest::newRow("unknown only") << QList<qint64>{INT64_MIN, INT64_MIN};
        QTest::newRow("all of the range") << QList<qint64>{INT64_MIN, INT64_MIN + 1, INT64_MAX, 0};
        QTest::newRow("the ends without unknown") << QList<qint64>{INT64_MAX, INT64_MIN + 1};
        QTest::newRow("even steps") << QList<qint64>{7, 9, 11, 13, 15};
        QTest::newRow("steps down") << QList<qint64>{5, -5, -15, -25};
        QList<qint64> random;
        std::mt19937_64 engine{1};
        for (int i = 0; i < 65'536; ++i)
            random << qint64(engine() >> (engine() % 64));
        QTest::newRow("random widths") << random;
    }
    void numbersComeBack() {
        QFETCH(QList<qint64>, values);
        const std::vector<std::int64_t> in(values.begin(), values.end());
        const std::string body = store::encodeNumbers(in);
        std::vector<std::int64_t> out;
        QVERIFY(store::decodeNumbers(body, in.size(), out));
        QVERIFY(out == in);
        QVERIFY(!store::decodeNumbers(body, in.size() + 1, out));
    }
    void codesComeBack() {
        std::mt19937 engine{2};
        for (const std::uint32_t range : {1U, 2U, 300U, 70'000U, 0xFFFFFFFFU}) {
            std::vector<std::uint32_t> in(10'000);
            for (std::uint32_t& code : in)
                code = std::uint32_t(engine() % range);
            in.back() = range - 1;
            std::vector<std::uint32_t> out;
            QVERIFY(store::decodeCodes(store::encodeCodes(in), in.size(), out));
            QVERIFY(out == in);
        }
        // Steps that need more than 32 bits as differences.
        std::vector<std::uint32_t> in;
        for (std::uint32_t i = 0; i < 1000; ++i)
            in.push_back(i % 2 ? 0xFFFFFFFF - i : i);
        std::vector<std::uint32_t> out;
        QVERIFY(store::decodeCodes(store::encodeCodes(in), in.size(), out));
        QVERIFY(out == in);
    }
    void textsComeBack() {
        store::Texts in;
        for (int i = 0; i < 1000; ++i)
            in.append(std::string(std::size_t(i % 7), char('a' + i % 26)));
        store::Texts out;
        QVERIFY(store::decodeTexts(store::encodeTexts(in), in.size(), out));
        QVERIFY(out.bytes == in.bytes && out.ends == in.ends);
    }
    void constantAndSteppedColumnsAreNearlyFree() {
        QVERIFY(store::encodeNumbers(std::vector<std::int64_t>(65'536, 42)).size() < 32);
        std::vector<std::int64_t> lines(65'536);
        for (std::size_t i = 0; i < lines.size(); ++i)
            lines[i] = std::int64_t(1000 + i);
        QVERIFY(store::encodeNumbers(lines).size() < 32);
    }
    void damagedBodiesAreRefusedOrHarmless() {
        std::mt19937 engine{3};
        std::vector<std::int64_t> in(5000);
        for (std::int64_t& value : in)
            value = std::int64_t(engine() % 100'000);
        const std::string good = store::encodeNumbers(in);
        std::vector<std::int64_t> out;
        for (std::size_t cut = 0; cut < 200; ++cut)
            QVERIFY(!store::decodeNumbers(good.substr(0, engine() % good.size()), in.size(), out));
        for (int i = 0; i < 2000; ++i) { // the checksum finds these; decoding must only be safe
            std::string bad = good;
            bad[engine() % bad.size()] = char(engine());
            if (store::decodeNumbers(bad, in.size(), out))
                QCOMPARE(out.size(), in.size());
        }
    }
};

QTEST_APPLESS_MAIN(TestColumnCodec)
#include "tst_column_codec.moc"
