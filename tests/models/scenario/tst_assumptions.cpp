// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: models/stats/break_even.cpp, models/stats/break_even.h, models/stats/cascade.cpp,
// Covers: models/stats/cascade.h, models/stats/elasticity.cpp, models/stats/elasticity.h,
// Covers: models/stats/output_cap.cpp, models/stats/output_cap.h, models/stats/semantic_cache.cpp,
// Covers: models/stats/semantic_cache.h, models/stats/tornado.cpp, models/stats/tornado.h
#include "models/stats/break_even.h"
#include "models/stats/cascade.h"
#include "models/stats/elasticity.h"
#include "models/stats/output_cap.h"
#include "models/stats/semantic_cache.h"
#include "models/stats/splitmix64.h"
#include "models/stats/tornado.h"
#include "tests/models/stats/oracle_inputs.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace ms;
using nlohmann::json;
using oracles::orNull;

class TestAssumptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cascade_data() { oracles::addRows("cascade"); }
    void cascade();
    void routing_data() { oracles::addRows("routing_curve"); }
    void routing();
    void outputCap_data() { oracles::addRows("output_cap"); }
    void outputCap();
    void retries_data() { oracles::addRows("retries"); }
    void retries();
    void elasticity_data() { oracles::addRows("elasticity"); }
    void elasticity();
    void semanticCache_data() { oracles::addRows("semantic_cache"); }
    void semanticCache();
    void tornado_data() { oracles::addRows("tornado"); }
    void tornado();
    void monteCarlo_data() { oracles::addRows("monte_carlo_product"); }
    void monteCarlo();
    void breakEven_data() { oracles::addRows("breakeven_solve"); }
    void breakEven();
    void aCascadeIsTheSumOverItsRequests();
    void attemptsFollowTheirDistribution();
    void everyRootIsFound();
    void aTriangleWithoutWidthIsOneValue();
};

void TestAssumptions::cascade() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    stats::CascadeTerms terms;
    terms.both = in.at("both");
    terms.strongOnly = in.at("strong_only");
    terms.weakOnly = in.at("weak_only");
    terms.neither = in.at("neither");
    terms.weakCost = in.at("cost_weak");
    terms.strongCost = in.at("cost_strong");
    terms.judgeCost = in.at("cost_judge");
    terms.acceptCorrect = in.at("judge_accept_correct");
    terms.acceptWrong = in.at("judge_accept_wrong");
    const stats::Cascade result = stats::cascadeOf(terms);
    const json actual{{"weak_accuracy", orNull(result.weakAccuracy)},
                      {"strong_accuracy", orNull(result.strongAccuracy)},
                      {"escalation_rate", orNull(result.escalationRate)},
                      {"cascade_accuracy", orNull(result.accuracy)},
                      {"cascade_cost", result.cost},
                      {"strong_only_cost", result.strongOnlyCost},
                      {"cost_ratio", orNull(result.costRatio)},
                      {"break_even_escalation", orNull(result.breakEvenEscalation)},
                      {"cost_per_correct", orNull(result.costPerCorrect)},
                      {"strong_cost_per_correct", orNull(result.strongCostPerCorrect)},
                      {"oracle_accuracy", orNull(result.perfectAccuracy)}};
    COMPARE_ORACLE(actual, example);
}

void TestAssumptions::routing() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    std::vector<stats::RoutingPoint> points;
    for (const json& point : in.at("points"))
        points.push_back({point.at(0), point.at(1)});
    const stats::RoutingCurve curve =
        stats::routingCurve(points, in.at("weak_quality"), in.at("strong_quality"));
    const auto cpt80 = curve.shareRecovering(0.8);
    const double weak = in.at("cost_weak"), strong = in.at("cost_strong");
    const json actual{{"pgr", curve.gapRecovered},
                      {"apgr", orNull(curve.area)},
                      {"cpt50", orNull(curve.shareRecovering(0.5))},
                      {"cpt80", orNull(cpt80)},
                      {"cost_at_cpt80", *cpt80 * strong + (1 - *cpt80) * weak}};
    COMPARE_ORACLE(actual, example);
}

void TestAssumptions::outputCap() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    const auto tokens = in.at("output_tokens").get<std::vector<std::int64_t>>();
    const stats::OutputCap result =
        stats::outputCap(tokens, in.at("cap"), in.at("retry_rate_on_truncation"));
    const json actual{{"mean_uncapped", orNull(result.meanUncapped)},
                      {"mean_capped", orNull(result.meanCapped)},
                      {"truncated_share", orNull(result.truncatedShare)},
                      {"mean_with_retries", orNull(result.meanWithRepeats)},
                      {"saving_rate", orNull(result.savingRate)}};
    COMPARE_ORACLE(actual, example);
}

void TestAssumptions::retries() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    const stats::Retries result =
        stats::retries({in.at("failure_prob"), in.at("max_attempts"), in.at("cost_per_attempt")});
    const json actual{{"expected_attempts", result.expectedAttempts},
                      {"success_prob", result.successShare},
                      {"cost_per_root", result.costPerRequest},
                      {"cost_per_success", orNull(result.costPerSuccess)},
                      {"naive_cost_per_success", in.at("cost_per_attempt")},
                      {"waste_share", result.wasteShare}};
    COMPARE_ORACLE(actual, example);
}

void TestAssumptions::elasticity() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    const stats::PriceResponse result = stats::priceResponse(
        {in.at("p0"), in.at("p1"), in.at("q0"), in.at("elasticity"), in.at("unit_cost")});
    const json actual{{"q1", result.quantityAfter},
                      {"revenue0", result.revenueBefore},
                      {"revenue1", result.revenueAfter},
                      {"margin0", result.marginBefore},
                      {"margin1", result.marginAfter},
                      {"optimal_price", orNull(result.bestPrice)},
                      {"breakeven_q", orNull(result.breakEvenQuantity)},
                      {"breakeven_elasticity", orNull(result.breakEvenElasticity)}};
    COMPARE_ORACLE(actual, example);
}

void TestAssumptions::semanticCache() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    std::vector<stats::LabelledQuery> queries;
    for (const json& query : in.at("queries"))
        queries.push_back({query.at(0), query.at(1)});
    const stats::SemanticReplay replay = stats::replaySemanticCache(
        queries, in.at("threshold"),
        {in.at("cost_miss"), in.at("cost_lookup"), in.at("cost_false_hit")});
    json hits = json::array(), nearest = json::array();
    for (const bool hit : replay.hits)
        hits.push_back(hit ? 1 : 0);
    for (const auto& similarity : replay.nearestSimilarity)
        nearest.push_back(orNull(similarity));
    const json actual{{"hit_vector", hits},
                      {"nearest_similarity", nearest},
                      {"hits", replay.hitCount},
                      {"false_hits", replay.falseHits},
                      {"precision", orNull(replay.precision)},
                      {"net_cost", std::int64_t(std::llround(replay.netCost))},
                      {"baseline_cost", std::int64_t(std::llround(replay.baselineCost))},
                      {"net_saving", std::int64_t(std::llround(replay.saving()))}};
    COMPARE_ORACLE(actual, example);
}

namespace {
std::vector<stats::AssumedRange> rangesOf(const json& params) {
    std::vector<stats::AssumedRange> ranges;
    for (const auto& [name, range] : params.items())
        ranges.push_back({name, range.at("low"), range.at("base"), range.at("high")});
    return ranges;
}
} // namespace

/// requests x (1 - hit rate) x (input x price + output x price) / a million.
void TestAssumptions::tornado() {
    const json example = oracles::fetched();
    const std::vector<stats::AssumedRange> ranges = rangesOf(example.at("inputs").at("params"));
    const auto cost = [&](std::span<const double> values) {
        std::map<std::string, double> at;
        for (std::size_t i = 0; i < ranges.size(); ++i)
            at[ranges[i].name] = values[i];
        return at["requests"] * (1 - at["hit_rate"]) *
               (at["input_tokens"] * at["price_in"] + at["output_tokens"] * at["price_out"]) / 1e6;
    };
    const stats::Tornado result = stats::tornadoOf(ranges, cost);
    json rows = json::array();
    for (const stats::TornadoBar& bar : result.bars)
        rows.push_back({bar.name, bar.atLow, bar.atHigh, bar.width});
    const json actual{{"base", result.base}, {"rows", rows}};
    COMPARE_ORACLE(actual, example);
}

void TestAssumptions::monteCarlo() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    std::vector<stats::AssumedRange> ranges;
    for (const json& variable : in.at("variables"))
        ranges.push_back({"", variable.at(0), variable.at(1), variable.at(2)});
    const auto product = [](std::span<const double> values) {
        double result = 1;
        for (const double value : values)
            result *= value;
        return result;
    };
    const stats::MonteCarlo result =
        stats::monteCarlo(ranges, product, in.at("seed"), in.at("draws"));
    double mean = 1, square = 1;
    for (const stats::AssumedRange& r : ranges) {
        const double m = (r.low + r.base + r.high) / 3;
        const double v = (r.low * r.low + r.base * r.base + r.high * r.high - r.low * r.base -
                          r.low * r.high - r.base * r.high) /
                         18;
        mean *= m;
        square *= v + m * m;
    }
    const json actual{{"analytic_mean", mean},  {"analytic_sd", std::sqrt(square - mean * mean)},
                      {"mc_mean", result.mean}, {"mc_sd", result.deviation},
                      {"p10", result.p10},      {"p50", result.p50},
                      {"p90", result.p90}};
    COMPARE_ORACLE(actual, example);
}

void TestAssumptions::breakEven() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    const auto number = [&](const char* name) { return in.at(name).get<double>(); };
    const auto rate = stats::hitRateSaving(
        {{number("cost_miss"), number("cost_lookup"), number("cost_false_hit")},
         number("false_hit_share"),
         number("target_saving")});
    const auto gap = [&](double price) {
        return stats::priceResponse(
                   {number("p0"), price, number("q0"), number("elasticity"), number("unit_cost")})
                   .marginAfter -
               number("target_margin");
    };
    const stats::BreakEven prices = stats::breakEven(gap, number("lo"), number("hi"));
    QCOMPARE(prices.roots.size(), std::size_t(1));
    const json actual{{"hit_rate", orNull(rate)}, {"price", prices.roots.front()}};
    COMPARE_ORACLE(actual, example);
}

/// Every request by itself: the judge accepts a share of it.
void TestAssumptions::aCascadeIsTheSumOverItsRequests() {
    stats::SplitMix64 random{7};
    for (int round = 0; round < 50; ++round) {
        stats::CascadeTerms terms{std::int64_t(random.below(50)),
                                  std::int64_t(random.below(50)),
                                  std::int64_t(random.below(50)),
                                  1 + std::int64_t(random.below(9)),
                                  random.uniform(),
                                  1 + random.uniform(),
                                  random.uniform(),
                                  random.uniform(),
                                  random.uniform()};
        double cost = 0, correct = 0;
        const auto add = [&](std::int64_t count, bool weak, bool strong) {
            for (std::int64_t i = 0; i < count; ++i) {
                const double accepted = weak ? terms.acceptCorrect : terms.acceptWrong;
                cost += terms.weakCost + terms.judgeCost + (1 - accepted) * terms.strongCost;
                correct += (weak ? accepted : 0) + (strong ? 1 - accepted : 0);
            }
        };
        add(terms.both, true, true);
        add(terms.strongOnly, false, true);
        add(terms.weakOnly, true, false);
        add(terms.neither, false, false);
        const stats::Cascade result = stats::cascadeOf(terms);
        const double all = double(terms.both + terms.strongOnly + terms.weakOnly + terms.neither);
        QVERIFY(std::abs(result.cost - cost) < 1e-9 * cost);
        QVERIFY(std::abs(*result.accuracy - correct / all) < 1e-12);
    }
}

void TestAssumptions::attemptsFollowTheirDistribution() {
    for (const double f : {0.0, 0.3, 0.9, 1.0})
        for (const int m : {1, 2, 5}) {
            double expected = 0;
            for (int k = 1; k <= m; ++k)
                expected += k * (k < m ? std::pow(f, k - 1) * (1 - f) : std::pow(f, m - 1));
            const stats::Retries result = stats::retries({f, m, 1});
            QVERIFY(std::abs(result.expectedAttempts - expected) < 1e-12);
            QCOMPARE(result.costPerSuccess.has_value(), f < 1);
        }
}

void TestAssumptions::everyRootIsFound() {
    const auto cubic = [](double x) { return (x - 0.1) * (x - 0.5) * (x - 0.875); };
    const stats::BreakEven result = stats::breakEven(cubic, 0, 1);
    QCOMPARE(result.roots.size(), std::size_t(3));
    QVERIFY(std::abs(result.roots[0] - 0.1) < 1e-14);
    QVERIFY(std::abs(result.roots[1] - 0.5) < 1e-14);
    QVERIFY(std::abs(result.roots[2] - 0.875) < 1e-14);
    const stats::BreakEven none = stats::breakEven([](double x) { return x * x + 1; }, -1, 2);
    QVERIFY(none.roots.empty());
    QCOMPARE(none.atLow, 2.0);
    QCOMPARE(none.atHigh, 5.0);
}

void TestAssumptions::aTriangleWithoutWidthIsOneValue() {
    QCOMPARE(stats::triangularAt({"", 2, 2, 2}, 0.7), 2.0);
    QCOMPARE(stats::triangularAt({"", 0, 0, 1}, 0.0), 0.0);
    QVERIFY(std::abs(stats::triangularAt({"", 0, 1, 2}, 0.5) - 1.0) < 1e-15);
    QVERIFY(std::abs(stats::triangularAt({"", 0, 1, 1}, 0.25) - 0.5) < 1e-15);
}

QTEST_APPLESS_MAIN(TestAssumptions)
#include "tst_assumptions.moc"
