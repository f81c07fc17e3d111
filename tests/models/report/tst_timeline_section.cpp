// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: comparison_section.cpp timeline_words.cpp
#include "models/report/timeline_section.h"

#include "models/report/comparison_section.h"

#include <QTest>

#include <cmath>

using namespace ms;
using analysis::AttemptRole;
using analysis::NotCompared;
using analysis::Timeline;
using analysis::UnitAttempt;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using query::Grain;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};
constexpr std::int64_t kSecond = core::kMicrosPerSecond;

core::Money cents(std::int64_t amount) {
    return core::Money::fromPicos(amount * (core::kPicosPerUnit / 100));
}

UnitAttempt attempt(std::uint64_t row, AttemptRole role, std::int64_t second) {
    UnitAttempt made;
    made.row = row;
    made.request = "r9";
    made.role = role;
    made.start = second * kSecond;
    made.duration = 2 * kSecond;
    made.model = "small";
    made.status = "success";
    made.input = 1'000;
    made.output = 50;
    made.cost = cents(30);
    return made;
}

/// Three tries of one request, the second one without usage; against 10 cents and 4 seconds.
Timeline three(Grain grain = Grain::Request) {
    Timeline timeline;
    timeline.query.grain = grain;
    timeline.query.id = "r9";
    timeline.attempts = {attempt(70, AttemptRole::First, 0), attempt(12, AttemptRole::Retry, 5),
                         attempt(13, AttemptRole::Fallback, 20)};
    UnitAttempt& failed = timeline.attempts[1];
    failed.duration.reset();
    failed.input.reset();
    failed.output.reset();
    failed.cost.reset();
    failed.status = "error";
    failed.error = "timeout";
    for (std::size_t i = 0; i < 3; ++i) {
        timeline.attempts[i].number = i + 1;
        timeline.attempts[i].tries = 3;
    }
    timeline.matching = 3;
    timeline.figures = analysis::figuresOf(timeline.attempts);
    timeline.reason = NotCompared::No;
    timeline.baseline.keys = {"chat", "small"};
    timeline.baseline.band = analysis::LengthBand::UpTo4k;
    timeline.baseline.units = 412;
    timeline.baseline.usual = cents(11);
    UnitAttempt middle = attempt(3, AttemptRole::First, 0);
    middle.cost = cents(10);
    middle.input = 400;
    middle.duration = 4 * kSecond;
    timeline.median.id = "r2";
    timeline.median.figures = analysis::figuresOf(std::vector{middle});
    timeline.median.attempts = 1;
    return timeline;
}

report::Cell cell(const report::Section& section, std::size_t row, std::string_view column) {
    return section.table.rows[row].cells[report::columnNamed(section.table, column)];
}

std::size_t figure(const report::Section& section, const char* name) {
    for (std::size_t row = 0; row < section.table.rows.size(); ++row)
        if (section.table.rows[row].cells[0] == report::Cell{std::string(name)})
            return row;
    return SIZE_MAX;
}

bool isUnknown(const report::Cell& cell) {
    return std::holds_alternative<std::monostate>(cell);
}

bool isSaid(const report::Section& section, const char* words) {
    for (const std::string& note : section.notes)
        if (note.find(words) != std::string::npos)
            return true;
    return false;
}

} // namespace

class TestTimelineSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRowIsAnAttempt() {
        const report::Section section = report::timelineSection(three(), kContext);
        QCOMPARE(section.table.rows.size(), std::size_t(3));
        for (std::size_t i = 0; i < 3; ++i) {
            const report::Row& row = section.table.rows[i];
            QCOMPARE(row.cells.size(), section.table.columns.size());
            QCOMPARE(*row.attempt, three().attempts[i].row);
            QVERIFY(row.drill == report::conditionsOf({Dimension::Request}, {"r9"}));
        }
        QCOMPARE(section.table.total.size(), section.table.columns.size());
        QVERIFY(cell(section, 2, "role") == report::Cell{std::string("fallback")});
        QVERIFY(cell(section, 1, "try") == report::Cell{std::string("2 of 3")});
        QVERIFY(cell(section, 1, "status") == report::Cell{std::string("error: timeout")});
        QVERIFY(cell(section, 1, "start_s") == report::Cell{5.0});
        for (const char* column : {"duration_s", "input_tokens", "output_tokens", "cost", "depth"})
            QVERIFY2(isUnknown(cell(section, 1, column)), column);
    }
    void totalsAreThoseOfTheRows() {
        const report::Section section = report::timelineSection(three(), kContext);
        const auto total = [&](std::string_view column) {
            return section.table.total[report::columnNamed(section.table, column)];
        };
        QVERIFY(total("cost") == report::Cell{MoneySum(cents(60))});
        QVERIFY(total("input_tokens") == report::Cell{Int128(2'000)});
        QVERIFY(isUnknown(total("cache_read_tokens"))); // nobody says, so it is not 0
        QVERIFY(isSaid(section, "1 attempt of unknown cost"));
        QVERIFY(isSaid(section, "1 attempt without a latency"));
        QVERIFY(isSaid(section, "1 attempt without a count of input or output tokens"));
    }
    void theFindingSaysHowDearItIs() {
        QCOMPARE(report::timelineSection(three(), kContext).finding,
                 std::string("Request r9: 3 attempts over 22 s, $0.60: 6 times the $0.10 of the "
                             "one in the middle of 412 requests of chat, small, 1k-4k prompt "
                             "tokens."));
        Timeline wide = three();
        wide.baseline.level = stats::CohortLevel::Feature;
        QVERIFY(report::timelineSection(wide, kContext).finding.ends_with("412 requests of chat."));
        wide.baseline.level = stats::CohortLevel::All;
        QVERIFY(report::timelineSection(wide, kContext).finding.ends_with("of all kinds."));
        wide.median.isSame = true;
        QVERIFY(report::timelineSection(wide, kContext).finding.find("the median of") !=
                std::string::npos);
    }
    void barsStandOnTheAxisOfTime() {
        const report::Chart chart = report::timelineSection(three(), kContext).charts.front();
        QVERIFY(chart.kind == report::Chart::Kind::Spans);
        QCOMPARE(chart.xTitle, std::string("Seconds after the first attempt"));
        QCOMPARE(chart.series.size(), std::size_t(3)); // a role each, those that occur
        QCOMPARE(chart.series[1].name, std::string("retry"));
        const report::Point& retry = chart.series[1].points.front();
        QVERIFY(isUnknown(retry.value) && *retry.low == 5.0 && !retry.high && retry.row == 1);
        const report::Point& fallback = chart.series[2].points.front();
        QVERIFY(*fallback.low == 20.0 && *fallback.high == 22.0);
        QCOMPARE(fallback.label, std::string("3 fallback, small"));
        Timeline slow = three();
        slow.figures.wallTime = 7'200 * kSecond;
        slow.attempts[2].start = 7'198 * kSecond;
        const report::Chart minutes = report::timelineSection(slow, kContext).charts.front();
        QCOMPARE(minutes.xTitle, std::string("Minutes after the first attempt"));
        QCOMPARE(*minutes.series[2].points.front().high, 120.0);
    }
    void theMedianStandsBeside() {
        const report::Section section = report::comparisonSection(three(), kContext);
        const auto are = [&](const char* name, report::Cell unit, report::Cell median,
                             report::Cell times) {
            const std::size_t row = figure(section, name);
            return cell(section, row, "unit") == unit && cell(section, row, "median") == median &&
                   cell(section, row, "times") == times;
        };
        const report::Cell none;
        QVERIFY(are("Attempts", Int128(3), Int128(1), 3.0));
        QVERIFY(are("Retries", Int128(2), Int128(0), none)); // not infinitely many
        QVERIFY(are("Input tokens", Int128(2'000), Int128(400), 5.0));
        QVERIFY(are("Cache read tokens", none, none, none));
        QVERIFY(are("Depth", none, none, none));
        QVERIFY(are("Cost", MoneySum(cents(60)), MoneySum(cents(10)), 6.0));
        QVERIFY(are("Wall time, s", 22.0, 4.0, 5.5));
        QVERIFY(isSaid(section, "r2, is the one in the middle"));
        QVERIFY(isSaid(section, "as the list of outliers states it, is $0.11"));
        QVERIFY(!section.charts.empty());
        // Each bar is a figure of the table.
        for (const report::Point& point : section.charts[0].series[0].points)
            QVERIFY(cell(section, figure(section, point.label.c_str()), "times") == point.value);
    }
    void whatIsNotComparedSaysWhy() {
        const std::vector<std::pair<NotCompared, const char*>> reasons{
            {NotCompared::CostUnknown, "the cost of 1 attempt is unknown"},
            {NotCompared::WithoutCost, "it has no cost"},
            {NotCompared::TooFewAlike, "fewer than 30 requests"}};
        for (const auto& [reason, words] : reasons) {
            Timeline alone = three();
            alone.reason = reason;
            const report::Section section = report::comparisonSection(alone, kContext);
            QVERIFY2(isSaid(section, words), words);
            QVERIFY(section.charts.empty());
            QVERIFY(isUnknown(cell(section, figure(section, "Cost"), "median")));
            QVERIFY(cell(section, figure(section, "Attempts"), "unit") == report::Cell{Int128(3)});
            QCOMPARE(report::timelineSection(alone, kContext).charts.size(), std::size_t(1));
        }
    }
    void nothingFoundSaysHowToChoose() {
        Timeline none;
        none.query.grain = Grain::Action;
        for (const report::Section& section :
             {report::timelineSection(none, kContext), report::comparisonSection(none, kContext)}) {
            QCOMPARE(section.finding, std::string("No action is chosen."));
            QVERIFY(section.table.rows.empty() && section.charts.empty());
            QVERIFY(isSaid(section, "Enter on a row"));
        }
        none.query.id = "x<b>";
        QCOMPARE(report::timelineSection(none, kContext).finding,
                 std::string("This selection has no action 'x<b>'."));
    }
    void unitsAreToldApartByType() {
        Timeline unit = three(Grain::Unit);
        unit.unitType = "ticket";
        unit.sameId = 2;
        unit.matching = 9;
        const report::Section section = report::timelineSection(unit, kContext);
        QVERIFY(section.table.rows[0].drill ==
                report::conditionsOf({Dimension::UnitType, Dimension::Unit}, {"ticket", "r9"}));
        QVERIFY(isSaid(section, "2 units of other types have this id"));
        QVERIFY(isSaid(section, "The first 3 of 9 attempts"));
    }
};

QTEST_APPLESS_MAIN(TestTimelineSection)
#include "tst_timeline_section.moc"
