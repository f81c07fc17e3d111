// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: place.cpp
#include "models/session/filter_state.h"

#include <QSignalSpy>
#include <QTest>

using namespace ms;
using query::Dimension;
using session::FilterState;
using session::Page;
using session::Place;

class TestFilterState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void backAndForwardReturnToPlaces();
    void aNewPlaceForgetsWhatWasAhead();
    void undoRestoresTheFilterAndStaysOnThePage();
    void undoSkipsFiltersThatGoingBackRestored();
    void optionsAreUndoneByNameAndOnTheirPage();
    void aDragIsOneStep();
    void visitingThePresentPlaceIsNoStep();
    void drillGoesTenantThenFeatureThenAttempts();
    void drillFromAnEndpointGoesToItsAttempts();
    void drillByTwoDimensionsKeepsBoth();
    void climbingReturnsToTheGroupingOfTheStep();
    void theEffectiveFilterIsChipsAndPathTogether();
    void noValuesMeanAllValues();
    void aPlaceInsteadOfThePresentOneIsNoStep();
    void theAttemptsBehindARowAreThoseOfItsQuestion();
    void aScenarioIsForTheSameAttempts();
};

namespace {

query::Filter tenantIs(const std::string& tenant) {
    return session::withValues({}, Dimension::Tenant, {tenant});
}

Place marginBy(Dimension dimension) {
    Place place;
    place.page = Page::Margin;
    place.by = {dimension};
    return place;
}

} // namespace

void TestFilterState::backAndForwardReturnToPlaces() {
    FilterState state;
    QSignalSpy changes(&state, &FilterState::changed);
    state.visit(marginBy(Dimension::Tenant));
    state.visit(marginBy(Dimension::Model));
    state.back();
    QCOMPARE(state.place(), marginBy(Dimension::Tenant));
    state.forward();
    QCOMPARE(state.place(), marginBy(Dimension::Model));
    QVERIFY(!state.canGoForward());
    QCOMPARE(changes.count(), 4);
}

void TestFilterState::aNewPlaceForgetsWhatWasAhead() {
    FilterState state;
    state.visit(marginBy(Dimension::Tenant));
    state.visit(marginBy(Dimension::Model));
    state.back();
    state.visit(marginBy(Dimension::Feature));
    QVERIFY(!state.canGoForward());
    state.back();
    QCOMPARE(state.place(), marginBy(Dimension::Tenant));
}

void TestFilterState::undoRestoresTheFilterAndStaysOnThePage() {
    FilterState state;
    state.visit(marginBy(Dimension::Tenant));
    state.setFilter(tenantIs("acme"));
    state.visitPage(Page::Attempts);
    state.undo();
    QCOMPARE(state.place().page, Page::Attempts);
    QCOMPARE(state.place().filter, query::Filter{});
    state.redo();
    QCOMPARE(state.place().filter, tenantIs("acme"));
    QVERIFY(!state.canRedo());
}

void TestFilterState::undoSkipsFiltersThatGoingBackRestored() {
    FilterState state;
    state.visit(marginBy(Dimension::Tenant));
    state.setFilter(tenantIs("acme"));
    state.setFilter(tenantIs("globex"));
    state.back(); // acme again
    state.undo(); // acme was also the filter before globex: that is no change
    QCOMPARE(state.place().filter, query::Filter{});
}

void TestFilterState::optionsAreUndoneByNameAndOnTheirPage() {
    FilterState state;
    state.visitPage(Page::WhatIf);
    state.setOptions({{"scenario", "a"}});
    state.setFilter(tenantIs("acme"));
    state.setOptions({{"scenario", "b"}, {"top", "5"}});
    state.visitPage(Page::Margin);
    Place elsewhere = state.place();
    elsewhere.options["idle"] = "spread"; // without a step of undo
    state.visit(elsewhere);
    QVERIFY(state.nextUndo()->options.contains("top"));
    QVERIFY(state.undo());
    QCOMPARE(state.place().page, Page::WhatIf);
    QCOMPARE(state.place().options, (FilterState::Options{{"scenario", "a"}, {"idle", "spread"}}));
    QCOMPARE(state.place().filter, tenantIs("acme"));
    QVERIFY(state.undo());
    QCOMPARE(state.place().filter, query::Filter{});
    QVERIFY(state.undo());
    QCOMPARE(state.place().options, (FilterState::Options{{"idle", "spread"}}));
    QVERIFY(!state.undo());
    for (int i = 0; i < 3; ++i)
        QVERIFY(state.redo());
    QCOMPARE(state.place().options,
             (FilterState::Options{{"scenario", "b"}, {"top", "5"}, {"idle", "spread"}}));
    QVERIFY(!state.redo());
}

void TestFilterState::aDragIsOneStep() {
    FilterState state;
    state.visitPage(Page::WhatIf);
    state.setOptions({{"scenario", "a"}});
    state.setOptions({{"scenario", "b"}});
    state.setOptions({{"scenario", "c"}}, FilterState::Step::Same);
    state.setOptions({{"scenario", "d"}}, FilterState::Step::Same);
    QCOMPARE(state.place().options.at("scenario"), std::string("d"));
    state.undo();
    QCOMPARE(state.place().options.at("scenario"), std::string("a"));
    state.redo();
    QCOMPARE(state.place().options.at("scenario"), std::string("d"));
    state.setOptions({{"scenario", "d"}, {"top", "1"}}, FilterState::Step::Same); // another option
    state.undo();
    QCOMPARE(state.place().options, (FilterState::Options{{"scenario", "d"}}));
}

void TestFilterState::visitingThePresentPlaceIsNoStep() {
    FilterState state;
    state.visit(marginBy(Dimension::Tenant));
    state.visit(marginBy(Dimension::Tenant));
    state.back();
    QVERIFY(!state.canGoBack());
}

void TestFilterState::drillGoesTenantThenFeatureThenAttempts() {
    const Place features = drilledInto(marginBy(Dimension::Tenant), {"acme"});
    QCOMPARE(features.page, Page::Margin);
    QCOMPARE(features.by, std::vector{Dimension::Feature});
    const Place attempts = drilledInto(features, {"Draft Email"});
    QCOMPARE(attempts.page, Page::Attempts);
    QCOMPARE(attempts.path, (std::vector<session::DrillStep>{{Dimension::Tenant, "acme"},
                                                             {Dimension::Feature, "Draft Email"}}));
}

/// An endpoint is as fine as a feature.
void TestFilterState::drillFromAnEndpointGoesToItsAttempts() {
    const Place attempts = drilledInto(marginBy(Dimension::Endpoint), {"/v1/draft"});
    QCOMPARE(attempts.page, Page::Attempts);
}

void TestFilterState::drillByTwoDimensionsKeepsBoth() {
    Place place = marginBy(Dimension::Model);
    place.by.push_back(Dimension::Tenant);
    const Place next = drilledInto(place, {"gpt-4o", ""});
    QCOMPARE(next.path.size(), std::size_t{2});
    QCOMPARE(next.path[1], (session::DrillStep{Dimension::Tenant, ""})); // "not given" is a value
    QCOMPARE(next.by, std::vector{Dimension::Feature});
}

void TestFilterState::climbingReturnsToTheGroupingOfTheStep() {
    FilterState state;
    state.visit(marginBy(Dimension::Tenant));
    state.visit(drilledInto(state.place(), {"acme"}));
    state.visit(drilledInto(state.place(), {"Draft Email"}));
    state.climbTo(1);
    QCOMPARE(state.place().page, Page::Margin);
    QCOMPARE(state.place().by, std::vector{Dimension::Feature});
    QCOMPARE(state.place().path.size(), std::size_t{1});
    state.climbTo(0);
    QCOMPARE(state.place(), marginBy(Dimension::Tenant));
}

void TestFilterState::theEffectiveFilterIsChipsAndPathTogether() {
    Place place = drilledInto(marginBy(Dimension::Tenant), {"acme"});
    place.filter = session::withValues({}, Dimension::Model, {"gpt-4o", "gpt-4o-mini"});
    const query::Filter filter = effectiveFilter(place);
    QCOMPARE(filter.conditions.size(), std::size_t{2});
    QCOMPARE(session::keptValues(filter, Dimension::Model).size(), std::size_t{2});
    QCOMPARE(session::keptValues(filter, Dimension::Tenant), std::vector<std::string>{"acme"});
}

void TestFilterState::noValuesMeanAllValues() {
    const query::Filter filter = session::withValues(tenantIs("acme"), Dimension::Tenant, {});
    QCOMPARE(filter, query::Filter{});
    QVERIFY(session::keptValues(filter, Dimension::Tenant).empty());
}

/// Steps within a list are none of back.
void TestFilterState::aPlaceInsteadOfThePresentOneIsNoStep() {
    FilterState state;
    const Place first = marginBy(Dimension::Tenant);
    state.reset(first);
    Place second = first;
    second.options = {{"timeline", "a"}};
    state.visit(second);
    state.visit(marginBy(Dimension::Feature));
    state.back();
    QSignalSpy changed(&state, &FilterState::changed);
    Place instead = second;
    instead.options = {{"timeline", "b"}};
    state.visitInstead(instead);
    QCOMPARE(state.place(), instead);
    QCOMPARE(changed.count(), 1);
    QVERIFY(!state.canGoForward());
    state.visitInstead(instead); // nothing new
    QCOMPARE(changed.count(), 1);
    state.back();
    QCOMPARE(state.place(), first);
}

void TestFilterState::theAttemptsBehindARowAreThoseOfItsQuestion() {
    using query::Condition;
    Place place;
    place.page = Page::Units;
    place.filter = tenantIs("acme");
    query::Filter asked = effectiveFilter(place); // the answer narrowed it, and chose its period
    asked.range.from = core::Instant{17};
    asked.conditions.push_back({Dimension::Feature, Condition::Kind::NotIn, {"Draft"}});
    const Condition repeated{Dimension::Tenant, Condition::Kind::In, {"acme"}};
    const Condition model{Dimension::Model, Condition::Kind::In, {"gpt"}};
    const Condition tiers{Dimension::Tier, Condition::Kind::In, {"Free", "Pro"}};
    const Place next = attemptsBehind(place, asked, {repeated, model, tiers});
    QCOMPARE(next.page, Page::Attempts);
    QCOMPARE(next.path, (std::vector<session::DrillStep>{{Dimension::Model, "gpt"}}));
    query::Filter expected = asked;
    expected.conditions.push_back(tiers);
    expected.conditions.push_back(model);
    QCOMPARE(effectiveFilter(next), expected);
}

void TestFilterState::aScenarioIsForTheSameAttempts() {
    using query::Condition;
    Place place;
    place.page = Page::Review;
    place.section = "findings";
    place.options = {{"idle", "spread"}};
    const Condition chat{Dimension::Feature, Condition::Kind::In, {"chat"}};
    const Place next = scenarioFor(place, effectiveFilter(place), {chat}, {{"retry-limit", "2"}});
    QCOMPARE(next.page, Page::WhatIf);
    QVERIFY(next.section.empty());
    QCOMPARE(next.options, (std::map<std::string, std::string>{{"retry-limit", "2"}}));
    QCOMPARE(effectiveFilter(next), effectiveFilter(attemptsBehind(place, {}, {chat})));
}

QTEST_APPLESS_MAIN(TestFilterState)
#include "tst_filter_state.moc"
