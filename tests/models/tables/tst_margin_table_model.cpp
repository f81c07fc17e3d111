// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: dimension_text.cpp, sort_keys.cpp
#include "models/tables/margin_table_model.h"

#include "models/tables/dimension_text.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

#include <memory>
#include <span>

using namespace ms;
using analysis::MarginRow;
using analysis::MarginTable;
using core::MoneySum;

class TestMarginTableModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void standsTheModelTester();
    void showsTheFiguresOfASlice();
    void emptyKeysSayWhy();
    void lossMakersAreMarked();
    void costWithoutAnyPriceIsUnknown();
    void totalsAreThoseOfTheTable();
    void gpuHoursHaveColumnsOfTheirOwn();
    void rowsAreFoundAfterSorting();
    void tenantsShowTheirNamesAndKeepTheirIds();
    void manyRowsAreSortedQuickly();
};

namespace {

MoneySum units(std::int64_t cents) {
    return MoneySum::fromPicos(core::Int128{cents} * (core::kPicosPerUnit / 100));
}

MarginRow row(const std::string& key, std::int64_t revenueCents, std::int64_t costCents) {
    MarginRow row{{key, "chat"}, false, {}};
    row.figures.attempts = 3;
    row.figures.requests = 2;
    row.figures.revenue = units(revenueCents);
    row.figures.cost = units(costCents);
    return row;
}

MarginTable company() {
    MarginTable table;
    table.query.by = {query::Dimension::Tenant, query::Dimension::PromptVersion};
    table.rows = {row("acme", 2900, 125), row("bolt", 1000, 184'000), row("", 0, 1)};
    table.rows[1].figures.unpricedAttempts = 1;
    table.rows[1].figures.unpricedTokens = 48'210;
    table.rows[2].figures.unpricedAttempts = 3;
    table.rows[2].figures.cost = {};
    MarginRow idle{{"cargo", ""}, true, {}};
    idle.figures.revenue = units(3100);
    table.rows.push_back(idle);
    table.total.revenue = units(7000);
    table.total.cost = units(184'125);
    table.total.attempts = 9;
    return table;
}

} // namespace

struct Shown : tables::MarginTableModel {
    Shown() { setTable(company(), "USD"); }
    QString at(int row, const QString& id, int role = Qt::DisplayRole) const {
        return index(row, columnOf(id)).data(role).toString();
    }
};

void TestMarginTableModel::standsTheModelTester() {
    tables::MarginTableModel model;
    const QAbstractItemModelTester tester{&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    model.setTable(company(), "USD");
    model.sort(model.columnOf(QStringLiteral("margin")), Qt::AscendingOrder);
    model.setTable({}, "USD");
}

void TestMarginTableModel::showsTheFiguresOfASlice() {
    const Shown shown;
    QCOMPARE(shown.headerData(1, Qt::Horizontal).toString(), QStringLiteral("Prompt version"));
    QCOMPARE(shown.at(0, QStringLiteral("tenant")), QStringLiteral("acme"));
    QCOMPARE(shown.at(0, QStringLiteral("revenue")), QStringLiteral("$29.00"));
    QCOMPARE(shown.at(0, QStringLiteral("cost")), QStringLiteral("$1.25"));
    QCOMPARE(shown.at(0, QStringLiteral("margin")), QStringLiteral("$27.75"));
    QCOMPARE(shown.at(0, QStringLiteral("margin_pct")), QStringLiteral("95.7%"));
    QCOMPARE(shown.at(0, QStringLiteral("requests")), QStringLiteral("2"));
    QCOMPARE(shown.at(0, QStringLiteral("cost"), tables::ExactTextRole), QStringLiteral("1.25"));
    QCOMPARE(shown.at(1, QStringLiteral("cost"), Qt::ToolTipRole),
             QStringLiteral(
                 "$1,840.00\nLeaves out 1 of 3 attempts, 48,210 tokens: they have no price."));
}

void TestMarginTableModel::emptyKeysSayWhy() {
    const Shown shown;
    QCOMPARE(shown.at(2, QStringLiteral("tenant")), QStringLiteral("(not given)"));
    QCOMPARE(shown.at(3, QStringLiteral("tenant")), QStringLiteral("cargo"));
    QCOMPARE(shown.at(3, QStringLiteral("prompt_version")), QStringLiteral("(no usage)"));
    QCOMPARE(tables::titleOf(query::Dimension::Tenant), QStringLiteral("Tenant"));
}

void TestMarginTableModel::lossMakersAreMarked() {
    const Shown shown;
    QCOMPARE(shown.index(0, 0).data(tables::LossRole).toBool(), false);
    QCOMPARE(shown.index(1, 0).data(tables::LossRole).toBool(), true);
    QCOMPARE(
        shown.index(1, shown.columnOf(QStringLiteral("margin"))).data(tables::BarRole).toDouble(),
        -1830.0 / 1840.0);
}

void TestMarginTableModel::costWithoutAnyPriceIsUnknown() {
    const Shown shown;
    QCOMPARE(shown.at(2, QStringLiteral("cost")), QStringLiteral("–"));
    QCOMPARE(shown.at(2, QStringLiteral("margin")), QStringLiteral("–"));
    QCOMPARE(shown.at(2, QStringLiteral("cost"), tables::ExactTextRole), QString());
    QCOMPARE(shown.at(3, QStringLiteral("cost")), QStringLiteral("$0.00")); // no attempt, no cost
}

void TestMarginTableModel::totalsAreThoseOfTheTable() {
    const Shown shown;
    QCOMPARE(shown.totalData(0, Qt::DisplayRole).toString(), QStringLiteral("Total"));
    QCOMPARE(
        shown.totalData(shown.columnOf(QStringLiteral("margin")), tables::ExactTextRole).toString(),
        QStringLiteral("-1771.25"));
    QCOMPARE(shown.totalData(1, Qt::DisplayRole).toString(), QString());
}

void TestMarginTableModel::gpuHoursHaveColumnsOfTheirOwn() {
    Shown shown;
    const int without = shown.columnCount();
    QCOMPARE(shown.columnOf(QStringLiteral("total_cost")), -1);
    QCOMPARE(shown.headerData(shown.columnOf(QStringLiteral("cost")), Qt::Horizontal).toString(),
             QStringLiteral("Cost"));
    MarginTable table = company();
    table.gpu = analysis::GpuBill{};
    table.rows[0].figures.sharedCost = units(200);
    table.total.sharedCost = units(200);
    table.rows[2].figures.servedAttempts = 1; // has no price, and no longer needs one
    MarginRow idle{{"", ""}, false, {}, true};
    idle.figures.idleCost = units(50);
    table.rows.push_back(idle);
    shown.setTable(table, "USD");
    QCOMPARE(shown.columnCount(), without + 3);
    QCOMPARE(shown.headerData(shown.columnOf(QStringLiteral("cost")), Qt::Horizontal).toString(),
             QStringLiteral("Direct cost"));
    QCOMPARE(shown.at(0, QStringLiteral("shared_cost")), QStringLiteral("$2.00"));
    QCOMPARE(shown.at(0, QStringLiteral("total_cost")), QStringLiteral("$3.25"));
    QCOMPARE(shown.at(0, QStringLiteral("margin")), QStringLiteral("$25.75"));
    QCOMPARE(shown.at(2, QStringLiteral("total_cost")), QStringLiteral("$0.00"));
    const int last = int(table.rows.size()) - 1;
    QCOMPARE(shown.at(last, QStringLiteral("tenant")), QStringLiteral("(idle)"));
    QCOMPARE(shown.at(last, QStringLiteral("idle_cost")), QStringLiteral("$0.50"));
    QCOMPARE(shown.at(last, QStringLiteral("margin")), QStringLiteral("-$0.50"));
}

void TestMarginTableModel::rowsAreFoundAfterSorting() {
    Shown shown;
    shown.sort(shown.columnOf(QStringLiteral("margin")), Qt::AscendingOrder);
    QCOMPARE(shown.rowAt(0).keys[0], "bolt");
    QCOMPARE(shown.at(0, QStringLiteral("tenant")), QStringLiteral("bolt"));
    QCOMPARE(shown.rowAt(3).keys[0], ""); // unknown last
}

void TestMarginTableModel::tenantsShowTheirNamesAndKeepTheirIds() {
    core::TenantFact fact;
    fact.tenant = "acme";
    fact.name = "Acme & Sons";
    const auto names = std::make_shared<query::TenantTimeline>(
        std::span(&fact, 1), std::span<query::ObservedTier>{}, core::Zone{});
    Shown shown;
    shown.setTable(company(), "USD", names);
    const QString tenant = QStringLiteral("tenant");
    QCOMPARE(shown.at(0, tenant), QStringLiteral("Acme & Sons"));
    QCOMPARE(shown.at(0, tenant, tables::ExactTextRole), QStringLiteral("acme"));
    QVERIFY(shown.at(0, tenant, Qt::ToolTipRole).contains(QStringLiteral("\nacme")));
    QCOMPARE(shown.at(1, tenant, Qt::ToolTipRole), QStringLiteral("bolt"));
    QCOMPARE(shown.copied({shown.index(0, 0)}, Shown::CopyFormat::Raw, Shown::CopyHeaders::None),
             QStringLiteral("acme"));
}

/// By user, as large companies have them. Prints the times; the clock is no verdict.
void TestMarginTableModel::manyRowsAreSortedQuickly() {
    constexpr int kRows = 100'000;
    MarginTable table;
    table.query.by = {query::Dimension::User};
    for (int i = 0; i < kRows; ++i) {
        MarginRow user = row("user-" + std::to_string(i * 7919LL % kRows), i % 4'001, i % 4'999);
        user.keys.resize(1);
        table.rows.push_back(std::move(user));
    }
    tables::MarginTableModel model;
    QElapsedTimer clock;
    clock.start();
    model.setTable(std::move(table), "USD");
    qInfo("100,000 rows set in %lld ms", clock.restart());
    for (const QString& column : {QStringLiteral("margin"), QStringLiteral("margin_pct"),
                                  QStringLiteral("requests"), QStringLiteral("user")}) {
        const int at = model.columnOf(column);
        clock.restart();
        model.sort(at, Qt::DescendingOrder);
        qInfo("sorted by %s in %lld ms", qPrintable(column), clock.elapsed());
        for (int i = 1; i < kRows; i += 97)
            QVERIFY(model.index(i - 1, at).data(tables::SortKeyRole).toString() >=
                    model.index(i, at).data(tables::SortKeyRole).toString());
    }
}

QTEST_GUILESS_MAIN(TestMarginTableModel)
#include "tst_margin_table_model.moc"
