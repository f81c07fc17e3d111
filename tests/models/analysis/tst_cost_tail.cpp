// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/cost_tail.h"

#include "models/core/check.h"
#include "tests/models/analysis/frame_of.h"

#include <QTest>

#include <cmath>

using namespace ms;
using namespace ms::test;
using analysis::CostTail;
using analysis::TailRow;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;

namespace {

Event costing(int number, std::int64_t picos) {
    Event event;
    event[IdColumn::Request] = "r" + std::to_string(number);
    event[NumberColumn::ReportedCost] = picos;
    event[TextColumn::Currency] = "USD";
    return event;
}

CostTail tailOf(const std::vector<Event>& events) {
    auto tail = analysis::costTailOf({}, *frameOf(events), {});
    CHECK(tail, "The tail could not be computed.");
    return *std::move(tail);
}

const TailRow& rowOf(const CostTail& tail, std::int64_t oneOf) {
    for (const TailRow& row : tail.rows)
        if (row.oneOf == oneOf)
            return row;
    throw std::runtime_error("There is no such row.");
}

} // namespace

class TestCostTail : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Costs of 1 to 1,000: exactly ten are above 990.
    void oneOfSoManyIsCounted() {
        std::vector<Event> events;
        for (int i = 1; i <= 1'000; ++i)
            events.push_back(costing(i, i));
        const CostTail tail = tailOf(events);
        QCOMPARE(tail.rows.size(), std::size_t(6)); // there are no ten thousand
        const TailRow& row = rowOf(tail, 100);
        QVERIFY(row.cost == MoneySum::fromPicos(990));
        QCOMPARE(row.beyond, std::int64_t(10));
        QVERIFY(row.costBeyond == MoneySum::fromPicos(9'955)); // 991 + ... + 1000
        QVERIFY(tail.cost == MoneySum::fromPicos(500'500));
        QVERIFY(rowOf(tail, 2).cost == MoneySum::fromPicos(500));
        QVERIFY(!rowOf(tail, 2).modelled); // below the threshold
    }
    /// Equal costs are not beyond each other.
    void tiesAreNotBeyond() {
        std::vector<Event> events;
        for (int i = 0; i < 40; ++i)
            events.push_back(costing(i, i < 20 ? 1 : 5));
        const CostTail tail = tailOf(events);
        QCOMPARE(rowOf(tail, 10).beyond, std::int64_t(0));
        QVERIFY(!rowOf(tail, 10).averageBeyond());
        QCOMPARE(rowOf(tail, 2).beyond, std::int64_t(20));
    }
    /// Costs of a Pareto distribution with exponent 2 have a tail of shape a half; its quantiles
    /// are known in closed form.
    void aParetoTailIsFound() {
        std::vector<Event> events;
        constexpr int kRequests = 40'000;
        for (int i = 0; i < kRequests; ++i) {
            const double rank = (i + 0.5) / kRequests;
            events.push_back(costing(i, std::int64_t(1e9 * std::pow(1 - rank, -0.5))));
        }
        const CostTail tail = tailOf(events);
        QVERIFY(std::abs(tail.model.fit()->shape - 0.5) < 0.03);
        const TailRow& row = rowOf(tail, 1'000);
        const double expected = 1e-3 * std::sqrt(1'000.0); // units
        QVERIFY(std::abs(*row.modelled / expected - 1) < 0.03);
        QVERIFY(std::abs(*row.meanBeyond / (2 * expected) - 1) < 0.08); // twice the quantile
    }
    void whatIsNotKnownIsLeftOut() {
        Event unknown = costing(1, 0);
        unknown[NumberColumn::ReportedCost] = core::kUnknownNumber;
        const CostTail tail = tailOf({unknown, costing(2, 0), costing(3, 7)});
        QCOMPARE(tail.unpriced, std::int64_t(1));
        QCOMPARE(tail.withoutCost, std::int64_t(1));
        QCOMPARE(tail.costed, std::int64_t(1));
        QVERIFY(tail.rows.empty());
        QVERIFY(!tail.model.fit());
    }
};

QTEST_APPLESS_MAIN(TestCostTail)
#include "tst_cost_tail.moc"
