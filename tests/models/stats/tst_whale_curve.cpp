// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/whale_curve.h"

#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <random>

using namespace ms;

class TestWhaleCurve : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oracle_data() { oracles::addRows("whale_curve"); }
    void oracle();
    void noTenant();
    void onlyLosses();
    void equalMarginsGoById();
    void zeroMarginDoesNotMoveThePeak();
    void totalsBeyond64Bits();
    void ratesDiffer();
    void tenantsWithoutRate();
    void curveEndsAtTheTotal();
};

void TestWhaleCurve::oracle() {
    const nlohmann::json example = oracles::fetched();
    const auto margins =
        example.at("inputs").at("margins").get<std::map<std::string, std::int64_t>>();
    std::vector<stats::TenantMargin> tenants;
    for (const auto& [id, margin] : margins)
        tenants.push_back({id, margin});
    const stats::WhaleCurve curve = stats::whaleCurve(tenants);
    nlohmann::json actual{
        {"total", std::int64_t(curve.total)}, {"peak", std::int64_t(curve.peak)},
        {"peak_count", curve.tenantsAtPeak},  {"erosion", std::int64_t(curve.erosion)},
        {"curve", nlohmann::json::array()},   {"negative_margin_units", nlohmann::json::array()}};
    for (const auto& [tenant, cumulated] : curve.points)
        actual["curve"].push_back({tenants[tenant].id, std::int64_t(cumulated)});
    for (const std::size_t tenant : curve.negativeTenants)
        actual["negative_margin_units"].push_back(tenants[tenant].id);
    COMPARE_ORACLE(actual, example);
}

void TestWhaleCurve::noTenant() {
    const stats::WhaleCurve curve = stats::whaleCurve({});
    QVERIFY(curve.points.empty() && curve.total == 0 && curve.peak == 0 && curve.erosion == 0);
    QCOMPARE(curve.tenantsAtPeak, std::size_t(0));
}

void TestWhaleCurve::onlyLosses() {
    const std::vector<stats::TenantMargin> tenants{{"a", -5}, {"b", -2}};
    const stats::WhaleCurve curve = stats::whaleCurve(tenants);
    QVERIFY(curve.peak == -2 && curve.total == -7 && curve.erosion == 5);
    QCOMPARE(curve.tenantsAtPeak, std::size_t(1));
    QCOMPARE(curve.negativeTenants, (std::vector<std::size_t>{1, 0}));
}

void TestWhaleCurve::equalMarginsGoById() {
    const std::vector<stats::TenantMargin> tenants{{"c", 4}, {"a", 4}, {"b", 9}};
    std::vector<std::size_t> order;
    for (const auto& point : stats::whaleCurve(tenants).points)
        order.push_back(point.tenant);
    QCOMPARE(order, (std::vector<std::size_t>{2, 1, 0}));
}

void TestWhaleCurve::zeroMarginDoesNotMoveThePeak() {
    const std::vector<stats::TenantMargin> tenants{{"a", 4}, {"b", 0}, {"c", -1}};
    QCOMPARE(stats::whaleCurve(tenants).tenantsAtPeak, std::size_t(1));
}

void TestWhaleCurve::totalsBeyond64Bits() {
    const core::Int128 much = core::powerOfTen(25) + 1;
    const std::vector<stats::TenantMargin> tenants{{"a", much}, {"b", much}, {"c", -1}};
    const stats::WhaleCurve curve = stats::whaleCurve(tenants);
    QVERIFY(curve.peak == 2 * much && curve.erosion == 1);
}

void TestWhaleCurve::ratesDiffer() {
    // Rates -1, 0.5 and 0.9; revenue 111, cost 3.5.
    const std::vector<stats::TenantAmounts> tenants{{1, 2}, {10, 5}, {100, 10}};
    const stats::MarginRates rates = stats::marginRates(tenants);
    QCOMPARE(*rates.portfolio, 94.0 / 111.0);
    QCOMPARE(*rates.medianTenant, 0.5);
    QCOMPARE(*rates.costWeighted, (-1 * 2 + 0.5 * 5 + 0.9 * 10) / 17);
    QVERIFY(rates.free.empty() && rates.inCredit.empty());
}

void TestWhaleCurve::tenantsWithoutRate() {
    const std::vector<stats::TenantAmounts> tenants{{0, 3}, {8, 2}, {-1, 0}, {0, 0}};
    const stats::MarginRates rates = stats::marginRates(tenants);
    QCOMPARE(rates.free, (std::vector<std::size_t>{0, 3}));
    QCOMPARE(rates.inCredit, (std::vector<std::size_t>{2}));
    QCOMPARE(*rates.medianTenant, 0.75);
    QCOMPARE(*rates.portfolio, 2.0 / 7.0); // (7 - 5) / 7: their cost and credit stay in
    const stats::MarginRates none = stats::marginRates(std::vector<stats::TenantAmounts>{{0, 3}});
    QVERIFY(!none.portfolio && !none.medianTenant && !none.costWeighted);
    const stats::MarginRates costless =
        stats::marginRates(std::vector<stats::TenantAmounts>{{4, 0}});
    QCOMPARE(*costless.portfolio, 1.0);
    QVERIFY(!costless.costWeighted);
}

void TestWhaleCurve::curveEndsAtTheTotal() {
    std::mt19937_64 random(3);
    std::uniform_int_distribution<std::int64_t> margin(-1'000'000, 1'000'000);
    for (int round = 0; round < 50; ++round) {
        std::vector<std::string> ids;
        for (int i = 0; i < 40; ++i)
            ids.push_back("t" + std::to_string(i));
        std::vector<stats::TenantMargin> tenants;
        core::Int128 total = 0, gains = 0;
        for (const std::string& id : ids) {
            tenants.push_back({id, margin(random)});
            total += tenants.back().margin;
            gains += std::max(tenants.back().margin, core::Int128{0});
        }
        const stats::WhaleCurve curve = stats::whaleCurve(tenants);
        QVERIFY(curve.points.back().cumulated == total && curve.total == total);
        QVERIFY(curve.peak == gains); // with a gain among them, the peak is all gains
        QVERIFY(curve.points[curve.tenantsAtPeak - 1].cumulated == curve.peak);
    }
}

QTEST_APPLESS_MAIN(TestWhaleCurve)
#include "tst_whale_curve.moc"
