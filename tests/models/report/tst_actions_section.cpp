// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/actions_section.h"

#include <QTest>

using namespace ms;
using analysis::ActionsRow;
using analysis::ActionsTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * (core::kPicosPerUnit / 100));
}

/// Four requests in three actions for $10.00, a fifth of it for retries; the action of two requests
/// costs $6.00, the others $2.00 each.
ActionsTable company() {
    ActionsTable table;
    table.query.by = {Dimension::Feature};
    ActionsRow chat{{"chat"}, {}, {}};
    chat.requests = {6, 4, 3, 900, cents(1000), cents(200), cents(50), 0, 0};
    chat.actions.single = {2, cents(400), 2, cents(400)};
    chat.actions.several = {1, cents(600), 1, cents(600)};
    chat.actions.deepest = 2;
    ActionsRow mail{{""}, {}, {}};
    mail.requests = {1, 1, 1, 0, {}, {}, {}, 1, 70};
    mail.actions.single = {1, {}, 0, {}};
    table.rows = {chat, mail};
    table.total = chat;
    table.total.requests.unpricedAttempts = 1;
    table.total.requests.unpricedTokens = 70;
    table.total.actions.single.actions = 3;
    return table;
}

report::Cell cell(const report::Section& section, std::size_t row, std::string_view column) {
    return section.table.rows[row].cells[report::columnNamed(section.table, column)];
}

void compareShape(const report::Section& section) {
    for (const report::Row& row : section.table.rows)
        QCOMPARE(row.cells.size(), section.table.columns.size());
    QCOMPARE(section.table.total.size(), section.table.columns.size());
}

} // namespace

class TestActionsSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestsTellEffectiveAndNaiveCost();
    void agentsTellTheMultiplier();
    void spreadActionsLeadToNoAttempts();
    void oneRequestAnActionIsSaid();
};

void TestActionsSection::requestsTellEffectiveAndNaiveCost() {
    const report::Section section = report::actionsSection(company(), kContext);
    compareShape(section);
    QCOMPARE(section.finding, std::string("A request costs $2.50, an action $3.33; retries take "
                                          "20% of the cost."));
    QVERIFY(std::get<MoneySum>(cell(section, 0, "cost_per_request")) == cents(250));
    QVERIFY(std::get<MoneySum>(cell(section, 0, "naive_cost_per_request")) == cents(200));
    QCOMPARE(std::get<double>(cell(section, 0, "calls_per_action")), 2.0);
    QCOMPARE(std::get<double>(cell(section, 0, "tokens_per_action")), 300.0);
    QVERIFY(std::holds_alternative<std::monostate>(cell(section, 1, "cost_per_request")));
    QCOMPARE(section.notes[0], std::string("Whoever counts only the last call of each request "
                                           "sees $2.00 a request and misses $2.00."));
    QVERIFY(section.notes[1].starts_with("Fallbacks cost $0.50 more than"));
    QCOMPARE(section.notes[2],
             std::string("1 attempt, 70 tokens have no price; the costs leave them out."));
    QCOMPARE(section.charts.front().series.size(), std::size_t(2));
    QCOMPARE(section.table.rows[1].drill->front().values, std::vector<std::string>{""});
}

void TestActionsSection::agentsTellTheMultiplier() {
    const report::Section section = report::agentsSection(company(), kContext);
    compareShape(section);
    QCOMPARE(section.finding, std::string("An action of several requests costs $6.00, one of a "
                                          "single request $2.00."));
    QCOMPARE(std::get<double>(cell(section, 0, "multiplier")), 3.0);
    QCOMPARE(std::get<double>(cell(section, 0, "several_pct")), 0.6);
    QVERIFY(std::holds_alternative<std::monostate>(cell(section, 1, "multiplier")));
    QVERIFY(section.notes[0].starts_with("1 action has attempts without a price"));
    QCOMPARE(section.charts.front().series.front().points.size(), std::size_t(1));
}

void TestActionsSection::spreadActionsLeadToNoAttempts() {
    ActionsTable table = company();
    QVERIFY(report::agentsSection(table, kContext).table.rows[0].drill);
    table.hasSpread = true;
    const report::Section section = report::agentsSection(table, kContext);
    QVERIFY(!section.table.rows[0].drill);
    QVERIFY(section.notes[0].starts_with("Some actions touch several rows."));
    QVERIFY(report::actionsSection(table, kContext).table.rows[0].drill);
}

void TestActionsSection::oneRequestAnActionIsSaid() {
    ActionsTable table = company();
    table.total.requests.actions = table.total.requests.requests;
    table.total.actions.several = {};
    QVERIFY(report::agentsSection(table, kContext).finding ==
            "No action has more than one request.");
    const auto notes = report::actionsSection(table, kContext).notes;
    QVERIFY(std::any_of(notes.begin(), notes.end(), [](const std::string& note) {
        return note.find("by a root id") != std::string::npos;
    }));
}

QTEST_APPLESS_MAIN(TestActionsSection)
#include "tst_actions_section.moc"
