// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/timeline.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <tuple>

using namespace ms;
using analysis::NotCompared;
using analysis::TimelineQuery;
using analysis::UnitAttempt;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using query::Grain;
using test::Event;

namespace {

constexpr std::size_t kLeast = 25;

struct NaiveUnit {
    std::vector<std::size_t> rows; // its first attempt first
    std::int64_t cost = 0;
    bool isUnpriced = false;
    std::int64_t prompt = 0;
    std::int64_t week = 0; // from the first one on; 0: unknown
    std::string feature, model;
    bool isJudged() const { return !isUnpriced && cost > 0; }
};

std::string unitOf(const Event& event, std::size_t row, Grain grain) {
    const std::string& request = event[IdColumn::Request];
    const std::string& root = event[IdColumn::Root];
    if (grain == Grain::Unit)
        return event[IdColumn::Unit].empty()
                   ? std::string()
                   : event[IdColumn::Unit] + "|" + event[TextColumn::UnitType];
    if (grain == Grain::Action && !root.empty())
        return root;
    return request.empty() ? "row " + std::to_string(row) : request;
}

std::map<std::string, NaiveUnit> naiveUnits(const test::NaiveFrame& naive, Grain grain) {
    std::map<std::string, NaiveUnit> units;
    for (std::size_t row = 0; row < naive.events().size(); ++row)
        if (const std::string id = unitOf(naive.events()[row], row, grain);
            !id.empty() && naive.isKept(row, {}))
            units[id].rows.push_back(row);
    const auto rankOf = [&](std::size_t row) {
        const auto last = [](std::int64_t n) { return n == core::kUnknownNumber ? INT64_MAX : n; };
        const Event& event = naive.events()[row];
        return std::tuple(last(event[NumberColumn::Attempt]), last(event[NumberColumn::Time]), row);
    };
    std::int64_t firstDay = INT64_MAX;
    for (auto& [id, unit] : units) {
        if (grain == Grain::Request)
            std::sort(unit.rows.begin(), unit.rows.end(),
                      [&](std::size_t a, std::size_t b) { return rankOf(a) < rankOf(b); });
        for (const std::size_t row : unit.rows) {
            const Event& event = naive.events()[row];
            unit.cost += naive.costOf(row).picos.value_or(0);
            unit.isUnpriced = unit.isUnpriced || !naive.costOf(row).picos;
            if (event[NumberColumn::AppCacheHit] != 1)
                for (const NumberColumn c :
                     {NumberColumn::Input, NumberColumn::CacheRead, NumberColumn::CacheWrite5m,
                      NumberColumn::CacheWrite1h})
                    unit.prompt += std::max<std::int64_t>(event[c], 0);
        }
        const std::size_t first = unit.rows.front();
        unit.feature = naive.valueOf(first, query::Dimension::Feature);
        unit.model = naive.valueOf(first, query::Dimension::Model);
        if (const std::int64_t time = naive.events()[first][NumberColumn::Time];
            time != core::kUnknownNumber) {
            unit.week = (time / core::kMicrosPerDay + 3) / 7;
            firstDay = std::min(firstDay, unit.week);
        }
    }
    for (auto& [id, unit] : units)
        unit.week = unit.week == 0 ? 0 : unit.week - firstDay + 1;
    return units;
}

int bandOf(std::int64_t prompt) {
    return prompt <= 1'000 ? 0 : prompt <= 4'000 ? 1 : prompt <= 16'000 ? 2 : 3;
}

/// First rows of those that `unit` is compared with, by cost.
std::vector<std::size_t> naiveLike(const std::map<std::string, NaiveUnit>& units,
                                   const NaiveUnit& unit) {
    for (int level = 0; level < 3; ++level) {
        std::vector<std::tuple<std::int64_t, std::size_t>> like;
        for (const auto& [id, other] : units) {
            const bool isNear = unit.week == 0 ? other.week == 0
                                : unit.week <= 4
                                    ? other.week >= 1 && other.week <= 4
                                    : other.week > unit.week - 4 && other.week <= unit.week;
            const bool isAlike =
                level == 2 || (other.feature == unit.feature &&
                               (level == 1 || (other.model == unit.model &&
                                               bandOf(other.prompt) == bandOf(unit.prompt))));
            if (other.isJudged() && isNear && isAlike)
                like.emplace_back(other.cost, other.rows.front());
        }
        if (like.size() < kLeast)
            continue;
        std::sort(like.begin(), like.end());
        std::vector<std::size_t> rows;
        for (const auto& [cost, row] : like)
            rows.push_back(row);
        return rows;
    }
    return {};
}

} // namespace

/// Timelines and median units of random events, against a plain recomputation.
class TestTimelineProperties : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void randomEventsAreReadAsOneWouldByHand_data();
    void randomEventsAreReadAsOneWouldByHand();
};

void TestTimelineProperties::randomEventsAreReadAsOneWouldByHand_data() {
    QTest::addColumn<int>("grain");
    QTest::addColumn<unsigned>("seed");
    for (const Grain grain : {Grain::Request, Grain::Action, Grain::Unit})
        for (const unsigned seed : {1U, 2U})
            QTest::addRow("%s, seed %u", std::string(nameOf(grain)).c_str(), seed)
                << int(grain) << seed;
}

void TestTimelineProperties::randomEventsAreReadAsOneWouldByHand() {
    QFETCH(int, grain);
    QFETCH(unsigned, seed);
    test::RandomEvents random(seed);
    std::vector<Event> events = random.make(3'000);
    for (Event& event : events)
        if (!random.oneIn(3))
            event[NumberColumn::LatencyMs] = std::int64_t(random.below(3'000'000));
    const frame::Facts facts = test::randomFacts();
    const auto frame = frame::makeFrame(
        frame::loadColumns(std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 700)),
                           2),
        facts, {{}, ""}, {});
    const test::NaiveFrame naive(events, facts, {});
    const auto units = naiveUnits(naive, Grain(grain));
    std::size_t compared = 0, looked = 0;
    for (const auto& [key, unit] : units) {
        const std::string id = key.substr(0, key.find('|'));
        if (id.starts_with("row ") || looked++ % 4 != 0)
            continue;
        TimelineQuery query{Grain(grain), id, {}};
        query.leastUnits = kLeast;
        const auto timeline = analysis::timelineOf(query, **frame, {});
        QVERIFY(timeline);
        if (Grain(grain) == Grain::Unit && id + "|" + timeline->unitType != key)
            continue; // a dearer one has the same id
        std::vector<std::size_t> rows;
        MoneySum cost;
        core::Int128 input = 0, output = 0;
        std::int64_t begin = INT64_MAX, end = INT64_MIN;
        for (const std::size_t row : unit.rows) {
            const std::int64_t time = events[row][NumberColumn::Time];
            if (time != core::kUnknownNumber) {
                begin = std::min(begin, time);
                end = std::max(
                    end,
                    time + std::max<std::int64_t>(0, events[row][NumberColumn::LatencyMs]) * 1'000);
            }
        }
        for (const UnitAttempt& attempt : timeline->attempts) {
            rows.push_back(std::size_t(attempt.row));
            const Event& event = events[std::size_t(attempt.row)];
            QCOMPARE(attempt.cost.has_value(), naive.costOf(rows.back()).picos.has_value());
            if (attempt.cost)
                cost += *attempt.cost;
            if (attempt.start)
                QCOMPARE(*attempt.start, event[NumberColumn::Time] - begin);
            if (event[NumberColumn::AppCacheHit] != 1) {
                input += std::max<std::int64_t>(event[NumberColumn::Input], 0);
                output += std::max<std::int64_t>(event[NumberColumn::Output], 0);
            }
        }
        QVERIFY(std::is_sorted(timeline->attempts.begin(), timeline->attempts.end(),
                               [](const auto& a, const auto& b) {
                                   return a.start.value_or(INT64_MAX) < b.start.value_or(INT64_MAX);
                               }));
        std::sort(rows.begin(), rows.end());
        std::vector<std::size_t> expected = unit.rows;
        std::sort(expected.begin(), expected.end());
        QCOMPARE(rows, expected);
        QVERIFY(cost == MoneySum::fromPicos(unit.cost) && cost == timeline->figures.cost);
        QVERIFY(input == timeline->figures.input.sum && output == timeline->figures.output.sum);
        std::size_t requests = 0;
        for (const UnitAttempt& attempt : timeline->attempts)
            requests += attempt.number == attempt.tries;
        QCOMPARE(timeline->figures.requests, requests); // one last try each
        if (timeline->figures.wallTime)
            QCOMPARE(*timeline->figures.wallTime, end - begin);

        const std::vector<std::size_t> like = naiveLike(units, unit);
        const bool isCompared = unit.isJudged() && !like.empty();
        QCOMPARE(timeline->reason == NotCompared::No, isCompared);
        if (!isCompared)
            continue;
        ++compared;
        QCOMPARE(timeline->baseline.units, like.size());
        const std::size_t middle = like[(like.size() - 1) / 2];
        const std::string middleKey = unitOf(events[middle], middle, Grain(grain));
        const NaiveUnit& other = units.at(middleKey);
        QVERIFY(timeline->median.figures.cost == MoneySum::fromPicos(other.cost));
        QCOMPARE(timeline->median.figures.attempts, other.rows.size());
        if (!middleKey.starts_with("row "))
            QCOMPARE(timeline->median.id, middleKey.substr(0, middleKey.find('|')));
    }
    QVERIFY2(compared > 10, std::to_string(compared).c_str());
}

QTEST_APPLESS_MAIN(TestTimelineProperties)
#include "tst_timeline_properties.moc"
