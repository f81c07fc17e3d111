// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: arm_checks.cpp arm_days.cpp arm_metric.cpp arm_query.cpp arm_scan.cpp arm_strata.cpp
#include "models/analysis/arm_comparison.h"

#include "tests/models/analysis/arm_company.h"

#include <QTest>

#include <cmath>
#include <map>
#include <set>

using namespace ms;
using analysis::ArmCheck;
using analysis::ArmComparison;
using analysis::ArmMetric;
using analysis::ArmQuery;
using analysis::ArmSum;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using query::Dimension;
using test::ArmCompany;
using test::Event;
using test::Version;

namespace {

const Version kOld{"v7"};
const Version kSame{"v8"};

ArmComparison compared(const std::vector<Event>& events, const ArmQuery& query) {
    const auto result = analysis::compareArms(query, *test::frameOfEvents(events), {});
    if (!result)
        throw std::runtime_error(result.error().message);
    return *result;
}

ArmQuery question(std::vector<std::string> arms = {"v7", "v8"}) {
    ArmQuery query;
    query.arms = std::move(arms);
    return query;
}

QString verdictOf(const ArmComparison& all) {
    return QString::fromUtf8(stats::nameOf(all.pairs.front().verdict).data());
}

const ArmCheck& checkOf(const ArmComparison& all, const char* name) {
    for (const ArmCheck& check : all.pairs.front().checks)
        if (check.name == name)
            return check;
    throw std::runtime_error(std::string("no check ") + name);
}

/// Requests and units by version and tenant of their first attempt, by maps and nothing else.
struct Naive {
    struct Sums {
        double cost = 0, requests = 0, attempts = 0, units = 0, successes = 0, finished = 0;
        double unitCost = 0;
    };
    std::map<std::pair<std::string, std::string>, Sums> sums;

    explicit Naive(const std::vector<Event>& events) {
        std::map<std::string, std::pair<std::string, std::string>> armOfRequest, armOfUnit;
        std::map<std::string, std::string> outcomes;
        for (const Event& event : events) { // in order of time
            const std::pair arm{event[TextColumn::PromptVersion], event[TextColumn::Tenant]};
            const double cost = double(event[NumberColumn::ReportedCost]) / 1e12;
            const auto [request, isFirst] = armOfRequest.emplace(event[IdColumn::Request], arm);
            sums[request->second].requests += isFirst ? 1 : 0;
            sums[request->second].attempts += 1;
            sums[request->second].cost += cost;
            const auto [unit, isNew] = armOfUnit.emplace(event[IdColumn::Unit], arm);
            sums[unit->second].units += isNew ? 1 : 0;
            sums[unit->second].unitCost += cost;
            outcomes[event[IdColumn::Unit]] = event[TextColumn::UnitOutcome];
        }
        for (const auto& [unit, outcome] : outcomes) {
            Sums& arm = sums[armOfUnit[unit]];
            arm.successes += outcome == "resolved" ? 1 : 0;
            arm.finished += outcome != "open" ? 1 : 0;
        }
    }
    std::vector<stats::CrossedCluster> clusters(double Sums::*numerator,
                                                double Sums::*denominator) const {
        std::map<std::string, stats::CrossedCluster> byTenant;
        for (const auto& [arm, one] : sums)
            if (one.*numerator != 0 || one.*denominator != 0)
                (arm.first == "v7" ? byTenant[arm.second].a : byTenant[arm.second].b) =
                    stats::ClusterTotals{one.*numerator, one.*denominator};
        std::vector<stats::CrossedCluster> all;
        for (const auto& [tenant, cluster] : byTenant)
            all.push_back(cluster);
        return all;
    }
};

bool areNear(std::optional<double> x, std::optional<double> y) {
    return x.has_value() == y.has_value() &&
           (!x || std::abs(*x - *y) <= 1e-9 * std::max(std::abs(*x), std::abs(*y)));
}

} // namespace

class TestArmComparison : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void figuresAreThoseOfTheEvents();
    void aRetryElsewhereCountsInTheFirstArm();
    void unitsOfBothArmsAreNotComparable();
    void cheaperCallsWithDearerResultsAreRejected();
    void aCheaperVersionThatHoldsIsAdopted();
    void theSameVersionTwiceHasNoDifference();
    void mixAloneIsNoDifferenceWithinStrata_data();
    void mixAloneIsNoDifferenceWithinStrata();
    void mixAddsUpToTheDifference();
    void declaredSharesAreChecked();
    void withoutSharesItIsObservational();
    void pendingOutcomesHideQuality();
    void unknownCostsHideTheCost();
    void fewTenantsAreTold();
    void beforeAndAfter();
    void armsOnOtherDays();
    void severalArmsShareTheLevel();
    void untilThePlannedSizeTheSequenceDecides();
    void marginIsTheCostOfAMonth();
    void wrongQuestions_data();
    void wrongQuestions();
};

void TestArmComparison::figuresAreThoseOfTheEvents() {
    Version fresh{"v8", 3, 800'000'000, 700, 50};
    const auto events = test::ticketsOf({{kOld, fresh}});
    const ArmComparison all = compared(events, question());
    const Naive naive(events);
    const auto matches = [&](ArmMetric metric, double Naive::Sums::*y, double Naive::Sums::*n) {
        const auto expected = stats::compareCrossedRatios(naive.clusters(y, n), 0.05);
        const stats::ArmEffect& effect = all.pairs[0].of(metric).effect;
        QVERIFY(effect.isCrossed && !effect.hasFewClusters);
        QVERIFY(areNear(effect.unadjusted.a.ratio, expected.a.ratio));
        QVERIFY(areNear(effect.difference.value, expected.difference.value));
        QVERIFY(areNear(effect.difference.standardError, expected.difference.standardError));
        QVERIFY(areNear(effect.difference.pValue, expected.difference.pValue));
    };
    using Sums = Naive::Sums;
    matches(ArmMetric::CostPerRequest, &Sums::cost, &Sums::requests);
    matches(ArmMetric::CostPerSuccess, &Sums::unitCost, &Sums::successes);
    matches(ArmMetric::SuccessRate, &Sums::successes, &Sums::finished);
    matches(ArmMetric::CostPerUnit, &Sums::unitCost, &Sums::units);
    QVERIFY(!all.pairs[0].of(ArmMetric::AttemptsPerRequest).effect.difference.interval);
    QCOMPARE(all.arms[0].sums[ArmSum::Units] + all.arms[1].sums[ArmSum::Units],
             core::Int128(3'000));
}

void TestArmComparison::aRetryElsewhereCountsInTheFirstArm() {
    auto events = test::ticketsOf({{kOld, kSame}});
    Event again = events.front();
    again[NumberColumn::Attempt] = 2;
    again[NumberColumn::Time] += 1;
    again[TextColumn::PromptVersion] =
        events.front()[TextColumn::PromptVersion] == "v7" ? "v8" : "v7";
    events.insert(events.begin() + 1, again);
    const ArmComparison all = compared(events, question());
    const Naive naive(events);
    double attempts = 0;
    for (const auto& [arm, sums] : naive.sums)
        attempts += arm.first == "v7" ? sums.attempts : 0;
    QCOMPARE(double(all.arms[0].sums[ArmSum::Attempts]), attempts);
    QVERIFY(checkOf(all, "crossover").state == ArmCheck::State::Noted);
    QVERIFY(checkOf(all, "crossover").sentence.starts_with("1 unit "));
}

void TestArmComparison::unitsOfBothArmsAreNotComparable() {
    const Version dearer{"v8", 1, 1'600'000'000};
    auto events = test::ticketsOf({{kOld, dearer}});
    QCOMPARE(verdictOf(compared(events, question())), QStringLiteral("reject"));
    const std::size_t count = events.size();
    for (std::size_t i = 0; i < count; i += 5) { // a second call of every fifth ticket
        Event again = events[i];
        again[NumberColumn::Time] += 1;
        again[IdColumn::Request] += "-again";
        again[TextColumn::PromptVersion] = again[TextColumn::PromptVersion] == "v7" ? "v8" : "v7";
        events.push_back(again);
    }
    const ArmComparison all = compared(events, question());
    QVERIFY(checkOf(all, "crossover").state == ArmCheck::State::Failed);
    QCOMPARE(verdictOf(all), QStringLiteral("not_comparable"));
    QVERIFY(all.pairs[0].of(ArmMetric::CostPerRequest).effect.difference.interval);
}

void TestArmComparison::cheaperCallsWithDearerResultsAreRejected() {
    const Version fresh{"v8", 4, 700'000'000, 550};
    const ArmComparison all = compared(test::ticketsOf({{kOld, fresh}}), question());
    QCOMPARE(verdictOf(all), QStringLiteral("dearer_results"));
    QVERIFY(all.pairs[0].of(ArmMetric::CostPerRequest).effect.difference.interval->high < 0);
    QVERIFY(all.pairs[0].of(ArmMetric::CostPerSuccess).effect.difference.interval->low > 0);
    QVERIFY(*all.pairs[0].of(ArmMetric::CostPerSuccess).marginPerMonth < 0);
}

void TestArmComparison::aCheaperVersionThatHoldsIsAdopted() {
    const Version fresh{"v8", 1, 700'000'000, 900};
    const ArmComparison all = compared(test::ticketsOf({{kOld, fresh}}), question());
    QCOMPARE(verdictOf(all), QStringLiteral("adopt"));
    QVERIFY(all.pairs[0].anytime.interval->high < 0); // beyond doubt at any look
    QVERIFY(all.pairs[0].costPerExtraSuccess);
}

void TestArmComparison::theSameVersionTwiceHasNoDifference() {
    ArmQuery query = question();
    query.marginBasisPoints = 500;
    const ArmComparison all = compared(test::ticketsOf({{kOld, kSame}, 60, 6'000}), query);
    QCOMPARE(verdictOf(all), QStringLiteral("no_cost_difference"));
    QVERIFY(!all.pairs[0].costPerExtraSuccess);
}

void TestArmComparison::mixAloneIsNoDifferenceWithinStrata_data() {
    QTest::addColumn<bool>("byLength");
    QTest::newRow("strata of a dimension") << false;
    QTest::newRow("strata of prompt length") << true;
}

/// v8 was given twice as many large tickets, which cost five times as much in either version.
void TestArmComparison::mixAloneIsNoDifferenceWithinStrata() {
    QFETCH(bool, byLength);
    Version fresh = kSame;
    fresh.longPerMille = 600;
    const auto events = test::ticketsOf({{kOld, fresh}, 60, 6'000});
    QCOMPARE(verdictOf(compared(events, question())), QStringLiteral("reject"));
    ArmQuery query = question();
    if (byLength)
        query.hasLengthBands = true;
    else
        query.strata = {Dimension::ServiceTier};
    const ArmComparison all = compared(events, query);
    QCOMPARE(verdictOf(all), QStringLiteral("no_difference_within_strata"));
    const stats::ArmEffect& effect = all.pairs[0].of(ArmMetric::CostPerRequest).effect;
    QVERIFY(effect.standardised && effect.coverage == 1);
    QVERIFY(effect.unadjusted.difference.interval->low > 0);
    const auto& mix = all.pairs[0].mix.parts;
    QVERIFY(*mix.mix > 0.9 * *mix.total && std::abs(*mix.within) < 0.1 * *mix.total);
}

void TestArmComparison::mixAddsUpToTheDifference() {
    const Version fresh{"v8", 2, 700'000'000, 800, 0, 700};
    const auto events = test::ticketsOf({{kOld, fresh}});
    for (const bool hasStrata : {false, true}) {
        ArmQuery query = question();
        if (hasStrata)
            query.strata = {Dimension::ServiceTier};
        const ArmComparison all = compared(events, query);
        const analysis::ArmMix& mix = all.pairs[0].mix;
        QCOMPARE(mix.keys.size(), std::size_t(hasStrata ? 2 : 60));
        QCOMPARE(mix.by.front(), std::string(hasStrata ? "service_tier" : "tenant"));
        double sum = 0;
        for (const stats::StratumEffect& part : mix.parts.strata)
            sum += part.within + part.mix;
        const auto raw =
            all.pairs[0].of(ArmMetric::CostPerRequest).effect.unadjusted.difference.value;
        QVERIFY(areNear(sum, raw));
    }
}

void TestArmComparison::declaredSharesAreChecked() {
    Version fresh = kSame;
    fresh.weight = 3;
    const auto events = test::ticketsOf({{kOld, fresh}});
    ArmQuery query = question();
    query.shares = {1, 3};
    QVERIFY(checkOf(compared(events, query), "sample_ratio").state == ArmCheck::State::Passed);
    query.shares = {1, 1};
    const ArmComparison all = compared(events, query);
    QVERIFY(checkOf(all, "sample_ratio").state == ArmCheck::State::Failed);
    QCOMPARE(verdictOf(all), QStringLiteral("srm_failed"));
    QVERIFY(all.pairs[0].of(ArmMetric::CostPerRequest).effect.difference.interval); // stays
}

void TestArmComparison::withoutSharesItIsObservational() {
    const auto events = test::ticketsOf({{kOld, kSame}});
    ArmQuery query = question();
    QVERIFY(checkOf(compared(events, query), "assignment").sentence.starts_with("Observational"));
    query.shares = {1, 1};
    QVERIFY(checkOf(compared(events, query), "assignment").state == ArmCheck::State::Passed);
}

void TestArmComparison::pendingOutcomesHideQuality() {
    const Version fresh{"v8", 1, 700'000'000, 900, 400};
    const ArmComparison all = compared(test::ticketsOf({{kOld, fresh}}), question());
    QVERIFY(checkOf(all, "pending").state == ArmCheck::State::Failed);
    QCOMPARE(verdictOf(all), QStringLiteral("quality_not_shown"));
    QVERIFY(all.pairs[0].of(ArmMetric::SuccessRate).effect.difference.interval);
}

void TestArmComparison::unknownCostsHideTheCost() {
    auto events = test::ticketsOf({{kOld, kSame}});
    for (std::size_t i = 0; i < events.size(); i += 8)
        events[i][NumberColumn::ReportedCost] = core::kUnknownNumber;
    const ArmComparison all = compared(events, question());
    QVERIFY(checkOf(all, "unpriced").state == ArmCheck::State::Failed);
    QCOMPARE(verdictOf(all), QStringLiteral("cost_unknown"));
    for (std::size_t i = 8; i < events.size(); i += 8)
        events[i][NumberColumn::ReportedCost] = 1'000'000'000;
    QVERIFY(checkOf(compared(events, question()), "unpriced").state == ArmCheck::State::Noted);
}

void TestArmComparison::fewTenantsAreTold() {
    const ArmComparison few = compared(test::ticketsOf({{kOld, kSame}, 4}), question());
    QVERIFY(checkOf(few, "clusters").state != ArmCheck::State::Passed);
    QVERIFY(few.pairs[0].of(ArmMetric::CostPerRequest).effect.permutation->isExact);
    const ArmComparison one = compared(test::ticketsOf({{kOld, kSame}, 1}), question());
    QVERIFY(checkOf(one, "clusters").state == ArmCheck::State::Failed);
    QCOMPARE(verdictOf(one), QStringLiteral("inconclusive"));
    QVERIFY(one.pairs[0].of(ArmMetric::CostPerRequest).effect.difference.value);
    const ArmComparison many = compared(test::ticketsOf({{kOld, kSame}}), question());
    QVERIFY(checkOf(many, "clusters").state == ArmCheck::State::Passed);
    QVERIFY(checkOf(many, "influence").state == ArmCheck::State::Passed);
}

void TestArmComparison::beforeAndAfter() {
    auto events = test::ticketsOf({{kOld}});
    const std::int64_t cut = test::microsOf("2026-05-16T00:00:00Z");
    for (Event& event : events)
        if (event[NumberColumn::Time] >= cut)
            event[NumberColumn::ReportedCost] *= 2;
    ArmQuery query;
    const auto at = [](const char* text) { return core::Instant{test::microsOf(text)}; };
    query.periods = {{at("2026-05-01T00:00:00Z"), core::Instant{cut}},
                     {core::Instant{cut}, at("2026-06-01T00:00:00Z")}};
    const ArmComparison all = compared(events, query);
    QCOMPARE(all.arms[0].name, std::string("before"));
    QCOMPARE(all.arms[0].sums[ArmSum::Requests] + all.arms[1].sums[ArmSum::Requests],
             core::Int128(events.size()));
    QCOMPARE(verdictOf(all), QStringLiteral("reject"));
    const auto lift = all.pairs[0].of(ArmMetric::CostPerRequest).effect.lift.value;
    QVERIFY(*lift > 0.8 && *lift < 1.2);
    QVERIFY(checkOf(all, "assignment").sentence.starts_with("Observational"));
    QCOMPARE(all.days.recentDays, std::int64_t(15)); // of the later period
}

void TestArmComparison::armsOnOtherDays() {
    auto events = test::ticketsOf({{kOld, kSame}});
    for (Event& event : events)
        if (event[TextColumn::PromptVersion] == "v8")
            event[NumberColumn::Time] += 30 * core::kMicrosPerDay;
    const ArmComparison all = compared(events, question());
    QVERIFY(checkOf(all, "same_days").state == ArmCheck::State::Noted);
    QVERIFY(checkOf(all, "same_days").sentence.starts_with("The arms never ran"));
    const auto same = compared(test::ticketsOf({{kOld, kSame}}), question());
    QVERIFY(checkOf(same, "same_days").state == ArmCheck::State::Passed);
}

void TestArmComparison::severalArmsShareTheLevel() {
    const Version other{"v9"};
    const ArmComparison all =
        compared(test::ticketsOf({{kOld, kSame, other}}), question({"v7", "v8", "v9"}));
    QCOMPARE(all.pairs.size(), std::size_t(2));
    QCOMPARE(all.alpha, 0.025);
    // The primary metric is adjusted over arms, the others over all of them.
    const auto& first = all.pairs[0].of(ArmMetric::CostPerRequest);
    const auto& second = all.pairs[1].of(ArmMetric::CostPerRequest);
    const double smaller =
        std::min(*first.effect.difference.pValue, *second.effect.difference.pValue);
    QVERIFY(areNear(std::min(*first.adjustedPValue, *second.adjustedPValue),
                    std::min(1.0, 2 * smaller)));
    const auto& success = all.pairs[0].of(ArmMetric::SuccessRate);
    QVERIFY(*success.adjustedPValue >= *success.effect.difference.pValue);
    const ArmComparison two = compared(test::ticketsOf({{kOld, kSame, other}}), question());
    QCOMPARE(two.pairs[0].of(ArmMetric::CostPerRequest).adjustedPValue,
             two.pairs[0].of(ArmMetric::CostPerRequest).effect.difference.pValue);
}

void TestArmComparison::untilThePlannedSizeTheSequenceDecides() {
    // A few percent: seen by an interval for one look, not by one for all looks.
    Version fresh{"v8", 1, 935'000'000, 800};
    const auto events = test::ticketsOf({{kOld, fresh}, 60, 3'000, 30, 4});
    const ArmComparison once = compared(events, question());
    const auto& cost = once.pairs[0].of(ArmMetric::CostPerRequest).effect.difference;
    QVERIFY(cost.interval->high < 0 && once.pairs[0].anytime.interval->high > 0);
    ArmQuery query = question();
    query.plannedRequests = 100'000;
    const ArmComparison running = compared(events, query);
    QCOMPARE(verdictOf(running), QStringLiteral("nothing_shown"));
    QVERIFY(checkOf(running, "sample_size").state == ArmCheck::State::Noted);
    query.plannedRequests = 3'000;
    QVERIFY(checkOf(compared(events, query), "sample_size").state == ArmCheck::State::Passed);
    QVERIFY(verdictOf(compared(events, query)) != QStringLiteral("nothing_shown"));
}

void TestArmComparison::marginIsTheCostOfAMonth() {
    const Version fresh{"v8", 1, 700'000'000, 800};
    const ArmComparison all = compared(test::ticketsOf({{kOld, fresh}}), question());
    const auto& request = all.pairs[0].of(ArmMetric::CostPerRequest);
    // 28 of 30 days with 100 requests each.
    QCOMPARE(all.days.recentRequests, std::int64_t(2'800));
    const double month = 100 * 365.25 / 12;
    QVERIFY(areNear(request.marginPerMonth, -*request.effect.difference.value * month));
    QVERIFY(
        areNear(request.marginInterval->low, -request.effect.difference.interval->high * month));
    const auto& success = all.pairs[0].of(ArmMetric::CostPerSuccess);
    const double successes =
        double(all.arms[0].sums[ArmSum::Successful] + all.arms[1].sums[ArmSum::Successful]) / 3'000;
    QVERIFY(areNear(success.marginPerMonth, -*success.effect.difference.value * month * successes));
    QVERIFY(!all.pairs[0].of(ArmMetric::SuccessRate).marginPerMonth);
}

void TestArmComparison::wrongQuestions_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* change, const char* words) {
        QTest::newRow(change) << QString::fromLatin1(change) << QString::fromLatin1(words);
    };
    row("one arm", "two arms or more");
    row("an arm twice", "named twice");
    row("cluster is the arm", "clusters need another dimension");
    row("stratum is the arm", "cannot be held constant");
    row("stratum is the cluster", "name finer clusters");
    row("three shares", "one planned share an arm");
    row("share of 0", "above 0");
    row("open period", "need a beginning");
}

void TestArmComparison::wrongQuestions() {
    QFETCH(QString, change);
    QFETCH(QString, words);
    ArmQuery query = question();
    const std::map<QString, std::function<void()>> changes{
        {QStringLiteral("one arm"), [&] { query.arms = {"v7"}; }},
        {QStringLiteral("an arm twice"),
         [&] {
             query.arms = {"v7", "v7"};
         }},
        {QStringLiteral("cluster is the arm"), [&] { query.cluster = Dimension::PromptVersion; }},
        {QStringLiteral("stratum is the arm"), [&] { query.strata = {Dimension::PromptVersion}; }},
        {QStringLiteral("stratum is the cluster"), [&] { query.strata = {Dimension::Tenant}; }},
        {QStringLiteral("three shares"),
         [&] {
             query.shares = {1, 1, 1};
         }},
        {QStringLiteral("share of 0"),
         [&] {
             query.shares = {1, 0};
         }},
        {QStringLiteral("open period"), [&] { query.periods.emplace(); }}};
    changes.at(change)();
    const auto result =
        analysis::compareArms(query, *test::frameOfEvents(test::ticketsOf({{kOld}, 3, 9})), {});
    QVERIFY(!result && result.error().code == core::Error::Code::Usage);
    QVERIFY2(QString::fromStdString(result.error().message).contains(words),
             result.error().message.c_str());
}

QTEST_APPLESS_MAIN(TestArmComparison)
#include "tst_arm_comparison.moc"
