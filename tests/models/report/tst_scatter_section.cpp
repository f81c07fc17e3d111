// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/scatter_section.h"

#include "tests/models/analysis/few_entities.h"

#include <QTest>

using namespace ms;
using analysis::ScatterMeasure;
using analysis::ScatterPtr;
using analysis::ScatterQuery;
using core::Int128;
using core::MoneySum;
using query::Grain;
using query::Measure;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};
constexpr std::int64_t kCent = core::kPicosPerUnit / 100;

/// $6.00 + $3.00 + $1.00, one without cost, one of unknown cost.
test::FewEntities five() {
    return test::FewEntities(
        {{"r1", {{Measure::Cost, 100 * kCent}, {Measure::PromptTokens, 1'000}}},
         {"r2", {{Measure::Cost, 600 * kCent}, {Measure::PromptTokens, 4'000}}},
         {"", {{Measure::Cost, 300 * kCent}, {Measure::PromptTokens, 3'000}}},
         {"r4", {{Measure::PromptTokens, 500}}},
         {"r5",
          {{Measure::PromptTokens, 900}, {Measure::UnpricedAttempts, 1}, {Measure::Attempts, 2}}}});
}

ScatterPtr scatterOf(const ScatterQuery& query) {
    return *analysis::scatterOf(query, five(), {});
}

report::Section sectionOf(const ScatterQuery& query,
                          const std::optional<stats::PlaneRegion>& region = {}) {
    return report::scatterSection(*analysis::dearestOf(scatterOf(query), region, five(), {}),
                                  kContext);
}

report::Cell cell(const report::Section& section, std::size_t row, std::string_view column) {
    return section.table.rows.at(row).cells.at(report::columnNamed(section.table, column));
}

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * kCent);
}

} // namespace

class TestScatterSection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDearestComeFirst() {
        const report::Section section = sectionOf({});
        QCOMPARE(section.table.rows.size(), std::size_t{4});
        QVERIFY(cell(section, 0, "id") == report::Cell("r2"));
        QVERIFY(cell(section, 0, "prompt_tokens") == report::Cell(Int128(4'000)));
        QVERIFY(cell(section, 0, "cost") == report::Cell(cents(600)));
        QVERIFY(cell(section, 0, "share") == report::Cell(0.6));
        QVERIFY(cell(section, 3, "cost") == report::Cell(MoneySum()));
        QVERIFY(section.table.rows[0].drill);
        QCOMPARE(section.table.rows[0].drill->front().dimension, query::Dimension::Request);
        QVERIFY(!section.table.rows[1].drill); // it has no id
        QVERIFY(section.scatter);
        QCOMPARE(section.finding, std::string("4 requests cost $10.00."));
    }
    void whatIsNotDrawnIsCounted() {
        const report::Section section = sectionOf({});
        QCOMPARE(section.notes.front(),
                 std::string("1 request of which not all cost is known: it is not drawn."));
        QVERIFY(section.notes.back().find("lane of its own") != std::string::npos);
    }
    void anUnknownCostIsNotZero() {
        ScatterQuery query;
        query.y = ScatterMeasure::Calls;
        const report::Section section = sectionOf(query);
        QCOMPARE(section.table.rows.size(), std::size_t{5});
        std::size_t unknown = 0;
        for (std::size_t row = 0; row < 5; ++row)
            if (cell(section, row, "id") == report::Cell("r5")) {
                QVERIFY(cell(section, row, "cost") == report::Cell());
                QVERIFY(cell(section, row, "share") == report::Cell());
                QVERIFY(cell(section, row, "calls") == report::Cell(Int128(2)));
                ++unknown;
            }
        QCOMPARE(unknown, std::size_t{1});
    }
    void aSelectionIsListedAlone() {
        const ScatterPtr scatter = scatterOf({});
        const stats::PlaneBox box{scatter->xAxis().of(900), scatter->xAxis().of(3'000), 0, 100};
        const report::Section section = sectionOf({}, box);
        QCOMPARE(section.table.rows.size(), std::size_t{2});
        QCOMPARE(section.finding, std::string("2 requests cost $4.00."));
        QCOMPARE(report::selectionWords(*scatter, scatter->sumIn(box), "USD"),
                 std::string("2 requests, cost $4.00 (40% of all)"));
    }
    void cellsAddUpToTheTotal() {
        ScatterQuery query;
        query.x = ScatterMeasure::OutputTokens;
        query.grain = Grain::User;
        const report::Section section =
            report::scatterCellsSection(scatterOf(query), kContext, 4'000);
        Int128 users = 0;
        MoneySum cost;
        for (std::size_t row = 0; row < section.table.rows.size(); ++row) {
            users += std::get<Int128>(cell(section, row, "users"));
            cost += std::get<MoneySum>(cell(section, row, "cost"));
        }
        const std::vector<report::Cell>& total = section.table.total;
        QVERIFY(total[report::columnNamed(section.table, "users")] == report::Cell(users));
        QVERIFY(total[report::columnNamed(section.table, "cost")] == report::Cell(cost));
        QVERIFY(users == 5 && cost == cents(1'000));
        QCOMPARE(total.size(), section.table.columns.size());
    }
    void cellsThatAreLeftOutAreTold() {
        const report::Section section = report::scatterCellsSection(scatterOf({}), kContext, 2);
        QCOMPARE(section.table.rows.size(), std::size_t{2});
        QVERIFY(cell(section, 0, "cost") == report::Cell(cents(600)));
        QVERIFY(section.table.total[2] == report::Cell(Int128(4)));
        QVERIFY(section.notes.back().find("The 2 dearest marks") != std::string::npos);
    }
    void nothingIsSaid() {
        const test::FewEntities none({});
        const auto scatter = *analysis::scatterOf({}, none, {});
        const report::Section section =
            report::scatterSection(*analysis::dearestOf(scatter, {}, none, {}), kContext);
        QCOMPARE(section.finding, std::string("There is no request in this selection."));
        QVERIFY(section.table.rows.empty());
    }
};

QTEST_APPLESS_MAIN(TestScatterSection)
#include "tst_scatter_section.moc"
