// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/watched_weeks.h"

#include <QTest>

using namespace ms;

namespace {

std::int64_t microsAt(const char* time) {
    return core::parseMoment(time)->value;
}

} // namespace

class TestWatchedWeeks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void toldAgainAfterTwoNormalOnes() {
        using Flags = std::vector<bool>;
        QCOMPARE(analysis::toldOnce({}), Flags{});
        QCOMPARE(analysis::toldOnce({true, true, false, true, false, false, true}),
                 (Flags{true, false, false, false, false, false, true}));
    }
    void daysOfARange() {
        const core::Zone zone;
        const core::Day may = *core::parseDay("2026-05-01");
        const core::TimeRange day = analysis::rangeOfDays(may, may, zone);
        QCOMPARE(day.to->micros, microsAt("2026-05-02T00:00:00Z"));
        const auto asked = [&](int first, int last) {
            return analysis::isAsked(day, {may.number + first}, {may.number + last}, zone);
        };
        QVERIFY(asked(0, 0) && asked(-7, 0) && asked(-3, 3) && asked(0, 6));
        QVERIFY(!asked(1, 7) && !asked(-7, -1));
        QVERIFY(analysis::isAsked({}, may, may, zone));
        query::Filter filter;
        filter.range = day;
        const query::Filter longer = analysis::withDaysBefore(filter, 28, zone);
        QCOMPARE(longer.range.from->micros, microsAt("2026-04-03T00:00:00Z"));
        QVERIFY(longer.range.to == day.to);
        QVERIFY(analysis::withDaysBefore({}, 28, zone).range.isOpen());
    }
};

QTEST_APPLESS_MAIN(TestWatchedWeeks)
#include "tst_watched_weeks.moc"
