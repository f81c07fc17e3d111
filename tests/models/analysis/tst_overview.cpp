// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/overview.h"

#include "tests/models/analysis/company.h"
#include "tests/models/analysis/gpu_company.h"

#include <QTest>

using namespace ms;
using analysis::Overview;
using core::MoneySum;
using test::Call;

namespace {

constexpr std::int64_t kDollar = 1'000'000'000'000;

/// Two customers and one call of nobody, from April to June; June is the last whole month.
std::shared_ptr<const query::EventSource> company() {
    return test::frameOf(std::vector<Call>{
        {"2026-04-01T00:00:00Z", "acme", "chat", "small", 100, 1 * kDollar},
        {"2026-05-10T08:00:00Z", "acme", "chat", "small", 100, 2 * kDollar},
        {"2026-05-20T08:00:00Z", "bolt", "chat", "small", 100, 4 * kDollar},
        {"2026-06-10T08:00:00Z", "acme", "search", "small", 100, 8 * kDollar},
        {"2026-06-11T08:00:00Z", "acme", "chat", "small", 100, 1 * kDollar},
        {"2026-06-12T08:00:00Z", "bolt", "", "small", 100, -1},
        {"2026-06-13T08:00:00Z", "", "chat", "small", 100, 16 * kDollar},
        {"2026-06-14T08:00:00Z", "bolt", "chat", "small", 100, 32 * kDollar, "staging"},
        {"2026-06-30T23:59:59Z", "bolt", "chat", "small", 100, 3 * kDollar},
    });
}

analysis::RevenueBooks earnings() {
    analysis::RevenueBooks books;
    books.facts = {test::earned("acme", {"2026-05-01", "2026-06-01"}, "31"),
                   test::earned("acme", {"2026-06-01", "2026-07-01"}, "30"),
                   test::earned("bolt", {"2026-06-01", "2026-07-01"}, "1.5")};
    return books;
}

Overview overviewOf(const query::Filter& filter = {}) {
    const auto source = company();
    const auto overview = analysis::overviewOf(filter, *source, earnings(), {}, {});
    if (!overview)
        throw std::runtime_error(overview.error().message);
    return *overview;
}

MoneySum dollars(double amount) {
    return MoneySum::fromPicos(core::Int128(amount * double(kDollar)));
}

} // namespace

class TestOverview : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theWholeIsTheSumOfItsMonths() {
        const Overview overview = overviewOf();
        QCOMPARE(overview.by, query::Dimension::Month);
        QCOMPARE(overview.periods.size(), std::size_t(3));
        QCOMPARE(overview.periods[1].key, std::string("2026-05"));
        QVERIFY(overview.periods[1].figures.margin.totalCost() == dollars(6));
        QVERIFY(overview.periods[1].figures.margin.revenue == dollars(31));
        QCOMPARE(overview.periods[1].figures.customers, std::int64_t(2));
        QVERIFY(overview.periods[1].figures.costPerCustomer() == dollars(3));
        QCOMPARE(overview.periods[0].figures.customers, std::int64_t(1));
        MoneySum cost;
        MoneySum revenue;
        for (const analysis::OverviewPeriod& period : overview.periods) {
            cost += period.figures.margin.totalCost();
            revenue += period.figures.margin.revenue;
        }
        QVERIFY(cost == overview.total.margin.totalCost() && cost == dollars(35));
        QVERIFY(revenue == overview.total.margin.revenue && revenue == dollars(62.5));
        QCOMPARE(overview.total.customers, std::int64_t(2));
        // Without the 16 that name no tenant.
        QVERIFY(overview.total.costPerCustomer() == dollars(9.5));
    }
    void theLastWholeMonthIsHeldAgainstTheOneBefore() {
        const Overview overview = overviewOf();
        QVERIFY(overview.pair.has_value());
        QVERIFY(overview.now.margin.totalCost() == dollars(28));
        QVERIFY(overview.before.margin.totalCost() == dollars(6));
        QVERIFY(overview.now.margin.revenue == dollars(31.5));
        const Overview may = overviewOf(test::during("2026-05-01", "2026-06-01"));
        QVERIFY(may.pair.has_value());
        QVERIFY(may.now.margin.totalCost() == may.total.margin.totalCost());
        QVERIFY(may.before.margin.totalCost() == dollars(1)); // 31 days before: from March 31 on
    }
    void stepsFitThePeriod() {
        QCOMPARE(overviewOf(test::during("2026-06-10", "2026-06-13")).by, query::Dimension::Day);
        QCOMPARE(overviewOf(test::during("2026-05-15", "2026-06-30")).by, query::Dimension::Week);
    }
    void whereItGoesAndIsLost() {
        const Overview overview = overviewOf();
        QCOMPARE(overview.features.size(), std::size_t(3));
        QCOMPARE(overview.features[0].feature, std::string("chat"));
        QVERIFY(overview.features[0].cost == dollars(27));
        for (const analysis::FeatureCost& feature : overview.features) {
            MoneySum sum;
            for (const MoneySum tier : feature.tiers)
                sum += tier;
            QVERIFY(sum == feature.cost);
        }
        QCOMPARE(overview.losing.size(), std::size_t(1));
        QCOMPARE(overview.losing[0].tenant, std::string("bolt"));
        QVERIFY(overview.losing[0].loss() == dollars(5.5) && overview.lost == dollars(5.5));
    }
    void whatItRestsOn() {
        const analysis::OverviewTrust trust = overviewOf().trust;
        QCOMPARE(trust.attempts, std::int64_t(8));
        QCOMPARE(trust.unpricedAttempts, std::int64_t(1));
        QVERIFY(trust.withoutTenant == dollars(16));
        QVERIFY(trust.withoutFeature.isZero()); // the only one has no price
        QCOMPARE(trust.hidden.attempts, std::int64_t(1));
        QVERIFY(trust.hidden.cost == dollars(32));
    }
    void nothingIsNothing() {
        const Overview overview = overviewOf(test::during("2027-01-01", "2027-02-01"));
        QVERIFY(overview.periods.empty() && overview.features.empty() && overview.losing.empty());
        QVERIFY(!overview.total.costPerCustomer());
    }
    /// Whatever the company: months, features and tiers are parts of the same whole.
    void partsAddUpOnRandomCompanies() {
        for (unsigned seed = 1; seed <= 5; ++seed) {
            const test::RandomGpuCompany random = test::randomGpuCompany(seed);
            const auto overview =
                analysis::overviewOf({}, *random.source, earnings(), random.books, {});
            QVERIFY(bool(overview));
            MoneySum periods;
            for (const analysis::OverviewPeriod& period : overview->periods)
                periods += period.figures.margin.totalCost();
            QVERIFY(periods == overview->total.margin.totalCost());
            MoneySum features;
            for (const analysis::FeatureCost& feature : overview->features)
                features += feature.cost;
            QVERIFY(features == overview->total.margin.cost);
        }
    }
};

QTEST_APPLESS_MAIN(TestOverview)
#include "tst_overview.moc"
