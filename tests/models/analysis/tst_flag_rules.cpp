// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: customer_rules.cpp, flag_thresholds.cpp, rule_cases.cpp, success_rules.cpp
#include "models/analysis/flag_rules.h"

#include "models/analysis/flag_thresholds.h"
#include "models/analysis/rule_cases.h"
#include "tests/models/analysis/company.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace ms;
using namespace ms::test;
using analysis::FeatureFigures;
using analysis::Flag;
using analysis::FlagRule;
using analysis::FlagState;
using analysis::FlagThresholds;
using analysis::PeriodFigures;
using analysis::ReviewFigures;
using analysis::SuccessFigures;
using core::MoneySum;
using query::Dimension;

class TestFlagRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyThresholdCanBeSetOnce();
    void withoutDataNoRuleSaysFine();
    void costPerCustomerOutgrowsRevenue();
    void costPerCustomerMayGrowWithRevenue();
    void freeTierTakesTooMuch();
    void freeTierStaysWithinItsShare();
    void noFreeTierIsClearAndNoTierIsUnknown();
    void aCustomerCostsMoreThanItPays();
    void actionsCostManySingleRequests();
    void aFewDearActionsAreNoPattern();
    void actionsAreHeldAgainstTheirOwnFeature();
    void successGetsDearerAtFlatQuality();
    void successGetsDearerWithTheQuality();
    void theCheaperVersionSucceedsDearer();
    void theCheaperVersionSucceedsCheaperToo();
    void attemptsGetCheaperAndSuccessDearerOverTime();
    void oneCustomerIsDearPerUnit();
    void failedUnitsTakeTheMoney();
    void adoptionWithoutMargin();
    void spendWithoutRetention();
    void flagsOfARuleStandByMoney();
};

namespace {

MoneySum usd(const char* decimal) {
    return *MoneySum::parse(decimal);
}

std::vector<Flag> ask(FlagRule rule, const ReviewFigures& figures,
                      const FlagThresholds& thresholds = {}) {
    return analysis::flagsOf(rule, figures, thresholds);
}

ReviewFigures company() {
    ReviewFigures figures;
    figures.currency = "USD";
    figures.cost = usd("1000");
    figures.callCost = usd("1000");
    return figures;
}

FeatureFigures& feature(ReviewFigures& figures, const char* name) {
    figures.features.push_back({});
    figures.features.back().feature = name;
    return figures.features.back();
}

/// 100 attempts: their cost, that of units, and what became of 100 units.
SuccessFigures success(const char* cost, const char* unitCost, std::int64_t successful) {
    return {100, usd(cost), usd(unitCost), successful, 100 - successful};
}

PeriodFigures period(const char* cost, const char* revenue, std::int64_t customers) {
    PeriodFigures made;
    made.cost = usd(cost);
    made.revenue = usd(revenue);
    made.customers = customers;
    return made;
}

ReviewFigures twoPeriods(const SuccessFigures& before, const SuccessFigures& now) {
    ReviewFigures figures = company();
    figures.before = PeriodFigures{};
    figures.before->features["chat"] = before;
    figures.now = PeriodFigures{};
    figures.now->features["chat"] = now;
    return figures;
}

bool isNear(std::optional<double> a, double b) {
    return a && std::abs(*a - b) < 1e-6;
}

#define VERIFY_RAISED(flags, money)                                                                \
    do {                                                                                           \
        QCOMPARE((flags).size(), std::size_t(1));                                                  \
        QVERIFY((flags)[0].state == FlagState::Raised);                                            \
        QCOMPARE(text(*(flags)[0].severity), std::string(money));                                  \
    } while (false)
#define VERIFY_SILENT(flags, expected)                                                             \
    do {                                                                                           \
        QCOMPARE((flags).size(), std::size_t(1));                                                  \
        QVERIFY((flags)[0].state == (expected));                                                   \
        QVERIFY(!(flags)[0].severity);                                                             \
        QVERIFY(!(flags)[0].words.empty());                                                        \
    } while (false)

} // namespace

void TestFlagRules::everyThresholdCanBeSetOnce() {
    FlagThresholds set;
    std::set<std::string> names;
    std::int64_t next = 1'000;
    for (const analysis::ThresholdOption& option : analysis::thresholdOptions()) {
        QVERIFY(set.*option.value < 1'000); // not set by another name
        set.*option.value = ++next;
        QVERIFY(names.insert(option.name).second);
    }
    QCOMPARE(names.size() * sizeof(std::int64_t), sizeof(FlagThresholds)); // none was forgotten
}

void TestFlagRules::withoutDataNoRuleSaysFine() {
    for (std::size_t rule = 0; rule < analysis::kFlagRules; ++rule) {
        const auto flags = ask(FlagRule(rule), ReviewFigures{});
        VERIFY_SILENT(flags, FlagState::Unknown);
        QVERIFY(!flags[0].figure);
        QVERIFY(flags[0].rule == FlagRule(rule));
    }
}

/// 10 customers at 10 of cost and 20 of revenue, then 20 at 16 and 25: +60 % against +25 %.
void TestFlagRules::costPerCustomerOutgrowsRevenue() {
    ReviewFigures figures = company();
    figures.before = period("100", "200", 10);
    figures.now = period("320", "500", 20);
    const auto flags = ask(FlagRule::CostOutgrowsRevenue, figures);
    VERIFY_RAISED(flags, "60"); // 320 - 20 x 10 x (1.25 + 0.05)
    QVERIFY(isNear(flags[0].figure, 0.35));
    QVERIFY(isNear(flags[0].limit, 0.05));
    QCOMPARE(flags[0].words,
             std::string("Cost per customer went from $10.00 to $16.00 (60%), revenue per customer "
                         "from $20.00 to $25.00 (25%)."));
    FlagThresholds patient;
    patient.growthGapPct = 36;
    VERIFY_SILENT(ask(FlagRule::CostOutgrowsRevenue, figures, patient), FlagState::Clear);
}

void TestFlagRules::costPerCustomerMayGrowWithRevenue() {
    ReviewFigures figures = company();
    figures.before = period("100", "200", 10);
    figures.now = period("320", "640", 20);
    VERIFY_SILENT(ask(FlagRule::CostOutgrowsRevenue, figures), FlagState::Clear);
    figures.now->revenue = {}; // no revenue known
    VERIFY_SILENT(ask(FlagRule::CostOutgrowsRevenue, figures), FlagState::Unknown);
    figures.now = period("320", "640", 20);
    figures.before->cost = {};
    VERIFY_SILENT(ask(FlagRule::CostOutgrowsRevenue, figures), FlagState::Unknown);
}

void TestFlagRules::freeTierTakesTooMuch() {
    ReviewFigures figures = company();
    figures.hasTiers = true;
    figures.freeTiers = {"Free", "Trial"};
    figures.freeCost = usd("125");
    const auto flags = ask(FlagRule::FreeTierSpend, figures);
    VERIFY_RAISED(flags, "25");
    QVERIFY(isNear(flags[0].figure, 0.125));
    QCOMPARE(flags[0].where, (std::vector{only(Dimension::Tier, {"Free", "Trial"})}));
    QCOMPARE(flags[0].words,
             std::string("Free, Trial costs $125.00, 12.5% of the cost of calls, and earns "
                         "nothing."));
}

void TestFlagRules::freeTierStaysWithinItsShare() {
    ReviewFigures figures = company();
    figures.hasTiers = true;
    figures.freeTiers = {"Free"};
    figures.freeCost = usd("100"); // exactly the limit
    VERIFY_SILENT(ask(FlagRule::FreeTierSpend, figures), FlagState::Clear);
    figures.freeCost = usd("100.000000000001");
    VERIFY_RAISED(ask(FlagRule::FreeTierSpend, figures), "0.000000000001");
}

void TestFlagRules::noFreeTierIsClearAndNoTierIsUnknown() {
    ReviewFigures figures = company();
    figures.hasTiers = true;
    VERIFY_SILENT(ask(FlagRule::FreeTierSpend, figures), FlagState::Clear);
    figures.hasTiers = false;
    VERIFY_SILENT(ask(FlagRule::FreeTierSpend, figures), FlagState::Unknown);
}

void TestFlagRules::aCustomerCostsMoreThanItPays() {
    ReviewFigures figures = company();
    figures.customers = {{"acme", usd("30"), usd("20")},
                         {"bolt", usd("5"), usd("5")},   // carries itself
                         {"cogs", usd("90"), usd("0")}}; // pays nothing: not this rule's
    const auto flags = ask(FlagRule::LossMakingCustomer, figures);
    VERIFY_RAISED(flags, "10");
    QVERIFY(isNear(flags[0].figure, -0.5));
    QCOMPARE(flags[0].where, (std::vector{only(Dimension::Tenant, {"acme"})}));
    figures.customers.erase(figures.customers.begin());
    VERIFY_SILENT(ask(FlagRule::LossMakingCustomer, figures), FlagState::Clear);
    figures.customers.erase(figures.customers.begin());
    VERIFY_SILENT(ask(FlagRule::LossMakingCustomer, figures), FlagState::Unknown);
}

/// 40 single requests at 0.10, 30 actions at 0.60: six times.
void TestFlagRules::actionsCostManySingleRequests() {
    ReviewFigures figures = company();
    FeatureFigures& agent = feature(figures, "agent");
    agent.single = {40, usd("4")};
    agent.several.assign(30, usd("0.6"));
    const auto flags = ask(FlagRule::DearActions, figures);
    VERIFY_RAISED(flags, "3"); // 18 - 30 x 5 x 0.10
    QVERIFY(isNear(flags[0].figure, 6));
    FlagThresholds patient;
    patient.actionTimes = 6;
    VERIFY_SILENT(ask(FlagRule::DearActions, figures, patient), FlagState::Clear);
    figures.features[0].several.resize(19); // too few
    VERIFY_SILENT(ask(FlagRule::DearActions, figures), FlagState::Unknown);
    figures.features[0].several.clear();
    VERIFY_SILENT(ask(FlagRule::DearActions, figures), FlagState::Clear); // all are single
}

/// 500 plain actions keep the average low; 20 loops are a pattern, 19 are not.
void TestFlagRules::aFewDearActionsAreNoPattern() {
    ReviewFigures figures = company();
    FeatureFigures& agent = feature(figures, "agent");
    agent.single = {40, usd("4")};
    agent.several.assign(500, usd("0.2"));
    const auto calm = ask(FlagRule::DearActions, figures);
    VERIFY_SILENT(calm, FlagState::Clear);
    QVERIFY(isNear(calm[0].figure, 2));
    figures.features[0].several.insert(figures.features[0].several.begin(), 19, usd("0.9"));
    VERIFY_SILENT(ask(FlagRule::DearActions, figures), FlagState::Clear);
    figures.features[0].several.push_back(usd("0.9"));
    const auto flags = ask(FlagRule::DearActions, figures);
    VERIFY_RAISED(flags, "8"); // 20 x (0.90 - 5 x 0.10)
    QVERIFY(isNear(flags[0].figure, 9));
    QCOMPARE(flags[0].words,
             std::string("agent: 20 of 520 actions of several requests cost more than 5 times the "
                         "$0.10 of a single request there, $18.00 in all."));
}

void TestFlagRules::actionsAreHeldAgainstTheirOwnFeature() {
    ReviewFigures figures = company();
    feature(figures, "chat").single = {1000, usd("10")}; // 0.01 each
    FeatureFigures& agent = feature(figures, "agent");
    agent.several.assign(30, usd("0.6"));
    agent.single = {20, usd("10")}; // 0.50 each
    VERIFY_SILENT(ask(FlagRule::DearActions, figures), FlagState::Clear);
    figures.features[1].single = {19, usd("9.5")}; // too few: 19.50 of 1,019 anywhere
    const auto flags = ask(FlagRule::DearActions, figures);
    QVERIFY(flags[0].state == FlagState::Raised);
    QVERIFY(isNear(flags[0].figure, 0.6 / (19.5 / 1019)));
}

/// 2.00 a success, then 2.50, at 50 of 100 each time.
void TestFlagRules::successGetsDearerAtFlatQuality() {
    const ReviewFigures figures = twoPeriods(success("200", "100", 50), success("210", "125", 50));
    const auto flags = ask(FlagRule::DearerSuccess, figures);
    VERIFY_RAISED(flags, "15"); // 125 - 50 x 2.20
    QVERIFY(isNear(flags[0].figure, 0.25));
    QCOMPARE(flags[0].words, std::string("chat: a success went from $2.00 to $2.50, the success "
                                         "rate from 50% to 50%."));
    VERIFY_SILENT(ask(FlagRule::DearerSuccess,
                      twoPeriods(success("200", "100", 50), success("210", "110", 50))),
                  FlagState::Clear); // up by the limit exactly
    VERIFY_SILENT(ask(FlagRule::DearerSuccess,
                      twoPeriods(success("200", "100", 19), success("210", "125", 50))),
                  FlagState::Unknown); // too few before
}

void TestFlagRules::successGetsDearerWithTheQuality() {
    // The rate went from 50 % to 52 % (flat), to 53 % (not), to 47 % (not).
    const auto stateAt = [](std::int64_t successful) {
        return ask(FlagRule::DearerSuccess,
                   twoPeriods(success("200", "100", 50), success("210", "250", successful)))[0]
            .state;
    };
    QVERIFY(stateAt(52) == FlagState::Raised);
    QVERIFY(stateAt(48) == FlagState::Raised);
    QVERIFY(stateAt(53) == FlagState::Clear);
    QVERIFY(stateAt(47) == FlagState::Clear);
}

void TestFlagRules::theCheaperVersionSucceedsDearer() {
    ReviewFigures figures = company();
    figures.versions = {
        {"chat", "v7", success("300", "200", 80)},  // 3.00 an attempt, 2.50 a success
        {"chat", "v8", success("250", "180", 60)},  // 2.50 an attempt, 3.00 a success
        {"mail", "v8", success("100", "100", 90)}}; // another feature
    const auto flags = ask(FlagRule::CheaperAttempts, figures);
    VERIFY_RAISED(flags, "30"); // 180 - 60 x 2.50
    QVERIFY(isNear(flags[0].figure, 0.2));
    QCOMPARE(flags[0].where, (std::vector{only(Dimension::Feature, {"chat"}),
                                          only(Dimension::PromptVersion, {"v8"})}));
    QCOMPARE(flags[0].words,
             std::string("chat: an attempt of v8 costs $2.50 against $3.00 of v7, a success $3.00 "
                         "against $2.50."));
}

void TestFlagRules::theCheaperVersionSucceedsCheaperToo() {
    ReviewFigures figures = company();
    figures.versions = {{"chat", "v7", success("300", "200", 80)},
                        {"chat", "v8", success("250", "180", 81)}};
    VERIFY_SILENT(ask(FlagRule::CheaperAttempts, figures), FlagState::Clear);
    figures.versions[1].figures.successful = 19;
    VERIFY_SILENT(ask(FlagRule::CheaperAttempts, figures), FlagState::Unknown);
}

void TestFlagRules::attemptsGetCheaperAndSuccessDearerOverTime() {
    const auto flags = ask(FlagRule::CheaperAttempts,
                           twoPeriods(success("300", "100", 50), success("250", "125", 50)));
    VERIFY_RAISED(flags, "25");
    VERIFY_SILENT(ask(FlagRule::CheaperAttempts,
                      twoPeriods(success("250", "100", 50), success("250", "125", 50))),
                  FlagState::Clear); // attempts cost the same
    VERIFY_SILENT(ask(FlagRule::CheaperAttempts,
                      twoPeriods(success("300", "100", 50), success("250", "90", 50))),
                  FlagState::Clear);
}

/// A unit costs 1, 2 and 9: 4.5 times the median.
void TestFlagRules::oneCustomerIsDearPerUnit() {
    ReviewFigures figures = company();
    figures.customerUnits = {{"chat", "acme", usd("40"), 40},
                             {"chat", "bolt", usd("60"), 30},
                             {"chat", "cogs", usd("180"), 20},
                             {"chat", "dust", usd("900"), 19},  // too few to count
                             {"mail", "acme", usd("900"), 90}}; // alone in its feature
    const auto flags = ask(FlagRule::DearCustomer, figures);
    VERIFY_RAISED(flags, "60"); // 180 - 20 x 3 x 2
    QVERIFY(isNear(flags[0].figure, 4.5));
    QCOMPARE(flags[0].where,
             (std::vector{only(Dimension::Feature, {"chat"}), only(Dimension::Tenant, {"cogs"})}));
    figures.customerUnits[2].cost = usd("120"); // three times: the limit
    VERIFY_SILENT(ask(FlagRule::DearCustomer, figures), FlagState::Clear);
    figures.customerUnits.erase(figures.customerUnits.begin());
    VERIFY_SILENT(ask(FlagRule::DearCustomer, figures), FlagState::Unknown);
}

void TestFlagRules::failedUnitsTakeTheMoney() {
    ReviewFigures figures = company();
    FeatureFigures& chat = feature(figures, "chat");
    chat.units.unitCost = usd("100");
    chat.units.failedCost = usd("30");
    chat.units.successful = 15;
    chat.units.failed = 5;
    const auto flags = ask(FlagRule::FailedSpend, figures);
    VERIFY_RAISED(flags, "10");
    QVERIFY(isNear(flags[0].figure, 0.3));
    figures.features[0].units.failedCost = usd("20");
    VERIFY_SILENT(ask(FlagRule::FailedSpend, figures), FlagState::Clear);
    figures.features[0].units.failed = 4;
    figures.features[0].units.pending = 1; // open: it may yet succeed
    VERIFY_SILENT(ask(FlagRule::FailedSpend, figures), FlagState::Unknown);
}

void TestFlagRules::adoptionWithoutMargin() {
    ReviewFigures figures = company();
    FeatureFigures& chat = feature(figures, "chat");
    chat.cost = usd("90");
    chat.revenue = usd("100");
    chat.adoption = 0.3;
    const auto flags = ask(FlagRule::AdoptionWithoutMargin, figures);
    VERIFY_RAISED(flags, "10"); // 90 - 80
    QVERIFY(isNear(flags[0].figure, 0.1));
    figures.features[0].adoption = 0.29;
    VERIFY_SILENT(ask(FlagRule::AdoptionWithoutMargin, figures), FlagState::Clear);
    figures.features[0].adoption = 0.9;
    figures.features[0].cost = usd("80");
    VERIFY_SILENT(ask(FlagRule::AdoptionWithoutMargin, figures), FlagState::Clear);
    figures.features[0].revenue = {};
    VERIFY_SILENT(ask(FlagRule::AdoptionWithoutMargin, figures), FlagState::Unknown);
    figures.features[0].revenue = usd("10");
    figures.features[0].adoption.reset();
    VERIFY_SILENT(ask(FlagRule::AdoptionWithoutMargin, figures), FlagState::Unknown);
}

void TestFlagRules::spendWithoutRetention() {
    ReviewFigures figures = company();
    FeatureFigures& chat = feature(figures, "chat");
    chat.cost = usd("400");
    chat.retention = 0.25;
    const auto flags = ask(FlagRule::SpendWithoutRetention, figures);
    VERIFY_RAISED(flags, "100"); // 400 x (50 % - 25 %)
    QVERIFY(isNear(flags[0].figure, 0.25));
    figures.features[0].retention = 0.5;
    VERIFY_SILENT(ask(FlagRule::SpendWithoutRetention, figures), FlagState::Clear);
    figures.features[0].retention = 0.1;
    figures.features[0].cost = usd("50"); // five percent of all: too little to matter
    VERIFY_SILENT(ask(FlagRule::SpendWithoutRetention, figures), FlagState::Clear);
    figures.features[0].cost = {}; // no known cost
    VERIFY_SILENT(ask(FlagRule::SpendWithoutRetention, figures), FlagState::Unknown);
    figures.features[0].cost = usd("400");
    figures.features[0].retention.reset();
    VERIFY_SILENT(ask(FlagRule::SpendWithoutRetention, figures), FlagState::Unknown);
}

void TestFlagRules::flagsOfARuleStandByMoney() {
    ReviewFigures figures = company();
    figures.customers = {{"acme", usd("3"), usd("2")},
                         {"bolt", usd("9"), usd("2")},
                         {"cogs", usd("5"), usd("2")},
                         {"dust", usd("1"), usd("2")}};
    const auto flags = ask(FlagRule::LossMakingCustomer, figures);
    QCOMPARE(flags.size(), std::size_t(3));
    QCOMPARE(flags[0].where[0].values, std::vector<std::string>{"bolt"});
    QCOMPARE(flags[1].where[0].values, std::vector<std::string>{"cogs"});
    QCOMPARE(flags[2].where[0].values, std::vector<std::string>{"acme"});
}

QTEST_APPLESS_MAIN(TestFlagRules)
#include "tst_flag_rules.moc"
