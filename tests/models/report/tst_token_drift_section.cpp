// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: tenant_share_section.cpp
// Covers: failing_bursts_section.cpp
#include "models/report/token_drift_section.h"

#include "models/report/failing_bursts_section.h"
#include "models/report/tenant_share_section.h"

#include <QTest>

using namespace ms;
using core::Int128;
using core::MoneySum;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};
const core::Day kMonday = *core::parseDay("2026-05-04");

MoneySum dollars(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * core::kPicosPerUnit);
}

analysis::TokenDriftTable longerPrompts() {
    analysis::TokenDriftTable table;
    table.slices = 3;
    table.judged = 12;
    table.unknown = 2;
    analysis::TokenDrift drift;
    drift.keys = {"chat"};
    drift.week = kMonday;
    drift.psi = 0.5;
    drift.before = 1000.4;
    drift.after = 1500.6;
    drift.requests = 400;
    drift.excess = dollars(40);
    drift.range = {core::Instant{10}, core::Instant{20}};
    table.drifts = {drift};
    return table;
}

analysis::TenantShareTable grownTenant() {
    analysis::TenantShareTable table;
    table.tenants = 4;
    table.judged = 5;
    table.weeks = {{kMonday, dollars(100), "acme", 0.4, 0.3}};
    table.jumps = {{"acme", kMonday, 0.1, 0.4, dollars(40), dollars(30), {}}};
    return table;
}

analysis::FailingBurstTable burst() {
    analysis::FailingBurstTable table;
    table.slices = 1;
    table.judged = 30;
    table.bursts = {{{""}, kMonday, 900, 100.5, 0.97, 0.4, dollars(9), dollars(8), {}}};
    return table;
}

report::Cell cell(const report::Section& section, std::string_view column) {
    return section.table.rows.front().cells[report::columnNamed(section.table, column)];
}

/// Rows as wide as the table, and marks that know their row.
void checkShape(const report::Section& section) {
    QCOMPARE(section.table.rows.size(), std::size_t(1));
    QCOMPARE(section.table.rows[0].cells.size(), section.table.columns.size());
    QVERIFY(section.table.rows[0].drill && section.table.rows[0].drillRange);
    QCOMPARE(section.charts.size(), std::size_t(1));
}

} // namespace

class TestTokenDriftSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tokens() {
        const report::Section section = report::tokenDriftSection(longerPrompts(), kContext);
        QCOMPARE(
            section.finding,
            std::string("1 drift; the largest: the prompt of a request of chat had 1,501 tokens "
                        "in the week of 2026-05-04 instead of 1,000, +$40.00 in that week."));
        checkShape(section);
        QVERIFY(cell(section, "psi") == report::Cell(0.5));
        QVERIFY(cell(section, "change_pct") == report::Cell((1500.6 - 1000.4) / 1000.4));
        QVERIFY(cell(section, "excess") == report::Cell(dollars(40)));
        QCOMPARE(section.notes[1], std::string("In this record the rule judged 12 weeks of 3 "
                                               "features, and fired 1 time."));
        QCOMPARE(section.notes[2], std::string("2 requests without a count of tokens left out."));
    }
    void tenants() {
        const report::Section section = report::tenantShareSection(grownTenant(), kContext);
        QCOMPARE(section.finding,
                 std::string("1 jump; the largest: acme took 40% of the cost in the week of "
                             "2026-05-04 instead of 10%, +$30.00."));
        checkShape(section);
        QVERIFY(cell(section, "share") == report::Cell(0.4));
        QVERIFY(section.charts[0].series[1].points[0].value == report::Cell(0.3));
        QCOMPARE(section.table.rows[0].drill->front().values, std::vector<std::string>{"acme"});
    }
    void bursts() {
        const report::Section section = report::failingBurstsSection(burst(), kContext);
        QCOMPARE(section.finding,
                 std::string("1 burst; the dearest: (not given) on 2026-05-04 had 900 requests "
                             "instead of 101, and 40% of its attempts succeeded instead of 97%; "
                             "+$8.00."));
        checkShape(section);
        QVERIFY(cell(section, "usual_requests") == report::Cell(100.5));
        QVERIFY(section.charts[0].series[1].points[0].value == report::Cell(0.4));
    }
    void whereNothingIsFoundItSaysWhy() {
        QCOMPARE(report::tokenDriftSection({}, kContext).finding,
                 std::string("There is no request in this selection."));
        analysis::TokenDriftTable tokens = longerPrompts();
        tokens.drifts.clear();
        QCOMPARE(report::tokenDriftSection(tokens, kContext).finding,
                 std::string("Requests are as long as they were."));
        QVERIFY(report::tokenDriftSection(tokens, kContext).charts.empty());
        analysis::TenantShareTable tenants = grownTenant();
        tenants.judged = 0;
        QCOMPARE(report::tenantShareSection(tenants, kContext).finding,
                 std::string("No week can be judged yet: that takes four weeks before it."));
        analysis::FailingBurstTable bursts = burst();
        bursts.bursts.clear();
        QCOMPARE(report::failingBurstsSection(bursts, kContext).finding,
                 std::string("Requests did not burst and fail on any day."));
    }
};

QTEST_APPLESS_MAIN(TestTokenDriftSection)
#include "tst_token_drift_section.moc"
