// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: active_user_facts.cpp, active_user_slice.cpp
#include "models/analysis/active_users.h"

#include "models/analysis/active_user_slice.h"
#include "tests/models/analysis/company.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace ms;
using namespace ms::test;
using analysis::ActiveUsersRow;
using analysis::ActiveUsersTable;
using analysis::UsersBasis;
using core::ActiveUsersFact;
using core::MoneySum;
using query::Dimension;

class TestActiveUsers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void costPerActiveUserByTier();
    void uncertaintyAndSpreadAreTwoIntervals();
    void peopleOfFeaturesDoNotAddUpToTheProduct();
    void withoutFactsTheUsersOfEventsAreOffered();
    void nobodyActiveIsNoDivisor();
    void whatHasNoPriceIsNotFree();
    void factsOfATierAreDealtOutToItsCustomers();
    void whatIsSaidTwiceCountsOnce();
    void aFilterOnPeopleNeedsFactsOfThem_data();
    void aFilterOnPeopleNeedsFactsOfThem();
    void factsThatDoNotFitAreCounted();
    void aTenantThatChangesTierIsInNoTier();
    void reachIsOfTheProductAndOfTenants();
    void retentionAndEngagement();
    void spendAndRetentionOverCustomers();
    void freeTiers();
    void costsAddUpToTheTotal();
    void otherDimensionsAreRefused();
};

namespace {

constexpr std::int64_t kDollar = core::kPicosPerUnit;

PlainEvent call(const char* time, const char* tenant, const char* user, std::int64_t cents,
                const char* feature = "chat") {
    PlainEvent event;
    event.time = time;
    event.tenant = tenant;
    event.user = user;
    event.feature = feature;
    event.request = std::string(time) + tenant + user;
    event.costPicos = cents * kDollar / 100;
    return event;
}

/// Two Pro customers, one Free, in May; June only acme.
FakeEventSource company() {
    return {{call("2026-05-02T08:00:00Z", "acme", "ann", 200),
             call("2026-05-20T08:00:00Z", "acme", "bob", 100, "search"),
             call("2026-06-02T08:00:00Z", "acme", "ann", 700),
             call("2026-05-02T09:00:00Z", "bolt", "cyd", 500),
             call("2026-05-03T08:00:00Z", "cogs", "", 40)},
            {tenant("acme", "Pro"), tenant("bolt", "Pro"), tenant("cogs", "Free"),
             tenant("dust", "Free")}};
}

struct Who {
    std::string tenant;
    std::string tier;
    std::string feature;
};

ActiveUsersFact fact(const char* month, const Who& who, std::optional<std::int64_t> users) {
    ActiveUsersFact made;
    const core::Month first = *core::parseMonth(month);
    made.periodStart = {core::Moment::Kind::Day, core::firstDayOf(first).number};
    made.periodEnd = {core::Moment::Kind::Day,
                      core::firstDayOf(core::Month{first.number + 1}).number};
    made.tenant = who.tenant;
    made.tier = who.tier;
    made.feature = who.feature;
    made.activeUsers = users;
    return made;
}

std::vector<ActiveUsersFact> customerFacts() {
    return {fact("2026-05", {"acme", "", ""}, 10), fact("2026-05", {"bolt", "", ""}, 5),
            fact("2026-05", {"cogs", "", ""}, 4), fact("2026-06", {"acme", "", ""}, 14)};
}

ActiveUsersTable ask(const query::EventSource& source, const std::vector<ActiveUsersFact>& facts,
                     std::vector<Dimension> by, query::Filter filter = {}) {
    auto table = analysis::activeUsersBy({std::move(by), std::move(filter)}, facts, source, {}, {});
    CHECK(table, "The active users could not be computed.");
    return *std::move(table);
}

const ActiveUsersRow& row(const ActiveUsersTable& table, const std::vector<std::string>& keys) {
    for (const ActiveUsersRow& row : table.rows)
        if (row.keys == keys)
            return row;
    CHECK(false, "There is no such row.");
    return table.total;
}

bool isNear(double a, double b) {
    return std::abs(a - b) < 1e-9;
}

} // namespace

void TestActiveUsers::costPerActiveUserByTier() {
    const ActiveUsersTable table = ask(company(), customerFacts(), {Dimension::Tier});
    QCOMPARE(table.rows.size(), std::size_t(2));
    const ActiveUsersRow& pro = table.rows[0];
    QCOMPARE(pro.keys, std::vector<std::string>{"Pro"});
    QVERIFY(pro.basis() == UsersBasis::Facts);
    QCOMPARE(pro.activeUsers, std::int64_t(29)); // 10 and 5 in May, 14 in June
    QCOMPARE(text(pro.coveredCost), std::string("15"));
    QCOMPARE(text(*pro.perActiveUser()), std::string("0.51724137931"));
    QCOMPARE(text(*table.rows[1].perActiveUser()), std::string("0.1"));
    QCOMPARE(table.total.activeUsers, std::int64_t(33));
    const ActiveUsersTable months = ask(company(), customerFacts(), {Dimension::Month});
    QCOMPARE(text(*row(months, {"2026-05"}).perActiveUser()), std::string("0.442105263158"));
    QCOMPARE(text(*row(months, {"2026-06"}).perActiveUser()), std::string("0.5"));
}

/// Of Pro: acme 10 dollars and 24 users, bolt 5 and 5. R = 15/29, both influences are 70/29, so
/// V = 2 (2 (70/29)^2) / 29^2 and the Student quantile has one degree of freedom.
void TestActiveUsers::uncertaintyAndSpreadAreTwoIntervals() {
    const ActiveUsersTable table = ask(company(), customerFacts(), {Dimension::Tier});
    const ActiveUsersRow& pro = table.rows[0];
    QCOMPARE(pro.customers, std::size_t(2));
    QVERIFY(!pro.isDealtOut);
    QVERIFY(isNear(*pro.uncertainty.value, 15.0 / 29));
    const double error = 2 * (70.0 / 29) / 29;
    QVERIFY(isNear(*pro.uncertainty.standardError, error));
    QVERIFY(isNear(pro.uncertainty.interval->high, 15.0 / 29 + 12.706204736174698 * error));
    QCOMPARE(text(*pro.low), std::string("0.475")); // of 10/24 and 1
    QCOMPARE(text(*pro.high), std::string("0.941666666667"));
    const ActiveUsersRow& free = table.rows[1];
    QVERIFY(free.uncertainty.status == stats::Status::InsufficientClusters); // one customer
    QVERIFY(!free.uncertainty.interval);
    QVERIFY(isNear(*free.uncertainty.value, 0.1));
}

void TestActiveUsers::peopleOfFeaturesDoNotAddUpToTheProduct() {
    std::vector<ActiveUsersFact> facts{fact("2026-05", {"", "", ""}, 12),
                                       fact("2026-05", {"", "", "chat"}, 8),
                                       fact("2026-05", {"", "", "search"}, 6)};
    const query::Filter may = during("2026-05-01", "2026-06-01");
    const ActiveUsersTable table = ask(company(), facts, {Dimension::Feature}, may);
    QCOMPARE(table.rows.size(), std::size_t(2));
    QCOMPARE(text(*row(table, {"chat"}).perActiveUser()), std::string("0.925")); // 7.40 / 8
    QCOMPARE(text(*row(table, {"search"}).perActiveUser()), std::string("0.166666666667"));
    QCOMPARE(table.total.activeUsers, std::int64_t(12)); // not 14
    // By month, only the product's own count is asked.
    const ActiveUsersTable months = ask(company(), facts, {Dimension::Month}, may);
    QCOMPARE(months.rows[0].activeUsers, std::int64_t(12));
    // One feature can be asked for; two have people in common.
    query::Filter chat = may;
    chat.conditions = {only(Dimension::Feature, {"chat"})};
    QCOMPARE(ask(company(), facts, {Dimension::Month}, chat).total.activeUsers, std::int64_t(8));
    chat.conditions = {only(Dimension::Feature, {"chat", "search"})};
    const ActiveUsersTable both = ask(company(), facts, {Dimension::Month}, chat);
    QVERIFY(!both.hasOneFeature);
    QVERIFY(!both.total.perActiveUser());
    QCOMPARE(both.total.facts, std::int64_t(0));
}

void TestActiveUsers::withoutFactsTheUsersOfEventsAreOffered() {
    const ActiveUsersTable table = ask(company(), {}, {Dimension::Tier});
    const ActiveUsersRow& pro = row(table, {"Pro"});
    QVERIFY(pro.basis() == UsersBasis::SeenInEvents);
    QVERIFY(!pro.perActiveUser()); // an offer beside it, never in its place
    QVERIFY(!pro.uncertainty.interval);
    QCOMPARE(pro.seenUsers, std::int64_t(4)); // ann, bob and cyd in May, ann in June
    QCOMPARE(text(*pro.perSeenUser()), std::string("3.75"));
    const ActiveUsersRow& free = row(table, {"Free"});
    QVERIFY(free.basis() == UsersBasis::Unknown); // the call names nobody
    QVERIFY(!free.perSeenUser());
    QCOMPARE(table.total.seenUsers, std::int64_t(4));
    QCOMPARE(text(table.total.seenCost), std::string("15")); // of 15.40
}

void TestActiveUsers::nobodyActiveIsNoDivisor() {
    const ActiveUsersTable table =
        ask(company(), {fact("2026-05", {"cogs", "", ""}, 0)}, {Dimension::Tier});
    const ActiveUsersRow& free = row(table, {"Free"});
    QVERIFY(free.basis() == UsersBasis::Facts);
    QVERIFY(!free.perActiveUser());
    QVERIFY(free.uncertainty.status == stats::Status::ZeroDenominator);
    QVERIFY(!free.low);
}

void TestActiveUsers::whatHasNoPriceIsNotFree() {
    std::vector<PlainEvent> events{call("2026-05-02T08:00:00Z", "acme", "ann", 200),
                                   call("2026-05-02T08:00:00Z", "bolt", "bob", 0),
                                   call("2026-05-02T08:00:00Z", "cogs", "cyd", 0)};
    events[1].costPicos.reset();
    events[2].costPicos.reset();
    const FakeEventSource source{
        events, {tenant("acme", "Pro"), tenant("bolt", "Pro"), tenant("cogs", "Free")}};
    const std::vector<ActiveUsersFact> facts{fact("2026-05", {"acme", "", ""}, 10),
                                             fact("2026-05", {"bolt", "", ""}, 10),
                                             fact("2026-05", {"cogs", "", ""}, 10)};
    const ActiveUsersTable table = ask(source, facts, {Dimension::Tier});
    const ActiveUsersRow& free = row(table, {"Free"});
    QVERIFY(!free.perActiveUser());
    QVERIFY(!free.perSeenUser());
    QCOMPARE(free.unpricedFacts, std::int64_t(1));
    QCOMPARE(text(*row(table, {"Pro"}).perActiveUser()), std::string("0.2")); // not 0.1
    // Of a fact of both, what is known is shared by all, but bolt is in no spread.
    const ActiveUsersTable tiers =
        ask(source, {fact("2026-05", {"", "Pro", ""}, 20)}, {Dimension::Tier});
    QCOMPARE(text(*row(tiers, {"Pro"}).perActiveUser()), std::string("0.1"));
    QCOMPARE(text(*row(tiers, {"Pro"}).low), std::string("0.2"));
}

void TestActiveUsers::factsOfATierAreDealtOutToItsCustomers() {
    analysis::UsageCell acme{"", "Pro", "acme", "2026-05", MoneySum::fromPicos(3 * kDollar),
                             2,  0,     2};
    analysis::UsageCell bolt{"", "Pro", "bolt", "2026-05", MoneySum::fromPicos(5 * kDollar),
                             1,  0,     1};
    const analysis::MonthlyUsers users{*core::parseMonth("2026-05"), "", "Pro", "", 20, {}, {}};
    const analysis::UsersSlice slice{{"Pro"}, {&acme, &bolt}, {&users}};
    const analysis::CoveredUsers covered = analysis::coveredUsersOf(slice);
    QVERIFY(covered.isDealtOut);
    QCOMPARE(std::int64_t(covered.customers.at("acme").userMillionths), std::int64_t(13'333'333));
    QCOMPARE(std::int64_t(covered.customers.at("bolt").userMillionths), std::int64_t(6'666'667));
    const ActiveUsersRow row = analysis::figuresOf(slice, covered);
    QCOMPARE(text(*row.perActiveUser()), std::string("0.4"));
    QVERIFY(isNear(*row.uncertainty.value, 0.4));
    QVERIFY(row.uncertainty.interval && row.low && row.high);
    // Events that name no user give no share: no interval, but the cost per user stays.
    acme.users = bolt.users = 0;
    const ActiveUsersRow undealt = analysis::figuresOf(slice, analysis::coveredUsersOf(slice));
    QCOMPARE(text(*undealt.perActiveUser()), std::string("0.4"));
    QVERIFY(!undealt.uncertainty.interval && !undealt.low);
}

void TestActiveUsers::whatIsSaidTwiceCountsOnce() {
    // A tier's own count against those of one of its two customers: the tier covers more.
    std::vector<ActiveUsersFact> facts{fact("2026-05", {"", "Pro", ""}, 30),
                                       fact("2026-05", {"acme", "", ""}, 10)};
    const ActiveUsersRow tier = row(ask(company(), facts, {Dimension::Tier}), {"Pro"});
    QCOMPARE(tier.activeUsers, std::int64_t(30));
    QCOMPARE(text(tier.coveredCost), std::string("8"));
    // With both customers the finer ones count, in any order.
    facts.push_back(fact("2026-05", {"bolt", "", ""}, 5));
    QCOMPARE(row(ask(company(), facts, {Dimension::Tier}), {"Pro"}).activeUsers, std::int64_t(15));
    std::reverse(facts.begin(), facts.end());
    QCOMPARE(row(ask(company(), facts, {Dimension::Tier}), {"Pro"}).activeUsers, std::int64_t(15));
    // The very same stated again: the later row.
    const std::vector<ActiveUsersFact> again{fact("2026-05", {"", "Pro", ""}, 30),
                                             fact("2026-05", {"", "Pro", ""}, 31)};
    const ActiveUsersTable table = ask(company(), again, {Dimension::Tier});
    QCOMPARE(row(table, {"Pro"}).activeUsers, std::int64_t(31));
    QCOMPARE(table.usable.restated, std::int64_t(1));
}

void TestActiveUsers::aFilterOnPeopleNeedsFactsOfThem_data() {
    QTest::addColumn<int>("dimension");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("usersOfTenants"); // facts by tenant; -1: none can be used
    QTest::addColumn<int>("usersOfTiers");
    const auto add = [](const char* name, Dimension dimension, const char* value, int tenants,
                        int tiers) {
        QTest::newRow(name) << int(dimension) << QString::fromLatin1(value) << tenants << tiers;
    };
    add("one tenant", Dimension::Tenant, "acme", 24, -1);
    add("one tier", Dimension::Tier, "Pro", 29, 20);
    add("a segment", Dimension::Segment, "smb", 33, -1);
    add("one person", Dimension::User, "ann", -1, -1);
    add("one month", Dimension::Month, "2026-06", 14, -1);
    add("one day", Dimension::Day, "2026-05-02", -1, -1);
    add("a model narrows only the cost", Dimension::Model, "", 33, 23);
}

void TestActiveUsers::aFilterOnPeopleNeedsFactsOfThem() {
    QFETCH(int, dimension);
    QFETCH(QString, value);
    QFETCH(int, usersOfTenants);
    QFETCH(int, usersOfTiers);
    query::Filter filter;
    filter.conditions = {only(Dimension(dimension), {value.toStdString()})};
    const std::vector<ActiveUsersFact> tiers{fact("2026-05", {"", "Pro", ""}, 20),
                                             fact("2026-05", {"", "Free", ""}, 3)};
    const auto usersOf = [&](const std::vector<ActiveUsersFact>& facts) {
        const ActiveUsersRow total = ask(company(), facts, {}, filter).total;
        return total.facts == 0 ? -1 : int(total.activeUsers);
    };
    QCOMPARE(usersOf(customerFacts()), usersOfTenants);
    QCOMPARE(usersOf(tiers), usersOfTiers);
}

void TestActiveUsers::factsThatDoNotFitAreCounted() {
    std::vector<ActiveUsersFact> facts{fact("2026-05", {"", "Pro", ""}, std::nullopt),
                                       fact("2026-06", {"", "Pro", ""}, 9),
                                       fact("2026-04", {"", "Pro", ""}, 9)};
    facts.push_back(facts[1]);
    facts.back().periodEnd = at("2026-06-08"); // a week
    const ActiveUsersTable table =
        ask(company(), facts, {Dimension::Tier}, during("2026-05-01", "2026-06-20"));
    QCOMPARE(table.usable.withoutValue, std::int64_t(1));
    QCOMPARE(table.usable.cutMonths, std::int64_t(1)); // June
    QCOMPARE(table.usable.otherPeriod, std::int64_t(1));
    QVERIFY(table.usable.facts.empty()); // and April is not asked
    QCOMPARE(text(row(table, {"Pro"}).cost), std::string("15"));
    QVERIFY(!row(table, {"Pro"}).perActiveUser());
}

void TestActiveUsers::aTenantThatChangesTierIsInNoTier() {
    const FakeEventSource source{
        {call("2026-05-02T08:00:00Z", "acme", "ann", 200),
         call("2026-05-20T08:00:00Z", "acme", "ann", 100)},
        {tenant("acme", "Free", {}, "2026-05-11"), tenant("acme", "Pro", "2026-05-11")}};
    const std::vector<ActiveUsersFact> facts{fact("2026-05", {"acme", "", ""}, 10)};
    const ActiveUsersTable table = ask(source, facts, {Dimension::Tier});
    QVERIFY(!row(table, {"Pro"}).perActiveUser());
    QVERIFY(!row(table, {"Free"}).perActiveUser());
    QCOMPARE(text(*table.total.perActiveUser()), std::string("0.3"));
    // A fact that states the tier is of the days in it.
    const ActiveUsersTable stated =
        ask(source, {fact("2026-05", {"acme", "Pro", ""}, 4)}, {Dimension::Tier});
    QCOMPARE(text(*row(stated, {"Pro"}).perActiveUser()), std::string("0.25"));
}

void TestActiveUsers::reachIsOfTheProductAndOfTenants() {
    const std::vector<ActiveUsersFact> facts{
        fact("2026-05", {"", "Pro", ""}, 20), fact("2026-05", {"", "Pro", "chat"}, 15),
        fact("2026-05", {"", "Free", "chat"}, 2), fact("2026-06", {"", "Pro", "search"}, 7)};
    const ActiveUsersTable table = ask(company(), facts, {Dimension::Feature, Dimension::Tier});
    QCOMPARE(*row(table, {"chat", "Pro"}).reach, 0.75);
    QVERIFY(!row(table, {"chat", "Free"}).reach); // of how many is not stated
    QVERIFY(!row(table, {"search", "Pro"}).reach);
    QVERIFY(!table.total.reach);
    QCOMPARE(*row(table, {"chat", "Free"}).tenantReach(), 0.5); // cogs, not dust
    QCOMPARE(*row(table, {"search", "Pro"}).tenantReach(), 0.5);
}

void TestActiveUsers::retentionAndEngagement() {
    std::vector<ActiveUsersFact> facts = customerFacts();
    facts[0].retainedUsers = 8; // of 10
    facts[1].retainedUsers = 1; // of 5
    facts[0].engagement = *core::parseDecimal("0.5");
    facts[3].engagement = *core::parseDecimal("0.25");
    const ActiveUsersRow pro = row(ask(company(), facts, {Dimension::Tier}), {"Pro"});
    QVERIFY(isNear(*pro.retention, 9.0 / 15)); // acme's June is not stated
    QVERIFY(isNear(*pro.engagement, (10 * 0.5 + 14 * 0.25) / (10 + 14))); // bolt's is not
    QVERIFY(!row(ask(company(), facts, {Dimension::Tier}), {"Free"}).retention);
}

void TestActiveUsers::spendAndRetentionOverCustomers() {
    std::vector<PlainEvent> events;
    std::vector<ActiveUsersFact> facts;
    const std::array<std::int64_t, 5> cents{100, 200, 300, 400, 500};
    const std::array<std::int64_t, 5> retained{2, 1, 4, 3, 5};
    static constexpr std::array kTenants{"a", "b", "c", "d", "e"};
    for (std::size_t i = 0; i < kTenants.size(); ++i) {
        events.push_back(call("2026-05-02T08:00:00Z", kTenants[i], "u", cents[i]));
        facts.push_back(fact("2026-05", {kTenants[i], "", ""}, 10));
        facts.back().retainedUsers = retained[i];
    }
    const auto correlations = ask(FakeEventSource{events, {}}, facts, {}).correlations;
    QCOMPARE(correlations.retentionCustomers, std::size_t(5));
    QVERIFY(isNear(*correlations.retention.pearson.value, 0.8));
    QVERIFY(isNear(*correlations.retention.spearman.value, 0.8));
    QCOMPARE(correlations.engagementCustomers, std::size_t(0));
    QVERIFY(!correlations.engagement.pearson.value);
}

void TestActiveUsers::freeTiers() {
    analysis::RevenueBooks books;
    books.plans = {plan("Starter", "0"), plan("Pro", "6"), plan("Trial", "0"), plan("Trial", "1")};
    QVERIFY(analysis::isFreeTier("Starter", books));
    QVERIFY(!analysis::isFreeTier("Pro", books));
    QVERIFY(!analysis::isFreeTier("Trial", books)); // it was sold once
    QVERIFY(analysis::isFreeTier("FREE", books));
    QVERIFY(!analysis::isFreeTier("", books));
    const ActiveUsersTable table = ask(company(), {}, {Dimension::Tier});
    QCOMPARE(table.freeTiers, std::vector<std::string>{"Free"});
    QCOMPARE(text(table.freeCost), std::string("0.4"));
}

void TestActiveUsers::costsAddUpToTheTotal() {
    std::mt19937 random(11);
    for (int round = 0; round < 40; ++round) {
        std::vector<PlainEvent> events;
        static constexpr std::array kTenants{"acme", "bolt", "cogs", ""};
        static constexpr std::array kFeatures{"chat", "search", ""};
        for (int i = 0; i < 60; ++i) {
            const std::string time = random() % 9 == 0
                                         ? ""
                                         : "2026-0" + std::to_string(4 + random() % 3) + "-1" +
                                               std::to_string(random() % 9) + "T08:00:00Z";
            events.push_back(call(time.c_str(), kTenants[random() % 4], random() % 3 ? "u" : "",
                                  std::int64_t(random() % 900), kFeatures[random() % 3]));
        }
        const FakeEventSource source{events, {tenant("acme", "Pro"), tenant("bolt", "Free")}};
        std::vector<ActiveUsersFact> facts = customerFacts();
        facts.push_back(fact("2026-05", {"", "Pro", ""}, 30));
        facts.push_back(fact("2026-06", {"", "", ""}, 30));
        for (const auto& by : std::vector<std::vector<Dimension>>{
                 {Dimension::Tier},
                 {Dimension::Feature, Dimension::Month},
                 {Dimension::Month, Dimension::Tier, Dimension::Feature}}) {
            const ActiveUsersTable table = ask(source, facts, by);
            MoneySum cost, covered;
            for (const ActiveUsersRow& row : table.rows) {
                cost += row.cost;
                covered += row.coveredCost;
                QVERIFY(!(row.coveredCost > row.cost));
            }
            QVERIFY(cost == table.total.cost);
            QVERIFY(!(table.total.coveredCost > table.total.cost));
        }
    }
}

void TestActiveUsers::otherDimensionsAreRefused() {
    for (const auto& by : std::vector<std::vector<Dimension>>{{Dimension::Model},
                                                              {Dimension::Tier, Dimension::Tier}}) {
        const auto table = analysis::activeUsersBy({by, {}}, {}, company(), {}, {});
        QVERIFY(!table);
        QVERIFY(table.error().code == core::Error::Code::Usage);
    }
}

QTEST_APPLESS_MAIN(TestActiveUsers)
#include "tst_active_users.moc"
