// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/top_with_other.h"

#include <QTest>

using namespace ms;
using analysis::Ranking;

class TestTopWithOther : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void restIsTheWholeLessTheTop();
    void shortTableHasNoOther();
    void lossesComeFirstWhenAskedFor();
};

namespace {
analysis::MarginTable table() {
    analysis::MarginTable table;
    for (int i = 1; i <= 5; ++i) {
        analysis::MarginRow row{{std::string(1, char('a' + i - 1))}, false, {}};
        row.figures.attempts = i;
        row.figures.cost = core::MoneySum::fromPicos(i * 10);
        row.figures.revenue = core::MoneySum::fromPicos(100 - i * i * 10);
        table.rows.push_back(row);
    }
    return table;
}
} // namespace

void TestTopWithOther::restIsTheWholeLessTheTop() {
    const auto top = analysis::topWithOther(table(), Ranking::Cost, 2);
    QCOMPARE(top.top.size(), std::size_t(2));
    QCOMPARE(top.top[0].keys[0], "e");
    QCOMPARE(top.top[1].keys[0], "d");
    QCOMPARE(top.otherRows, std::size_t(3));
    QCOMPARE(top.other->attempts, 6);
    QVERIFY(top.other->cost.picos() == 60);
    QVERIFY(top.other->revenue.picos() == 90 + 60 + 10);
}

void TestTopWithOther::shortTableHasNoOther() {
    const auto top = analysis::topWithOther(table(), Ranking::Revenue, 5);
    QCOMPARE(top.top[0].keys[0], "a");
    QVERIFY(!top.other);
}

void TestTopWithOther::lossesComeFirstWhenAskedFor() {
    QCOMPARE(analysis::topWithOther(table(), Ranking::LowestMargin, 1).top[0].keys[0], "e");
    QCOMPARE(analysis::topWithOther(table(), Ranking::Margin, 1).top[0].keys[0], "a");
}

QTEST_APPLESS_MAIN(TestTopWithOther)
#include "tst_top_with_other.moc"
