// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: match_text.cpp, match_text.h, slider_scale.cpp, slider_scale.h
#include "models/scenario/editing.h"

#include "models/scenario/document.h"
#include "models/scenario/match_text.h"
#include "models/scenario/slider_scale.h"
#include "models/stats/splitmix64.h"

#include <QTest>

using namespace ms;
using scenario::Field;
using scenario::LeverKind;
using scenario::Scenario;

namespace {

/// Each lever has its own name, and a range that names it too: its low end is in the order made.
struct Draft {
    Scenario scenario;
    int made = 0;

    void mark(std::size_t lever) {
        scenario.levers[lever].name = std::to_string(made);
        scenario.ranges.push_back({lever, Field::Share, made, scenario::kBillion});
        ++made;
    }
    void add(LeverKind kind) { mark(addLever(scenario, kind)); }
};

} // namespace

class TestEditing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rangesStayWithTheirLevers();
    void leversOfOneKindChangePlaces();
    void whatIsAddedChangesLittle();
    void matchesAreReadBack();
    void wrongMatchesAreRefused_data();
    void wrongMatchesAreRefused();
    void slidersGoUp();
    void stepsStayWithinTheEnds();
};

/// Whatever is done, each range names its lever and levers are in the order in which they act.
void TestEditing::rangesStayWithTheirLevers() {
    stats::SplitMix64 random{11};
    int removed = 0;
    for (int round = 0; round < 200; ++round) {
        Draft draft;
        for (int step = 0; step < 30; ++step) {
            Scenario& scenario = draft.scenario;
            const std::size_t count = scenario.levers.size();
            const std::size_t lever = count == 0 ? 0 : std::size_t(random.below(count));
            switch (count == 0 ? 0 : random.below(4)) {
            case 0:
                draft.add(LeverKind(random.below(scenario::kLeverKinds)));
                break;
            case 1:
                scenario::duplicateLever(scenario, lever);
                break;
            case 2:
                scenario::removeLever(scenario, lever);
                ++removed;
                break;
            default:
                scenario::moveLever(scenario, lever, random.below(2) == 0 ? 1 : -1);
            }
            QCOMPARE(scenario.ranges.size(), scenario.levers.size());
            std::vector<int> seen(scenario.levers.size());
            for (const scenario::Range& range : scenario.ranges) {
                QCOMPARE(scenario.levers.at(range.lever).name, std::to_string(range.low));
                ++seen[range.lever];
            }
            QVERIFY(std::all_of(seen.begin(), seen.end(), [](int n) { return n == 1; }));
            QVERIFY(inOrder(scenario) == scenario);
        }
    }
    QVERIFY(removed > 100);
}

void TestEditing::leversOfOneKindChangePlaces() {
    Draft draft;
    draft.add(LeverKind::Batch);
    draft.add(LeverKind::Route);
    draft.add(LeverKind::Route);
    const auto names = [&] {
        std::string all;
        for (const scenario::Lever& lever : draft.scenario.levers)
            all += lever.name;
        return all;
    };
    QCOMPARE(names(), std::string("120"));
    QVERIFY(canMoveLever(draft.scenario, 0, 1) && !canMoveLever(draft.scenario, 0, -1));
    QVERIFY(!canMoveLever(draft.scenario, 1, 1) && !canMoveLever(draft.scenario, 2, 1));
    scenario::moveLever(draft.scenario, 0, 1);
    scenario::moveLever(draft.scenario, 1, 1); // a batch cannot be before a route
    QCOMPARE(names(), std::string("210"));
    scenario::duplicateLever(draft.scenario, 0);
    QCOMPARE(names(), std::string("2210"));
    scenario::removeLever(draft.scenario, 0);
    QCOMPARE(names(), std::string("210"));
}

/// A lever that was just added is a document that can be read, but for a route's model.
void TestEditing::whatIsAddedChangesLittle() {
    for (std::size_t kind = 0; kind < scenario::kLeverKinds; ++kind) {
        Scenario scenario;
        addLever(scenario, LeverKind(kind));
        const auto read = scenario::parseScenario(documentOf(scenario));
        if (LeverKind(kind) == LeverKind::Route)
            QVERIFY(!read && read.error().where == "levers[0].model");
        else
            QVERIFY2(read && *read == scenario, std::string(nameOf(LeverKind(kind))).c_str());
    }
}

void TestEditing::matchesAreReadBack() {
    using Kind = query::Condition::Kind;
    scenario::Match match;
    QVERIFY(*scenario::parseMatch(" ; ") == match);
    match.conditions = {{query::Dimension::Tier, Kind::In, {"Free", "Pro"}},
                        {query::Dimension::Model, Kind::NotIn, {"a,b;c\\", ""}}};
    match.promptTokens.to = 8000;
    match.outputTokens.from = 10;
    const std::string text = matchText(match);
    QCOMPARE(text, std::string("tier=Free,Pro; model!=a\\,b\\;c\\\\,; prompt_tokens=..8000; "
                               "output_tokens=10.."));
    QVERIFY(*scenario::parseMatch(text) == match);
    QVERIFY(scenario::parseMatch("tier = Free")->conditions.front().values ==
            std::vector<std::string>{"Free"});
    QCOMPARE(scenario::matchText({}), std::string());
}

void TestEditing::wrongMatchesAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"Free", "=Free", "planet=x", "prompt_tokens=8000", "output_tokens=..",
                             "prompt_tokens=a..b", "prompt_tokens=..-1", "tier=Free; nothing"})
        QTest::newRow(text) << QByteArray(text);
}

void TestEditing::wrongMatchesAreRefused() {
    QFETCH(QByteArray, text);
    const auto match = scenario::parseMatch(text.toStdString());
    QVERIFY(!match);
    QVERIFY(match.error().code == core::Error::Code::Usage);
}

void TestEditing::slidersGoUp() {
    for (std::size_t f = 0; f < scenario::kFields; ++f) {
        const scenario::FieldInfo& info = infoOf(Field(f));
        const scenario::SliderScale scale = scenario::sliderScaleOf(Field(f));
        QVERIFY(scale.low >= info.least && scale.high <= info.most);
        QCOMPARE(sliderValueAt(scale, 0), scale.low);
        QCOMPARE(sliderValueAt(scale, scenario::kSliderPlaces), scale.high);
        for (int place = 0; place <= scenario::kSliderPlaces; ++place) {
            const std::int64_t value = sliderValueAt(scale, place);
            QVERIFY2(place == 0 || value >= sliderValueAt(scale, place - 1),
                     std::string(info.name).c_str());
            QCOMPARE(sliderValueAt(scale, sliderPlaceOf(scale, value)), value);
            QVERIFY(scenario::parseNumber(Field(f), numberText(Field(f), value)));
        }
        QCOMPARE(sliderPlaceOf(scale, info.most), scenario::kSliderPlaces);
        QCOMPARE(sliderPlaceOf(scale, info.least), 0);
    }
}

void TestEditing::stepsStayWithinTheEnds() {
    QCOMPARE(scenario::stepped(Field::HitRate, scenario::kBillion / 10, 1),
             scenario::kBillion * 11 / 100);
    QCOMPARE(scenario::stepped(Field::HitRate, scenario::kBillion, 1), scenario::kBillion);
    QCOMPARE(scenario::stepped(Field::Cap, 8000, 1), std::int64_t(8100));
    QCOMPARE(scenario::stepped(Field::Cap, 1, -1), std::int64_t(1));
    QVERIFY(scenario::stepped(Field::LookupCost, 0, 1) > 0);
}

QTEST_APPLESS_MAIN(TestEditing)
#include "tst_editing.moc"
