// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/arm_methods_section.h"

#include "tests/models/report/two_versions.h"

#include <QTest>

using namespace ms;
using namespace ms::test;
using analysis::ArmMetric;
using report::Cell;
using report::Section;
using test::Version;

/// What other methods say of the same difference, on companies whose story is known.
class TestArmMethodsSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyMethodIsARow();
    void methodsThatDisagreeAreNamed();
    void theForestIsInTheTable();
};

namespace {

std::vector<std::string> textsOf(const Section& section, const char* column) {
    std::vector<std::string> texts;
    for (std::size_t row = 0; row < section.table.rows.size(); ++row)
        texts.push_back(std::get<std::string>(at(section, row, column)));
    return texts;
}

bool areWhole(const Section& section) {
    for (const report::Row& row : section.table.rows)
        if (row.cells.size() != section.table.columns.size())
            return false;
    return !section.table.rows.empty();
}

} // namespace

void TestArmMethodsSection::everyMethodIsARow() {
    analysis::ArmQuery query = question();
    query.metrics = {ArmMetric::CostPerRequest};
    query.strata = {query::Dimension::ServiceTier};
    query.hasLengthBands = true;
    const auto all =
        analysis::armMethods(query, {500, 3}, *sourceOf(slow("v8", 800, 700'000'000)), {}, {});
    const Section section = report::armMethodsSection(*all, kContext);
    QVERIFY(areWhole(section));
    QCOMPARE(
        textsOf(section, "method"),
        (std::vector<std::string>{"Plain", "At the same mix", "Raked", "Winsorised", "Bootstrap"}));
    QVERIFY(section.finding.find("methods say the same of cost per request of v8: it is lower") !=
            std::string::npos);
    QVERIFY(std::get<std::string>(at(section, 4, "about")) == "500 draws of tenants, seed 3");
    QVERIFY(section.notes.front().starts_with("There are no requests of the time before"));
}

void TestArmMethodsSection::methodsThatDisagreeAreNamed() {
    Version fresh = slow("v8", 800);
    fresh.longPerMille = 600;
    analysis::ArmQuery query = question();
    query.strata = {query::Dimension::ServiceTier};
    const auto all = analysis::armMethods(query, {}, *sourceOf(fresh), {}, {});
    const Section section = report::armMethodsSection(*all, kContext);
    QVERIFY2(section.finding.find("these methods say otherwise: at the same mix") !=
                 std::string::npos,
             section.finding.c_str());
}

void TestArmMethodsSection::theForestIsInTheTable() {
    const auto all = analysis::armMethods(question(), {500, 3}, *sourceOf(slow("v8", 800)), {}, {});
    const Section section = report::armMethodsSection(*all, kContext);
    const report::Chart& forest = section.charts.at(0);
    QCOMPARE(forest.series.at(0).points.size(), std::size_t(3));
    for (const report::Point& point : forest.series[0].points) {
        QVERIFY(point.value == at(section, std::size_t(point.row), "difference"));
        QVERIFY(Cell(point.label) == at(section, std::size_t(point.row), "method"));
    }
}

QTEST_APPLESS_MAIN(TestArmMethodsSection)
#include "tst_arm_methods_section.moc"
