// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/table.h"

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

QTEST_APPLESS_MAIN(TestTable)
#include "tst_table.moc"
