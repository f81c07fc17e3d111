// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: scatter_measure.cpp
#include "models/analysis/scatter.h"

#include "models/frame/frame.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace ms;
using analysis::Scatter;
using analysis::ScatterMeasure;
using analysis::ScatterPtr;
using analysis::ScatterQuery;
using analysis::ScatterSum;
using core::IdColumn;
using core::MoneySum;
using core::NumberColumn;
using core::TextColumn;
using query::Grain;
using stats::PlaneBox;
using stats::PlotScale;
using test::Event;

namespace {

/// A dollar a million tokens of input, a tenth of that for cached ones, four dollars for output.
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
    facts.rules = {rule(core::Bucket::Input, "1"), rule(core::Bucket::CacheRead, "0.1"),
                   rule(core::Bucket::Output, "4")};
    auto source = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 700));
    return *frame::makeFrame(frame::loadColumns(source, 2), facts, {{}, ""}, {});
}

/// One or two calls a request, some without a price, some without a request id, some without usage.
std::vector<Event> randomCalls(std::size_t requests, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<Event> events;
    for (std::size_t i = 0; i < requests; ++i)
        for (std::size_t attempt = 1; attempt <= 1 + random() % 2; ++attempt) {
            Event event;
            event[NumberColumn::Time] =
                test::microsOf("2026-05-04T12:00:00Z") + std::int64_t(i) * core::kMicrosPerSecond;
            event[NumberColumn::Attempt] = std::int64_t(attempt);
            event[NumberColumn::Input] = std::int64_t(random() % 5 == 0 ? 0 : random() % 90'000);
            event[NumberColumn::CacheRead] = std::int64_t(random() % 3 == 0 ? random() % 9'000 : 0);
            event[NumberColumn::Output] = std::int64_t(random() % 900);
            event[TextColumn::Provider] = "maker";
            event[TextColumn::Model] = random() % 20 == 0 ? "without a price" : "small";
            event[TextColumn::Tenant] = "tenant-" + std::to_string(random() % 40);
            event[IdColumn::User] = "user-" + std::to_string(random() % 300);
            if (random() % 30 != 0)
                event[IdColumn::Request] = "request-" + std::to_string(i);
            if (random() % 25 == 0)
                event[NumberColumn::Output] = core::kUnknownNumber;
            events.push_back(event);
        }
    return events;
}

std::int64_t orZero(std::int64_t number) {
    return number == core::kUnknownNumber ? 0 : number;
}

/// An entity as a loop over the events finds it.
struct Plain {
    std::int64_t prompt = 0, output = 0, cost = 0, calls = 0, unpriced = 0, withoutUsage = 0;
};

/// By id; events without one are on their own.
std::map<std::string, Plain> plainly(const std::vector<Event>& events, IdColumn id) {
    std::map<std::string, Plain> entities;
    for (std::size_t row = 0; row < events.size(); ++row) {
        const Event& event = events[row];
        const std::string& name = event[id];
        Plain& entity = entities[name.empty() ? "row " + std::to_string(row) : name];
        const bool hasUsage = event[NumberColumn::Output] != core::kUnknownNumber;
        const bool isPriced = hasUsage && event[TextColumn::Model] == "small";
        const std::int64_t input = event[NumberColumn::Input];
        const std::int64_t cached = event[NumberColumn::CacheRead];
        ++entity.calls;
        entity.prompt += input + cached;
        entity.output += orZero(event[NumberColumn::Output]);
        entity.withoutUsage += hasUsage ? 0 : 1;
        entity.unpriced += isPriced ? 0 : 1;
        if (isPriced)
            entity.cost +=
                input * 1'000'000 + cached * 100'000 + event[NumberColumn::Output] * 4'000'000;
    }
    return entities;
}

ScatterPtr scatterOf(const query::EventSource& source, const ScatterQuery& query) {
    const auto scatter = analysis::scatterOf(query, source, {});
    return scatter ? *scatter : nullptr;
}

bool isSame(const ScatterSum& a, const ScatterSum& b) {
    return a.entities == b.entities && a.withUnknownCost == b.withUnknownCost && a.cost == b.cost;
}

PlaneBox everywhere() {
    return {-1e30, 1e30, -1e30, 1e30};
}

} // namespace

class TestScatter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void measuresAreNamed() {
        for (const ScatterMeasure measure : analysis::scatterMeasures())
            QCOMPARE(*analysis::scatterMeasureNamed(nameOf(measure)), measure);
        QVERIFY(!analysis::scatterMeasureNamed("latency"));
        QCOMPARE(analysis::scatterMeasures().size(), std::size_t{8});
    }
    void requestsStandWhereALoopPutsThem() {
        const std::vector<Event> events = randomCalls(4'000, 1);
        const auto plain = plainly(events, IdColumn::Request);
        const auto source = frameOf(events);
        const ScatterPtr scatter = scatterOf(*source, {});
        QVERIFY(scatter);
        std::size_t unpriced = 0, withoutUsage = 0, known = 0;
        core::Int128 cost = 0, knownCost = 0;
        for (const auto& [id, entity] : plain) {
            unpriced += entity.unpriced > 0 ? 1 : 0;
            withoutUsage += entity.withoutUsage > 0 ? 1 : 0;
            cost += entity.cost;
            if (entity.unpriced > 0 || entity.withoutUsage > 0)
                continue;
            ++known;
            knownCost += entity.cost;
        }
        QVERIFY(unpriced > 100 && withoutUsage > 100);
        QCOMPARE(scatter->all().entities, plain.size());
        QVERIFY(scatter->all().cost == MoneySum::fromPicos(cost));
        QCOMPARE(scatter->all().withUnknownCost, unpriced);
        QCOMPARE(scatter->unknownX(), withoutUsage);
        QCOMPARE(scatter->unknownY(), unpriced);
        QVERIFY(isSame(scatter->drawn(), {known, 0, MoneySum::fromPicos(knownCost)}));
        // One by one, found by their ids.
        std::vector<std::uint64_t> rows;
        for (std::uint32_t i = 0; i < known; ++i)
            rows.push_back(scatter->entity(i).firstRow);
        const auto ids = source->entityIds(Grain::Request, rows, {});
        QVERIFY(ids);
        for (std::uint32_t i = 0; i < known; ++i) {
            const std::string& id = (*ids)[i];
            const Plain& entity = plain.at(id.empty() ? "row " + std::to_string(rows[i]) : id);
            QCOMPARE(scatter->entity(i).x, entity.prompt);
            QCOMPARE(scatter->entity(i).y, entity.cost);
            QCOMPARE(scatter->entity(i).cost.picos(), entity.cost);
        }
    }
    /// Unknown costs do not hide what is known of tokens, and are counted where they are.
    void unknownCostsAreCountedInSelections() {
        const std::vector<Event> events = randomCalls(2'000, 2);
        const auto source = frameOf(events);
        ScatterQuery query;
        query.y = ScatterMeasure::Calls;
        const ScatterPtr scatter = scatterOf(*source, query);
        ScatterSum expected;
        for (const auto& [id, entity] : plainly(events, IdColumn::Request))
            if (entity.withoutUsage == 0 && entity.calls == 2) {
                ++expected.entities;
                expected.withUnknownCost += entity.unpriced > 0 ? 1 : 0;
                expected.cost += core::Money::fromPicos(entity.cost);
            }
        const double two = scatter->yAxis().of(2);
        QVERIFY(expected.withUnknownCost > 0);
        QVERIFY(isSame(scatter->sumIn(PlaneBox{-100, 100, two, two}), expected));
        QCOMPARE(scatter->unknownY(), std::size_t{0});
    }
    /// As in the lists of outliers: a user with some unpriced call is judged by the others.
    void usersStandByWhatIsKnownOfThem() {
        std::vector<Event> events = randomCalls(3'000, 3);
        for (Event& event : events)
            if (event[IdColumn::User] == "user-7")
                event[TextColumn::Model] = "without a price";
        const auto plain = plainly(events, IdColumn::User);
        ScatterQuery query;
        query.grain = Grain::User;
        query.scale = PlotScale::Linear;
        const ScatterPtr scatter = scatterOf(*frameOf(events), query);
        const auto unpriced = std::size_t(std::count_if(
            plain.begin(), plain.end(), [](const auto& user) { return user.second.unpriced > 0; }));
        QVERIFY(unpriced > 50);
        QCOMPARE(scatter->unknownY(), std::size_t{1}); // nothing is known of user-7
        QCOMPARE(scatter->drawn().entities, plain.size() - 1);
        QCOMPARE(scatter->drawn().withUnknownCost, unpriced - 1);
        QVERIFY(scatter->drawn().cost == scatter->all().cost);
    }
    void marksAddUpToWhatIsInThePlane_data() {
        QTest::addColumn<Grain>("grain");
        for (const Grain grain : query::allGrains())
            QTest::newRow(std::string(nameOf(grain)).c_str()) << grain;
    }
    void marksAddUpToWhatIsInThePlane() {
        QFETCH(Grain, grain);
        const auto source = frameOf(randomCalls(9'000, 4));
        for (const PlotScale scale : {PlotScale::Log, PlotScale::Linear}) {
            ScatterQuery query;
            query.grain = grain;
            query.x = ScatterMeasure::OutputTokens;
            query.scale = scale;
            const ScatterPtr scatter = scatterOf(*source, query);
            ScatterSum sum;
            for (const analysis::ScatterMark& mark : scatter->marks()) {
                sum.entities += mark.sum.entities;
                sum.withUnknownCost += mark.sum.withUnknownCost;
                sum.cost += mark.sum.cost;
                const analysis::ScatterEntity at = scatter->entity(mark.entity);
                QCOMPARE(mark.place.x, scatter->xAxis().of(at.x));
                QCOMPARE(mark.place.y, scatter->yAxis().of(at.y));
            }
            QVERIFY(isSame(sum, scatter->drawn()));
            QVERIFY(isSame(sum, scatter->sumIn(everywhere())));
            QVERIFY(scatter->marks().size() <= Scatter::kMostMarks);
            if (grain != Grain::Unit && grain != Grain::Session) // these calls name none
                QVERIFY(sum.entities > 0);
        }
    }
    void theDearestStandAlone() {
        const auto source = frameOf(randomCalls(9'000, 5));
        const ScatterPtr scatter = scatterOf(*source, {});
        const auto dearest = scatter->dearest(std::nullopt, Scatter::kDearest);
        QCOMPARE(dearest.size(), Scatter::kDearest);
        for (std::size_t i = 1; i < dearest.size(); ++i)
            QVERIFY(scatter->entity(dearest[i - 1]).cost >= scatter->entity(dearest[i]).cost);
        for (const std::uint32_t entity : dearest)
            QVERIFY(std::any_of(
                scatter->marks().begin(), scatter->marks().end(),
                [&](const auto& mark) { return mark.entity == entity && mark.sum.entities == 1; }));
        // Of a region: those that a loop finds there.
        const PlaneBox box{2, 4, -20,
                           scatter->entity(dearest[40]).cost.picos() > 0
                               ? scatter->yAxis().of(scatter->entity(dearest[40]).y)
                               : 0};
        const auto inside = scatter->dearest(box, 5);
        std::vector<std::uint32_t> expected;
        for (const std::uint32_t entity : scatter->dearest(std::nullopt, 9'000)) {
            const auto at = scatter->entity(entity);
            if (box.holds({scatter->xAxis().of(at.x), scatter->yAxis().of(at.y)}) &&
                expected.size() < 5)
                expected.push_back(entity);
        }
        QCOMPARE(inside, expected);
        const auto list = analysis::dearestOf(scatter, box, *source, {});
        QVERIFY(list);
        QVERIFY(isSame(list->sum, scatter->sumIn(box)));
        QCOMPARE(list->ids.size(), list->entities.size());
    }
    /// The filter that a selection becomes, asked of the source by another way.
    /// Not of attempts, whose ids are those of their requests, nor of units, which are not here.
    void aFilterKeepsWhatWasSelected_data() {
        QTest::addColumn<Grain>("grain");
        for (const Grain grain : {Grain::Request, Grain::Action, Grain::User, Grain::Tenant})
            QTest::newRow(std::string(nameOf(grain)).c_str()) << grain;
    }
    void aFilterKeepsWhatWasSelected() {
        QFETCH(Grain, grain);
        std::vector<Event> events = randomCalls(600, 6);
        for (Event& event : events)
            event[TextColumn::Model] = "small"; // every cost that can be known is
        const auto source = frameOf(events);
        ScatterQuery query;
        query.grain = grain;
        const ScatterPtr scatter = scatterOf(*source, query);
        const double middle = (scatter->yAxis().lowAboveLane() + scatter->yAxis().high()) / 2;
        const PlaneBox upper{-100, 100, middle, 100};
        const ScatterSum selected = scatter->sumIn(upper);
        const auto filter = analysis::filterFor(*scatter, upper, *source, {});
        QVERIFY(filter);
        QVERIFY(selected.entities > 10 && filter->withoutId < selected.entities / 2);
        QCOMPARE(filter->condition.values.size() + filter->withoutId, selected.entities);
        MoneySum withoutId;
        const auto rows = scatter->entitiesIn(upper);
        for (const std::uint32_t entity : rows) {
            const std::vector row{scatter->entity(entity).firstRow};
            if (source->entityIds(grain, row, {})->front().empty())
                withoutId += scatter->entity(entity).cost;
        }
        const auto kept =
            source->groups({{}, {query::Measure::Cost}, {{}, {}, {filter->condition}}}, {});
        QVERIFY(kept);
        QVERIFY(MoneySum::fromPicos(kept->total.front()) + withoutId == selected.cost);
    }
    void aSelectionThatIsTooLargeSaysWhatToDo() {
        const auto source = frameOf(randomCalls(1'500, 7));
        const ScatterPtr scatter = scatterOf(*source, {});
        const auto filter = analysis::filterFor(*scatter, everywhere(), *source, {});
        QVERIFY(!filter);
        QVERIFY(filter.error().message.find("smaller selection") != std::string::npos);
    }
    void nothingIsAnEmptyPlane() {
        const ScatterPtr scatter = scatterOf(*frameOf({}), {});
        QVERIFY(scatter);
        QVERIFY(scatter->marks().empty());
        QVERIFY(isSame(scatter->sumIn(everywhere()), {}));
        QVERIFY(scatter->dearest(std::nullopt, 10).empty());
    }
    void aStoppedQuestionIsCancelled() {
        std::stop_source stop;
        stop.request_stop();
        const auto scatter =
            analysis::scatterOf({}, *frameOf(randomCalls(10, 8)), stop.get_token());
        QVERIFY(!scatter);
        QCOMPARE(scatter.error().code, core::Error::Code::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestScatter)
#include "tst_scatter.moc"
