// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: plain_words.cpp
#include "models/report/cost_tail_section.h"

#include <QTest>

using namespace ms;
using analysis::CostTail;
using core::MoneySum;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(core::Int128(amount) * (core::kPicosPerUnit / 100));
}

CostTail tail(double shape) {
    CostTail tail;
    tail.costed = 1'000;
    tail.cost = cents(10'000);
    tail.model.values = 1'000;
    tail.model.exceedances = 50;
    tail.model.threshold = 0.2;
    tail.model.moments = stats::ParetoFit{shape, 0.1};
    tail.rows = {{2, cents(5), 500, cents(9'000), {}, {}},
                 {100, cents(45), 10, cents(1'400), 0.46, {}}};
    return tail;
}

} // namespace

class TestCostTailSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatTheDearestTakeIsTold() {
        const report::Section section = report::costTailSection(tail(0.3), kContext);
        QCOMPARE(section.finding, std::string("1 of 100 requests costs more than $0.45; those take "
                                              "14% of all cost."));
        for (const report::Row& row : section.table.rows)
            QCOMPARE(row.cells.size(), section.table.columns.size());
        const std::size_t fitted = report::columnNamed(section.table, "modelled_cost");
        QVERIFY(section.table.rows[0].cells[fitted] == report::Cell()); // unknown, not zero
        QVERIFY(std::get<MoneySum>(section.table.rows[1].cells[fitted]) == cents(46));
        QCOMPARE(section.charts.front().series[1].points.size(), std::size_t(1));
    }
    void theShapeIsSaidInWords_data() {
        QTest::addColumn<double>("shape");
        QTest::addColumn<QString>("words");
        QTest::newRow("light") << -0.1 << QStringLiteral("no heavier than exponential.");
        QTest::newRow("heavy") << 0.3 << QStringLiteral("heavier than exponential.");
        QTest::newRow("swings") << 0.7 << QStringLiteral("averages swing with a few of them.");
        QTest::newRow("no mean") << 1.2 << QStringLiteral("look at medians.");
    }
    void theShapeIsSaidInWords() {
        QFETCH(double, shape);
        QFETCH(QString, words);
        const report::Section section = report::costTailSection(tail(shape), kContext);
        QVERIFY(QString::fromStdString(section.notes.front()).endsWith(words));
        QVERIFY(section.notes.front().starts_with("Above $0.20 (95th percentile, 50 requests)"));
    }
    void nothingIsSaidOfNothing() {
        const report::Section section = report::costTailSection({}, kContext);
        QCOMPARE(section.finding,
                 std::string("There is no request with a known cost in this selection."));
        QVERIFY(section.table.rows.empty() && section.charts.empty() && section.notes.empty());
    }
};

QTEST_APPLESS_MAIN(TestCostTailSection)
#include "tst_cost_tail_section.moc"
