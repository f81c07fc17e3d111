// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: cell_value.cpp, totals_model.cpp
#include "models/tables/grouped_table_model.h"

#include "models/tables/totals_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace ms;
using core::Int128;
using core::MoneySum;
using tables::CellValue;
using tables::GroupedTableModel;

namespace {

/// Names, money and a count; what a test puts in.
class SmallTable : public GroupedTableModel {
public:
    SmallTable() : GroupedTableModel{nullptr} {}
    void setRows(std::vector<std::vector<CellValue>> rows) {
        using Kind = tables::TableColumn::Kind;
        const QString money = QStringLiteral("money");
        replace({{QStringLiteral("name"), QStringLiteral("Name"), Kind::Text, {}, {}},
                 {QStringLiteral("cost"), QStringLiteral("Cost"), Kind::Money, money, {}},
                 {QStringLiteral("margin"), QStringLiteral("Margin"), Kind::Money, money, {}},
                 {QStringLiteral("tokens"), QStringLiteral("Tokens"), Kind::Tokens, {}, {}}},
                tables::NumberFormat{}, [&] { m_rows = std::move(rows); });
    }
    QStringList names() const {
        QStringList names;
        for (int row = 0; row < rowCount(); ++row)
            names << index(row, 0).data().toString();
        return names;
    }

protected:
    std::size_t resultRows() const override { return m_rows.size(); }
    CellValue valueAt(std::size_t row, int column) const override {
        return m_rows[row][std::size_t(column)];
    }
    CellValue totalOf(int column) const override {
        return column == 0 ? CellValue{QStringLiteral("Total")} : CellValue{Int128{7}};
    }

private:
    std::vector<std::vector<CellValue>> m_rows;
};

CellValue money(Int128 picos) {
    return MoneySum::fromPicos(picos);
}
CellValue name(const char16_t* text) {
    return QString::fromUtf16(text);
}

// Two sums that differ by one pico-unit, far beyond what a double can tell apart.
const Int128 kHuge = Int128{1'000'000'000} * core::kPicosPerUnit;

std::vector<std::vector<CellValue>> rows() {
    return {{name(u"b"), money(kHuge + 1), money(-kHuge), Int128{4'210'000}},
            {name(u"A"), money(kHuge), money(kHuge / 2), Int128{5}},
            {name(u"c\tc"), {}, money(1), Int128{5}}};
}

} // namespace

class TestGroupedTableModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void standsTheModelTester();
    void sortsExactlyWithUnknownLast();
    void equalRowsFollowTheNextColumn();
    void sortingKeepsSelectionsOnTheirRows();
    void orderOutlivesANewResult();
    void barsOfAGroupShareTheirScale();
    void copiesWhatIsSelected();
    void tooltipsHoldEveryDigit();
    void sortKeysOrderAsNumbersDo();
    void totalsFollowTheTable();
};

void TestGroupedTableModel::standsTheModelTester() {
    SmallTable table;
    const QAbstractItemModelTester tester{&table,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    tables::TotalsModel totals{table};
    const QAbstractItemModelTester totalsTester{
        &totals, QAbstractItemModelTester::FailureReportingMode::QtTest};
    table.setRows(rows());
    table.sort(1, Qt::DescendingOrder);
    table.sort(-1);
    table.setRows({});
    QCOMPARE(table.rowCount(), 0);
}

void TestGroupedTableModel::sortsExactlyWithUnknownLast() {
    SmallTable table;
    table.setRows(rows());
    table.sort(1, Qt::AscendingOrder);
    QCOMPARE(table.names(),
             QStringList({QStringLiteral("A"), QStringLiteral("b"), QStringLiteral("c\tc")}));
    table.sort(1, Qt::DescendingOrder);
    QCOMPARE(table.names(),
             QStringList({QStringLiteral("b"), QStringLiteral("A"), QStringLiteral("c\tc")}));
    table.sort(0, Qt::AscendingOrder);
    QCOMPARE(table.names().first(), QStringLiteral("A"));
}

void TestGroupedTableModel::equalRowsFollowTheNextColumn() {
    SmallTable table;
    table.setRows(rows());
    table.sortBy({{3, Qt::AscendingOrder}, {2, Qt::DescendingOrder}});
    QCOMPARE(table.names(),
             QStringList({QStringLiteral("A"), QStringLiteral("c\tc"), QStringLiteral("b")}));
    table.sort(-1);
    QCOMPARE(table.names().first(), QStringLiteral("b"));
}

void TestGroupedTableModel::sortingKeepsSelectionsOnTheirRows() {
    SmallTable table;
    table.setRows(rows());
    const QPersistentModelIndex kept{table.index(1, 2)};
    table.sort(0, Qt::DescendingOrder);
    QCOMPARE(kept.row(), 2);
    QCOMPARE(kept.sibling(kept.row(), 0).data().toString(), QStringLiteral("A"));
}

void TestGroupedTableModel::orderOutlivesANewResult() {
    SmallTable table;
    table.setRows(rows());
    table.sort(2, Qt::DescendingOrder);
    QCOMPARE(table.names().first(), QStringLiteral("A"));
    auto changed = rows();
    changed[2][2] = money(kHuge);
    table.setRows(changed);
    QCOMPARE(table.names().first(), QStringLiteral("c\tc"));
}

void TestGroupedTableModel::barsOfAGroupShareTheirScale() {
    SmallTable table;
    table.setRows(rows());
    QCOMPARE(table.index(0, 2).data(tables::BarRole).toDouble(), -1.0);
    QCOMPARE(table.index(1, 2).data(tables::BarRole).toDouble(), 0.5);
    const auto bar = table.barOf(table.index(1, 1));
    QVERIFY(bar);
    QCOMPARE(bar->lowest, -1e9);
    QCOMPARE(bar->highest, 1e9);
    QVERIFY(!table.barOf(table.index(2, 1))); // unknown
    QVERIFY(!table.barOf(table.index(0, 3))); // no bars
}

void TestGroupedTableModel::copiesWhatIsSelected() {
    SmallTable table;
    table.setRows(rows());
    using Format = GroupedTableModel::CopyFormat;
    using Headers = GroupedTableModel::CopyHeaders;
    const QModelIndexList some{table.index(2, 0), table.index(0, 3), table.index(0, 0)};
    QCOMPARE(table.copied(some, Format::Formatted, Headers::Titles),
             QStringLiteral("Name\tTokens\nb\t4,210,000\nc c\t"));
    QCOMPARE(table.copied({table.index(0, 1)}, Format::Raw, Headers::Titles),
             QStringLiteral("cost\n1000000000.000000000001"));
    QCOMPARE(table.copied({}, Format::Raw, Headers::Titles), QString());
}

void TestGroupedTableModel::tooltipsHoldEveryDigit() {
    SmallTable table;
    table.setRows(rows());
    QCOMPARE(table.index(0, 1).data().toString(), QStringLiteral("$1,000,000,000"));
    QCOMPARE(table.index(0, 1).data(Qt::ToolTipRole).toString(),
             QStringLiteral("$1,000,000,000.000000000001"));
    QCOMPARE(table.index(0, 3).data().toString(), QStringLiteral("4.2 M"));
    QCOMPARE(table.index(0, 3).data(Qt::ToolTipRole).toString(), QStringLiteral("4,210,000"));
    QCOMPARE(table.index(2, 1).data().toString(), QStringLiteral("–"));
}

void TestGroupedTableModel::sortKeysOrderAsNumbersDo() {
    const std::vector<Int128> ascending{
        -kHuge * 1'000'000'000, -10, -9, 0, 1, 10, kHuge, kHuge + 1};
    for (std::size_t i = 1; i < ascending.size(); ++i) {
        QVERIFY(tables::sortKey(ascending[i - 1]) < tables::sortKey(ascending[i]));
        QVERIFY(tables::compare(ascending[i - 1], ascending[i]) < 0);
    }
    QVERIFY(tables::sortKey(tables::Ratio{-0.5}) < tables::sortKey(tables::Ratio{0.25}));
}

void TestGroupedTableModel::totalsFollowTheTable() {
    SmallTable table;
    tables::TotalsModel totals{table};
    QCOMPARE(totals.rowCount(), 0);
    const QSignalSpy reset{&totals, &QAbstractItemModel::modelReset};
    table.setRows(rows());
    QCOMPARE(reset.count(), 1);
    QCOMPARE(totals.rowCount(), 1);
    QCOMPARE(totals.index(0, 0).data().toString(), QStringLiteral("Total"));
    QCOMPARE(totals.index(0, 3).data(tables::ExactTextRole).toString(), QStringLiteral("7"));
    QCOMPARE(totals.headerData(1, Qt::Horizontal).toString(), QStringLiteral("Cost"));
}

QTEST_GUILESS_MAIN(TestGroupedTableModel)
#include "tst_grouped_table_model.moc"
