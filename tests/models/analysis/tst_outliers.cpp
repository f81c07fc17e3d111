// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: outlier_drivers.cpp outlier_checks.cpp length_band.cpp unit_cohorts.cpp
#include "models/analysis/outliers.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/naive_frame.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace ms;
using analysis::LengthBand;
using analysis::Outlier;
using analysis::OutlierCheck;
using analysis::OutlierQuery;
using analysis::OutlierTable;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using query::Grain;
using test::Event;

namespace {

constexpr std::int64_t kDay = core::kMicrosPerDay;
constexpr std::int64_t kMinute = 60 * core::kMicrosPerSecond;
const std::int64_t kStart = test::microsOf("2026-05-04T12:00:00Z"); // a Monday

/// A call of the model "small": a dollar a million prompt tokens, four a million of output.
Event call(const std::string& request, std::int64_t time, std::int64_t prompt,
           std::int64_t output) {
    Event event;
    event[NumberColumn::Time] = time;
    event[NumberColumn::Attempt] = 1;
    event[NumberColumn::Input] = prompt;
    event[NumberColumn::Output] = output;
    event[TextColumn::Feature] = "chat";
    event[TextColumn::Provider] = "maker";
    event[TextColumn::Model] = "small";
    event[TextColumn::Tenant] = "acme";
    event[IdColumn::Request] = request;
    return event;
}

core::PriceRule rule(core::Bucket bucket, const char* amount) {
    core::PriceRule rule;
    rule.provider = "maker";
    rule.model = "small";
    rule.bucket = bucket;
    rule.per = 1'000'000;
    rule.amount = *core::Money::parse(amount);
    rule.currency = "USD";
    return rule;
}

std::shared_ptr<const query::EventSource> frameOf(const std::vector<Event>& events) {
    frame::Facts facts;
    facts.baseCurrency = "USD";
    facts.rules = {rule(core::Bucket::Input, "1"), rule(core::Bucket::Output, "4")};
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 300));
    return *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
}

/// Calls one a day, of nearly the same size.
std::vector<Event> everyday(std::size_t count) {
    std::vector<Event> events;
    for (std::size_t i = 0; i < count; ++i)
        events.push_back(call("r" + std::to_string(i), kStart + std::int64_t(i % 20) * kDay,
                              800 + std::int64_t(i * 7 % 40), 200 + std::int64_t(i * 11 % 30)));
    return events;
}

std::int64_t picosOf(const Event& event) {
    return event[NumberColumn::Input] * 1'000'000 + event[NumberColumn::Output] * 4'000'000;
}

OutlierTable tableOf(const std::vector<Event>& events, OutlierQuery query = {}) {
    const auto table = analysis::outliersBy(query, *frameOf(events), {});
    if (!table)
        throw std::runtime_error(table.error().message);
    return *table;
}

QStringList idsOf(const OutlierTable& table) {
    QStringList ids;
    for (const Outlier& row : table.rows)
        ids << QString::fromStdString(row.id);
    return ids;
}

} // namespace

class TestOutliers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDearOneIsFoundWithWhatIsUsual();
    void driversAddUpToTheCost();
    void fewAlikeAreComparedWithTheFeature();
    void everyUnitIsAccountedFor();
    void whatDoesNotMatterInMoneyIsNotListed();
    void unitsBeforeThePeriodAreOnlyComparedWith();
    void unitsOfOtherWeeksAreNot();
    void oddAttemptsAreTold();
    void anyGrainCanBeAsked();
    void bandsAreByPromptTokens();
};

/// 59 alike and one: median, deviation and score by hand.
void TestOutliers::theDearOneIsFoundWithWhatIsUsual() {
    std::vector<Event> events = everyday(59);
    events.push_back(call("dear", kStart + 19 * kDay, 820, 9'000));
    const OutlierTable table = tableOf(events);
    QCOMPARE(idsOf(table), QStringList{QStringLiteral("dear")});
    const Outlier& row = table.rows.front();

    std::vector<double> logs;
    std::int64_t sum = 0;
    for (const Event& event : events) {
        logs.push_back(std::log(double(picosOf(event)) / 1e12));
        sum += picosOf(event);
    }
    std::sort(logs.begin(), logs.end());
    const double center = (logs[29] + logs[30]) / 2;
    std::vector<double> deviations;
    for (const double log : logs)
        deviations.push_back(std::abs(log - center));
    std::sort(deviations.begin(), deviations.end());
    const double mad = (deviations[29] + deviations[30]) / 2;
    const double score = 0.6745 * (std::log(double(picosOf(events.back())) / 1e12) - center) / mad;
    QVERIFY(std::abs(row.score - score) < 1e-9);
    QVERIFY(std::abs(double(row.usual.picos()) - std::exp(center) * 1e12) <= 1);
    QVERIFY(row.cost == MoneySum::fromPicos(picosOf(events.back())));
    QCOMPARE(row.cohortUnits, std::size_t(60));
    QVERIFY(row.level == stats::CohortLevel::Cohort);
    QVERIFY(row.isAboveFence);
    QVERIFY(row.band == LengthBand::UpTo1k);
    QCOMPARE(row.keys, (std::vector<std::string>{"chat", "small"}));
    QVERIFY(std::abs(*row.shareOfCohort - double(picosOf(events.back())) / double(sum)) < 1e-12);
    QVERIFY(table.cost == MoneySum::fromPicos(sum));
    QVERIFY(table.materialExcess == row.excess());
}

void TestOutliers::driversAddUpToTheCost() {
    std::vector<Event> events = everyday(80);
    for (int attempt = 1; attempt <= 5; ++attempt) { // one retried four times
        events.push_back(call("retried", kStart + 10 * kDay + attempt, 820, 215));
        events.back()[NumberColumn::Attempt] = attempt;
    }
    events.push_back(call("long", kStart + 12 * kDay, 960, 4'000));
    const OutlierTable table = tableOf(events);
    QCOMPARE(table.rows.size(), std::size_t(2));
    for (const Outlier& row : table.rows) {
        MoneySum sum = row.reference + row.other;
        for (const analysis::DriverPart& part : row.drivers)
            sum += part.amount;
        QVERIFY(sum == row.cost);
        QVERIFY(row.other.isZero());
        const stats::UnitDriver expected =
            row.id == "long" ? stats::UnitDriver::OutputTokens : stats::UnitDriver::Attempts;
        QVERIFY(row.drivers.front().driver == expected);
        for (std::size_t i = 1; i < row.drivers.size(); ++i) // prices are the same for all
            QVERIFY(row.drivers[i].driver != stats::UnitDriver::PriceIn);
    }
    // One call in the middle costs what the middle of prompts and outputs costs.
    std::vector<std::int64_t> prompts, outputs;
    for (const Event& event : everyday(80)) {
        prompts.push_back(event[NumberColumn::Input]);
        outputs.push_back(event[NumberColumn::Output]);
    }
    std::sort(prompts.begin(), prompts.end());
    QVERIFY(table.rows.front().reference > MoneySum::fromPicos(prompts.front() * 1'000'000));
}

/// 12 of a model beside 50 of another: too few alike, so the feature decides.
void TestOutliers::fewAlikeAreComparedWithTheFeature() {
    std::vector<Event> events = everyday(50);
    for (int i = 0; i < 12; ++i) {
        Event rare = call("rare" + std::to_string(i), kStart + i * kDay, 5'000 + i, 210);
        events.push_back(rare);
    }
    events.back()[NumberColumn::Output] = 9'000;
    const OutlierTable table = tableOf(events);
    const auto row = std::find_if(table.rows.begin(), table.rows.end(),
                                  [](const Outlier& o) { return o.id == "rare11"; });
    QVERIFY(row != table.rows.end());
    QVERIFY(row->band == LengthBand::UpTo16k);
    QVERIFY(row->level == stats::CohortLevel::Feature);
    QCOMPARE(row->cohortUnits, std::size_t(62));
    OutlierQuery few;
    few.leastUnits = 100;
    QCOMPARE(tableOf(events, few).judged, std::size_t(0));
}

void TestOutliers::everyUnitIsAccountedFor() {
    std::vector<Event> events = everyday(60);
    events.push_back(call("free", kStart, 0, 0));
    events.push_back(call("unpriced", kStart, 900, 900));
    events.back()[TextColumn::Model] = "unknown";
    const OutlierTable table = tableOf(events);
    QCOMPARE(table.units, std::size_t(62));
    QCOMPARE(table.judged, std::size_t(60));
    QCOMPARE(table.withoutCost, std::size_t(1));
    QCOMPARE(table.unpriced, std::size_t(1));
    std::size_t binned = 0;
    for (const stats::LogBin& bin : table.bins)
        binned += bin.values;
    QCOMPARE(binned, table.judged);
}

void TestOutliers::whatDoesNotMatterInMoneyIsNotListed() {
    std::vector<Event> events = everyday(900);
    events.push_back(call("dear", kStart + kDay, 820, 1'500));
    OutlierQuery query;
    query.leastExcess = *core::Money::parse("0.0051");
    OutlierTable table = tableOf(events, query); // excess is about 0.0051, share 0.4 %
    QCOMPARE(table.rows.size(), std::size_t(1));
    query.leastExcess = *core::Money::parse("0.0053");
    table = tableOf(events, query);
    QCOMPARE(table.rows.size(), std::size_t(0));
    QCOMPARE(table.material, std::size_t(0));
    QVERIFY(table.flagged >= 1);
}

void TestOutliers::unitsBeforeThePeriodAreOnlyComparedWith() {
    std::vector<Event> events = everyday(60); // 4 to 23 May
    events.push_back(call("early", kStart + 8 * kDay, 820, 9'000));
    events.push_back(call("late", kStart + 18 * kDay, 820, 9'000));
    OutlierQuery query;
    query.filter.range.from = core::Instant{test::microsOf("2026-05-20T00:00:00Z")};
    const OutlierTable table = tableOf(events, query);
    QCOMPARE(idsOf(table), QStringList{QStringLiteral("late")});
    QCOMPARE(table.rows.front().cohortUnits, std::size_t(62));
    QCOMPARE(table.units, std::size_t(13)); // three a day on four days, and the late one
}

/// Five weeks later the same cost is usual.
void TestOutliers::unitsOfOtherWeeksAreNot() {
    std::vector<Event> events = everyday(60);
    for (int i = 0; i < 60; ++i)
        events.push_back(
            call("new" + std::to_string(i), kStart + (56 + i % 7) * kDay, 820, 9'000 + i));
    QCOMPARE(tableOf(events).rows.size(), std::size_t(0));
}

void TestOutliers::oddAttemptsAreTold() {
    std::vector<Event> events = everyday(60);
    const auto dear = [&](const char* id, std::int64_t time, const char* hash) -> Event& {
        events.push_back(call(id, time, 820, 9'000));
        events.back()[IdColumn::PromptHash] = hash;
        return events.back();
    };
    dear("first", kStart + kDay, "same");
    dear("second", kStart + kDay + 9 * kMinute, "same");
    dear("third", kStart + kDay + 20 * kMinute, "same"); // eleven minutes after the second
    dear("cancelled", kStart + 2 * kDay, "")[TextColumn::Status] = "cancelled";
    dear("cut", kStart + 3 * kDay, "").blobs[std::size_t(core::BlobColumn::Tags)] =
        R"({"finish_reason":"length"})";
    dear("staged", kStart + 4 * kDay, "")[TextColumn::Environment] = "staging";
    dear("reopened", kStart + 5 * kDay, "")[TextColumn::UnitOutcome] = "Reopened";
    OutlierQuery query;
    query.filter.scope.kind = query::Scope::Kind::All;
    std::map<std::string, std::vector<OutlierCheck>> checks;
    for (const Outlier& row : tableOf(events, query).rows)
        checks[row.id] = row.checks;
    const std::map<std::string, std::vector<OutlierCheck>> expected{
        {"first", {OutlierCheck::Duplicated}},
        {"second", {OutlierCheck::Duplicated}},
        {"third", {}},
        {"cancelled", {OutlierCheck::Abandoned}},
        {"cut", {OutlierCheck::Truncated}},
        {"staged", {OutlierCheck::NonProduction}},
        {"reopened", {OutlierCheck::Reopened}},
    };
    for (const auto& [id, all] : expected) {
        QVERIFY2(checks.contains(id), id.c_str());
        QVERIFY2(checks[id] == all, id.c_str());
    }
    QCOMPARE(checks.size(), expected.size());
}

void TestOutliers::anyGrainCanBeAsked() {
    std::vector<Event> events;
    for (int i = 0; i < 40; ++i) {
        Event event = call("r" + std::to_string(i), kStart, 800 + i, 200 + i);
        const std::string number = std::to_string(i);
        event[TextColumn::Tenant] = "t" + number;
        event[IdColumn::User] = "u" + number;
        event[IdColumn::Unit] = "unit" + number;
        event[IdColumn::Root] = "root" + number;
        events.push_back(event);
    }
    events.push_back(events[7]);
    events.back()[IdColumn::Request] = "another";
    events.back()[NumberColumn::Output] = 20'000;
    const std::map<Grain, const char*> expected{
        {Grain::Attempt, "another"}, {Grain::Request, "another"}, {Grain::Action, "root7"},
        {Grain::Unit, "unit7"},      {Grain::User, "u7"},         {Grain::Tenant, "t7"}};
    for (const auto& [grain, id] : expected) {
        OutlierQuery query;
        query.grain = grain;
        const OutlierTable table = tableOf(events, query);
        QCOMPARE(idsOf(table), QStringList{QString::fromLatin1(id)});
        const bool isWhole = grain != Grain::Attempt && grain != Grain::Request;
        QVERIFY(table.rows.front().cost ==
                MoneySum::fromPicos(picosOf(events.back()) + (isWhole ? picosOf(events[7]) : 0)));
    }
}

void TestOutliers::bandsAreByPromptTokens() {
    QVERIFY(analysis::lengthBandOf(0) == LengthBand::UpTo1k);
    QVERIFY(analysis::lengthBandOf(1'000) == LengthBand::UpTo1k);
    QVERIFY(analysis::lengthBandOf(1'001) == LengthBand::UpTo4k);
    QVERIFY(analysis::lengthBandOf(64'000) == LengthBand::UpTo64k);
    QVERIFY(analysis::lengthBandOf(64'001) == LengthBand::Longer);
}

QTEST_APPLESS_MAIN(TestOutliers)
#include "tst_outliers.moc"
