// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/token_budget_section.h"

#include <QTest>

using namespace ms;
using analysis::TokenBudgetTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum dollars(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * core::kPicosPerUnit);
}

/// Three sessions for $10; one of 80,000 tokens costs $4.
TokenBudgetTable company() {
    TokenBudgetTable table;
    table.query.grain = query::Grain::Session;
    table.query.by = {Dimension::Feature};
    table.query.budget = table.budget = 50'000;
    analysis::TokenBudgetRow chat{{"chat"}, {}, {"s-9"}};
    chat.figures = {3, 1, 1, 100'000, 30'000, dollars(10), dollars(4), 7, 0};
    table.rows = {chat};
    table.total = chat;
    table.breakers = {{"s-9", "acme", "ann", "chat", 2, 5, 80'000, dollars(4), 0}};
    table.attemptsWithout = 2;
    return table;
}

report::Cell cell(const report::Section& section, std::string_view column) {
    return section.table.rows[0].cells[report::columnNamed(section.table, column)];
}

} // namespace

class TestTokenBudgetSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatBreaksTheBudgetIsTold() {
        const report::Section section = report::tokenBudgetSection(company(), kContext);
        QCOMPARE(section.finding, std::string("1 session takes more than 50,000 tokens and costs "
                                              "$4.00, 40% of all cost."));
        QCOMPARE(section.table.rows[0].cells.size(), section.table.columns.size());
        QCOMPARE(section.table.total.size(), section.table.columns.size());
        QVERIFY(std::get<Int128>(cell(section, "tokens_beyond")) == 30'000);
        QCOMPARE(std::get<double>(cell(section, "over_cost_pct")), 0.4);
        QCOMPARE(section.notes[0], std::string("2 attempts name no session."));
        QVERIFY(section.notes[1].find("may break the budget too") != std::string::npos);
        const auto& drill = *section.table.rows[0].drill; // the calls that make the cost
        QVERIFY(drill.front().dimension == Dimension::Session);
        QCOMPARE(drill.front().values, std::vector<std::string>{"s-9"});
        QCOMPARE(section.charts.front().series.front().points.size(), std::size_t(1));
    }
    void breakersLeadToTheirCalls() {
        const report::Section section = report::budgetBreakersSection(company(), kContext);
        QCOMPARE(section.finding, std::string("s-9 takes 80,000 tokens, the budget is 50,000; it "
                                              "costs $4.00."));
        const auto& drill = *section.table.rows[0].drill;
        QVERIFY(drill.front().dimension == Dimension::Session);
        QCOMPARE(drill.front().values, std::vector<std::string>{"s-9"});
        QVERIFY(std::get<Int128>(cell(section, "tokens_beyond")) == 30'000);
    }
    void theUsualBudgetSaysSo() {
        TokenBudgetTable table = company();
        table.query.budget.reset();
        const report::Section section = report::tokenBudgetSection(table, kContext);
        QVERIFY(section.notes[0].starts_with("No budget is set: looked at are those above what 99 "
                                             "of 100 sessions keep to, 50,000 tokens."));
    }
    void tooManyToNameLeadToNoAttempts() {
        TokenBudgetTable table = company();
        table.rows[0].over.clear();
        const report::Section section = report::tokenBudgetSection(table, kContext);
        QVERIFY(!section.table.rows[0].drill);
        QVERIFY(section.notes.back().ends_with("where these are at most 200 and have ids."));
    }
    void nothingToBreakABudgetIsSaid() {
        TokenBudgetTable table;
        table.query.grain = query::Grain::Session;
        QCOMPARE(report::tokenBudgetSection(table, kContext).finding,
                 std::string("There is no session in this selection."));
        QVERIFY(report::tokenBudgetSection(table, kContext).charts.empty());
        QVERIFY(report::budgetBreakersSection(table, kContext).table.rows.empty());
    }
};

QTEST_APPLESS_MAIN(TestTokenBudgetSection)
#include "tst_token_budget_section.moc"
