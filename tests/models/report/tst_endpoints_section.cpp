// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/endpoints_section.h"

#include <QTest>

using namespace ms;
using analysis::EndpointRow;
using analysis::EndpointTable;
using core::Int128;
using core::MoneySum;
using query::Dimension;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(Int128(amount) * (core::kPicosPerUnit / 100));
}

core::FeatureFact rule(const char* endpoint, const char* feature, const char* owner) {
    core::FeatureFact fact;
    fact.endpoint = endpoint;
    fact.feature = feature;
    fact.ownerTeam = owner;
    fact.batch = 7;
    fact.file = "features.csv";
    return fact;
}

/// $10.00 of 20 attempts: a quarter of it is nobody's feature, two attempts name nothing.
EndpointTable company() {
    EndpointTable table;
    table.total = {20, cents(1000), 1, 480};
    table.unmapped = {4, cents(250), 0, 0};
    table.unmappedEndpoints = 1;
    table.unnamed = {2, cents(50), 0, 0};
    table.hasRules = true;
    table.rows = {{"/v1/draft", {}, table.unmapped},
                  {"chat/v2", rule("chat/*", "Assistant", "Mail"), {{14, cents(700), 1, 480}}},
                  {"", {}, table.unnamed},
                  {"chat/*", rule("chat/*", "Assistant", "Mail"), {}}};
    return table;
}

report::Cell cell(const report::Section& section, std::size_t row, std::string_view column) {
    return section.table.rows[row].cells[report::columnNamed(section.table, column)];
}

std::string text(const report::Section& section, std::size_t row, std::string_view column) {
    return std::get<std::string>(cell(section, row, column));
}

} // namespace

class TestEndpointsSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsSayWhatAnEndpointCountsAsAndWhoSaysSo() {
        const report::Section section = report::endpointsSection(company(), kContext);
        for (const report::Row& row : section.table.rows)
            QCOMPARE(row.cells.size(), section.table.columns.size());
        QCOMPARE(section.table.total.size(), section.table.columns.size());
        QCOMPARE(text(section, 0, "feature"), std::string("/v1/draft")); // its own name
        QCOMPARE(text(section, 0, "stated_by"), std::string());
        QCOMPARE(text(section, 1, "feature"), std::string("Assistant"));
        QCOMPARE(text(section, 1, "owner_team"), std::string("Mail"));
        QCOMPARE(text(section, 1, "stated_by"), std::string("chat/* in features.csv, batch 7"));
        QCOMPARE(std::get<double>(cell(section, 1, "cost_pct")), 0.7);
        QVERIFY(std::get<Int128>(cell(section, 1, "unpriced_attempts")) == 1);
        // A beginning has no attempts of its own: unknown, not zero.
        QVERIFY(std::holds_alternative<std::monostate>(cell(section, 3, "cost")));
        QCOMPARE(text(section, 3, "stated_by"), std::string("features.csv, batch 7"));
        QVERIFY(!section.table.rows[3].drill);
        QVERIFY(*section.table.rows[0].drill ==
                report::conditionsOf({Dimension::Endpoint}, {"/v1/draft"}));
    }
    void theFindingIsWhatHasNoFeatureOfItsOwn() {
        EndpointTable table = company();
        QCOMPARE(report::endpointsSection(table, kContext).finding,
                 std::string("1 endpoint without a feature of its own carries $2.50 of $10.00."));
        table.unmappedEndpoints = 3;
        QCOMPARE(report::endpointsSection(table, kContext).finding,
                 std::string("3 endpoints without a feature of their own carry $2.50 of $10.00."));
        table.unmappedEndpoints = 0;
        QCOMPARE(report::endpointsSection(table, kContext).finding,
                 std::string("Every endpoint has a feature of its own."));
        table.unnamed = table.total;
        QCOMPARE(report::endpointsSection(table, kContext).finding,
                 std::string("No attempt of this selection states a feature or workflow."));
        QCOMPARE(report::endpointsSection({}, kContext).finding,
                 std::string("No attempt is in this selection."));
    }
    void notesSayWhatCountsAndWhatHasNoName() {
        const auto notes = report::endpointsSection(company(), kContext).notes;
        QCOMPARE(notes.size(), std::size_t(3));
        QCOMPARE(notes[1], std::string("2 attempts, $0.50, state neither a feature nor a workflow; "
                                       "they have no endpoint."));
        EndpointTable table = company();
        table.hasRules = false;
        const auto unsaid = report::endpointsSection(table, kContext).notes;
        QVERIFY(unsaid[0].starts_with("Nothing says yet"));
        QVERIFY(report::endpointsSection({}, kContext).notes.empty());
    }
};

QTEST_APPLESS_MAIN(TestEndpointsSection)
#include "tst_endpoints_section.moc"
