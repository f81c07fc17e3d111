// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: margin_notes.cpp
#include "models/analysis/margin.h"

#include "models/analysis/margin_notes.h"
#include "tests/models/analysis/company.h"

#include <QTest>

using namespace ms;
using namespace ms::test;
using analysis::MarginRow;
using analysis::MarginTable;
using query::Dimension;

class TestMargin : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tenantsOfMay();
    void rowsAreByCostThenKeys();
    void wrongQuestionsAreRefused();
    void notesSayWhatIsMissing();
    void everythingInScopeLeavesNothingOutside();
    void noUsageIsARowOfItsOwn();
};

namespace {

analysis::RevenueBooks books() {
    analysis::RevenueBooks books;
    books.plans = {plan("Free", "31"), plan("Pro", "310")};
    books.facts = {earned("cargo", {"2026-01-01", "2027-01-01"}, "365")};
    return books;
}

MarginTable table(const analysis::MarginQuery& query) {
    const FakeEventSource source{companyEvents(), companyTenants()};
    auto table = analysis::marginBy(query, source, books(), {});
    CHECK(table, "The margin could not be computed.");
    return *std::move(table);
}

analysis::MarginQuery mayBy(std::vector<Dimension> by) {
    return {std::move(by), during("2026-05-01", "2026-06-01"), {}};
}

} // namespace

void TestMargin::tenantsOfMay() {
    const MarginTable may = table(mayBy({Dimension::Tenant}));
    QCOMPARE(may.rows.size(), std::size_t(3));
    const MarginRow& acme = may.rows[0];
    QCOMPARE(acme.keys, std::vector<std::string>{"acme"});
    QCOMPARE(acme.figures.attempts, 4);
    QCOMPARE(acme.figures.requests, 3);
    QCOMPARE(text(acme.figures.cost), "0.0000000009");
    QCOMPARE(text(acme.figures.revenue), "220");
    QCOMPARE(text(acme.figures.margin()), "219.9999999991");
    QCOMPARE(acme.figures.unpricedAttempts, 1);
    QVERIFY(acme.figures.unpricedTokens == 30);
    QCOMPARE(text(may.total.revenue), "561");
    QCOMPARE(text(may.total.cost), "0.000000001");
    QCOMPARE(may.total.requests, 4);
    QCOMPARE(may.outside.attempts, 1);
    QCOMPARE(text(may.outside.cost), "0.0000000005");
    QVERIFY(!analysis::MarginFigures{}.marginPct());
    QCOMPARE(*may.rows[2].figures.marginPct(), 1.0);
}

void TestMargin::rowsAreByCostThenKeys() {
    const MarginTable days = table(mayBy({Dimension::Day}));
    QCOMPARE(days.rows.size(), std::size_t(31)); // every day earns, three have attempts
    QCOMPARE(days.rows[0].keys[0], "2026-05-12");
    QCOMPARE(days.rows[1].keys[0], "2026-05-02");
    QCOMPARE(days.rows[2].keys[0], "2026-05-20");
    QCOMPARE(days.rows[3].keys[0], "2026-05-01");
    core::MoneySum revenue;
    for (const MarginRow& row : days.rows)
        revenue += row.figures.revenue;
    QCOMPARE(text(revenue), "561");
}

void TestMargin::wrongQuestionsAreRefused() {
    const FakeEventSource source{companyEvents(), companyTenants()};
    const auto refused = [&](const analysis::MarginQuery& query) {
        const auto result = analysis::marginBy(query, source, {}, {});
        return !result && result.error().code == core::Error::Code::Usage;
    };
    QVERIFY(refused({}));
    QVERIFY(refused({{Dimension::Tenant, Dimension::Tenant}, {}, {}}));
    QVERIFY(refused({{Dimension::Tenant}, during("2026-05-02", "2026-05-02"), {}}));
}

void TestMargin::notesSayWhatIsMissing() {
    const MarginTable may = table(mayBy({Dimension::Feature}));
    const std::vector<std::string> expected{
        "Revenue of a tenant-month is split by requests.",
        "1 attempt, 30 tokens have no price; the cost leaves them out.",
        "$0.0000000005 of non-production spend not shown (1 attempt).",
        "$31.00 of revenue has no request to belong to (no usage)."};
    QCOMPARE(may.notes, expected);

    analysis::MarginFacts facts;
    facts.usageUnknown = 2;
    facts.reportedAttempts = 1200;
    facts.fallbackRateAttempts = 3;
    MarginTable plain;
    plain.total.attempts = 4000;
    const std::vector<std::string> others{
        "No revenue is known: import revenue facts or plans.",
        "2 attempts do not say how many tokens.",
        "1,200 of 4,000 attempts have no price rule; the cost is the one that the source reports.",
        "3 attempts charged at the input rate for a bucket without a rate of its own."};
    QCOMPARE(analysis::marginNotes(plain, facts), others);
}

void TestMargin::everythingInScopeLeavesNothingOutside() {
    analysis::MarginQuery query = mayBy({Dimension::Environment});
    query.filter.scope.kind = query::Scope::Kind::All;
    const MarginTable all = table(query);
    QCOMPARE(all.outside.attempts, 0);
    QCOMPARE(text(all.total.cost), "0.0000000015");
    // bolt's 310 is earned by its two requests, one of them in staging.
    for (const MarginRow& row : all.rows)
        if (row.keys[0] == "staging")
            QCOMPARE(text(row.figures.revenue), "155");
}

void TestMargin::noUsageIsARowOfItsOwn() {
    const MarginTable may = table(mayBy({Dimension::Feature}));
    QCOMPARE(may.rows.size(), std::size_t(3));
    const MarginRow& last = may.rows.back().isNoUsage ? may.rows.back() : may.rows[1];
    QVERIFY(last.isNoUsage);
    QCOMPARE(last.keys, std::vector<std::string>{""});
    QCOMPARE(text(last.figures.revenue), "31");
    QCOMPARE(last.figures.attempts, 0);
}

QTEST_APPLESS_MAIN(TestMargin)
#include "tst_margin.moc"
