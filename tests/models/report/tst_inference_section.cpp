// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/inference_section.h"

#include <QTest>

using namespace ms;
using analysis::InferenceTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;

class TestInferenceSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kindsSayWhatACallCosts();
    void queriesSayWhichPartCosts();
    void withoutRetrievalItSaysWhatLogsMustTell();
};

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * (core::kPicosPerUnit / 100));
}

/// Four calls of the kind chat for $9.00, one without a price; two that do not say for $1.00. Two
/// RAG queries for $5.00 of three actions that retrieve, one of them with an unknown cost.
InferenceTable company() {
    InferenceTable table;
    table.query.by = {Dimension::Feature};
    table.kinds = {{"chat", {4, 3, 100, cents(900), 1}}, {"", {2, 2, 10, cents(100), 0}}};
    table.total = {6, 5, 110, cents(1000), 1};
    table.ragTotal = {2, {cents(50), cents(0), cents(50), cents(400)}, 1, cents(300), 3};
    table.rag = {{{"search"}, table.ragTotal}};
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

void TestInferenceSection::kindsSayWhatACallCosts() {
    const report::Section section = report::inferenceSection(company(), kContext);
    compareShape(section);
    QCOMPARE(section.finding,
             std::string("Calls of the kind chat take 90% of the cost, $3.00 each."));
    QVERIFY(cell(section, 0, "cost_per_call") == report::Cell{cents(300)});
    QVERIFY(cell(section, 0, "cost_pct") == report::Cell{0.9});
    QVERIFY(section.table.rows[0].drill ==
            (std::vector<query::Condition>{
                {Dimension::CallKind, query::Condition::Kind::In, {"chat"}}}));
    QCOMPARE(section.notes.front(), std::string("2 attempts do not say the kind of call."));
    QCOMPARE(section.charts.size(), std::size_t(1));
}

void TestInferenceSection::queriesSayWhichPartCosts() {
    const report::Section section = report::ragSection(company(), kContext);
    compareShape(section);
    QCOMPARE(section.finding, std::string("A RAG query costs $3.00; generation takes 80% of it."));
    QVERIFY(cell(section, 0, "queries") == report::Cell{Int128(2)});
    QVERIFY(cell(section, 0, "cost") == report::Cell{cents(500)});
    QVERIFY(cell(section, 0, "rerank_cost") == report::Cell{cents(50)});
    QVERIFY(cell(section, 0, "unpriced_queries") == report::Cell{Int128(1)});
    QVERIFY(!section.table.rows[0].drill); // whole actions
    QVERIFY(section.notes.front().starts_with("1 action retrieves without"));
}

void TestInferenceSection::withoutRetrievalItSaysWhatLogsMustTell() {
    const report::Section section = report::ragSection({}, kContext);
    QCOMPARE(section.finding,
             std::string("No action of this selection both retrieves and generates."));
    QVERIFY(section.notes.front().starts_with("Logs say by the call kind"));
    QCOMPARE(report::inferenceSection({}, kContext).finding,
             std::string("There is no call in this selection."));
}

QTEST_GUILESS_MAIN(TestInferenceSection)
#include "tst_inference_section.moc"
