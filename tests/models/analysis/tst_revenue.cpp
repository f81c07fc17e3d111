// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: even_spread.cpp, exchange_rates.cpp
#include "models/analysis/revenue.h"

#include "models/analysis/even_spread.h"
#include "models/analysis/exchange_rates.h"
#include "models/core/largest_remainder.h"
#include "tests/models/analysis/company.h"

#include <QTest>

#include <map>

using namespace ms;
using namespace ms::test;
using analysis::AccruedRevenue;
using analysis::RevenueBooks;
using core::MoneySum;

class TestRevenue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void planFollowsTheTierOfTheDay();
    void ownFactsReplaceThePlanOfTheirMonthsOnly();
    void factEarnsEachDayOfItsPeriod();
    void firstDaysEarnTheOddPicoUnits();
    void tierFactIsSharedByItsActiveTenants();
    void tierFactWithoutTenantsStaysWithTheTier();
    void laterPlanHoldsFromItsDay();
    void outOfScopeAttemptsActivateNobody();
    void rateOfTheDayConverts();
    void convertedDaysAddUpToTheConvertedFact();
    void amountsWithoutARateAreLeftOutAndNamed();
    void emptyPeriodIsLeftOutAndNamed();
    void monthlyAmountsAreEarnedEachMonth();
    void oneMomentIsADay();
    void whatIsNoRevenueIsLeftOutAndNamed();
    void endInsideADayCountsTheDay();
    void evenSharesAreLargestRemainder();
    void stopIsHeard();
};

namespace {

const query::Scope kProduction{};

AccruedRevenue accrue(const RevenueBooks& books) {
    const FakeEventSource source{companyEvents(), companyTenants()};
    auto revenue = analysis::accrueRevenue(books, source, kProduction, {});
    CHECK(revenue, "Revenue could not be accrued.");
    return *std::move(revenue);
}

std::map<std::string, std::string> byTenant(const AccruedRevenue& revenue) {
    std::map<std::string, MoneySum> sums;
    for (const auto& day : revenue.days)
        sums[std::string(day.tenant)] += day.amount;
    std::map<std::string, std::string> texts;
    for (const auto& [tenant, sum] : sums)
        texts[tenant] = text(sum);
    return texts;
}

MoneySum onDay(const AccruedRevenue& revenue, const std::string& tenant, const std::string& when) {
    MoneySum sum;
    for (const auto& row : revenue.days)
        if (row.tenant == tenant && row.day == day(when))
            sum += row.amount;
    return sum;
}

core::FxFact rate(const std::string& date, const std::string& currency, const std::string& value) {
    return {day(date), currency, *core::parseDecimal(value), 0};
}

using Sums = std::map<std::string, std::string>;

} // namespace

void TestRevenue::planFollowsTheTierOfTheDay() {
    RevenueBooks books;
    books.plans = {plan("Free", "31"), plan("Pro", "310")};
    const AccruedRevenue revenue = accrue(books);
    // acme: 10 days at 1, 21 days at 10. cargo has no attempt, so it pays no plan.
    QCOMPARE(byTenant(revenue), (Sums{{"acme", "220"}, {"bolt", "310"}}));
    QCOMPARE(text(onDay(revenue, "acme", "2026-05-10")), "1");
    QCOMPARE(text(onDay(revenue, "acme", "2026-05-11")), "10");
}

void TestRevenue::ownFactsReplaceThePlanOfTheirMonthsOnly() {
    auto events = companyEvents();
    events.push_back({"2026-06-03T00:00:00Z", "acme", "chat", "small", "u1", "r9", 1, 1, ""});
    const FakeEventSource source{events, companyTenants()};
    RevenueBooks books;
    books.plans = {plan("Free", "31"), plan("Pro", "300")};
    books.facts = {earned("acme", {"2026-05-31", "2026-06-01"}, "-15.5")}; // a credit
    const auto revenue = analysis::accrueRevenue(books, source, kProduction, {});
    QVERIFY(revenue);
    // May: the credit alone. June: the Pro plan, 30 days at 10.
    QCOMPARE(byTenant(*revenue)["acme"], "284.5");
    QCOMPARE(text(onDay(*revenue, "acme", "2026-05-12")), "0");
}

void TestRevenue::factEarnsEachDayOfItsPeriod() {
    RevenueBooks books;
    books.facts = {earned("cargo", {"2026-01-01", "2027-01-01"}, "730")};
    const AccruedRevenue revenue = accrue(books);
    QCOMPARE(revenue.days.size(), std::size_t(365));
    QCOMPARE(text(onDay(revenue, "cargo", "2026-02-28")), "2");
    QCOMPARE(revenue.days.front().tier, "Pro");
    QCOMPARE(revenue.days.front().segment, "smb");
}

void TestRevenue::firstDaysEarnTheOddPicoUnits() {
    RevenueBooks books;
    books.facts = {earned("bolt", {"2026-05-01", "2026-05-04"}, "-0.000000000010")};
    const AccruedRevenue revenue = accrue(books);
    QCOMPARE(text(onDay(revenue, "bolt", "2026-05-01")), "-0.000000000004");
    QCOMPARE(text(onDay(revenue, "bolt", "2026-05-02")), "-0.000000000003");
    QCOMPARE(text(onDay(revenue, "bolt", "2026-05-03")), "-0.000000000003");
}

void TestRevenue::tierFactIsSharedByItsActiveTenants() {
    RevenueBooks books;
    books.facts = {earnedByTier("Pro", {"2026-05-01", "2026-06-01"}, "62")};
    // Until the 10th bolt is the only active Pro tenant; then it shares with acme, never with
    // cargo.
    QCOMPARE(byTenant(accrue(books)), (Sums{{"acme", "21"}, {"bolt", "41"}}));
}

void TestRevenue::tierFactWithoutTenantsStaysWithTheTier() {
    RevenueBooks books;
    books.facts = {earnedByTier("Enterprise", {"2026-05-01", "2026-06-01"}, "62")};
    const AccruedRevenue revenue = accrue(books);
    QCOMPARE(byTenant(revenue), (Sums{{"", "62"}}));
    QCOMPARE(revenue.days.front().tier, "Enterprise");
}

void TestRevenue::laterPlanHoldsFromItsDay() {
    RevenueBooks books;
    core::PlanFact dearer = plan("Pro", "620");
    dearer.validFrom = at("2026-05-30");
    books.plans = {dearer, plan("Pro", "310")};
    QCOMPARE(byTenant(accrue(books))["bolt"], "330"); // 29 x 10 + 2 x 20
}

void TestRevenue::outOfScopeAttemptsActivateNobody() {
    const FakeEventSource source{
        {{"2026-05-02T08:00:00Z", "acme", "chat", "small", "u1", "r1", 1, 1, "staging"}},
        companyTenants()};
    RevenueBooks books;
    books.plans = {plan("Free", "31"), plan("Pro", "310")};
    const auto production = analysis::accrueRevenue(books, source, kProduction, {});
    QVERIFY(production && production->days.empty());
    const auto all = analysis::accrueRevenue(books, source, {query::Scope::Kind::All, {}}, {});
    QVERIFY(all);
    QCOMPARE(byTenant(*all)["acme"], "220");
}

void TestRevenue::rateOfTheDayConverts() {
    RevenueBooks books;
    books.facts = {earned("bolt", {"2026-05-01", "2026-05-04"}, "300")};
    books.facts[0].currency = "EUR";
    books.fx = {rate("2026-05-03", "EUR", "1.3"), rate("2026-04-30", "EUR", "1.1"),
                rate("2026-05-03", "EUR", "1.2")}; // the later import holds
    const AccruedRevenue revenue = accrue(books);
    QCOMPARE(text(onDay(revenue, "bolt", "2026-05-02")), "110");
    QCOMPARE(text(onDay(revenue, "bolt", "2026-05-03")), "120");
    QVERIFY(revenue.notes.empty());
}

void TestRevenue::convertedDaysAddUpToTheConvertedFact() {
    RevenueBooks books;
    books.facts = {earned("bolt", {"2026-05-01", "2026-05-04"}, "0.000000000010")};
    books.facts[0].currency = "EUR";
    books.fx = {rate("2026-01-01", "EUR", "1.05")};
    // 10.5 pico-units go to the even neighbour once, not 3.5 three times.
    QCOMPARE(byTenant(accrue(books))["bolt"], "0.00000000001");
}

void TestRevenue::amountsWithoutARateAreLeftOutAndNamed() {
    RevenueBooks books;
    books.facts = {earned("bolt", {"2026-05-01", "2026-05-05"}, "400")};
    books.facts[0].currency = "GBP";
    books.fx = {rate("2026-05-04", "GBP", "1.5")};
    const AccruedRevenue revenue = accrue(books);
    QCOMPARE(byTenant(revenue), (Sums{{"bolt", "150"}}));
    QCOMPARE(revenue.notes.size(), std::size_t(1));
    QCOMPARE(revenue.notes[0], "GBP 300.00 of revenue is left out: there is no usable exchange "
                               "rate on or before its days.");
}

void TestRevenue::emptyPeriodIsLeftOutAndNamed() {
    RevenueBooks books;
    books.facts = {earned("bolt", {"2026-05-01", "2026-05-01"}, "400")};
    books.facts[0].line = 7;
    const AccruedRevenue revenue = accrue(books);
    QVERIFY(revenue.days.empty());
    QCOMPARE(revenue.notes[0],
             "1 revenue fact with an empty period left out (the first on line 7).");
}

void TestRevenue::monthlyAmountsAreEarnedEachMonth() {
    RevenueBooks books;
    // 31 a month: 1 a day in May; 16 of 30 days of June earn 31 * 16 / 30.
    books.facts = {earned("bolt", {"2026-05-01", "2026-06-17"}, "31")};
    for (const auto basis : {core::RevenueBasis::Mrr, core::RevenueBasis::SubscriptionMonthly}) {
        books.facts[0].basis = basis;
        const AccruedRevenue revenue = accrue(books);
        QCOMPARE(text(onDay(revenue, "bolt", "2026-05-31")), "1");
        QCOMPARE(text(onDay(revenue, "bolt", "2026-06-17")), "0");
        QCOMPARE(byTenant(revenue)["bolt"], "47.533333333338"); // ten days earn a unit more
    }
}

void TestRevenue::oneMomentIsADay() {
    RevenueBooks books;
    books.facts = {earned("bolt", {"2026-05-03T10:00:00Z", "2026-05-03T10:00:00Z"}, "99")};
    QCOMPARE(text(onDay(accrue(books), "bolt", "2026-05-03")), "99");
}

void TestRevenue::whatIsNoRevenueIsLeftOutAndNamed() {
    RevenueBooks books;
    books.facts = std::vector(3, earned("bolt", {"2026-05-01", "2026-06-01"}, "10"));
    books.facts[0].flags.add(core::Flag::TestMode);
    books.facts[1].flags.add(core::Flag::PrepaidCredit);
    books.facts[2].periodStart.reset();
    const AccruedRevenue revenue = accrue(books);
    QVERIFY(revenue.days.empty());
    QCOMPARE(revenue.notes.size(), std::size_t(2));
    QVERIFY(revenue.notes[0].starts_with("1 revenue fact without a period"));
    QVERIFY(revenue.notes[1].starts_with("2 revenue facts left out"));
}

void TestRevenue::endInsideADayCountsTheDay() {
    RevenueBooks books;
    books.facts = {earned("bolt", {"2026-05-01T10:00:00Z", "2026-05-02T00:00:01Z"}, "4"),
                   earned("acme", {"2026-05-01T10:00:00Z", "2026-05-02T00:00:00Z"}, "4")};
    const AccruedRevenue revenue = accrue(books);
    QCOMPARE(text(onDay(revenue, "bolt", "2026-05-02")), "2");
    QCOMPARE(text(onDay(revenue, "acme", "2026-05-01")), "4");
}

void TestRevenue::evenSharesAreLargestRemainder() {
    for (int count = 1; count <= 7; ++count) {
        const std::vector<std::uint64_t> weights(std::size_t(count), 1);
        const std::vector<std::string> names{"a", "b", "c", "d", "e", "f", "g"};
        const std::vector<std::string_view> ids(names.begin(), names.begin() + count);
        for (int total = -20; total <= 20; ++total) {
            const auto expected = core::largestRemainder(total, weights, ids);
            core::Int128 sum = 0;
            for (int i = 0; i < count; ++i) {
                QVERIFY(analysis::evenShare(MoneySum::fromPicos(total), i, count).picos() ==
                        expected[std::size_t(i)]);
                sum += expected[std::size_t(i)];
                QVERIFY(analysis::evenShares(MoneySum::fromPicos(total), 0, i + 1, count).picos() ==
                        sum);
            }
        }
    }
}

void TestRevenue::stopIsHeard() {
    std::stop_source stop;
    stop.request_stop();
    const FakeEventSource source{companyEvents(), companyTenants()};
    const auto revenue = analysis::accrueRevenue({}, source, kProduction, stop.get_token());
    QVERIFY(!revenue);
    QCOMPARE(revenue.error().code, core::Error::Code::Cancelled);
}

QTEST_APPLESS_MAIN(TestRevenue)
#include "tst_revenue.moc"
