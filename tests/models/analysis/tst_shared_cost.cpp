// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: gpu_pools.cpp, pool_use.cpp
#include "models/analysis/shared_cost.h"

#include "tests/models/analysis/gpu_company.h"

#include <QTest>

#include <cmath>

using namespace ms;
using analysis::GpuBooks;
using analysis::PoolTie;
using analysis::SharedCostFigures;
using analysis::SharedCostQuery;
using analysis::SharedCostTable;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using stats::IdlePolicy;

namespace {

/// A pool that serves its own model: one hour with use of half, one without, one that does not say.
/// bolt and the staging system use the first as well; one call is in an hour that nobody billed.
const std::vector<test::Call> kCalls{
    {"2026-05-01T08:05:00Z", "acme", "chat", "triage", 300},
    {"2026-05-01T08:59:59Z", "bolt", "mail", "triage", 100},
    {"2026-05-01T08:30:00Z", "acme", "chat", "triage", 100, -1, "staging"},
    {"2026-05-01T10:00:00Z", "acme", "chat", "triage", 100},
    {"2026-05-01T11:00:00Z", "acme", "chat", "triage", 100},
    {"2026-05-01T09:10:00Z", "acme", "chat", "large", 5000, 5'000'000'000'000}};
const std::vector<test::GpuHour> kHours{{"2026-05-01T08:00:00Z", "triage", "1", "0.5"},
                                        {"2026-05-01T09:00:00Z", "triage", "1", "0.2"},
                                        {"2026-05-01T10:00:00Z", "triage", "1"}};

SharedCostTable ask(const SharedCostQuery& query, const query::EventSource& source,
                    const GpuBooks& books) {
    const auto table = analysis::sharedCostBy(query, source, books, {});
    if (!table)
        qFatal("%s", table.error().message.c_str());
    return *table;
}

SharedCostTable askCompany(const SharedCostQuery& query) {
    return ask(query, *test::frameOf(kCalls), test::booksOf(kHours));
}

/// "direct shared overhead idle" of a row.
std::string textOf(const SharedCostFigures& f) {
    return toDecimalText(f.direct) + ' ' + toDecimalText(f.shared) + ' ' +
           toDecimalText(f.overhead) + ' ' + toDecimalText(f.idle);
}

/// Rows as "key/key: ..." with idle ones in brackets, in their order.
std::vector<std::string> rowsOf(const SharedCostTable& table) {
    std::vector<std::string> rows;
    for (const analysis::SharedCostRow& row : table.rows) {
        std::string key;
        for (const std::string& part : row.keys)
            key += (key.empty() ? "" : "/") + part;
        rows.push_back((row.isIdle ? "[" + key + "]" : key) + ": " + textOf(row.figures));
    }
    return rows;
}

using Rows = std::vector<std::string>;

SharedCostQuery by(std::vector<Dimension> dimensions, IdlePolicy idle = IdlePolicy::Separate) {
    SharedCostQuery query;
    query.by = std::move(dimensions);
    query.idle = idle;
    return query;
}

} // namespace

class TestSharedCost : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPoolIsPaidByThoseWhoUsedIt();
    void idleCanBeSpreadOverThoseWhoUsedTheHour();
    void idleOfAnHourStandsWithTheHour();
    void aFilterPaysItsPartAndNoMore();
    void overheadIsOnTopOfWhatIsUsed();
    void aPoolThatIsKeptForAFeature();
    void poolsTieByProviderOrNotAtAll();
    void whatIsNotKnownIsTold();
    void currenciesAreConvertedOrToldMissing();
    void wrongQuestionsAreRefused();
    void partsAddUpForRandomHours_data();
    void partsAddUpForRandomHours();
    void partsAreThoseOfAPlainLoop_data();
    void partsAreThoseOfAPlainLoop();
};

void TestSharedCost::aPoolIsPaidByThoseWhoUsedIt() {
    const SharedCostTable table = askCompany(by({Dimension::Tenant}));
    // 8:00 is half used by 500 tokens, of which 300, 100 and (staging) 100; 10:00 is acme's whole.
    QCOMPARE(rowsOf(table), (Rows{"acme: 5 1.3 0 0", "bolt: 0 0.1 0 0", "[]: 0 0 0 1.5"}));
    QCOMPARE(textOf(table.total), std::string("5 1.4 0 1.5"));
    QVERIFY(table.outside == *MoneySum::parse("0.1"));
    QVERIFY(table.bill == *MoneySum::parse("3"));
    QCOMPARE(table.gpuRows, std::int64_t(3));
    QVERIFY(table.pools.size() == 1 && table.pools[0].tie == PoolTie::Model);
    const SharedCostFigures& acme = table.rows[0].figures;
    QCOMPARE(acme.unpaidAttempts, std::int64_t(1)); // 11:00: neither price nor hour
    QCOMPARE(acme.requests, std::int64_t(4));
    QVERIFY(acme.costPerRequest() == MoneySum::parse("1.575").operator*());
    QCOMPARE(acme.utilisation().value(), 0.5);         // 10:00 does not say
    QCOMPARE(table.total.utilisation().value(), 0.35); // 8:00 and 9:00
    QVERIFY(!table.rows[2].figures.costPerRequest());  // idle is nobody's request
    QVERIFY(table.gaps.busyForNobody == *MoneySum::parse("0.2"));
    QCOMPARE(table.gaps.withoutUtilisation, std::int64_t(1));
}

void TestSharedCost::idleCanBeSpreadOverThoseWhoUsedTheHour() {
    const SharedCostTable table = askCompany(by({Dimension::Tenant}, IdlePolicy::Spread));
    QCOMPARE(rowsOf(table), (Rows{"acme: 5 1.6 0 0", "bolt: 0 0.2 0 0", "[]: 0 0 0 1"}));
    QVERIFY(table.outside == *MoneySum::parse("0.2"));
}

void TestSharedCost::idleOfAnHourStandsWithTheHour() {
    QCOMPARE(rowsOf(askCompany(by({Dimension::Hour}))),
             (Rows{"2026-05-01T09: 5 0 0 1", "2026-05-01T10: 0 1 0 0", "2026-05-01T08: 0 0.4 0 0.5",
                   "2026-05-01T11: 0 0 0 0"}));
    QCOMPARE(rowsOf(askCompany(by({Dimension::Day, Dimension::Tenant}))),
             (Rows{"2026-05-01/acme: 5 1.3 0 0", "2026-05-01/bolt: 0 0.1 0 0",
                   "[2026-05-01/]: 0 0 0 1.5"}));
    // The pool serves one model: its idle hours are that model's.
    QCOMPARE(rowsOf(askCompany(by({Dimension::Model}))),
             (Rows{"large: 5 0 0 0", "triage: 0 1.4 0 1.5"}));
    QCOMPARE(rowsOf(askCompany(by({}))), (Rows{": 5 1.4 0 1.5"}));
}

void TestSharedCost::aFilterPaysItsPartAndNoMore() {
    SharedCostQuery query = by({Dimension::Feature});
    query.filter.conditions = {{Dimension::Tenant, query::Condition::Kind::In, {"bolt"}}};
    SharedCostTable table = askCompany(query);
    QCOMPARE(rowsOf(table), (Rows{"mail: 0 0.1 0 0", "[]: 0 0 0 1.5"}));
    QVERIFY(table.outside == *MoneySum::parse("1.4"));
    QVERIFY(table.bill == *MoneySum::parse("3"));
    // An hour, or another model: the pool's other hours are not asked for.
    query.filter.conditions = {{Dimension::Hour, query::Condition::Kind::In, {"2026-05-01T08"}}};
    table = askCompany(query);
    QCOMPARE(rowsOf(table), (Rows{"chat: 0 0.3 0 0", "mail: 0 0.1 0 0", "[]: 0 0 0 0.5"}));
    QVERIFY(table.bill == *MoneySum::parse("1"));
    query.filter.conditions = {{Dimension::Model, query::Condition::Kind::NotIn, {"triage"}}};
    table = askCompany(query);
    QCOMPARE(rowsOf(table), (Rows{"chat: 5 0 0 0"}));
    QVERIFY(table.bill.isZero() && table.pools.empty());
    // A range that ends within an hour: the hour is billed, what runs after it is outside.
    query.filter.conditions.clear();
    query.filter.range.to = core::Instant{test::microsOf("2026-05-01T08:20:00Z")};
    table = askCompany(query);
    QCOMPARE(rowsOf(table), (Rows{"chat: 0 0.3 0 0", "[]: 0 0 0 0.5"}));
    QVERIFY(table.outside == *MoneySum::parse("0.2"));
}

void TestSharedCost::overheadIsOnTopOfWhatIsUsed() {
    SharedCostQuery query = by({Dimension::Tenant});
    query.overhead = analysis::Overhead{*core::parseDecimal("12.5"), {}};
    const SharedCostTable table = askCompany(query);
    QCOMPARE(rowsOf(table),
             (Rows{"acme: 5 1.3 0.7875 0", "bolt: 0 0.1 0.0125 0", "[]: 0 0 0 1.5"}));
    QCOMPARE(textOf(table.total), std::string("5 1.4 0.8 1.5"));
}

void TestSharedCost::aPoolThatIsKeptForAFeature() {
    const auto source = test::frameOf({{"2026-05-01T08:05:00Z", "acme", "chat", "large", 300, 7},
                                       {"2026-05-01T08:06:00Z", "bolt", "chat", "large", 100, 3},
                                       {"2026-05-01T08:06:00Z", "bolt", "mail", "large", 900, 9}});
    const GpuBooks books =
        test::booksOf({{"2026-05-01T08:00:00Z", "classifier", "0.4", "0.75", "chat", "gpu-1"},
                       {"2026-05-01T08:00:00Z", "classifier", "0.4", "0.25", "chat", "gpu-2"}});
    const SharedCostTable byFeature = ask(by({Dimension::Feature}), *source, books);
    QCOMPARE(rowsOf(byFeature),
             (Rows{"chat: 0.00000000001 0.4 0 0.4", "mail: 0.000000000009 0 0 0"}));
    QVERIFY(byFeature.pools[0].tie == PoolTie::Feature);
    QCOMPARE(byFeature.rows[0].figures.utilisation().value(), 0.5);
    QVERIFY(byFeature.gaps.paidTwice.isZero()); // hosted calls have a price of their own
    QCOMPARE(
        rowsOf(ask(by({Dimension::Tenant}), *source, books)),
        (Rows{"acme: 0.000000000007 0.3 0 0", "bolt: 0.000000000012 0.1 0 0", "[]: 0 0 0 0.4"}));
    SharedCostQuery mail = by({Dimension::Feature});
    mail.filter.conditions = {{Dimension::Feature, query::Condition::Kind::In, {"mail"}}};
    QVERIFY(ask(mail, *source, books).bill.isZero());
}

void TestSharedCost::poolsTieByProviderOrNotAtAll() {
    std::vector<test::Event> events{
        test::eventOf({"2026-05-01T08:05:00Z", "acme", "chat", "llama", 300, 4})};
    events[0][TextColumn::Provider] = "own-cluster";
    const auto source = test::frameOf(events);
    const GpuBooks books = test::booksOf({{"2026-05-01T08:00:00Z", "own-cluster", "1", "1"},
                                          {"2026-05-01T08:00:00Z", "spare", "2", "0.9"},
                                          {"2026-05-01T08:00:00Z", "spare", "4", "1", "nobody"}});
    const SharedCostTable table = ask(by({Dimension::Tenant}), *source, books);
    QCOMPARE(rowsOf(table), (Rows{"acme: 0.000000000004 1 0 0", "[]: 0 0 0 6"}));
    QVERIFY(table.pools[0].tie == PoolTie::Provider && table.pools[1].tie == PoolTie::None &&
            table.pools[2].tie == PoolTie::Feature);
    QVERIFY(table.gaps.busyForNobody == *MoneySum::parse("5.8"));
    QVERIFY(table.gaps.paidTwice == MoneySum::fromPicos(4));
}

void TestSharedCost::whatIsNotKnownIsTold() {
    const auto source = test::frameOf({{"2026-05-01T08:05:00Z", "acme", "chat", "m", -1},
                                       {"2026-05-01T08:05:00Z", "bolt", "chat", "m", 10},
                                       {"2026-05-01T09:05:00Z", "acme", "chat", "m", -1},
                                       {"2026-05-01T09:06:00Z", "acme", "chat", "m", -1},
                                       {"2026-05-01T09:07:00Z", "bolt", "chat", "m", -1},
                                       {"2026-05-01T10:07:00Z", "bolt", "chat", "m", 10}});
    const SharedCostTable table =
        ask(by({Dimension::Tenant}), *source,
            test::booksOf({{"2026-05-01T08:00:00Z", "m", "1", "1", "", "a"},
                           {"2026-05-01T08:00:00Z", "m", "2", "1", "", "a"}, // stated twice
                           {"2026-05-01T09:00:00Z", "m", "0.3", "1"},
                           {"2026-05-01T10:00:00Z", "m", "5", "0"},
                           {"2026-05-01T11:30:00Z", "m", "7"}}));
    // 8:00 is bolt's, whose tokens are known; 9:00 has none, so its three attempts share it.
    QCOMPARE(rowsOf(table), (Rows{"bolt: 0 3.1 0 0", "acme: 0 0.2 0 0", "[]: 0 0 0 12"}));
    QCOMPARE(table.gaps.attemptsWithoutUsage, std::int64_t(1));
    QCOMPARE(table.gaps.byAttempts, std::int64_t(1));
    QCOMPARE(table.gaps.statedTwice, std::int64_t(1));
    QCOMPARE(table.gaps.usedAtZero, std::int64_t(1));
    QVERIFY(table.gaps.isOffTheHour);
    QCOMPARE(table.rows[1].figures.unpaidAttempts, std::int64_t(1)); // acme's of 8:00
    QVERIFY(table.gaps.busyForNobody.isZero());                      // 11:30 does not say
    const SharedCostTable nothing = ask(by({Dimension::Tenant}), *source, {});
    QVERIFY(nothing.bill.isZero() && nothing.pools.empty() && nothing.rows.size() == 2);
    QCOMPARE(nothing.total.unpaidAttempts, std::int64_t(6));
}

void TestSharedCost::currenciesAreConvertedOrToldMissing() {
    GpuBooks books =
        test::booksOf({{"2026-05-01T08:00:00Z", "triage", "2", "1", "", "", "1", "EUR"},
                       {"2026-05-01T08:00:00Z", "triage", "2", "1", "", "", "1", "GBP"}});
    books.fx = {{*core::parseDay("2026-04-30"), "EUR", *core::parseDecimal("1.25"), 1},
                {*core::parseDay("2026-05-02"), "GBP", *core::parseDecimal("1.5"), 2}};
    const SharedCostTable table = ask(by({}), *test::frameOf(kCalls), books);
    QVERIFY(table.bill == *MoneySum::parse("2.5"));
    QCOMPARE(table.gaps.withoutRate, std::int64_t(1));
    QCOMPARE(table.gaps.currenciesWithoutRate, std::set<std::string>{"GBP"});
}

void TestSharedCost::wrongQuestionsAreRefused() {
    SharedCostQuery query = by({});
    query.overhead = analysis::Overhead{*core::parseDecimal("-1"), {}};
    const auto source = test::frameOf(kCalls);
    const auto refused = analysis::sharedCostBy(query, *source, {}, {});
    QVERIFY(!refused && refused.error().code == core::Error::Code::Usage);
    std::stop_source stop;
    stop.request_stop();
    const auto stopped =
        analysis::sharedCostBy(by({}), *source, test::booksOf(kHours), stop.get_token());
    QVERIFY(!stopped && stopped.error().code == core::Error::Code::Cancelled);
}

namespace {

void addPolicies() {
    QTest::addColumn<int>("seed");
    QTest::addColumn<bool>("isSpread");
    for (int seed = 1; seed <= 2; ++seed)
        for (const bool isSpread : {false, true})
            QTest::addRow("%d %s", seed, isSpread ? "spread" : "kept") << seed << isSpread;
}

} // namespace

void TestSharedCost::partsAddUpForRandomHours_data() {
    addPolicies();
}

void TestSharedCost::partsAddUpForRandomHours() {
    QFETCH(int, seed);
    QFETCH(bool, isSpread);
    const test::RandomGpuCompany company = test::randomGpuCompany(unsigned(seed));
    const std::vector<std::vector<Dimension>> groupings{
        {},
        {Dimension::Tenant},
        {Dimension::Hour, Dimension::Model},
        {Dimension::Provider, Dimension::Feature, Dimension::Week}};
    for (const auto& dimensions : groupings) {
        SharedCostQuery query =
            by(dimensions, isSpread ? IdlePolicy::Spread : IdlePolicy::Separate);
        query.filter.range.from = core::Instant{test::microsOf("2026-03-28T10:00:00Z")};
        query.overhead = analysis::Overhead{*core::parseDecimal("7.3"), {}};
        if (seed % 2 == 0)
            query.filter.conditions = {
                {Dimension::Tenant, query::Condition::Kind::NotIn, {"bolt"}}};
        const SharedCostTable table = ask(query, *company.source, company.books);
        SharedCostFigures sum;
        for (const analysis::SharedCostRow& row : table.rows) {
            QVERIFY(row.figures.shared.picos() >= 0 && row.figures.idle.picos() >= 0);
            QVERIFY(!row.isIdle || row.figures.shared.isZero());
            sum.direct += row.figures.direct;
            sum.shared += row.figures.shared;
            sum.overhead += row.figures.overhead;
            sum.idle += row.figures.idle;
            sum.attempts += row.figures.attempts;
        }
        QCOMPARE(textOf(sum), textOf(table.total));
        QCOMPARE(sum.attempts, table.total.attempts);
        MoneySum bill;
        for (const core::GpuHourFact& fact : *company.books.hours)
            if (fact.hourStart.value >= query.filter.range.from->micros)
                bill += fact.hourlyRate;
        QVERIFY(table.bill == bill);
        QVERIFY(table.total.shared + table.total.idle + table.outside == bill);
        const auto direct = company.source->groups({{}, {query::Measure::Cost}, query.filter}, {});
        QVERIFY(table.total.direct == MoneySum::fromPicos(direct->total[0]));
    }
}

namespace {

bool uses(const test::Event& event, const core::GpuHourFact& hour) {
    const std::int64_t since = event[NumberColumn::Time] - hour.hourStart.value;
    if (event[NumberColumn::Time] == core::kUnknownNumber || since < 0 ||
        since >= std::int64_t(3'600) * core::kMicrosPerSecond)
        return false;
    const std::string& feature = event[TextColumn::Feature].empty() ? event[TextColumn::Workflow]
                                                                    : event[TextColumn::Feature];
    if (!hour.feature.empty() && feature != hour.feature)
        return false;
    if (hour.pool == "small")
        return event[TextColumn::Model] == "small";
    if (hour.pool == "q")
        return event[TextColumn::Provider] == "q";
    return !hour.feature.empty();
}

std::int64_t tokensOf(const test::Event& event) {
    if (event[NumberColumn::AppCacheHit] == 1)
        return 0; // no GPU saw them
    std::int64_t tokens = 0;
    for (const NumberColumn column :
         {NumberColumn::Input, NumberColumn::CacheRead, NumberColumn::CacheWrite5m,
          NumberColumn::CacheWrite1h, NumberColumn::Output})
        tokens += std::max<std::int64_t>(event[column], 0);
    return tokens;
}

bool isUncounted(const test::Event& event) {
    return event[NumberColumn::AppCacheHit] != 1 &&
           (event[NumberColumn::Input] == core::kUnknownNumber ||
            event[NumberColumn::Output] == core::kUnknownNumber);
}

bool isProduction(const test::Event& event) {
    const std::string& environment = event[TextColumn::Environment];
    const std::string& mode = event[TextColumn::DataMode];
    return (environment.empty() || environment == "production") && (mode.empty() || mode == "real");
}

} // namespace

void TestSharedCost::partsAreThoseOfAPlainLoop_data() {
    addPolicies();
}

/// Shares in floating point, hour by hour and event by event, without any query.
void TestSharedCost::partsAreThoseOfAPlainLoop() {
    QFETCH(int, seed);
    QFETCH(bool, isSpread);
    const test::RandomGpuCompany company = test::randomGpuCompany(unsigned(seed));
    std::map<std::string, long double> expected;
    long double outside = 0;
    for (const core::GpuHourFact& hour : *company.books.hours) {
        std::vector<const test::Event*> users;
        std::int64_t tokens = 0;
        std::int64_t uncounted = 0;
        for (const test::Event& event : company.events)
            if (uses(event, hour)) {
                users.push_back(&event);
                tokens += tokensOf(event);
                uncounted += isUncounted(event) ? 1 : 0;
            }
        const std::int64_t all = tokens > 0 ? tokens : uncounted;
        if (all == 0)
            continue;
        const long double share = isSpread || !hour.utilisation
                                      ? 1
                                      : static_cast<long double>(hour.utilisation->digits) / 100;
        for (const test::Event* event : users) {
            const std::int64_t work = tokens > 0 ? tokensOf(*event) : isUncounted(*event) ? 1 : 0;
            const long double part = static_cast<long double>(hour.hourlyRate.picos()) * share *
                                     static_cast<long double>(work) / static_cast<long double>(all);
            (isProduction(*event) ? expected[(*event)[TextColumn::Tenant]] : outside) += part;
        }
    }
    const SharedCostTable table =
        ask(by({Dimension::Tenant}, isSpread ? IdlePolicy::Spread : IdlePolicy::Separate),
            *company.source, company.books);
    const long double rows = static_cast<long double>(company.books.hours->size());
    int found = 0;
    for (const analysis::SharedCostRow& row : table.rows) {
        if (row.isIdle)
            continue;
        const long double actual = static_cast<long double>(row.figures.shared.picos());
        QVERIFY2(std::fabs(actual - expected[row.keys[0]]) <= rows, row.keys[0].c_str());
        found += actual > 0 ? 1 : 0;
    }
    QCOMPARE(found, 6); // five tenants, and the calls of none
    QVERIFY(std::fabs(static_cast<long double>(table.outside.picos()) - outside) <= rows);
}

QTEST_APPLESS_MAIN(TestSharedCost)
#include "tst_shared_cost.moc"
