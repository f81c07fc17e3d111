// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/margin.h"

#include "tests/models/analysis/company.h"
#include "tests/models/analysis/random_company.h"

#include <QTest>

using namespace ms;
using namespace ms::test;
using analysis::MarginQuery;
using analysis::MarginTable;
using query::Dimension;

/// What must hold for any company: random events, tiers, plans and facts, fixed seeds.
class TestMarginProperties : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsAddUpToTheSameTotalForEveryGrouping();
    void filterAndComplementAreTheWhole();
    void daysAddUpToTheRange();
    void orderOfRowsAndFactsDoesNotMatter();
};

namespace {

constexpr int kCompanies = 25;

MarginTable margin(const Company& company, const MarginQuery& query) {
    const FakeEventSource source = company.source();
    auto table = analysis::marginBy(query, source, company.books, {});
    CHECK(table, "The margin could not be computed.");
    return *std::move(table);
}

core::MoneySum sumOfRows(const MarginTable& table) {
    core::MoneySum sum;
    for (const analysis::MarginRow& row : table.rows)
        sum += row.figures.revenue;
    return sum;
}

} // namespace

void TestMarginProperties::rowsAddUpToTheSameTotalForEveryGrouping() {
    for (unsigned seed = 0; seed < kCompanies; ++seed) {
        const Company company = randomCompany(seed);
        query::Filter filter = during("2026-03-10", "2026-05-17", company.zone);
        if (seed % 2)
            filter.conditions = {only(Dimension::Model, {"small"})};
        if (seed % 3 == 0)
            filter.conditions.push_back(without(Dimension::Feature, {"chat"}));
        const auto split = analysis::RevenueSplit(seed % 4);
        const std::string total =
            text(margin(company, {{Dimension::Day}, filter, split}).total.revenue);
        QVERIFY(total != "0");
        for (const std::vector<Dimension>& by : kGroupings) {
            const MarginTable table = margin(company, {by, filter, split});
            QCOMPARE(text(sumOfRows(table)), text(table.total.revenue));
            QCOMPARE(text(table.total.revenue), total);
        }
    }
}

void TestMarginProperties::filterAndComplementAreTheWhole() {
    for (unsigned seed = 0; seed < kCompanies; ++seed) {
        const Company company = randomCompany(seed);
        const query::Filter whole = during("2026-03-10", "2026-05-17", company.zone);
        const auto revenue = [&](std::optional<query::Condition> condition) {
            query::Filter filter = whole;
            if (condition)
                filter.conditions = {*condition};
            return margin(company, {{Dimension::Tenant, Dimension::User}, filter, {}})
                .total.revenue;
        };
        const std::vector<std::pair<Dimension, std::string>> values{
            {Dimension::Model, "small"}, {Dimension::Feature, "chat"},
            {Dimension::Feature, ""},    {Dimension::Tenant, "a"},
            {Dimension::Tier, "Pro"},    {Dimension::Week, "2026-W15"},
            {Dimension::User, "nobody"}, {Dimension::Month, "2026-04"}};
        for (const auto& [dimension, value] : values) {
            QCOMPARE(text(revenue(only(dimension, {value})) + revenue(without(dimension, {value}))),
                     text(revenue({})));
        }
    }
}

void TestMarginProperties::daysAddUpToTheRange() {
    for (unsigned seed = 0; seed < kCompanies; ++seed) {
        const Company company = randomCompany(seed);
        const auto revenueOf = [&](const std::string& from, const std::string& to) {
            query::Filter filter = during(from, to, company.zone);
            filter.conditions = {only(Dimension::Model, {"large"})};
            return margin(company, {{Dimension::Feature}, filter, {}}).total.revenue;
        };
        core::MoneySum days;
        for (core::Day d = day("2026-03-25"); d < day("2026-04-04"); ++d.number)
            days += revenueOf(core::toText(d), core::toText(core::Day{d.number + 1}));
        QCOMPARE(text(days), text(revenueOf("2026-03-25", "2026-04-04")));
    }
}

void TestMarginProperties::orderOfRowsAndFactsDoesNotMatter() {
    for (unsigned seed = 0; seed < kCompanies; ++seed) {
        Company company = randomCompany(seed);
        // Attempts of one instant keep their order: which of them is the first depends on it.
        std::sort(company.events.begin(), company.events.end(),
                  [](const PlainEvent& a, const PlainEvent& b) { return a.request < b.request; });
        const MarginQuery query{{Dimension::Tenant, Dimension::Model}, {}, {}};
        const MarginTable before = margin(company, query);
        std::reverse(company.books.facts.begin(), company.books.facts.end());
        std::stable_sort(company.events.begin(), company.events.end(),
                         [](const PlainEvent& a, const PlainEvent& b) { return a.time < b.time; });
        const MarginTable after = margin(company, query);
        QCOMPARE(after.rows.size(), before.rows.size());
        for (std::size_t i = 0; i < before.rows.size(); ++i) {
            QCOMPARE(after.rows[i].keys, before.rows[i].keys);
            QCOMPARE(text(after.rows[i].figures.revenue), text(before.rows[i].figures.revenue));
            QCOMPARE(text(after.rows[i].figures.cost), text(before.rows[i].figures.cost));
        }
    }
}

QTEST_APPLESS_MAIN(TestMarginProperties)
#include "tst_margin_properties.moc"
