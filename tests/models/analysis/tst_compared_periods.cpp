// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/compared_periods.h"

#include "tests/models/analysis/compared_calls.h"

#include <QTest>

using namespace ms;
using analysis::ComparedPeriods;
using core::TimeRange;
using test::range;

namespace {

/// Events at noon of 10 April and 10 May.
std::optional<ComparedPeriods> compared(const TimeRange& asked,
                                        const std::optional<TimeRange>& against = {}) {
    const auto source = test::frameOf({test::kChat}, {test::kChat});
    auto periods = analysis::comparedPeriods(asked, against, *source, {});
    if (!periods)
        qFatal("%s", periods.error().message.c_str());
    return *std::move(periods);
}

bool hasNote(const ComparedPeriods& periods, std::string_view words) {
    for (const std::string& note : periods.notes)
        if (note.find(words) != std::string::npos)
            return true;
    return false;
}

} // namespace

class TestComparedPeriods : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asManyDaysJustBefore() {
        const auto periods = compared(range("2026-05-01", "2026-05-11"));
        QVERIFY(periods->before == range("2026-04-21", "2026-05-01"));
        QVERIFY(periods->after == range("2026-05-01", "2026-05-11"));
        QVERIFY(periods->notes.empty());
    }
    void theStatedPeriodInItsPlace() {
        const auto periods =
            compared(range("2026-05-01", "2026-05-11"), range("2026-04-10", "2026-04-12"));
        QVERIFY(periods->before == range("2026-04-10", "2026-04-12"));
        QVERIFY(hasNote(*periods, "2 and 10 days"));
    }
    void withoutAPeriodTheLatestMonthOfTheData() {
        const auto periods = compared({});
        QVERIFY(periods->after == range("2026-05-01", "2026-05-11")); // to the last day with events
        QVERIFY(periods->before == range("2026-04-21", "2026-05-01"));
        QVERIFY(hasNote(*periods, "2026-05-01 to 2026-05-10"));
    }
    void anOpenEndIsThatOfTheData() {
        const TimeRange since{core::Instant{test::microsOf("2026-05-09")}, {}};
        QVERIFY(compared(since)->after == range("2026-05-09", "2026-05-11"));
        const TimeRange until{{}, core::Instant{test::microsOf("2026-04-20")}};
        QVERIFY(compared(until)->after == range("2026-04-10", "2026-04-20"));
        QVERIFY(hasNote(*compared(until), "begin on 2026-04-10"));
        const TimeRange later{core::Instant{test::microsOf("2027-01-01")}, {}};
        QVERIFY(!compared(later)); // ends where it begins
    }
    void dataThatEndInsideAreTold() {
        const auto periods = compared(range("2026-05-01", "2026-06-01"));
        QVERIFY(hasNote(*periods, "end on 2026-05-10"));
        QVERIFY(hasNote(*periods, "begin on 2026-04-10"));
    }
    void withoutEventsThereIsNothingToCompare() {
        const auto source = test::frameOf({}, {});
        const auto periods = analysis::comparedPeriods({}, {}, *source, {});
        QVERIFY(periods && !*periods);
    }
    void aPeriodThatEndsBeforeItBeginsIsRefused() {
        const auto source = test::frameOf({test::kChat}, {});
        const auto periods =
            analysis::comparedPeriods({}, range("2026-05-01", "2026-04-01"), *source, {});
        QVERIFY(!periods);
        QVERIFY(periods.error().code == core::Error::Code::Usage);
    }
    void periodsInWords() {
        const core::Zone berlin = *core::Zone::find("Europe/Berlin");
        QCOMPARE(analysis::periodWords(range("2026-04-01", "2026-05-01"), {}),
                 std::string("2026-04-01 to 2026-04-30"));
        QCOMPARE(analysis::periodWords(range("2026-04-01", "2026-04-02"), {}),
                 std::string("2026-04-01"));
        QCOMPARE(analysis::periodWords(range("2026-04-01", "2026-05-01"), berlin),
                 std::string("2026-04-01T00:00:00.000Z to 2026-05-01T00:00:00.000Z"));
    }
};

QTEST_APPLESS_MAIN(TestComparedPeriods)
#include "tst_compared_periods.moc"
