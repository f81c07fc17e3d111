// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/segment_pool.h"

#include <QTest>

#include <random>

using namespace ms;
using store::SegmentColumns;

class TestSegmentPool : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSegmentComesBackEmpty();
    void aSegmentOutlivesItsPool();
    void sparseColumnsEqualFullOnes();
};

namespace {

constexpr auto kTime = core::NumberColumn::Time;

/// Rows of one block: the times, or none at all.
SegmentColumns block(std::vector<std::int64_t> times) {
    SegmentColumns columns;
    columns.rows = times.size();
    columns[kTime].take(std::move(times));
    for (auto& blobs : columns.blobs)
        blobs.ends.assign(columns.rows, 0);
    return columns;
}

} // namespace

void TestSegmentPool::aSegmentComesBackEmpty() {
    const auto pool = std::make_shared<store::SegmentPool>();
    auto segment = pool->take();
    segment->appendRange(block({1, 2, 3}), 0, 3);
    const SegmentColumns* const first = segment.get();
    segment.reset();
    const auto again = pool->take();
    QVERIFY(again.get() == first); // its memory is used again
    QCOMPARE(again->rows, std::size_t(0));
    QVERIFY((*again)[kTime].isAbsent());
    QVERIFY(pool->take().get() != first); // it is taken
}

void TestSegmentPool::aSegmentOutlivesItsPool() {
    auto pool = std::make_shared<store::SegmentPool>();
    const auto segment = pool->take();
    pool.reset();
    segment->appendRange(block({7}), 0, 1);
    QCOMPARE((*segment)[kTime][0], std::int64_t(7));
}

/// Against vectors that hold a value for every row.
void TestSegmentPool::sparseColumnsEqualFullOnes() {
    std::mt19937 random(11);
    for (int round = 0; round < 100; ++round) {
        SegmentColumns segment;
        std::vector<std::int64_t> expected;
        for (int part = 0; part < 6; ++part) {
            std::vector<std::int64_t> times(1 + random() % 5, core::kUnknownNumber);
            if (random() % 3 == 0)
                for (std::int64_t& time : times)
                    time = random() % 2 == 0 ? std::int64_t(random()) : core::kUnknownNumber;
            const std::size_t from = random() % times.size();
            expected.insert(expected.end(), times.begin() + std::ptrdiff_t(from), times.end());
            const std::size_t rows = times.size();
            segment.appendRange(block(std::move(times)), from, rows);
        }
        QCOMPARE(segment.rows, expected.size());
        for (std::size_t row = 0; row < expected.size(); ++row)
            QCOMPARE(segment[kTime][row], expected[row]);
        SegmentColumns filled = segment;
        QVERIFY(filled[kTime].filled(filled.rows) == expected);
        // What is stored does not tell which of the two it was.
        const auto stored = encodeSegment(1, segment);
        const auto full = encodeSegment(1, filled);
        QCOMPARE(stored.size(), full.size());
        for (std::size_t i = 0; i < stored.size(); ++i)
            QVERIFY(stored[i].bytes == full[i].bytes);
    }
}

QTEST_APPLESS_MAIN(TestSegmentPool)
#include "tst_segment_pool.moc"
