// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

using namespace ms;
using core::NumberColumn;
using query::Attempt;
using query::Condition;
using query::Dimension;
using test::Event;

namespace {

const std::set<std::size_t> kReplaced{3, 4, 299, 300, 1777};

std::vector<Event> someEvents() {
    test::RandomEvents random(11);
    std::vector<Event> events = random.make(5000);
    for (std::size_t row = 0; row < events.size(); ++row) {
        if (row % 3 == 0)
            events[row].blobs[0] = "{\"row\":" + std::to_string(row) + "}";
        if (row > 4000) // whole segments without any
            events[row].blobs[1] = "block " + std::string(row % 50, 'x');
    }
    return events;
}

std::shared_ptr<const query::EventSource> frameOf(const std::vector<Event>& events,
                                                  std::size_t segmentRows) {
    auto source = std::make_shared<test::MemoryColumnSource>(
        test::blocksOf(events, segmentRows),
        std::vector<std::uint64_t>(kReplaced.begin(), kReplaced.end()));
    return *frame::makeFrame(frame::loadColumns(source, 2), test::randomFacts(), {core::Zone(), ""},
                             {});
}

query::Filter filterOf(int kind) {
    query::Filter filter;
    if (kind == 0)
        filter.scope.kind = query::Scope::Kind::All;
    if (kind == 2)
        filter.conditions = {{Dimension::Model, Condition::Kind::NotIn, {"tiny"}}};
    if (kind == 3)
        filter.conditions = {{Dimension::Tenant, Condition::Kind::In, {"nobody"}}};
    return filter;
}

} // namespace

class TestVisitAttempts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void handsOverEveryMatchingAttemptInOrder_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("segmentRows");
        QTest::newRow("all") << 0 << 300;
        QTest::newRow("default scope") << 1 << 300;
        QTest::newRow("condition") << 2 << 300;
        QTest::newRow("none") << 3 << 300;
        QTest::newRow("more than one run a segment") << 0 << 3000;
        QTest::newRow("one segment") << 2 << 5000;
    }
    void handsOverEveryMatchingAttemptInOrder() {
        QFETCH(int, kind);
        QFETCH(int, segmentRows);
        const std::vector<Event> events = someEvents();
        const auto frame = frameOf(events, std::size_t(segmentRows));
        const test::NaiveFrame naive(events, test::randomFacts(), {}, kReplaced);
        const query::Filter filter = filterOf(kind);
        std::vector<std::size_t> expected;
        for (std::size_t row = 0; row < events.size(); ++row)
            if (naive.isKept(row, filter))
                expected.push_back(row);

        std::size_t seen = 0;
        const auto visit = [&](std::span<const Attempt> run) {
            if (run.empty() || run.size() > 65'536)
                return false;
            for (const Attempt& attempt : run) {
                const std::size_t row = seen < expected.size() ? expected[seen] : events.size();
                if (attempt.row != row || !isThat(attempt, events[row], row, naive))
                    return false;
                ++seen;
            }
            return true;
        };
        QVERIFY(frame->visitAttempts(filter, visit, {}));
        QCOMPARE(seen, expected.size());
    }
    void endsWhenAskedTo() {
        const auto frame = frameOf(someEvents(), 300);
        int runs = 0;
        const auto status = frame->visitAttempts({},
                                                 [&](std::span<const Attempt>) {
                                                     ++runs;
                                                     return false;
                                                 },
                                                 {});
        QVERIFY(status);
        QCOMPARE(runs, 1);
        std::stop_source stop;
        const auto stopped = frame->visitAttempts(
            {},
            [&](std::span<const Attempt>) {
                stop.request_stop();
                return true;
            },
            stop.get_token());
        QVERIFY(!stopped);
        QVERIFY(stopped.error().code == core::Error::Code::Cancelled);
    }
    void explainsRowsWithAndWithoutRequest() {
        const std::vector<Event> events = someEvents();
        const auto frame = frameOf(events, 300);
        for (std::size_t row = 0; row < 400; ++row) {
            const auto explained = frame->explainRow(row, {});
            QCOMPARE(bool(explained), !kReplaced.contains(row));
            if (!explained) {
                QVERIFY(explained.error().code == core::Error::Code::Usage);
                continue;
            }
            QCOMPARE(explained->attempt.row, std::uint64_t(row));
            QVERIFY(explained->attempt.numbers == events[row].numbers);
            const std::string& request = events[row][core::IdColumn::Request];
            if (request.empty())
                continue;
            const auto all = frame->explain(request, {});
            const auto same =
                std::find_if(all->begin(), all->end(),
                             [row](const query::Explanation& e) { return e.attempt.row == row; });
            QVERIFY(same != all->end());
            QCOMPARE(explained->reason, same->reason);
            QCOMPARE(explained->lines.size(), same->lines.size());
        }
        QVERIFY(!frame->explainRow(events.size(), {}));
    }

private:
    static bool isThat(const Attempt& attempt, const Event& event, std::size_t row,
                       const test::NaiveFrame& naive) {
        const auto cost = naive.costOf(row).picos;
        return attempt.numbers == event.numbers && attempt.texts == event.texts &&
               attempt.ids == event.ids && attempt.blobs == event.blobs &&
               attempt.tier == naive.valueOf(row, Dimension::Tier) &&
               attempt.segment == naive.valueOf(row, Dimension::Segment) &&
               attempt.cost.has_value() == cost.has_value() &&
               (!cost || attempt.cost->picos() == *cost) && attempt.file == "events.jsonl" &&
               attempt.batch == 1;
    }
};

QTEST_APPLESS_MAIN(TestVisitAttempts)
#include "tst_visit_attempts.moc"
