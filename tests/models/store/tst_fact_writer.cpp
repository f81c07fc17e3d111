// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: fact_tables.cpp, fact_cells.cpp, known_facts.cpp, published_prices.cpp, control_sums.cpp
#include "models/store/fact_writer.h"

#include <QTemporaryDir>
#include <QTest>

#include "tests/models/store/fact_samples.h"

using namespace ms;
using namespace ms::tests;
using core::FileKind;
using Part = core::PriceEntry::Part;

class TestFactWriter : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_count = 0;

    store::Workspace fresh() {
        auto made = store::Workspace::create(
            (m_folder.path() + QStringLiteral("/%1.margin").arg(++m_count)).toStdString(), {});
        if (!made)
            throw std::runtime_error{made.error().message};
        return *std::move(made);
    }
    static core::ChargeFact charge(const std::string& identity, const std::string& amount) {
        core::ChargeFact fact;
        fact.identity = identity;
        fact.periodStart = core::Instant{0};
        fact.category = "Usage";
        fact.amount = *core::parseDecimal(amount);
        fact.currency = "USD";
        return fact;
    }
    /// Amounts that count, in order of import.
    static QStringList amounts(const store::Workspace& workspace) {
        QStringList all;
        for (const core::ChargeFact& fact : *workspace.charges())
            all << QString::fromStdString(toText(fact.amount));
        return all;
    }
    static QStringList texts(std::initializer_list<const char*> given) {
        QStringList list;
        for (const char* text : given)
            list << QString::fromLatin1(text);
        return list;
    }
    static core::PriceEntry entry(const char* input) {
        core::PriceEntry price;
        price.provider = "p";
        price.model = "m";
        price.publisher = "a list";
        price[Part::Input] = *core::parseDecimal(input);
        return price;
    }

private Q_SLOTS:
    void aRestatedRowCountsOnceAndComesBackAfterUndo() {
        auto w = fresh();
        const auto first =
            importFacts(w, FileKind::Charges, {charge("a", "1"), charge("b", "2")}, 1);
        const auto second =
            importFacts(w, FileKind::Charges, {charge("a", "1.5"), charge("b", "2")}, 2);
        QCOMPARE(int(second.accepted), 1);
        QCOMPARE(int(second.duplicates), 1);
        QCOMPARE(int(second.replaced), 1);
        QCOMPARE(amounts(w), texts({"2", "1.5"}));
        const auto third = importFacts(w, FileKind::Charges, {charge("a", "1.75")}, 3);
        QCOMPARE(amounts(w), texts({"2", "1.75"}));
        QVERIFY(w.setBatchActive(second.id, false)); // the first version stays stated anew
        QCOMPARE(amounts(w), texts({"2", "1.75"}));
        QVERIFY(w.setBatchActive(third.id, false));
        QCOMPARE(amounts(w), texts({"1", "2"}));
        QVERIFY(w.setBatchActive(second.id, true));
        QCOMPARE(amounts(w), texts({"2", "1.5"}));
        QVERIFY(first.id != second.id);
    }
    void equalRowsOfOneIdentityAreToldApartByNumber() {
        auto w = fresh();
        importFacts(w, FileKind::Charges, {charge("a", "1"), charge("a", "1"), charge("a", "3")},
                    1);
        // One row less changed than there are: the changed one must not push an equal one out.
        const auto again = importFacts(w, FileKind::Charges,
                                       {charge("a", "4"), charge("a", "1"), charge("a", "1")}, 2);
        QCOMPARE(int(again.duplicates), 2);
        QCOMPARE(int(again.replaced), 1);
        QCOMPARE(amounts(w), texts({"1", "1", "4"}));
    }
    void rowsOfOtherSourcesAndRowsWithoutIdentityAreNotRestated() {
        auto w = fresh();
        importFacts(w, FileKind::Charges, {charge("a", "1"), charge("", "2")}, 1, "one");
        importFacts(w, FileKind::Charges, {charge("a", "5"), charge("", "6")}, 2, "two");
        QCOMPARE(amounts(w), texts({"1", "2", "5", "6"}));
    }
    void anUndoneVersionPutBackIsNotCountedTwice() {
        auto w = fresh();
        const auto old = importFacts(w, FileKind::Charges, {charge("a", "1")}, 1);
        QVERIFY(w.setBatchActive(old.id, false));
        const auto newer = importFacts(w, FileKind::Charges, {charge("a", "2")}, 2);
        QCOMPARE(int(newer.replaced), 0);
        QVERIFY(w.setBatchActive(old.id, true));
        QCOMPARE(amounts(w), texts({"2"}));
    }
    void chargesAreKeptWhole() {
        auto w = fresh();
        core::ChargeFact fact = charge("x", "0.30000000000000004");
        fact.periodEnd = core::Instant{86'400'000'000};
        fact.quantityTokens = *core::parseDecimal("1200000");
        fact.effectiveAmount = *core::parseDecimal("-0.0000000000000000000000000001");
        fact.tags = R"({"team":"cx"})";
        fact.flags.add(core::Flag::NotGrouped);
        fact.line = 12;
        const auto receipt = importFacts(w, FileKind::Charges, {fact}, 1);
        const auto back = w.charges();
        QVERIFY(back && back->size() == 1);
        const core::ChargeFact& one = back->front();
        QVERIFY(one.amount == fact.amount && one.effectiveAmount == fact.effectiveAmount);
        QVERIFY(one.periodEnd == fact.periodEnd && one.flags == fact.flags);
        QVERIFY(one.tags == fact.tags && one.line == 12 && !one.listAmount);
        QCOMPARE(receipt.totals.size(), std::size_t(3));
        QCOMPARE(receipt.totals[0].measure, std::string("amount"));
        QVERIFY(receipt.totals[0].amount == fact.amount && receipt.totals[0].unit == "USD");
    }
    void usageIsKeptWhole() {
        auto w = fresh();
        core::UsageFact fact;
        fact.periodEnd = core::Instant{3'600'000'000};
        fact.model = "m";
        fact.input = 5;
        fact.cacheWrite1h = 0;
        importFacts(w, FileKind::Usage, {fact}, 1);
        const auto back = w.usage();
        QVERIFY(back && back->size() == 1);
        QVERIFY(back->front().input == 5 && back->front().cacheWrite1h == 0);
        QVERIFY(!back->front().cacheRead && back->front().periodEnd == fact.periodEnd);
    }
    void tierTablesArePlans() {
        auto w = fresh();
        core::RevenueFact pro;
        pro.tier = "Pro";
        pro.basis = core::RevenueBasis::PerCustomerMonth;
        pro.amount = core::Money::fromPicos(29 * core::kPicosPerUnit);
        pro.currency = "USD";
        importFacts(w, FileKind::Revenue, {pro}, 1);
        const auto facts = w.facts({});
        QVERIFY(facts->revenue.empty());
        QCOMPARE(facts->plans.size(), std::size_t(1));
        QVERIFY(facts->plans[0].revenuePerTenantMonth == *core::Money::parse("29"));
    }
    void revenueIsReadUnderTheTenantsOfTheEvents() {
        auto w = fresh();
        core::RevenueFact revenue;
        revenue.tenant = "cus_17";
        revenue.amount = *core::MoneySum::parse("123456789012.000000000001"); // beyond 64 bits
        importFacts(w, FileKind::Revenue, {revenue}, 1);
        importFacts(w, FileKind::TenantAliases, {core::TenantAlias{"cus_17", "acme", 1}}, 2);
        const auto facts = w.facts({});
        QCOMPARE(facts->revenue[0].tenant, std::string("acme"));
        QVERIFY(facts->revenue[0].amount == revenue.amount);
    }
    void theLatestFileSaysWhichFeatureAnEndpointIs() {
        auto w = fresh();
        const auto rule = [](const char* endpoint, const char* feature) {
            core::FeatureFact fact;
            fact.endpoint = endpoint;
            fact.feature = feature;
            return fact;
        };
        const auto inForce = [&w] {
            QStringList rows;
            const auto facts = w.facts({});
            for (const core::FeatureFact& fact : facts->features)
                rows << QString::fromStdString(fact.endpoint + ">" + fact.feature + " of " +
                                               std::to_string(fact.batch));
            return rows;
        };
        importFacts(w, FileKind::Features, {rule("a", "X"), rule("b", "X")}, 1);
        // Whoever says it: an endpoint is the same one in every file.
        const auto renamed = importFacts(w, FileKind::Features, {rule("a", "Y")}, 2, "another");
        QCOMPARE(int(renamed.replaced), 1);
        QCOMPARE(inForce(), texts({"b>X of 1", "a>Y of 2"}));
        // The old name again is no duplicate of the row that does not count any more.
        const auto again = importFacts(w, FileKind::Features, {rule("a", "X"), rule("b", "X")}, 3);
        QCOMPARE(int(again.accepted), 1);
        QCOMPARE(int(again.duplicates), 1);
        QCOMPARE(inForce(), texts({"b>X of 1", "a>X of 3"}));
        QVERIFY(w.setBatchActive(again.id, false));
        QCOMPARE(inForce(), texts({"b>X of 1", "a>Y of 2"}));
        QVERIFY(w.setBatchActive(renamed.id, false));
        QCOMPARE(inForce(), texts({"a>X of 1", "b>X of 1"}));
        QVERIFY(w.setBatchActive(renamed.id, true));
        QVERIFY(w.setBatchActive(again.id, true));
        QCOMPARE(inForce(), texts({"b>X of 1", "a>X of 3"}));
        QCOMPARE(int(w.countedTotals(renamed.id, {})->rows), 0);
        QCOMPARE(w.facts({})->features[0].file, std::string("prices.csv"));
    }
    void theLatestDecisionAboutAFindingCounts() {
        auto w = fresh();
        const auto decision = [](const char* finding, const char* status, const char* guardrail) {
            core::DecisionFact fact;
            fact.finding = finding;
            fact.status = status;
            fact.guardrail = guardrail;
            return fact;
        };
        const auto inForce = [&w] {
            QStringList rows;
            const auto facts = w.facts({});
            for (const core::DecisionFact& fact : facts->decisions)
                rows << QString::fromStdString(fact.finding + ">" + fact.status + "/" +
                                               fact.guardrail);
            return rows;
        };
        importFacts(w, FileKind::Decisions, {decision("a", "open", ""), decision("b", "done", "")},
                    1);
        const auto later =
            importFacts(w, FileKind::Decisions, {decision("a", "done", "a limit")}, 2, "another");
        QCOMPARE(int(later.replaced), 1);
        QCOMPARE(inForce(), texts({"b>done/", "a>done/a limit"}));
        QVERIFY(w.setBatchActive(later.id, false));
        QCOMPARE(inForce(), texts({"a>open/", "b>done/"}));
    }
    void factsAreReadUnderTheirFeatures() {
        auto w = fresh();
        core::RevenueFact revenue;
        revenue.tenant = "acme";
        revenue.feature = "chat/v1";
        importFacts(w, FileKind::Revenue, {revenue}, 1);
        core::GpuHourFact hour;
        hour.pool = "a100";
        hour.feature = "chat/v2";
        importFacts(w, FileKind::GpuHours, {hour}, 2);
        core::ActiveUsersFact users;
        users.feature = "other";
        importFacts(w, FileKind::ActiveUsers, {users}, 3);
        core::FeatureFact rule;
        rule.endpoint = "chat/*";
        rule.feature = "Assistant";
        const auto mapped = importFacts(w, FileKind::Features, {rule}, 4);
        auto facts = w.facts({});
        QCOMPARE(facts->revenue[0].feature, std::string("Assistant"));
        QCOMPARE(facts->gpuHours->front().feature, std::string("Assistant"));
        QCOMPARE(facts->activeUsers->front().feature, std::string("other"));
        QVERIFY(w.setBatchActive(mapped.id, false));
        facts = w.facts({});
        QCOMPARE(facts->revenue[0].feature, std::string("chat/v1"));
    }
    void pricesOfAListHoldFromTheDayTheyChange() {
        auto w = fresh();
        QCOMPARE(int(importFacts(w, FileKind::Prices, {entry("1")}, 1).accepted), 1);
        QCOMPARE(int(importFacts(w, FileKind::Prices, {entry("1")}, 2).duplicates), 1);
        const auto changed = importFacts(w, FileKind::Prices, {entry("2")}, 3);
        QCOMPARE(int(changed.accepted), 1);
        QVERIFY(changed.notes.back().find("hold") != std::string::npos);
        const auto again = importFacts(w, FileKind::Prices, {entry("2")}, 4);
        QCOMPARE(int(again.duplicates), 1);
        const auto rules = w.facts({})->rules;
        QCOMPARE(rules.size(), std::size_t(2));
        QVERIFY(!rules[0].validFrom && rules[1].validFrom);
        QCOMPARE(rules[1].validFrom->kind, core::Moment::Kind::Day);
        QCOMPARE(
            toText(*rules[1].validFrom),
            QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-dd")).toStdString());
    }
    void aListNeverOverridesTheDatedPriceOfAnother() {
        auto w = fresh();
        core::PriceEntry contract = entry("0.5");
        contract.source = "contract";
        contract.effectiveFrom = *core::parseMoment("2026-01-01");
        importFacts(w, FileKind::Prices, {contract}, 1);
        importFacts(w, FileKind::Prices, {entry("1")}, 2);
        importFacts(w, FileKind::Prices, {entry("2")}, 3);
        const auto facts = w.facts({});
        for (const core::PriceRule& rule : facts->rules)
            QCOMPARE(bool(rule.validFrom), rule.source == "contract");
    }
    void anEntryWithoutPricesIsSkipped() {
        auto w = fresh();
        core::PriceEntry nothing = entry("1");
        nothing[Part::Input] = std::nullopt;
        const auto receipt = importFacts(w, FileKind::Prices, {nothing, entry("1")}, 1);
        QVERIFY(receipt.skipped == 1 && receipt.accepted == 1);
    }
};

QTEST_APPLESS_MAIN(TestFactWriter)
#include "tst_fact_writer.moc"
