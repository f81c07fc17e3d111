// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/findings_section.h"

#include <QTest>

using namespace ms;
using analysis::Finding;
using analysis::FindingTable;
using analysis::Lever;
using core::Int128;
using core::MoneySum;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum dollars(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * core::kPicosPerUnit);
}

FindingTable company() {
    FindingTable table;
    table.leastExcess = dollars(2);
    table.leastOutlier = dollars(1);
    Finding outliers;
    outliers.id = "outliers/feature=chat";
    outliers.kind = Finding::Kind::Outliers;
    outliers.stake = dollars(90);
    outliers.lever = Lever::Compress;
    outliers.outliers =
        analysis::OutlierGroup{"chat", 3, dollars(100), stats::UnitDriver::PromptTokens};
    Finding drift;
    drift.id = "drift/feature=mail/2026-05-01";
    drift.kind = Finding::Kind::Drift;
    drift.stake = dollars(40);
    drift.drift = analysis::CostDrift{};
    drift.drift->keys = {"mail"};
    drift.drift->since = *core::parseDay("2026-05-01");
    drift.drift->before = dollars(2);
    drift.drift->after = dollars(3);
    drift.range = {core::Instant{10}, core::Instant{20}};
    table.findings = {outliers, drift};
    return table;
}

std::string textOf(const report::Section& section, std::size_t row, const char* column) {
    return std::get<std::string>(
        section.table.rows[row].cells[report::columnNamed(section.table, column)]);
}

} // namespace

class TestFindingsSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLargestOpenOneIsTold() {
        FindingTable table = company();
        QCOMPARE(
            report::findingsSection(table, kContext).finding,
            std::string("2 open findings; the largest is about $90.00: 3 requests of chat cost "
                        "$100.00, far more than those like them; most of it by prompt "
                        "tokens."));
        table.findings[0].decision = core::DecisionFact{};
        table.findings[0].decision->status = "done";
        QCOMPARE(report::findingsSection(table, kContext).finding,
                 std::string("1 open finding; the largest is about $40.00: A request of mail costs "
                             "$3.00 since 2026-05-01 instead of $2.00."));
        table.findings[1].decision = core::DecisionFact{};
        table.findings[1].decision->status = "dismissed";
        QCOMPARE(report::findingsSection(table, kContext).finding,
                 std::string("Everything that stands out is done or dismissed."));
        QCOMPARE(report::findingsSection({}, kContext).finding,
                 std::string("Nothing stands out in this selection."));
    }
    void whatFitsStandsUntilSomebodyDecides() {
        FindingTable table = company();
        report::Section section = report::findingsSection(table, kContext);
        QCOMPARE(textOf(section, 0, "status"), std::string("open"));
        QCOMPARE(textOf(section, 0, "lever"), std::string("compress"));
        QCOMPARE(textOf(section, 1, "lever"), std::string());
        QCOMPARE(textOf(section, 0, "finding"), std::string("outliers/feature=chat"));
        core::DecisionFact decision;
        decision.status = "in_progress";
        decision.lever = "cap";
        decision.guardrail = "4,000 tokens at most";
        table.findings[0].decision = decision;
        section = report::findingsSection(table, kContext);
        QCOMPARE(textOf(section, 0, "status"), std::string("in_progress"));
        QCOMPARE(textOf(section, 0, "lever"), std::string("cap"));
        QCOMPARE(textOf(section, 0, "guardrail"), std::string("4,000 tokens at most"));
        QCOMPARE(textOf(section, 0, "finding"), std::string("outliers/feature=chat"));
    }
    void decisionsThatAreNotFoundHereAreKept() {
        FindingTable table = company();
        core::DecisionFact decision;
        decision.finding = "day/all/2025-01-01";
        decision.owner = "Mira";
        table.elsewhere = {decision};
        const report::Section section = report::findingsSection(table, kContext);
        QCOMPARE(section.table.rows.size(), std::size_t(3));
        QCOMPARE(textOf(section, 2, "owner"), std::string("Mira"));
        const auto& stake =
            section.table.rows[2].cells[report::columnNamed(section.table, "stake")];
        QVERIFY(stake == report::Cell()); // unknown, not zero
        QVERIFY(!section.table.rows[2].drill);
        for (const report::Row& row : section.table.rows)
            QCOMPARE(row.cells.size(), section.table.columns.size());
    }
    void whatLeversWouldSaveStandsBesideTheStake() {
        FindingTable table = company();
        std::vector<scenario::FindingLevers> levers(2);
        levers[0] = {{{"compress-keep", "0.7"}}, dollars(12), false};
        const report::Section section = report::findingsSection(table, kContext, levers);
        const std::size_t saving = report::columnNamed(section.table, "saving");
        QVERIFY(std::get<MoneySum>(section.table.rows[0].cells[saving]) == dollars(12));
        QVERIFY(section.table.rows[1].cells[saving] == report::Cell()); // unknown, not zero
        QCOMPARE(textOf(section, 0, "scenario"), std::string("--compress-keep 0.7"));
        QCOMPARE(section.table.rows[0].levers, levers[0].levers);
        QVERIFY(section.table.rows[1].levers.empty());
        QVERIFY(section.notes.back().find("take assumed rates") != std::string::npos);
    }
    void aRowLeadsToItsPeriod() {
        const report::Section section = report::findingsSection(company(), kContext);
        QVERIFY(!section.table.rows[0].drillRange);
        QVERIFY(section.table.rows[1].drillRange->from->micros == 10);
    }
};

QTEST_APPLESS_MAIN(TestFindingsSection)
#include "tst_findings_section.moc"
