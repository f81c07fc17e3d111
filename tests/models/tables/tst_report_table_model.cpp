// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/report_table_model.h"

#include "models/tables/fall_role.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace ms;
using core::MoneySum;
using query::Dimension;
using report::Cell;
using report::Column;

class TestReportTableModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void standsTheModelTester();
    void showsEachKindInItsWay();
    void unknownIsNotZero();
    void numbersAreSortedByValue();
    void lossesAreMarked();
    void totalsAreCalledSo();
    void aFallOfCostIsNoLoss();
    void typedTextsStandUntilTheNextTable();
};

namespace {

MoneySum dollars(const char* amount) {
    return *MoneySum::parse(amount);
}

report::Table units() {
    report::Table table;
    table.columns = report::keyColumns({Dimension::PromptVersion});
    table.columns.push_back({"units", "Units", Column::Kind::Count, "Distinct units", {}});
    table.columns.push_back({"margin", "Margin", Column::Kind::Money, "Revenue - cost", {}});
    table.columns.push_back({"change", "Change", Column::Kind::Ratio, "", {}});
    table.columns.push_back({"depth", "Depth", Column::Kind::Number, "", {}});
    table.rows.push_back({{"v2", core::Int128(1204), dollars("-0.00042"), 0.125, 2.414}, {}});
    table.rows.push_back({{"", core::Int128(7), dollars("12.5"), {}, 10.0}, {}});
    table.total = {"", core::Int128(1211), dollars("12.49958"), {}, {}};
    return table;
}

QString text(const tables::ReportTableModel& model, int row, const char* column) {
    return model.index(row, model.columnOf(QString::fromLatin1(column))).data().toString();
}

} // namespace

void TestReportTableModel::standsTheModelTester() {
    tables::ReportTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTable(units(), "USD");
    model.sort(1, Qt::DescendingOrder);
    QCOMPARE(model.rowCount(), 2);
}

void TestReportTableModel::showsEachKindInItsWay() {
    tables::ReportTableModel model;
    model.setTable(units(), "USD");
    QCOMPARE(text(model, 0, "prompt_version"), QStringLiteral("v2"));
    QCOMPARE(text(model, 1, "prompt_version"), QStringLiteral("(not given)"));
    QCOMPARE(text(model, 0, "units"), QStringLiteral("1,204"));
    QCOMPARE(text(model, 0, "margin"), QStringLiteral("-$0.00042"));
    QCOMPARE(text(model, 0, "change"), QStringLiteral("12.5%"));
    QCOMPARE(text(model, 0, "depth"), QStringLiteral("2.41"));
    QCOMPARE(model.headerData(0, Qt::Horizontal).toString(), QStringLiteral("Prompt version"));
    QCOMPARE(model.totalData(1, Qt::DisplayRole).toString(), QStringLiteral("1,211"));
}

void TestReportTableModel::unknownIsNotZero() {
    tables::ReportTableModel model;
    model.setTable(units(), "USD");
    QCOMPARE(text(model, 1, "change"), QStringLiteral("–"));
    QCOMPARE(model.totalData(3, Qt::DisplayRole).toString(), QString(u'–'));
}

void TestReportTableModel::numbersAreSortedByValue() {
    tables::ReportTableModel model;
    model.setTable(units(), "USD");
    model.sort(model.columnOf(QStringLiteral("depth")), Qt::DescendingOrder);
    QCOMPARE(text(model, 0, "depth"), QStringLiteral("10.0")); // as text it would come last
    QCOMPARE(std::get<core::Int128>(model.rowAt(0).cells[1]), core::Int128(7));
}

void TestReportTableModel::totalsAreCalledSo() {
    tables::ReportTableModel model;
    for (const Cell& key : {Cell{}, Cell{std::string()}}) { // unknown, or a key that is not given
        report::Table table = units();
        table.total.front() = key;
        model.setTable(std::move(table), "USD");
        QCOMPARE(model.totalData(0, Qt::DisplayRole).toString(), QStringLiteral("Total"));
    }
}

void TestReportTableModel::lossesAreMarked() {
    tables::ReportTableModel model;
    model.setTable(units(), "USD");
    QVERIFY(model.index(0, 0).data(tables::LossRole).toBool());
    QVERIFY(!model.index(1, 0).data(tables::LossRole).toBool());
}

void TestReportTableModel::aFallOfCostIsNoLoss() {
    report::Table table = units();
    table.columns.push_back({"cost_change", "Cost", Column::Kind::Money, "", {}});
    for (report::Row& row : table.rows)
        row.cells.emplace_back(dollars("-3"));
    table.total.emplace_back();
    tables::ReportTableModel model;
    model.setTable(table, "USD");
    const auto isGood = [&](const char* column) {
        return model
            .headerData(model.columnOf(QString::fromLatin1(column)), Qt::Horizontal,
                        tables::FallIsGoodRole)
            .toBool();
    };
    QVERIFY(isGood("cost_change"));
    QVERIFY(!isGood("margin"));
    QVERIFY(!isGood("units"));
}

void TestReportTableModel::typedTextsStandUntilTheNextTable() {
    tables::ReportTableModel model;
    QAbstractItemModelTester tester(&model);
    report::Table table = units();
    table.columns.push_back({"owner", "Owner", Column::Kind::Text, "Who.", {}});
    for (report::Row& row : table.rows)
        row.cells.emplace_back(std::string("Mail"));
    table.total.emplace_back();
    model.setEditable({"owner"});
    model.setTable(table, "USD");
    model.sort(model.columnOf(QStringLiteral("units")), Qt::AscendingOrder);
    const QModelIndex owner = model.index(0, model.columnOf(QStringLiteral("owner")));
    QVERIFY(owner.flags() & Qt::ItemIsEditable);
    QVERIFY(!(model.index(0, 0).flags() & Qt::ItemIsEditable));
    QVERIFY(!model.setData(model.index(0, 1), QStringLiteral("9"), Qt::EditRole));
    QVERIFY(model.headerData(owner.column(), Qt::Horizontal, Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("F2")));
    std::vector<int> rows;
    connect(&model, &tables::ReportTableModel::typed, this, [&](int row) { rows.push_back(row); });
    QVERIFY(!model.setData(owner, QStringLiteral("Mail"), Qt::EditRole)); // as it was
    QVERIFY(model.setData(owner, QStringLiteral(" Docs "), Qt::EditRole));
    QCOMPARE(rows, std::vector<int>{1}); // of the table, not of the screen
    QCOMPARE(owner.data().toString(), QStringLiteral("Docs"));
    QCOMPARE(model.textsOf(1).back(), std::string("Docs"));
    QCOMPARE(model.textsOf(0).back(), std::string("Mail"));
    QCOMPARE(model.textsOf(1).front(), std::string());
    model.forgetTyped();
    QCOMPARE(owner.data().toString(), QStringLiteral("Mail"));
    QVERIFY(model.setData(owner, QStringLiteral("Docs"), Qt::EditRole));
    model.setTable(table, "USD");
    QCOMPARE(model.index(0, owner.column()).data().toString(), QStringLiteral("Mail"));
}

QTEST_APPLESS_MAIN(TestReportTableModel)
#include "tst_report_table_model.moc"
