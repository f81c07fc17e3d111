// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/coverage_section.h"

#include <QTest>

using namespace ms;
using analysis::CoverageTable;
using core::Int128;
using core::MoneySum;
using query::Condition;
using query::Dimension;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * (core::kPicosPerUnit / 100));
}

/// $10.00 of 20 attempts; a quarter of it names no prompt version, nothing names a user.
CoverageTable company() {
    CoverageTable table;
    table.total = {20, cents(1000), 2, 480};
    table.rows = {{"user", {0, {}, 0, 0}, table.total, {}},
                  {"prompt_version",
                   {16, cents(750), 1, 80},
                   {4, cents(250), 1, 400},
                   {{{Dimension::PromptVersion, Condition::Kind::In, {""}}}}},
                  {"tenant", table.total, {}, {{{Dimension::Tenant, Condition::Kind::In, {""}}}}}};
    return table;
}

report::Cell cell(const report::Section& section, std::size_t row, std::string_view column) {
    return section.table.rows[row].cells[report::columnNamed(section.table, column)];
}

} // namespace

class TestCoverageSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsTellBothPartsAndLeadToWhatIsMissing() {
        const report::Section section = report::coverageSection(company(), kContext);
        for (const report::Row& row : section.table.rows)
            QCOMPARE(row.cells.size(), section.table.columns.size());
        QVERIFY(section.table.total.empty()); // each row is the whole cost
        QCOMPARE(std::get<std::string>(cell(section, 1, "key")), std::string("prompt version"));
        QVERIFY(std::get<MoneySum>(cell(section, 1, "cost_with")) == cents(750));
        QVERIFY(std::get<MoneySum>(cell(section, 1, "cost_without")) == cents(250));
        QCOMPARE(std::get<double>(cell(section, 1, "known_pct")), 0.75);
        QVERIFY(std::get<Int128>(cell(section, 1, "unpriced_tokens_without")) == 400);
        QCOMPARE(section.table.rows[1].drill->front().dimension, Dimension::PromptVersion);
        QVERIFY(!section.table.rows[0].drill);
        QCOMPARE(section.charts.front().series.front().points.size(), std::size_t(3));
    }
    void theFindingIsTheLargestGap() {
        CoverageTable table = company();
        QCOMPARE(report::coverageSection(table, kContext).finding,
                 std::string("$10.00, 100% of the cost, names no user."));
        table.rows.erase(table.rows.begin());
        QCOMPARE(report::coverageSection(table, kContext).finding,
                 std::string("$2.50, 25% of the cost, names no prompt version."));
        table.rows.erase(table.rows.begin());
        QVERIFY(report::coverageSection(table, kContext).finding.starts_with("Every cost names"));
    }
    void notesNameWhatNobodyNamesAndWhatHasNoPrice() {
        const auto notes = report::coverageSection(company(), kContext).notes;
        QCOMPARE(notes.size(), std::size_t(3));
        QVERIFY(notes[0].find("$10.00 of 20 attempts") != std::string::npos);
        QVERIFY(notes[1].starts_with("No attempt names a user"));
        QVERIFY(notes[2].starts_with("2 attempts, 480 tokens have no price"));
    }
    void withoutCostThereIsNoShare() {
        CoverageTable table = company();
        table.total.cost = {};
        for (auto& row : table.rows)
            row.with.cost = row.without.cost = {};
        const report::Section section = report::coverageSection(table, kContext);
        QVERIFY(std::holds_alternative<std::monostate>(cell(section, 1, "known_pct")));
        QVERIFY(section.charts.empty());
        QVERIFY(section.finding.find("known cost") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestCoverageSection)
#include "tst_coverage_section.moc"
