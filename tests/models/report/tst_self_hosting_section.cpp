// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/self_hosting_section.h"

#include <QTest>

using namespace ms;
using analysis::HostingTable;
using analysis::PoolHosting;
using analysis::PoolTie;
using core::Int128;
using core::MoneySum;

class TestSelfHostingSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsKeepWhatIsKnownAndWhatIsNot();
    void theFindingHoldsOneAgainstTheOther();
    void rowsLeadToTheAttemptsOfTheirPool();
    void withoutGpuHoursItSaysWhatToImport();
};

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum units(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * core::kPicosPerUnit);
}

/// Two GPUs for ten hours at 4 an hour each that process two million tokens.
PoolHosting pool() {
    PoolHosting row;
    row.name = "own";
    row.tie = PoolTie::Model;
    row.hours = 10;
    row.bill = row.selfCost = units(80);
    row.requests = 16;
    row.tokens = 2'000'000;
    row.microGpuHours = 20 * analysis::kMicro;
    row.utilisation = 0.3;
    return row;
}

HostingTable withPrice(std::int64_t hosted) {
    PoolHosting row = pool();
    row.hostedPerMillion = units(hosted);
    row.hostedCost = units(2 * hosted);
    row.breakeven.gpusNeeded = 1;
    row.breakeven.isSelfCheaper = 20 < hosted;
    return {{}, {row}};
}

const report::Cell& cell(const report::Section& section, std::string_view column) {
    return section.table.rows[0].cells[report::columnNamed(section.table, column)];
}

} // namespace

void TestSelfHostingSection::rowsKeepWhatIsKnownAndWhatIsNot() {
    const report::Section section = report::selfHostingSection({{}, {pool()}}, kContext);
    QCOMPARE(section.table.rows[0].cells.size(), section.table.columns.size());
    QVERIFY(std::get<MoneySum>(cell(section, "cost_per_request")) == units(5));
    QVERIFY(std::get<MoneySum>(cell(section, "self_per_million")) == units(40));
    QCOMPARE(std::get<double>(cell(section, "utilisation")), 0.3);
    QCOMPARE(std::get<double>(cell(section, "gpus")), 2.0);
    for (const char* name :
         {"feature", "hosted_per_million", "hosted_cost", "cheaper", "tokens_per_second",
          "gpus_needed", "sized_per_million", "cheaper_sized", "breakeven_utilisation"})
        QVERIFY2(std::holds_alternative<std::monostate>(cell(section, name)), name);
}

void TestSelfHostingSection::theFindingHoldsOneAgainstTheOther() {
    QCOMPARE(report::selfHostingSection({{}, {pool()}}, kContext).finding,
             std::string("A million tokens cost $40.00 on pool own; no hosted price is known to "
                         "hold against it."));
    const report::Section dearer = report::selfHostingSection(withPrice(30), kContext);
    QCOMPARE(dearer.finding, std::string("A million tokens cost $40.00 on pool own and $30.00 "
                                         "hosted: at this load the API is cheaper; with 1 GPU it "
                                         "would be $20.00."));
    QCOMPARE(std::get<std::string>(cell(dearer, "cheaper")), std::string("hosted"));
    QCOMPARE(std::get<std::string>(cell(dearer, "cheaper_sized")), std::string("own"));
    const report::Section cheaper = report::selfHostingSection(withPrice(50), kContext);
    QVERIFY(cheaper.finding.find("own GPUs are cheaper") != std::string::npos);
    PoolHosting idle = pool();
    idle.tokens = 0;
    QVERIFY(report::selfHostingSection({{}, {idle}}, kContext).finding.find("no token is known") !=
            std::string::npos);
}

void TestSelfHostingSection::rowsLeadToTheAttemptsOfTheirPool() {
    PoolHosting row = pool();
    row.feature = "chat";
    report::Section section = report::selfHostingSection({{}, {row}}, kContext);
    QCOMPARE(section.table.rows[0].drill->size(), std::size_t(2));
    QVERIFY(section.table.rows[0].drill->front().dimension == query::Dimension::Model);
    QCOMPARE(section.table.rows[0].drill->back().values, std::vector<std::string>{"chat"});
    row.tie = PoolTie::None;
    section = report::selfHostingSection({{}, {row}}, kContext);
    QVERIFY(!section.table.rows[0].drill);
}

void TestSelfHostingSection::withoutGpuHoursItSaysWhatToImport() {
    const report::Section section = report::selfHostingSection({}, kContext);
    QCOMPARE(section.finding, std::string("There are no GPU hours in this selection."));
    QVERIFY(section.notes.front().find("Import GPU hours") != std::string::npos);
    QVERIFY(section.table.rows.empty());
}

QTEST_APPLESS_MAIN(TestSelfHostingSection)
#include "tst_self_hosting_section.moc"
