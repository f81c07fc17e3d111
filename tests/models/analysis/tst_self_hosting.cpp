// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/self_hosting.h"

#include "tests/models/analysis/gpu_company.h"

#include <QTest>

using namespace ms;
using analysis::HostingQuery;
using analysis::HostingTable;
using analysis::PoolHosting;
using analysis::PoolTie;
using core::MoneySum;

namespace {

/// Two GPUs at 3.60 an hour each that process 1,000 tokens a busy second; a hosted model at 3 a
/// million.
const std::vector<test::Call> kCalls{
    {"2026-05-01T08:05:00Z", "acme", "chat", "own", 2'000'000},
    {"2026-05-01T08:59:59Z", "bolt", "mail", "own", 880'000, -1, "staging"},
    {"2026-05-01T09:00:00Z", "acme", "chat", "own", 720'000},
    {"2026-05-01T11:00:00Z", "acme", "chat", "own", 55}, // nobody billed this hour
    {"2026-05-01T09:10:00Z", "acme", "chat", "large", 1'000'000, 3'000'000'000'000},
    {"2026-05-01T09:11:00Z", "acme", "chat", "large", 77}}; // without a price
const std::vector<test::GpuHour> kHours{{"2026-05-01T08:00:00Z", "own", "7.2", "0.4", "", "", "2"},
                                        {"2026-05-01T09:00:00Z", "own", "7.2", "0.1", "", "", "2"}};

HostingTable ask(const HostingQuery& query, const query::EventSource& source,
                 const analysis::GpuBooks& books) {
    const auto table = analysis::selfHosting(query, source, books, {});
    if (!table)
        qFatal("%s", table.error().message.c_str());
    return *table;
}

PoolHosting askOwn(const HostingQuery& query) {
    const HostingTable table = ask(query, *test::frameOf(kCalls), test::booksOf(kHours));
    return table.pools.front();
}

MoneySum amount(const char* decimal) {
    return *MoneySum::parse(decimal);
}

} // namespace

class TestSelfHosting : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPoolAgainstAHostedModel();
    void overheadAndThroughputCanBeGiven();
    void withoutAHostedPriceNothingIsCheaper();
    void aPoolForAFeatureIsHeldAgainstItsOwnCalls();
    void whatRowsDoNotStateLeavesFiguresEmpty();
    void wrongQuestionsAreRefused();
};

void TestSelfHosting::aPoolAgainstAHostedModel() {
    HostingQuery query;
    query.hostedModel = "large";
    const PoolHosting own = askOwn(query);
    QCOMPARE(own.name, std::string("own"));
    QVERIFY(own.tie == PoolTie::Model);
    QCOMPARE(own.hours, std::int64_t(2));
    QCOMPARE(own.requests, std::int64_t(3)); // staging too: the pool is looked at whole
    QVERIFY(own.bill == amount("14.4") && own.tokens == 3'600'000);
    QCOMPARE(own.utilisation.value(), 0.25);
    QVERIFY(own.costPerRequest() == std::optional(amount("4.8")));
    QVERIFY(own.selfPerMillion() == std::optional(amount("4")));
    QVERIFY(own.hostedPerMillion == amount("3") && own.hostedCost == amount("10.8"));
    QCOMPARE(own.isSelfCheaper(), std::optional(false)); // at two GPUs
    QCOMPARE(own.tokensPerSecondFull.value(), 1000.0);
    QCOMPARE(own.peakFactor.value(), 1.6);
    QCOMPARE(own.breakeven.gpusNeeded.value(), 1.0); // 0.8 in the busiest hour
    QCOMPARE(own.breakeven.selfPerMillion.value(), 2.0);
    QVERIFY(own.sizedPerMillion() == std::optional(amount("2")));
    QCOMPARE(own.breakeven.breakevenUtilisation.value(), 1.0 / 3);
    QVERIFY(own.breakeven.isSelfCheaper.value()); // at one
}

void TestSelfHosting::overheadAndThroughputCanBeGiven() {
    HostingQuery query;
    query.hostedModel = "large";
    query.overheadPercent = core::parseDecimal("50").operator*();
    query.tokensPerSecond = core::parseDecimal("250").operator*();
    const PoolHosting own = askOwn(query);
    QVERIFY(own.selfCost == amount("21.6"));
    QVERIFY(own.selfPerMillion() == std::optional(amount("6")));
    QCOMPARE(own.breakeven.gpusNeeded.value(), 4.0); // 2.88 million at 0.9 million an hour
    QCOMPARE(own.breakeven.selfPerHour.value(), 21.6);
    QVERIFY(!own.breakeven.isSelfCheaper.value());
}

void TestSelfHosting::withoutAHostedPriceNothingIsCheaper() {
    for (const char* model : {"", "own", "nobody"}) {
        HostingQuery query;
        query.hostedModel = model;
        const PoolHosting own = askOwn(query);
        QVERIFY(!own.hostedPerMillion && !own.hostedCost && !own.isSelfCheaper());
        QVERIFY(!own.breakeven.isSelfCheaper && !own.breakeven.breakevenUtilisation);
        QCOMPARE(own.breakeven.selfPerMillion.value(), 2.0);
    }
}

void TestSelfHosting::aPoolForAFeatureIsHeldAgainstItsOwnCalls() {
    const auto source = test::frameOf(
        {{"2026-05-01T08:05:00Z", "acme", "chat", "large", 500'000, 2'000'000'000'000},
         {"2026-05-01T08:06:00Z", "bolt", "chat", "large", 500'000},
         {"2026-05-01T08:06:00Z", "bolt", "mail", "large", 5, 9}});
    const HostingTable table =
        ask({}, *source, test::booksOf({{"2026-05-01T08:00:00Z", "gpus", "1", "1", "chat"}}));
    const PoolHosting& row = table.pools.front();
    QVERIFY(row.tie == PoolTie::Feature && row.tokens == 1'000'000);
    QVERIFY(row.hostedPerMillion == amount("4")); // of the half that has a price
    QVERIFY(row.hostedCost == amount("4"));
    QCOMPARE(row.isSelfCheaper(), std::optional(true));
}

void TestSelfHosting::whatRowsDoNotStateLeavesFiguresEmpty() {
    const HostingTable table =
        ask({}, *test::frameOf(kCalls),
            test::booksOf({{"2026-05-01T08:00:00Z", "own", "7.2", "", "", "", "2"},
                           {"2026-05-01T08:00:00Z", "spare", "9", "0.5", "", "", ""}}));
    QCOMPARE(table.pools.size(), std::size_t(2));
    const PoolHosting& spare = table.pools[0]; // the dearer one
    QVERIFY(spare.tie == PoolTie::None && spare.tokens == 0 && !spare.costPerRequest());
    QVERIFY(!spare.microGpuHours && !spare.peakFactor && !spare.breakeven.selfPerHour);
    QCOMPARE(spare.utilisation.value(), 0.5);
    const PoolHosting& own = table.pools[1];
    QVERIFY(!own.utilisation && !own.tokensPerSecondFull && !own.breakeven.gpusNeeded);
    QVERIFY(!own.sizedPerMillion());
    QVERIFY(own.selfPerMillion() == std::optional(amount("2.5")));
    HostingQuery elsewhere;
    elsewhere.filter.conditions = {
        {query::Dimension::Model, query::Condition::Kind::In, {"large"}}};
    QVERIFY(ask(elsewhere, *test::frameOf(kCalls), test::booksOf(kHours)).pools.empty());
}

void TestSelfHosting::wrongQuestionsAreRefused() {
    const auto source = test::frameOf(kCalls);
    for (const char* number : {"-1", "1e-30"}) {
        HostingQuery query;
        query.overheadPercent = core::parseDecimal(number).operator*();
        const auto refused = analysis::selfHosting(query, *source, test::booksOf(kHours), {});
        QVERIFY(!refused && refused.error().code == core::Error::Code::Usage);
    }
}

QTEST_APPLESS_MAIN(TestSelfHosting)
#include "tst_self_hosting.moc"
