// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: attempt_reader.cpp, explain.cpp
#include "models/frame/frame.h"

#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace ms;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using query::AttemptQuery;
using query::CostBasis;
using test::Event;

namespace {

std::shared_ptr<const query::EventSource> frameOf(const std::vector<Event>& events,
                                                  const frame::Facts& facts = test::randomFacts(),
                                                  unsigned workers = 2) {
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 300));
    return *frame::makeFrame(frame::loadColumns(source, workers), facts, {core::Zone(), ""}, {});
}

Event priced(std::string request, std::int64_t attempt, std::string_view time) {
    Event event;
    event[IdColumn::Request] = std::move(request);
    event[NumberColumn::Attempt] = attempt;
    event[NumberColumn::Time] = test::microsOf(time);
    event[NumberColumn::Input] = 1000;
    event[NumberColumn::CacheRead] = 200;
    event[NumberColumn::CacheWrite5m] = 10;
    event[NumberColumn::Output] = 100;
    event[NumberColumn::SourceRow] = 17;
    event[TextColumn::Provider] = "p";
    event[TextColumn::Model] = "large";
    event[TextColumn::Tenant] = "acme";
    event[TextColumn::Status] = "success";
    return event;
}

} // namespace

class TestAttemptPages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// A page with some columns is the whole page with the others left out.
    void onlyWhatIsWantedIsRead() {
        test::RandomEvents random(4);
        const auto frame = frameOf(random.make(2000));
        AttemptQuery query;
        query.limit = 500;
        const auto whole = frame->attempts(query, {});
        query.only = query::AttemptColumns{{NumberColumn::Time, NumberColumn::Output},
                                           {TextColumn::Model},
                                           {IdColumn::Request},
                                           {}};
        const auto some = frame->attempts(query, {});
        QCOMPARE(some->attempts.size(), whole->attempts.size());
        QCOMPARE(some->matching, whole->matching);
        std::size_t named = 0;
        for (std::size_t i = 0; i < some->attempts.size(); ++i) {
            const query::Attempt& one = some->attempts[i];
            query::Attempt expected = whole->attempts[i];
            for (std::size_t c = 0; c < core::kNumberColumns; ++c)
                if (NumberColumn(c) != NumberColumn::Time &&
                    NumberColumn(c) != NumberColumn::Output)
                    expected.numbers[c] = core::kUnknownNumber;
            for (std::size_t c = 0; c < core::kTextColumns; ++c)
                if (TextColumn(c) != TextColumn::Model)
                    expected.texts[c].clear();
            for (std::size_t c = 0; c < core::kIdColumns; ++c)
                if (IdColumn(c) != IdColumn::Request)
                    expected.ids[c].clear();
            QCOMPARE(one.row, expected.row);
            QVERIFY(one.numbers == expected.numbers && one.texts == expected.texts);
            QVERIFY(one.ids == expected.ids && one.cost == expected.cost);
            QVERIFY(std::all_of(one.blobs.begin(), one.blobs.end(),
                                [](const std::string& blob) { return blob.empty(); }));
            named += one.texts[std::size_t(TextColumn::Model)].empty() ? 0 : 1;
        }
        QVERIFY(named > 0);
    }
    void pagesAreThoseOfAFullSort() {
        test::RandomEvents random(1);
        const std::vector<Event> events = random.make(5000);
        const auto frame = frameOf(events);
        const test::NaiveFrame naive(events, test::randomFacts(), {});
        for (const auto order : {AttemptQuery::Order::CostDescending, AttemptQuery::Order::Time}) {
            AttemptQuery query;
            query.order = order;
            query.filter.conditions = {
                {query::Dimension::Model, query::Condition::Kind::NotIn, {"tiny"}}};
            std::vector<std::size_t> rows;
            for (std::size_t row = 0; row < events.size(); ++row)
                if (naive.isKept(row, query.filter))
                    rows.push_back(row);
            const auto last = [](std::int64_t t) {
                return t == core::kUnknownNumber ? INT64_MAX : t;
            };
            std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
                const auto costA = naive.costOf(a).picos;
                const auto costB = naive.costOf(b).picos;
                if (order == AttemptQuery::Order::CostDescending && costA != costB)
                    return costA > costB; // an absent one is less than any
                return last(events[a][NumberColumn::Time]) < last(events[b][NumberColumn::Time]);
            });
            for (const std::size_t offset : {std::size_t(0), std::size_t(150), rows.size() - 30}) {
                query.offset = offset;
                query.limit = 50;
                const auto page = frame->attempts(query, {});
                QVERIFY(page);
                QCOMPARE(page->matching, std::uint64_t(rows.size()));
                QCOMPARE(page->attempts.size(), std::min<std::size_t>(50, rows.size() - offset));
                for (std::size_t i = 0; i < page->attempts.size(); ++i) {
                    const query::Attempt& attempt = page->attempts[i];
                    const std::size_t row = rows[offset + i];
                    QCOMPARE(attempt.row, std::uint64_t(row));
                    QVERIFY(attempt.numbers == events[row].numbers);
                    QVERIFY(attempt.texts == events[row].texts);
                    QVERIFY(attempt.ids == events[row].ids);
                    QCOMPARE(attempt.tier, naive.valueOf(row, query::Dimension::Tier));
                    QCOMPARE(attempt.segment, naive.valueOf(row, query::Dimension::Segment));
                    const auto cost = naive.costOf(row).picos;
                    QCOMPARE(attempt.cost.has_value(), cost.has_value());
                    if (cost)
                        QCOMPARE(attempt.cost->picos(), *cost);
                }
            }
            query.offset = rows.size() + 5;
            const auto beyond = frame->attempts(query, {});
            QVERIFY(beyond->attempts.empty());
            QCOMPARE(beyond->matching, std::uint64_t(rows.size()));
        }
    }
    void anExplanationAddsUp() {
        test::RandomEvents random(2);
        const std::vector<Event> events = random.make(2000);
        const auto frame = frameOf(events);
        int seen = 0;
        for (int id = 0; id < 700; ++id) {
            const auto explanations = frame->explain("r" + std::to_string(id), {});
            QVERIFY(explanations);
            for (const query::Explanation& explanation : *explanations) {
                ++seen;
                QCOMPARE(explanation.attempt.ids[std::size_t(IdColumn::Request)],
                         "r" + std::to_string(id));
                QVERIFY(explanation.reason.size() > 10 && explanation.reason.back() == '.');
                QCOMPARE(explanation.attempt.cost.has_value(),
                         explanation.attempt.basis != CostBasis::Unknown);
                core::Int128 sum = 0;
                for (const query::CostLine& line : explanation.lines)
                    sum += line.cost.picos();
                if (explanation.attempt.basis == CostBasis::Priced)
                    QVERIFY(sum == explanation.attempt.cost->picos());
                else
                    QVERIFY(explanation.lines.empty());
            }
        }
        const auto withId = std::count_if(events.begin(), events.end(), [](const Event& event) {
            return !event[IdColumn::Request].empty();
        });
        QCOMPARE(seen, int(withId));
    }
    void explainsTheArithmetic() {
        const auto frame = frameOf({priced("r1", 2, "2026-05-01T10:00:00Z"),
                                    priced("r2", 1, "2026-05-01T10:00:00Z"),
                                    priced("r1", 1, "2026-05-01T11:00:00Z")});
        const auto explanations = frame->explain("r1", {});
        QCOMPARE(explanations->size(), std::size_t(2));
        const query::Explanation& first = explanations->front();
        QCOMPARE(first.attempt.row, std::uint64_t(2)); // attempt 1, though later
        QCOMPARE(first.attempt.file, std::string("events.jsonl"));
        QCOMPARE(first.attempt.batch, std::int64_t(1));
        QCOMPARE(first.book, std::string("default"));
        QCOMPARE(first.billedModel, std::string("large"));
        QCOMPARE(first.lines.size(), std::size_t(5));
        // 1000 x 3 + 200 x 0.3 + 10 x 3 + 100 x 15 per million, and 0.00001 for the request
        QCOMPARE(first.attempt.cost->picos(), 4'600'000'000LL);
        QCOMPARE(first.lines[1].bucket, core::Bucket::CacheRead);
        QCOMPARE(first.lines[1].cost.picos(), 60'000'000LL);
        QVERIFY(first.lines[2].isFallbackRate);
        QVERIFY(!first.lines[1].isFallbackRate);
        QCOMPARE(first.lines[2].rule.amount.picos(), 3'000'000'000'000LL);
        QVERIFY(frame->explain("r9", {})->empty());
        QVERIFY(frame->explain("", {})->empty());
    }
    void anEventWithoutProviderCostsWhatItsOnlySellerAsks() {
        Event event = priced("r", 1, "2026-05-03T10:00:00Z");
        event[TextColumn::Provider] = "";
        event[TextColumn::Model] = "tiny"; // an alias of q: its 'small', at 0.2 and 0.7 per million
        const auto frame = frameOf({event});
        const auto explanations = frame->explain("r", {});
        const query::Explanation& only = explanations->front();
        // (1000 + 200 + 10) x 0.2 + 100 x 0.7 per million
        QCOMPARE(only.attempt.cost->picos(), 312'000'000LL);
        QCOMPARE(only.lines.front().rule.provider, std::string("q"));
        QCOMPARE(only.billedProvider, std::string("q"));
        QCOMPARE(only.billedModel, std::string("small"));
        QCOMPARE(only.attempt.texts[std::size_t(TextColumn::Provider)], std::string());
        query::GroupQuery byProvider;
        byProvider.by = {query::Dimension::Provider};
        byProvider.measures = {query::Measure::Cost};
        const auto groups = frame->groups(byProvider, {});
        QCOMPARE(groups->rows.size(), std::size_t(1));
        QCOMPARE(groups->rows.front().keys.front(), std::string()); // as the log says it
    }
    void saysWhereACostComesFrom_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("basis");
        QTest::addColumn<QString>("reason");
        QTest::newRow("unpriced") << 0 << int(CostBasis::Unknown)
                                  << QStringLiteral(
                                         "No rule of book 'default' prices model 'x' of provider "
                                         "'p' on 2026-05-03.");
        QTest::newRow("reported") << 1 << int(CostBasis::Reported)
                                  << QStringLiteral(
                                         "The cost is the source's own figure. No rule of book "
                                         "'default' prices model 'x' of provider 'p' on "
                                         "2026-05-03.");
        QTest::newRow("reported in another currency")
            << 2 << int(CostBasis::Unknown)
            << QStringLiteral(
                   "No rule of book 'default' prices model 'x' of provider 'p' on 2026-05-03. "
                   "The source's own cost is in 'EUR', not in 'USD'.");
        QTest::newRow("unbilled") << 3 << int(CostBasis::Unbilled)
                                  << QStringLiteral(
                                         "The attempt failed before any output (429); such "
                                         "failures are not billed.");
        QTest::newRow("timeout") << 4 << int(CostBasis::Unknown)
                                 << QStringLiteral("The event has no token counts.");
        QTest::newRow("own cache")
            << 5 << int(CostBasis::AppCache)
            << QStringLiteral("Answered from the application's own cache: nothing "
                              "was bought.");
        QTest::newRow("failed with usage")
            << 6 << int(CostBasis::Priced)
            << QStringLiteral(
                   "Priced with book 'default'. Cache tokens without a rate of their own are "
                   "charged at the input rate.");
        QTest::newRow("alias") << 7 << int(CostBasis::Priced)
                               << QStringLiteral(
                                      "Priced with book 'default': model 'tiny' is billed as "
                                      "'small'. Cache tokens without a rate of their own are "
                                      "charged at the input rate.");
        QTest::newRow("provider of the book")
            << 8 << int(CostBasis::Priced)
            << QStringLiteral(
                   "Priced with book 'default': model 'tiny' is billed as 'small'. The provider "
                   "is taken from the book: only 'q' sells 'tiny'. Cache tokens without a rate "
                   "of their own are charged at the input rate.");
        QTest::newRow("several providers in the book")
            << 9 << int(CostBasis::Unknown)
            << QStringLiteral("The event names no provider, and several of book 'default' sell "
                              "model 'small': 'p' and 'q'.");
    }
    void saysWhereACostComesFrom() {
        QFETCH(int, kind);
        Event event = priced("r", 1, "2026-05-03T10:00:00Z");
        if (kind <= 2)
            event[TextColumn::Model] = "x";
        if (kind == 1 || kind == 2)
            event[NumberColumn::ReportedCost] = 5;
        if (kind == 2)
            event[TextColumn::Currency] = "EUR";
        if (kind == 3 || kind == 4 || kind == 6) {
            event[TextColumn::Status] = "error";
            event[TextColumn::Error] = kind == 4 ? "timeout" : "429";
        }
        if (kind == 3 || kind == 4)
            event[NumberColumn::Input] = event[NumberColumn::Output] = core::kUnknownNumber;
        if (kind == 5)
            event[NumberColumn::AppCacheHit] = 1;
        if (kind == 7) {
            event[TextColumn::Provider] = "q";
            event[TextColumn::Model] = "tiny";
        }
        if (kind == 8 || kind == 9) {
            event[TextColumn::Provider] = "";
            event[TextColumn::Model] = kind == 8 ? "tiny" : "small";
        }
        const auto explanations = frameOf({event})->explain("r", {});
        QCOMPARE(explanations->size(), std::size_t(1));
        QTEST(int(explanations->front().attempt.basis), "basis");
        QTEST(QString::fromStdString(explanations->front().reason), "reason");
    }
};

QTEST_APPLESS_MAIN(TestAttemptPages)
#include "tst_attempt_pages.moc"
