// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_spread.h"

#include "models/analysis/arm_comparison.h"
#include "tests/models/analysis/arm_company.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace ms;
using analysis::ArmComparison;
using analysis::ArmMetric;
using analysis::ArmQuery;
using analysis::ArmSpread;
using analysis::ArmSum;
using analysis::ArmValue;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using test::Event;
using test::Version;

/// Latency of requests, tails of cost, and the guardrails on them.
class TestArmSpread : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void latencyIsThatOfWholeRequests();
    void anUnknownLatencyIsCountedAndNeverZero();
    void withoutAnyLatencyNothingIsShown();
    void quantilesAreThoseOfTheRequests();
    void guardrailsChangeTheVerdict_data();
    void guardrailsChangeTheVerdict();
    void aQuantileCannotDecide();
    void spreadIsOfUnitsElseOfRequests();
};

namespace {

Version slow(const char* name, std::int64_t latencyMs, std::int64_t picos = 1'000'000'000,
             std::size_t success = 800) {
    Version version{name, 1, picos, success};
    version.latencyMs = latencyMs;
    return version;
}

ArmQuery question(std::vector<ArmMetric> metrics = {}) {
    ArmQuery query;
    query.arms = {"v7", "v8"};
    query.metrics = std::move(metrics);
    return query;
}

ArmComparison compared(const std::vector<Event>& events, const ArmQuery& query) {
    const auto result = analysis::compareArms(query, *test::frameOfEvents(events), {});
    if (!result)
        throw std::runtime_error(result.error().message);
    return *result;
}

/// Every third ticket was answered at the second attempt.
std::vector<Event> withRetries(const test::ArmCompany& company) {
    std::vector<Event> events = test::ticketsOf(company);
    const std::size_t count = events.size();
    for (std::size_t i = 0; i < count; i += 3) {
        Event again = events[i];
        again[NumberColumn::Attempt] = 2;
        again[NumberColumn::Time] += 1;
        events.push_back(again);
    }
    return events;
}

/// Latencies by request, by a map and nothing else; of those known in every attempt.
std::map<std::string, std::vector<double>> latenciesOf(const std::vector<Event>& events) {
    struct Request {
        std::string arm;
        double millis = 0;
        bool isKnown = true;
    };
    std::map<std::string, Request> requests;
    for (const Event& event : events) {
        Request& request = requests[event[IdColumn::Request]];
        request.arm = event[TextColumn::PromptVersion];
        const std::int64_t millis = event[NumberColumn::LatencyMs];
        request.isKnown &= millis != core::kUnknownNumber;
        request.millis += double(millis);
    }
    std::map<std::string, std::vector<double>> byArm;
    for (const auto& [id, request] : requests)
        if (request.isKnown)
            byArm[request.arm].push_back(request.millis);
    for (auto& [arm, latencies] : byArm)
        std::sort(latencies.begin(), latencies.end());
    return byArm;
}

double meanOf(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / double(values.size());
}

/// Type 1: the first of so many.
double quantileOf(const std::vector<double>& sorted, std::size_t perMille) {
    return sorted[(sorted.size() * perMille + 999) / 1000 - 1];
}

const analysis::ArmCheck* checkOf(const ArmComparison& all, const std::string& name) {
    for (const analysis::ArmCheck& check : all.pairs.front().checks)
        if (check.name == name)
            return &check;
    return nullptr;
}

} // namespace

void TestArmSpread::latencyIsThatOfWholeRequests() {
    const auto events = withRetries({{slow("v7", 800), slow("v8", 1'000)}});
    const ArmComparison all =
        compared(events, question({ArmMetric::LatencyMean, ArmMetric::LatencyP50}));
    const auto byArm = latenciesOf(events);
    const auto& mean = all.pairs[0].of(ArmMetric::LatencyMean).effect;
    QCOMPARE(*mean.unadjusted.a.ratio, meanOf(byArm.at("v7")));
    QCOMPARE(*mean.unadjusted.b.ratio, meanOf(byArm.at("v8")));
    QVERIFY(mean.isCrossed && mean.difference.interval->low > 0); // v8 is slower
    QCOMPARE(checkOf(all, "latency")->state, analysis::ArmCheck::State::Passed);
}

void TestArmSpread::anUnknownLatencyIsCountedAndNeverZero() {
    auto events = withRetries({{slow("v7", 800), slow("v8", 800)}});
    for (std::size_t i = 0; i < events.size(); i += 10)
        events[i][NumberColumn::LatencyMs] = core::kUnknownNumber;
    const auto byArm = latenciesOf(events);
    const ArmComparison all =
        compared(events, question({ArmMetric::LatencyMean, ArmMetric::LatencyP95}));
    for (const bool isB : {false, true}) {
        const auto& known = byArm.at(isB ? "v8" : "v7");
        const auto& sums = all.arms[isB ? 1 : 0].sums;
        QCOMPARE(sums[ArmSum::TimedRequests], core::Int128(known.size()));
        QVERIFY(sums[ArmSum::Requests] > sums[ArmSum::TimedRequests]);
        const auto& mean = all.pairs[0].of(ArmMetric::LatencyMean).effect.unadjusted;
        QCOMPARE(isB ? *mean.b.ratio : *mean.a.ratio, meanOf(known));
    }
    const analysis::ArmCheck* check = checkOf(all, "latency");
    QVERIFY(check->state == analysis::ArmCheck::State::Noted);
    QVERIFY(check->sentence.starts_with("The latency of 1")); // a tenth and some retries
}

void TestArmSpread::withoutAnyLatencyNothingIsShown() {
    const auto events = test::ticketsOf({{Version{"v7"}, Version{"v8"}}});
    const ArmComparison all = compared(events, question());
    QCOMPARE(all.shown.size(), std::size_t(8));
    QVERIFY(checkOf(all, "latency") == nullptr);
    // Asked for by name it is there, and not known.
    const ArmComparison asked =
        compared(events, question({ArmMetric::CostPerRequest, ArmMetric::LatencyP95}));
    QCOMPARE(asked.shown.size(), std::size_t(2));
    const auto& effect = asked.pairs[0].of(ArmMetric::LatencyP95).effect;
    QVERIFY(!effect.difference.value && !effect.difference.pValue);
    QVERIFY(effect.difference.status == stats::Status::ZeroDenominator);
    const ArmComparison timed =
        compared(test::ticketsOf({{slow("v7", 800), slow("v8", 800)}}), question());
    QCOMPARE(timed.shown.size(), std::size_t(11)); // with median, p95 and p99
}

void TestArmSpread::quantilesAreThoseOfTheRequests() {
    const auto events = withRetries({{slow("v7", 800), slow("v8", 1'000)}, 60, 6'000});
    const ArmComparison all = compared(
        events, question({ArmMetric::CostPerRequest, ArmMetric::LatencyP50, ArmMetric::LatencyP90,
                          ArmMetric::LatencyP95, ArmMetric::LatencyP99, ArmMetric::CostP95}));
    const auto byArm = latenciesOf(events);
    const std::map<ArmMetric, std::size_t> levels{{ArmMetric::LatencyP50, 500},
                                                  {ArmMetric::LatencyP90, 900},
                                                  {ArmMetric::LatencyP95, 950},
                                                  {ArmMetric::LatencyP99, 990}};
    for (const auto& [metric, perMille] : levels) {
        const auto& effect = all.pairs[0].of(metric).effect;
        QCOMPARE(*effect.unadjusted.a.ratio, quantileOf(byArm.at("v7"), perMille));
        QCOMPARE(*effect.unadjusted.b.ratio, quantileOf(byArm.at("v8"), perMille));
        QVERIFY(effect.isCrossed && effect.difference.interval->low > 0);
        QVERIFY(effect.liftInterval->low > 0.05 && effect.liftInterval->high < 0.6);
    }
    // Requests of large tickets cost five times as much: they are the last 30 %.
    const auto& cost = all.pairs[0].of(ArmMetric::CostP95).effect;
    QVERIFY(*cost.unadjusted.a.ratio >
            3 * *all.pairs[0].of(ArmMetric::CostPerRequest).effect.unadjusted.a.ratio);
    QVERIFY(cost.difference.interval->low < 0 && cost.difference.interval->high > 0);
}

void TestArmSpread::guardrailsChangeTheVerdict_data() {
    QTest::addColumn<qint64>("latency");
    QTest::addColumn<qint64>("picos");
    QTest::addColumn<qint64>("margin");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("state");
    const auto row = [](const char* name, qint64 latency, qint64 picos, qint64 margin,
                        const char* verdict, const char* state) {
        QTest::newRow(name) << latency << picos << margin << QString::fromLatin1(verdict)
                            << QString::fromLatin1(state);
    };
    row("cheaper, and as fast", 800, 700'000'000, 1'000, "adopt", "holds");
    row("cheaper, and slower than allowed", 1'100, 700'000'000, 1'000, "quality_not_shown",
        "broken");
    row("cheaper, and perhaps slower than allowed", 840, 700'000'000, 500, "quality_not_shown",
        "not_shown");
    row("no cheaper, and slower than allowed", 1'100, 1'000'000'000, 1'000, "reject", "broken");
    row("cheaper, and slower within what is allowed", 1'100, 700'000'000, 6'000, "adopt", "holds");
}

void TestArmSpread::guardrailsChangeTheVerdict() {
    QFETCH(qint64, latency);
    QFETCH(qint64, picos);
    QFETCH(qint64, margin);
    QFETCH(QString, verdict);
    QFETCH(QString, state);
    ArmQuery query = question({ArmMetric::CostPerRequest, ArmMetric::SuccessRate});
    query.marginBasisPoints = 500;
    query.guardrails = {{ArmMetric::LatencyP95, margin}};
    const auto all = compared(
        test::ticketsOf({{slow("v7", 800), slow("v8", latency, picos, 850)}, 60, 6'000}), query);
    QCOMPARE(all.shown.size(), std::size_t(3)); // what is guarded is shown
    const auto& one = all.pairs[0].guardrails.at(0);
    QCOMPARE(QString::fromUtf8(stats::nameOf(one.state).data()), state);
    QCOMPARE(QString::fromUtf8(stats::nameOf(all.pairs[0].verdict).data()), verdict);
    const analysis::ArmCheck* check = checkOf(all, "guardrail_latency_p95");
    QCOMPARE(check->state == analysis::ArmCheck::State::Passed, state == u"holds");
}

void TestArmSpread::aQuantileCannotDecide() {
    const auto source = test::frameOfEvents(test::ticketsOf({{Version{"v7"}}, 3, 9}));
    const auto refused = analysis::compareArms(question({ArmMetric::LatencyP95}), *source, {});
    QVERIFY(!refused && refused.error().code == core::Error::Code::Usage);
    QVERIFY(refused.error().message.find("'latency_p95' is a quantile") != std::string::npos);
}

void TestArmSpread::spreadIsOfUnitsElseOfRequests() {
    auto events = withRetries({{slow("v7", 800), slow("v8", 1'000)}});
    events[0][NumberColumn::ReportedCost] = core::kUnknownNumber;
    const auto spread = analysis::armSpread(question(), *test::frameOfEvents(events), {});
    QVERIFY(spread && spread->values.size() == 2);
    const ArmSpread::Value& cost = spread->values[0];
    QVERIFY(cost.value == ArmValue::UnitCost && spread->values[1].value == ArmValue::Latency);
    QCOMPARE(cost.unknown[0] + cost.unknown[1], std::int64_t(1)); // never zero
    QCOMPARE(cost.known[0] + cost.known[1] + 1, std::size_t(3'000));
    const auto byArm = latenciesOf(events);
    for (const ArmSpread::Level& level : spread->values[1].levels) {
        QCOMPARE(*level.arms[1].b.value, quantileOf(byArm.at("v8"), std::size_t(level.perMille)));
        QCOMPARE(*level.arms[1].a.value, quantileOf(byArm.at("v7"), std::size_t(level.perMille)));
    }
    for (Event& event : events)
        event[IdColumn::Unit].clear();
    const auto requests = analysis::armSpread(question(), *test::frameOfEvents(events), {});
    QVERIFY(requests->values[0].value == ArmValue::RequestCost);
}

QTEST_APPLESS_MAIN(TestArmSpread)
#include "tst_arm_spread.moc"
