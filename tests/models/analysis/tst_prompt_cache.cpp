// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/prompt_cache.h"

#include "models/frame/frame.h"
#include "models/pricing/cost_of.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

using namespace ms;
using analysis::CacheFigures;
using core::Bucket;
using core::Int128;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using nlohmann::json;
using query::Dimension;
using test::Event;

namespace {

std::shared_ptr<const query::EventSource> frameOf(const std::vector<Event>& events,
                                                  const frame::Facts& facts) {
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 300));
    return *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
}

void sell(frame::Facts& facts, Bucket bucket, Int128 picosPerMillion) {
    core::PriceRule& rule = facts.rules.emplace_back();
    rule.provider = "p";
    rule.model = "m";
    rule.bucket = bucket;
    rule.amount = core::Money::fromPicos(std::int64_t(picosPerMillion));
    rule.currency = "USD";
}

/// Input at `price` a million tokens, reads and writes at multiples of it.
frame::Facts prices(const std::string& price, const std::string& read, const std::string& write) {
    frame::Facts facts;
    facts.baseCurrency = "USD";
    const auto picos = [](const std::string& text) {
        return Int128(core::Money::parse(text)->picos());
    };
    const Int128 input = picos(price);
    sell(facts, Bucket::Input, input);
    sell(facts, Bucket::CacheRead, input * picos(read) / core::kPicosPerUnit);
    sell(facts, Bucket::CacheWrite5m, input * picos(write) / core::kPicosPerUnit);
    sell(facts, Bucket::CacheWrite1h, input * picos(write) / core::kPicosPerUnit);
    return facts;
}

Event call(const char* feature, std::int64_t input, std::int64_t read, std::int64_t write5m,
           std::int64_t write1h = 0) {
    Event event;
    event[TextColumn::Provider] = "p";
    event[TextColumn::Model] = "m";
    event[TextColumn::Feature] = feature;
    event[NumberColumn::Input] = input;
    event[NumberColumn::CacheRead] = read;
    event[NumberColumn::CacheWrite5m] = write5m;
    event[NumberColumn::CacheWrite1h] = write1h;
    event[NumberColumn::Output] = 0;
    return event;
}

double nano(MoneySum amount) {
    return double(amount.picos()) / 1000;
}

MoneySum micros(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * 1'000'000);
}

} // namespace

class TestPromptCache : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("provider_prompt_cache"); }
    void oracle();
    void bothLifetimesStandApart();
    void whatIsNeverReadDoesNotPay();
    void statedCostsOverstateNothing();
    void withoutTheSplitEveryPromptTokenIsInput();
};

/// The calls of the example with the tokens that its replay expects: what they cost, and what they
/// cost without a cache.
void TestPromptCache::oracle() {
    const json example = oracles::fetched();
    const json& inputs = example.at("inputs");
    const bool isHour = inputs.at("ttl") == 3600;
    std::vector<Event> events;
    for (const json& row : example.at("expected").at("rows")) {
        const std::int64_t write = row.at("write");
        events.push_back(call(std::to_string(events.size()).c_str(), row.at("uncached"),
                              row.at("read"), isHour ? 0 : write, isHour ? write : 0));
    }
    const auto source =
        frameOf(events, prices(inputs.at("price_per_million"), inputs.at("read_multiplier"),
                               inputs.at("write_multiplier")));
    const auto table = analysis::promptCacheBy({{Dimension::Feature}, {}}, *source, {});
    QVERIFY(table);
    json rows = json::array();
    for (std::size_t i = 0; i < events.size(); ++i)
        for (const analysis::CacheRow& row : table->rows)
            if (row.keys.front() == std::to_string(i))
                rows.push_back({{"read", std::int64_t(row.figures.read.tokens)},
                                {"write", std::int64_t(row.figures.writeTokens())},
                                {"uncached", std::int64_t(row.figures.inputTokens)},
                                {"cost_nano", nano(row.figures.cost)}});
    const CacheFigures& total = table->total;
    COMPARE_ORACLE((json{{"rows", rows},
                         {"total_nano", nano(total.cost)},
                         {"uncached_baseline_nano", nano(total.listCost())},
                         {"saving_rate", nano(total.overstated()) / nano(total.listCost())}}),
                   example);
    if (total.writeTokens() == 0) {
        QVERIFY(!total.breakEven());
        return;
    }
    // METHODS 5.3: (w - 1) / (1 - r).
    const double r = std::stod(inputs.at("read_multiplier").get<std::string>());
    const double w = std::stod(inputs.at("write_multiplier").get<std::string>());
    QVERIFY(std::abs(*total.breakEven() - (w - 1) / (1 - r)) < 1e-12);
    QCOMPARE(*total.readsPerWrite() > *total.breakEven(), total.cost < total.listCost());
}

/// In micro-dollars at 4 a token: 100 input; 900 read at 0.4 instead of 4 save 3,240; 400 written
/// for 5 minutes at 5 cost 400 more, 100 written for an hour at 5 cost 100 more.
void TestPromptCache::bothLifetimesStandApart() {
    const auto source = frameOf({call("chat", 100, 900, 400, 100)}, prices("4", "0.1", "1.25"));
    const CacheFigures total = analysis::promptCacheBy({{}, {}}, *source, {})->total;
    QVERIFY(total.promptTokens() == 1500);
    QCOMPARE(*total.hitRate(), 0.6);
    QVERIFY(total.read.saved() == micros(3240));
    QVERIFY(total.write5m.tokens == 400 && total.write5m.saved() == micros(-400));
    QVERIFY(total.write1h.tokens == 100 && total.write1h.saved() == micros(-100));
    QVERIFY(total.cost == micros(400 + 360 + 2000 + 500));
    QVERIFY(total.listCost() == micros(1500 * 4));
    QVERIFY(total.overstated() == micros(2740));
    QCOMPARE(*total.readsPerWrite(), 1.8);
    for (const auto& breakEven : {total.breakEven(), total.breakEven5m(), total.breakEven1h()})
        QVERIFY(std::abs(*breakEven - 0.25 / 0.9) < 1e-12);
}

void TestPromptCache::whatIsNeverReadDoesNotPay() {
    const auto source =
        frameOf({call("batch", 0, 0, 1000), call("chat", 0, 100, 100), call("plain", 5000, 0, 0)},
                prices("4", "0.1", "1.25"));
    const auto table = analysis::promptCacheBy({{Dimension::Feature}, {}}, *source, {});
    QVERIFY(table);
    const CacheFigures& batch = table->rows[0].figures; // 1,000 more; chat saves 360 - 100
    QCOMPARE(table->rows[0].keys.front(), std::string("batch"));
    QVERIFY(batch.overstated() == micros(-1000));
    QCOMPARE(*batch.hitRate(), 0.0);
    QVERIFY(!batch.breakEven()); // nothing is read, so nobody knows what a read saves
    QCOMPARE(table->rows[1].keys.front(), std::string("chat"));
    QVERIFY(table->rows[1].figures.overstated() == micros(260));
    QVERIFY(table->rows[2].figures.overstated().isZero());
    QVERIFY(!table->rows[2].figures.readsPerWrite());
    QVERIFY(table->total.overstated() == micros(-740));
}

void TestPromptCache::statedCostsOverstateNothing() {
    Event event = call("chat", 100, 900, 0);
    event[TextColumn::Model] = "unknown";
    event[NumberColumn::ReportedCost] = 7'000'000;
    event[TextColumn::Currency] = "USD";
    Event unpriced = call("chat", 100, 900, 0);
    unpriced[TextColumn::Model] = "unknown";
    const auto source = frameOf({event, unpriced}, prices("4", "0.1", "1.25"));
    const CacheFigures total = analysis::promptCacheBy({{}, {}}, *source, {})->total;
    QVERIFY(total.overstated().isZero());
    QVERIFY(total.listCost() == micros(7));
    QCOMPARE(total.reportedAttempts, std::int64_t(1));
    QCOMPARE(total.unpricedAttempts, std::int64_t(1));
    QVERIFY(total.read.tokens == 1800); // tokens are known all the same
}

/// Every attempt priced anew with all of its prompt in the input bucket, at its own rates.
void TestPromptCache::withoutTheSplitEveryPromptTokenIsInput() {
    test::RandomEvents random(31);
    const std::vector<Event> events = random.make(2000);
    frame::Facts facts = test::randomFacts();
    for (core::PriceRule& rule : facts.rules) // whole pico-units a token: nothing is rounded
        if (rule.amount.picos() % 1'000'000 != 0)
            rule.amount = *core::Money::parse("0.15");
    const pricing::PriceBook book(facts.book, "USD", facts.rules, facts.aliases, {});
    query::Filter everything;
    everything.scope.kind = query::Scope::Kind::All;
    const auto source = frameOf(events, facts);
    const auto table = analysis::promptCacheBy({{Dimension::Feature}, everything}, *source, {});
    QVERIFY(table);
    MoneySum cost, list;
    for (const Event& event : events) {
        const auto orZero = [&event](NumberColumn c) {
            return event[c] == core::kUnknownNumber ? 0 : event[c];
        };
        if (event[NumberColumn::AppCacheHit] == 1 ||
            event[NumberColumn::Input] == core::kUnknownNumber ||
            event[NumberColumn::Output] == core::kUnknownNumber)
            continue;
        const std::int64_t cached = orZero(NumberColumn::CacheRead) +
                                    orZero(NumberColumn::CacheWrite5m) +
                                    orZero(NumberColumn::CacheWrite1h);
        const std::int64_t prompt = event[NumberColumn::Input] + cached;
        const auto tariff =
            book.tariffOf({event[TextColumn::Provider], event[TextColumn::Model],
                           event[TextColumn::Account], event[TextColumn::ServiceTier]});
        const auto& card = tariff.at(core::Instant{event[NumberColumn::Time]}, prompt);
        const auto priced = [&](std::int64_t input, std::int64_t read, std::int64_t write5m,
                                std::int64_t write1h) {
            return pricing::priceOf({input, read, write5m, write1h, event[NumberColumn::Output],
                                     orZero(NumberColumn::Queries)},
                                    card, book.rules());
        };
        const auto split =
            priced(event[NumberColumn::Input], orZero(NumberColumn::CacheRead),
                   orZero(NumberColumn::CacheWrite5m), orZero(NumberColumn::CacheWrite1h));
        if (!split)
            continue;
        cost += split->total;
        list += priced(prompt, 0, 0, 0)->total;
    }
    QVERIFY(!(list - cost).isZero());
    QVERIFY(table->total.overstated() == list - cost);
    MoneySum sum;
    for (const analysis::CacheRow& row : table->rows)
        sum += row.figures.overstated();
    QVERIFY(sum == table->total.overstated());
}

QTEST_APPLESS_MAIN(TestPromptCache)
#include "tst_prompt_cache.moc"
