// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: request_weights.cpp, revenue_calendar.cpp
#include "models/analysis/revenue_split.h"

#include "models/analysis/revenue_calendar.h"
#include "tests/models/analysis/company.h"

#include <QTest>

#include <map>

using namespace ms;
using namespace ms::test;
using analysis::RevenueBooks;
using analysis::RevenueSplit;
using query::Dimension;

class TestRevenueSplit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestBelongsToItsFirstAttempt();
    void eachKeySplitsByItsOwnWeights();
    void valueAndItsComplementAddUp();
    void directConditionsNarrowDirectly();
    void proportionsAreThoseOfTheWholeMonth();
    void factOfAFeatureGoesToIt();
    void factOfAFeatureWithoutRequestsIsWithoutUsage();
    void noUsageKeepsTheTenant();
    void conditionsJudgeNoUsageByTheEmptyText();
    void daysAddUpToTheRange();
    void hoursOfAShortAndALongDay();
    void rangeInsideAnHourFollowsTheClock();
};

namespace {

using Sums = std::map<std::string, std::string>;

core::Zone berlin() {
    return *core::Zone::find("Europe/Berlin");
}

analysis::SplitRevenue split(const RevenueBooks& books, const analysis::RevenueQuestion& question,
                             const core::Zone& zone = {}) {
    const FakeEventSource source{companyEvents(), companyTenants(), zone};
    const auto revenue = analysis::accrueRevenue(books, source, question.filter.scope, {});
    CHECK(revenue, "Revenue could not be accrued.");
    auto slices = analysis::splitRevenue(*revenue, question, source, {});
    CHECK(slices, "Revenue could not be split.");
    return *std::move(slices);
}

/// "acme|chat" -> amount; a star marks no usage.
Sums sums(const analysis::SplitRevenue& revenue) {
    Sums texts;
    for (const auto& slice : revenue.slices) {
        std::string key = slice.isNoUsage ? "*" : "";
        for (const std::string& part : slice.keys)
            key += (&part == &slice.keys[0] ? "" : "|") + part;
        texts[key] = text(slice.amount);
    }
    return texts;
}

RevenueBooks plans() {
    RevenueBooks books;
    books.plans = {plan("Free", "31"), plan("Pro", "310")};
    return books;
}

query::Filter may() {
    return during("2026-05-01", "2026-06-01");
}

query::Filter mayWith(query::Condition condition) {
    query::Filter filter = may();
    filter.conditions.push_back(std::move(condition));
    return filter;
}

} // namespace

void TestRevenueSplit::requestBelongsToItsFirstAttempt() {
    // acme: 220 over r1 chat/small, r2 chat/large (its retry on small does not count), r3
    // search/small.
    const auto feature = split(plans(), {{Dimension::Tenant, Dimension::Feature}, may()});
    QCOMPARE(sums(feature), (Sums{{"acme|chat", "146.666666666667"},
                                  {"acme|search", "73.333333333333"},
                                  {"bolt|chat", "310"}}));
    const auto model = split(plans(), {{Dimension::Model}, may()});
    QCOMPARE(sums(model), (Sums{{"small", "456.666666666667"}, {"large", "73.333333333333"}}));
    QCOMPARE(text(model.total), "530");
}

void TestRevenueSplit::eachKeySplitsByItsOwnWeights() {
    const query::Filter acme = mayWith(only(Dimension::Tenant, {"acme"}));
    // Costs 900 to 0 (unknown); users u1 and u2 to u1; equal: one to one.
    QCOMPARE(sums(split(plans(), {{Dimension::Feature}, acme, RevenueSplit::Cost}))["chat"], "220");
    QCOMPARE(sums(split(plans(), {{Dimension::Feature}, acme, RevenueSplit::Users}))["search"],
             "73.333333333333");
    QCOMPARE(sums(split(plans(), {{Dimension::Feature}, acme, RevenueSplit::Equal}))["search"],
             "110");
}

void TestRevenueSplit::valueAndItsComplementAddUp() {
    RevenueBooks books = plans();
    books.facts = {earned("cargo", {"2026-05-01", "2026-06-01"}, "31")}; // no usage
    const auto with =
        split(books, {{Dimension::Tenant}, mayWith(only(Dimension::Model, {"small"}))});
    const auto rest =
        split(books, {{Dimension::Tenant}, mayWith(without(Dimension::Model, {"small"}))});
    // Two thirds of each day: 10 x 0.666666666667 + 21 x 6.666666666667.
    QCOMPARE(sums(with)["acme"], "146.666666666677");
    QCOMPARE(text(with.total + rest.total), "561");
    // However it is grouped, the same filter keeps the same revenue.
    const auto byFeature =
        split(books, {{Dimension::Feature}, mayWith(only(Dimension::Model, {"small"}))});
    QCOMPARE(text(byFeature.total), text(with.total));
}

void TestRevenueSplit::directConditionsNarrowDirectly() {
    QCOMPARE(sums(split(plans(), {{Dimension::Tier}, mayWith(only(Dimension::Tier, {"Free"}))})),
             (Sums{{"Free", "10"}}));
    QCOMPARE(
        sums(split(plans(), {{Dimension::Tenant}, mayWith(without(Dimension::Tenant, {"acme"}))})),
        (Sums{{"bolt", "310"}}));
    QCOMPARE(
        text(split(plans(), {{Dimension::Tenant}, mayWith(only(Dimension::Week, {"2026-W20"}))})
                 .total),
        "140"); // 11 to 17 May: two Pro tenants at 10
}

void TestRevenueSplit::proportionsAreThoseOfTheWholeMonth() {
    // The first ten days saw chat only; they earn for search all the same.
    const auto revenue =
        split(plans(), {{Dimension::Tier, Dimension::Feature}, during("2026-05-01", "2026-05-11")});
    QCOMPARE(sums(revenue), (Sums{{"Free|chat", "6.666666666667"},
                                  {"Free|search", "3.333333333333"},
                                  {"Pro|chat", "100"}}));
}

void TestRevenueSplit::factOfAFeatureGoesToIt() {
    RevenueBooks books;
    books.facts = {earned("acme", {"2026-05-01", "2026-06-01"}, "31", "search")};
    QCOMPARE(sums(split(books, {{Dimension::Feature}, may()})), (Sums{{"search", "31"}}));
    QCOMPARE(sums(split(books, {{Dimension::Model}, may()})), (Sums{{"small", "31"}}));
    QCOMPARE(
        sums(split(books, {{Dimension::Tenant}, mayWith(without(Dimension::Feature, {"search"}))})),
        Sums{});
}

void TestRevenueSplit::factOfAFeatureWithoutRequestsIsWithoutUsage() {
    RevenueBooks books;
    books.facts = {earned("acme", {"2026-05-01", "2026-06-01"}, "31", "draft")};
    QCOMPARE(sums(split(books, {{Dimension::Feature}, may()})), (Sums{{"draft", "31"}}));
    QCOMPARE(sums(split(books, {{Dimension::Feature, Dimension::Model}, may()})),
             (Sums{{"*draft|", "31"}}));
}

void TestRevenueSplit::noUsageKeepsTheTenant() {
    RevenueBooks books;
    books.facts = {earned("cargo", {"2026-01-01", "2027-01-01"}, "365"),
                   earnedByTier("Enterprise", {"2026-05-01", "2026-06-01"}, "62")};
    QCOMPARE(sums(split(books, {{Dimension::Tenant, Dimension::Feature}, may()})),
             (Sums{{"*cargo|", "31"}, {"*|", "62"}}));
    // Without a dimension that only requests have, cargo is a tenant like any other.
    QCOMPARE(sums(split(books, {{Dimension::Tenant}, may()})),
             (Sums{{"cargo", "31"}, {"*", "62"}}));
    QCOMPARE(sums(split(books, {{Dimension::Tier}, may()})),
             (Sums{{"Pro", "31"}, {"Enterprise", "62"}}));
}

void TestRevenueSplit::conditionsJudgeNoUsageByTheEmptyText() {
    RevenueBooks books;
    books.facts = {earned("cargo", {"2026-05-01", "2026-06-01"}, "31")};
    QCOMPARE(
        text(split(books, {{Dimension::Tenant}, mayWith(only(Dimension::Model, {"small"}))}).total),
        "0");
    QCOMPARE(text(split(books, {{Dimension::Tenant}, mayWith(only(Dimension::Model, {""}))}).total),
             "31");
}

void TestRevenueSplit::daysAddUpToTheRange() {
    // Europe/Berlin puts the clock forward on 29 March 2026.
    RevenueBooks books;
    books.facts = {earned("acme", {"2026-03-01", "2026-04-01"}, "100"),
                   earned("bolt", {"2026-03-15", "2026-05-01"}, "77.77")};
    const query::Filter range = during("2026-03-20", "2026-04-10", berlin());
    const auto days = split(books, {{Dimension::Day}, range}, berlin());
    const auto tenants = split(books, {{Dimension::Tenant}, range}, berlin());
    QCOMPARE(days.slices.size(), std::size_t(21));
    QCOMPARE(text(days.total), text(tenants.total));
    const auto hours = split(books, {{Dimension::Hour, Dimension::Tenant}, range}, berlin());
    QCOMPARE(text(hours.total), text(tenants.total));
}

void TestRevenueSplit::hoursOfAShortAndALongDay() {
    RevenueBooks books;
    books.facts = {earned("bolt", {"2026-03-29", "2026-03-30"}, "23"),
                   earned("bolt", {"2026-10-25", "2026-10-26"}, "50")};
    Sums hours = sums(split(books, {{Dimension::Hour}, {}}, berlin()));
    QCOMPARE(hours.size(), std::size_t(23 + 25));
    QCOMPARE(hours["2026-03-29T01"], "1");
    QVERIFY(!hours.contains("2026-03-29T02"));
    QCOMPARE(hours["2026-10-25T02+02:00"], "2");
    QCOMPARE(hours["2026-10-25T02+01:00"], "2");
    QCOMPARE(hours["2026-10-25T23"], "2");
}

void TestRevenueSplit::rangeInsideAnHourFollowsTheClock() {
    RevenueBooks books;
    books.facts = {earned("bolt", {"2026-05-01", "2026-05-02"}, "24")};
    const auto morning =
        split(books, {{Dimension::Tenant}, during("2026-05-01T00:00:00Z", "2026-05-01T06:15:00Z")});
    const auto rest =
        split(books, {{Dimension::Tenant}, during("2026-05-01T06:15:00Z", "2026-05-02T00:00:00Z")});
    QCOMPARE(text(morning.total), "6.25");
    QCOMPARE(text(rest.total), "17.75");
}

QTEST_APPLESS_MAIN(TestRevenueSplit)
#include "tst_revenue_split.moc"
