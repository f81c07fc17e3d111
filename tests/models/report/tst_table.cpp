// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: grouped_rows.cpp
#include "models/report/grouped_rows.h"

#include <QTest>

#include <cmath>

using namespace ms;
using query::Dimension;

class TestTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsColumnsByName();
    void conditionsKeepOneValueEach();
    void nothingKnownIsNoFigure();
    void statisticsAreMoneyToAMillionth();
    void rowsOfGroupsLeadToTheirAttempts();
};

void TestTable::findsColumnsByName() {
    report::Table table;
    table.columns = report::keyColumns({Dimension::Tenant, Dimension::Month});
    table.columns.push_back({"cost", "Cost", report::Column::Kind::Money, "Sum"});
    QCOMPARE(report::columnNamed(table, "month"), std::size_t(1));
    QCOMPARE(report::columnNamed(table, "cost"), std::size_t(2));
    QVERIFY(table.columns[1].dimension == Dimension::Month);
}

void TestTable::conditionsKeepOneValueEach() {
    const std::vector<query::Condition> conditions =
        report::conditionsOf({Dimension::Tier, Dimension::Feature}, {"Free", ""});
    QCOMPARE(conditions.size(), std::size_t(2));
    QVERIFY(conditions[0].dimension == Dimension::Tier);
    QCOMPARE(conditions[0].values, std::vector<std::string>{"Free"});
    QCOMPARE(conditions[1].values, std::vector<std::string>{""}); // "not given", not "anything"
    QVERIFY(conditions[1].kind == query::Condition::Kind::In);
}

void TestTable::nothingKnownIsNoFigure() {
    QVERIFY(std::holds_alternative<std::monostate>(report::cellOf(std::optional<double>())));
    QVERIFY(
        std::holds_alternative<std::monostate>(report::cellOf(std::optional<core::MoneySum>())));
    QCOMPARE(std::get<double>(report::cellOf(std::optional<double>(0.0))), 0.0);
}

void TestTable::statisticsAreMoneyToAMillionth() {
    const auto picos = [](double units) {
        return std::int64_t(std::get<core::MoneySum>(report::moneyCell(units)).picos());
    };
    QCOMPARE(picos(1.25), std::int64_t(1'250'000'000'000));
    QCOMPARE(picos(-0.0000004), std::int64_t(0));
    QCOMPARE(picos(0.0000006), std::int64_t(1'000'000));
    for (const std::optional<double> none : {std::optional<double>(), std::optional(HUGE_VAL)})
        QVERIFY(std::holds_alternative<std::monostate>(report::moneyCell(none)));
}

void TestTable::rowsOfGroupsLeadToTheirAttempts() {
    const std::vector<Dimension> by{Dimension::Tenant, Dimension::Feature};
    const report::Row row = report::groupedRow(by, {"acme", ""}, {core::Int128(7), {}});
    QCOMPARE(row.cells.size(), std::size_t(4));
    QCOMPARE(std::get<std::string>(row.cells[0]), std::string("acme"));
    QVERIFY(std::get<core::Int128>(row.cells[2]) == 7);
    QVERIFY(*row.drill == report::conditionsOf(by, {"acme", ""}));
    const std::vector<report::Cell> total = report::groupedTotal(by, {core::Int128(9)});
    QCOMPARE(total.size(), std::size_t(3));
    QVERIFY(std::holds_alternative<std::monostate>(total[1]));
    QVERIFY(std::get<core::Int128>(total[2]) == 9);
    QCOMPARE(report::labelOf({"acme", ""}), std::string("acme · (not given)"));
    QCOMPARE(report::labelOf({}), std::string());
}

QTEST_APPLESS_MAIN(TestTable)
#include "tst_table.moc"
