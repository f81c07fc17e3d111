// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/arm_spread_section.h"

#include "models/report/arms_section.h"
#include "tests/models/report/two_versions.h"

#include <QTest>

using namespace ms;
using namespace ms::test;
using analysis::ArmMetric;
using report::Cell;
using report::Section;
using test::Version;

/// Latency and tails as people see them: quantiles, guardrails, p-values.
class TestArmSpreadSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void quantilesAreInTheTable();
    void guardrailsAreInVerdictTableAndForest();
    void pValuesAreShownAsSuch();
};

namespace {

bool areWhole(const Section& section) {
    for (const report::Row& row : section.table.rows)
        if (row.cells.size() != section.table.columns.size())
            return false;
    return !section.table.rows.empty();
}

} // namespace

void TestArmSpreadSection::quantilesAreInTheTable() {
    const auto spread = analysis::armSpread(question(), *sourceOf(slow("v8", 1'000)), {});
    const Section section = report::armSpreadSection(*spread, kContext);
    QVERIFY(areWhole(section));
    QCOMPARE(section.charts.size(), std::size_t(2));
    for (const report::Chart& chart : section.charts)
        for (const report::Series& series : chart.series)
            for (const report::Point& point : series.points) {
                const auto row = std::size_t(point.row);
                QVERIFY(point.value == at(section, row, "value"));
                QVERIFY(Cell(*point.x) == at(section, row, "share"));
                QVERIFY(Cell(series.name) == at(section, row, "arm"));
            }
    QVERIFY2(section.finding.find("One of 20 requests of v8 takes more than ") != std::string::npos,
             section.finding.c_str());
}

void TestArmSpreadSection::guardrailsAreInVerdictTableAndForest() {
    analysis::ArmQuery query = question();
    query.marginBasisPoints = 500;
    query.metrics = {ArmMetric::CostPerRequest, ArmMetric::SuccessRate};
    query.guardrails = {{ArmMetric::LatencyP95, 1'000}};
    const auto all = analysis::compareArms(query, *sourceOf(slow("v8", 1'100, 700'000'000)), {});
    const Section section = report::armsSection(*all, kContext);
    QVERIFY2(section.finding.starts_with("Do not adopt yet: v8 is cheaper, but not every "
                                         "guardrail holds: ") &&
                 section.finding.find("guardrail broken: latency, p95 ms ") != std::string::npos,
             section.finding.c_str());
    QVERIFY(at(section, 2, "guardrail") == Cell(std::string("may rise 10%: broken")));
    QVERIFY(at(section, 1, "guardrail") == Cell(std::string("may fall 5 points: holds")));
    const report::Series& limits = section.charts.front().series.at(1);
    QCOMPARE(limits.points.size(), std::size_t(2)); // success, and latency
    QVERIFY(limits.points[1].value == Cell(0.1));
    QVERIFY(std::get<double>(limits.points[0].value) < -0.05); // points of a rate below 1
}

void TestArmSpreadSection::pValuesAreShownAsSuch() {
    const auto all = analysis::compareArms(question(), *sourceOf(slow("v8", 900)), {});
    for (const report::Column& column : report::armsSection(*all, kContext).table.columns)
        QCOMPARE(column.kind == report::Column::Kind::PValue,
                 column.name == "p_value" || column.name == "adjusted_p");
}

QTEST_APPLESS_MAIN(TestArmSpreadSection)
#include "tst_arm_spread_section.moc"
