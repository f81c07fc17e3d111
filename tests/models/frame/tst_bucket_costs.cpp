// SPDX-License-Identifier: GPL-3.0-or-later
// What each bucket costs, against the explanation of each attempt.
#include "models/frame/frame.h"

#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"

#include <QTest>

#include <map>

using namespace ms;
using core::Bucket;
using core::Int128;
using query::CostBasis;
using query::Dimension;
using query::Measure;
using test::Event;

namespace {

// In the order of core::Bucket.
const std::vector<Measure> kCosts{Measure::InputCost,        Measure::CacheReadCost,
                                  Measure::CacheWrite5mCost, Measure::CacheWrite1hCost,
                                  Measure::OutputCost,       Measure::RequestCost,
                                  Measure::QueryCost};
const std::vector<Measure> kQuantities{Measure::PricedInputTokens,
                                       Measure::PricedCacheReadTokens,
                                       Measure::PricedCacheWrite5mTokens,
                                       Measure::PricedCacheWrite1hTokens,
                                       Measure::PricedOutputTokens,
                                       Measure::PricedAttempts,
                                       Measure::PricedQueries};

std::vector<Measure> joined(std::vector<Measure> first, const std::vector<Measure>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

std::shared_ptr<const query::EventSource> frameOf(const std::vector<Event>& events,
                                                  const frame::Facts& facts, unsigned workers,
                                                  std::vector<std::uint64_t> replaced = {}) {
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 700),
                                                             std::move(replaced));
    return *frame::makeFrame(frame::loadColumns(source, workers), facts, {{}, ""}, {});
}

query::Filter everything() {
    query::Filter filter;
    filter.scope.kind = query::Scope::Kind::All;
    return filter;
}

} // namespace

class TestBucketCosts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Attempt by attempt, with every feature of prices: bands, dates, accounts, tiers, fees,
    /// fallback rates, rates finer than a pico-unit a token.
    void partsAreTheLinesOfTheExplanation_data() {
        QTest::addColumn<unsigned>("seed");
        QTest::addColumn<unsigned>("workers");
        QTest::newRow("one worker") << 21U << 1U;
        QTest::newRow("three workers") << 24U << 3U;
    }
    void partsAreTheLinesOfTheExplanation() {
        QFETCH(unsigned, seed);
        QFETCH(unsigned, workers);
        test::RandomEvents random(seed);
        const std::vector<Event> events = random.make(2500);
        const auto frame = frameOf(events, test::randomFacts(), workers, {3, 1700});
        const auto totals = frame->entities(
            {query::Grain::Attempt, {}, joined(kCosts, kQuantities), everything()}, {});
        QVERIFY(totals);
        QCOMPARE(totals->size(), events.size() - 2);
        std::map<CostBasis, int> seen;
        std::map<Bucket, int> lines;
        for (std::size_t e = 0; e < totals->size(); ++e) {
            const auto explanation = frame->explainRow(totals->firstRow[e], {});
            QVERIFY(explanation);
            ++seen[explanation->attempt.basis];
            std::array<std::int64_t, core::kBuckets> costs{}, quantities{};
            for (const query::CostLine& line : explanation->lines) {
                costs[std::size_t(line.bucket)] += line.cost.picos();
                ++lines[line.bucket];
            }
            if (explanation->attempt.basis == CostBasis::Priced) {
                const auto count = [&](core::NumberColumn column) {
                    const std::int64_t n = explanation->attempt.numbers[std::size_t(column)];
                    return n == core::kUnknownNumber ? 0 : n;
                };
                using core::NumberColumn;
                quantities = {count(NumberColumn::Input),        count(NumberColumn::CacheRead),
                              count(NumberColumn::CacheWrite5m), count(NumberColumn::CacheWrite1h),
                              count(NumberColumn::Output),       1,
                              count(NumberColumn::Queries)};
            }
            for (std::size_t b = 0; b < core::kBuckets; ++b) {
                QCOMPARE(totals->values[b][e], costs[b]);
                QCOMPARE(totals->values[core::kBuckets + b][e], quantities[b]);
            }
        }
        QCOMPARE(seen.size(), std::size_t(5)); // every basis occurs
        QCOMPARE(lines.size(), core::kBuckets);
    }
    /// Of any slice, in any question.
    void partsAddUpToTheCost() {
        test::RandomEvents random(23);
        const auto frame = frameOf(random.make(4000), test::randomFacts(), 2);
        std::vector<Measure> measures = kCosts;
        measures.push_back(Measure::UnsplitCost);
        measures.push_back(Measure::Cost);
        for (const Dimension by : query::allDimensions()) {
            for (const bool isNarrow : {false, true}) {
                query::Filter filter = everything();
                if (isNarrow) {
                    filter.scope = {};
                    filter.range.from = core::Instant{test::microsOf("2026-03-28T12:00:00Z")};
                    filter.conditions = {
                        {Dimension::Tenant, query::Condition::Kind::NotIn, {"bolt"}}};
                }
                const auto table = frame->groups({{by, Dimension::Model}, measures, filter}, {});
                if (by == Dimension::Model)
                    continue;
                QVERIFY(table);
                QVERIFY(!table->rows.empty());
                for (const query::GroupRow& row : table->rows) {
                    Int128 sum = 0;
                    for (std::size_t m = 0; m + 1 < measures.size(); ++m)
                        sum += row.values[m];
                    QCOMPARE(core::toText(sum), core::toText(row.values.back()));
                }
            }
        }
    }
    /// Every attempt is of one basis.
    void basesAreCountedOnceEach() {
        test::RandomEvents random(24);
        const std::vector<Event> events = random.make(1500);
        const auto frame = frameOf(events, test::randomFacts(), 1);
        const auto table = frame->groups({{},
                                          {Measure::PricedAttempts, Measure::ReportedAttempts,
                                           Measure::AppCacheAttempts, Measure::UnpricedAttempts},
                                          everything()},
                                         {});
        QVERIFY(table);
        std::map<CostBasis, Int128> counts;
        for (std::size_t row = 0; row < events.size(); ++row)
            counts[frame->explainRow(row, {})->attempt.basis] += 1;
        const std::array bases{CostBasis::Priced, CostBasis::Reported, CostBasis::AppCache,
                               CostBasis::Unknown};
        for (std::size_t b = 0; b < bases.size(); ++b)
            QCOMPARE(core::toText(table->total[b]), core::toText(counts[bases[b]]));
    }
    /// A credit makes a bucket larger than the whole cost: sums must not wrap.
    void partsMayExceedTheCost() {
        frame::Facts facts;
        facts.baseCurrency = "USD";
        const auto add = [&facts](Bucket bucket, const char* amount) {
            core::PriceRule& rule = facts.rules.emplace_back();
            rule.provider = "p";
            rule.model = "m";
            rule.bucket = bucket;
            rule.per = 1;
            rule.amount = *core::Money::parse(amount);
            rule.currency = "USD";
        };
        add(Bucket::Input, "9000000");
        add(Bucket::Output, "-9000000");
        std::vector<Event> events(10);
        for (Event& event : events) {
            event[core::TextColumn::Provider] = "p";
            event[core::TextColumn::Model] = "m";
            event[core::NumberColumn::Input] = 1;
            event[core::NumberColumn::Output] = 1;
        }
        const auto frame = frameOf(events, facts, 2);
        const auto table = frame->groups(
            {{}, {Measure::InputCost, Measure::OutputCost, Measure::Cost}, everything()}, {});
        QVERIFY(table);
        QCOMPARE(core::toText(table->total[0]), std::string("90000000000000000000")); // > 2^63
        QCOMPARE(core::toText(table->total[1]), std::string("-90000000000000000000"));
        QVERIFY(table->total[2] == 0);
    }
};

QTEST_APPLESS_MAIN(TestBucketCosts)
#include "tst_bucket_costs.moc"
