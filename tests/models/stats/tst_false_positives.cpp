// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/arm_effect.h"
#include "models/stats/distributions.h"
#include "models/stats/sequential.h"
#include "models/stats/splitmix64.h"
#include "models/stats/verdict.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

using namespace ms;
using stats::StratumTotals;
using stats::Verdict;

namespace {

constexpr double kAlpha = 0.05;

double normal(stats::SplitMix64& random) {
    return stats::normalQuantile(std::clamp(random.uniform(), 1e-15, 1 - 1e-15));
}

/// How tenants are dealt to the arms.
enum class Design { TenantsInOneArm, RequestsInBoth };

/// What a company is made of: requests whose cost is log-normal around their tenant's own level,
/// tenants of very unequal size. `lift` multiplies costs in B.
struct Company {
    Design design = Design::RequestsInBoth;
    int tenants = 60;
    double sizeSpread = 0.8; // of ln requests a tenant
    double levelSpread = 0.4;
    double costSpread = 1.0; // of ln cost within a tenant: the top 1 % is ten times the median
    double lift = 1;
};

struct Arms {
    std::vector<StratumTotals> a;
    std::vector<StratumTotals> b;
    std::vector<StratumTotals> successA;
    std::vector<StratumTotals> successB;
};

Arms drawn(const Company& company, stats::SplitMix64& random) {
    Arms arms;
    for (std::uint32_t tenant = 0; tenant < std::uint32_t(company.tenants); ++tenant) {
        const double level = std::exp(company.levelSpread * normal(random));
        const int requests = 2 + int(30 * std::exp(company.sizeSpread * normal(random)));
        const double success = 0.7 + 0.2 * random.uniform();
        const bool isTenantB = tenant % 2 == 1;
        StratumTotals a{tenant, 0, 0, 0}, b{tenant, 0, 0, 0}, succeededA = a, succeededB = b;
        for (int request = 0; request < requests; ++request) {
            const bool isB =
                company.design == Design::TenantsInOneArm ? isTenantB : random.uniform() < 0.5;
            StratumTotals& arm = isB ? b : a;
            StratumTotals& succeeded = isB ? succeededB : succeededA;
            arm.numerator +=
                level * std::exp(company.costSpread * normal(random)) * (isB ? company.lift : 1);
            arm.denominator += 1;
            succeeded.numerator += random.uniform() < success ? 1 : 0;
            succeeded.denominator += 1;
        }
        if (a.denominator > 0) {
            arms.a.push_back(a);
            arms.successA.push_back(succeededA);
        }
        if (b.denominator > 0) {
            arms.b.push_back(b);
            arms.successB.push_back(succeededB);
        }
    }
    return arms;
}

/// The default verdict says that costs differ.
bool tellsDifference(const Arms& arms) {
    const auto cost = stats::armEffect({arms.a, arms.b, 1}, kAlpha, 1);
    const auto success = stats::armEffect({arms.successA, arms.successB, 1}, kAlpha, 1);
    std::vector<StratumTotals> paidA = arms.a, paidB = arms.b;
    for (std::size_t i = 0; i < paidA.size(); ++i)
        paidA[i].denominator = arms.successA[i].numerator;
    for (std::size_t i = 0; i < paidB.size(); ++i)
        paidB[i].denominator = arms.successB[i].numerator;
    const auto paid = stats::armEffect({paidA, paidB, 1}, kAlpha, 1);
    stats::VerdictEvidence evidence;
    evidence.cost = stats::intervalOrPoint(cost.difference);
    evidence.quality = stats::intervalOrPoint(success.difference);
    evidence.margin = 0.02;
    evidence.costPerAttempt = evidence.cost;
    evidence.costPerSuccess = stats::intervalOrPoint(paid.difference);
    evidence.doTestsDisagree = cost.doTestsDisagree;
    const Verdict verdict = stats::verdictOf(evidence);
    return verdict == Verdict::Adopt || verdict == Verdict::QualityNotShown ||
           verdict == Verdict::TradeOff || verdict == Verdict::DearerResults ||
           (verdict == Verdict::Reject && (evidence.cost->low > 0 || evidence.cost->high < 0));
}

} // namespace

/// Simulations of clustered, heavy-tailed costs, all from fixed seeds.
class TestFalsePositives : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDefaultVerdictKeepsItsLevel_data();
    void theDefaultVerdictKeepsItsLevel();
    void intervalsCover_data();
    void intervalsCover();
    void peekingIsPaidFor();
};

void TestFalsePositives::theDefaultVerdictKeepsItsLevel_data() {
    QTest::addColumn<int>("design");
    QTest::addColumn<int>("tenants");
    const auto both = int(Design::RequestsInBoth), one = int(Design::TenantsInOneArm);
    QTest::newRow("40 tenants in both arms") << both << 40;
    QTest::newRow("60 tenants in both arms") << both << 60;
    QTest::newRow("200 tenants in both arms") << both << 200;
    QTest::newRow("40 tenants an arm") << one << 80;
    QTest::newRow("100 tenants an arm") << one << 200;
}

void TestFalsePositives::theDefaultVerdictKeepsItsLevel() {
    QFETCH(int, design);
    QFETCH(int, tenants);
    Company company;
    company.design = Design(design);
    company.tenants = tenants;
    stats::SplitMix64 random{2026};
    constexpr int kCompanies = 4'000;
    int told = 0;
    for (int i = 0; i < kCompanies; ++i)
        told += tellsDifference(drawn(company, random)) ? 1 : 0;
    const double rate = double(told) / kCompanies;
    std::printf("%s: false positives %.4f\n", QTest::currentDataTag(), rate);
    QVERIFY2(rate >= 0.035 && rate <= 0.065, qPrintable(QString::number(rate)));
}

void TestFalsePositives::intervalsCover_data() {
    theDefaultVerdictKeepsItsLevel_data();
}

/// B costs a fifth more: the true difference is that of the ratio that the arms estimate, which is
/// taken from one company of a thousand times as many tenants.
void TestFalsePositives::intervalsCover() {
    QFETCH(int, design);
    QFETCH(int, tenants);
    Company company;
    company.design = Design(design);
    company.tenants = 200'000;
    company.lift = 1.2;
    stats::SplitMix64 random{7};
    const Arms large = drawn(company, random);
    const double truth = *stats::armEffect({large.a, large.b, 1}, kAlpha, 1).difference.value;
    company.tenants = tenants;
    constexpr int kCompanies = 2'000;
    int covered = 0;
    for (int i = 0; i < kCompanies; ++i) {
        const Arms arms = drawn(company, random);
        const auto interval = stats::armEffect({arms.a, arms.b, 1}, kAlpha, 1).difference.interval;
        covered += interval && interval->low <= truth && truth <= interval->high ? 1 : 0;
    }
    const double coverage = double(covered) / kCompanies;
    std::printf("%s: coverage %.4f\n", QTest::currentDataTag(), coverage);
    QVERIFY2(coverage >= 0.93, qPrintable(QString::number(coverage)));
}

/// A look every 100 requests, from the first with 30 tenants in both arms to 20,000 requests.
void TestFalsePositives::peekingIsPaidFor() {
    constexpr int kCompanies = 400, kTenants = 100, kRequests = 20'000, kLook = 100;
    stats::SplitMix64 random{99};
    int crossed = 0, atAnyLook = 0;
    for (int company = 0; company < kCompanies; ++company) {
        std::vector<double> levels, sizes; // of requests: a share of the whole
        double all = 0;
        for (int i = 0; i < kTenants; ++i) {
            levels.push_back(std::exp(0.4 * normal(random)));
            all += std::exp(0.8 * normal(random));
            sizes.push_back(all);
        }
        std::vector<StratumTotals> a, b;
        for (std::uint32_t i = 0; i < kTenants; ++i) {
            a.push_back({i, 0, 0, 0});
            b.push_back({i, 0, 0, 0});
        }
        bool isCrossed = false, isBelow = false;
        for (int request = 1; request <= kRequests; ++request) {
            const auto tenant =
                std::size_t(std::upper_bound(sizes.begin(), sizes.end(), random.uniform() * all) -
                            sizes.begin());
            StratumTotals& arm =
                (random.uniform() < 0.5 ? a : b)[std::min(tenant, sizes.size() - 1)];
            arm.numerator += levels[arm.cluster] * std::exp(normal(random));
            arm.denominator += 1;
            if (request % kLook != 0)
                continue;
            const auto effect = stats::armEffect({a, b, 1}, kAlpha, 1);
            if (!effect.difference.standardError ||
                std::min(effect.unadjusted.a.clusters, effect.unadjusted.b.clusters) <
                    stats::kClustersBeforeFirstLook)
                continue;
            const auto look = stats::asymptoticConfidenceSequence(
                *effect.difference.value, *effect.difference.standardError, request,
                stats::kDefaultPlannedUnits, kAlpha);
            isCrossed |= look.interval && (look.interval->low > 0 || look.interval->high < 0);
            isBelow |= effect.difference.pValue.value_or(1) < kAlpha;
        }
        crossed += isCrossed ? 1 : 0;
        atAnyLook += isBelow ? 1 : 0;
    }
    const double rate = double(crossed) / kCompanies;
    const double naive = double(atAnyLook) / kCompanies;
    std::printf("peeking: sequences %.4f, fixed intervals %.4f\n", rate, naive);
    QVERIFY2(rate <= kAlpha, qPrintable(QString::number(rate)));
    QVERIFY(naive > 0.15); // what it would cost to peek at intervals that are made for one look
}

QTEST_APPLESS_MAIN(TestFalsePositives)
#include "tst_false_positives.moc"
