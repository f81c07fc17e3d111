// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: change_segments.cpp, driver.cpp, driver_story.cpp
#include "models/analysis/change_drivers.h"

#include "models/analysis/driver_story.h"
#include "tests/models/analysis/compared_calls.h"

#include <QTest>

using namespace ms;
using analysis::Driver;
using analysis::DriverMetric;
using analysis::DriversQuery;
using analysis::DriversTable;
using core::Int128;
using core::MoneySum;
using core::TextColumn;
using query::Dimension;
using test::addRules;
using test::Call;
using test::Calls;
using test::eventOf;
using test::frameOf;
using test::kAgain;
using test::kChat;
using test::kFree;
using test::kLarge;
using test::kMail;
using test::kRefused;
using test::kStated;
using test::kTimeout;
using test::of;
using test::Prices;
using test::range;
using test::times;
using test::operator+;

namespace {

DriversQuery mayAgainstApril(DriverMetric metric = DriverMetric::Cost) {
    DriversQuery query;
    query.by = {Dimension::Feature};
    query.filter.range = range("2026-05-01", "2026-06-01");
    query.against = range("2026-04-01", "2026-05-01");
    query.metric = metric;
    return query;
}

DriversTable explained(const std::shared_ptr<const query::EventSource>& source,
                       const DriversQuery& query, const analysis::RevenueBooks& books = {}) {
    auto table = analysis::changeDrivers(query, *source, books, {});
    if (!table)
        qFatal("%s", table.error().message.c_str());
    return *std::move(table);
}

Int128 sumOf(const analysis::DriverAmounts& parts) {
    Int128 sum = 0;
    for (const MoneySum part : parts)
        sum += part.picos();
    return sum;
}

/// "volume 1200, price -3": what moved, for messages that tell.
QString partsText(const analysis::DriverAmounts& parts) {
    QString text;
    for (std::size_t d = 0; d < analysis::kDrivers; ++d)
        if (!parts[d].isZero())
            text += QString::fromStdString(std::string(analysis::nameOf(Driver(d))) + " " +
                                           core::toText(parts[d].picos()) + " ");
    return text.trimmed();
}

} // namespace

class TestChangeDrivers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneDriverAloneTakesAll_data();
    void oneDriverAloneTakesAll();
    void requestsAndPriceTogether();
    void aModelSwitchIsSeenFromBothSides();
    void newAndGoneSlicesAreLinesOfTheirOwn();
    void refusedRepeatsCostNothing();
    void successMovesTheUnitCost();
    void withoutASuccessNothingIsExplained();
    void outcomesWithoutUnitAreNamed();
    void revenueMovesTheMargin();
    void partsAddUpOnRandomData_data();
    void partsAddUpOnRandomData();
    void anEmptyWorkspaceComparesNothing();
    void wrongQuestionsAreRefused();
    void theStoryNamesWhatMovedMost();
};

void TestChangeDrivers::oneDriverAloneTakesAll_data() {
    QTest::addColumn<int>("driver");
    QTest::addColumn<Calls>("april");
    QTest::addColumn<Calls>("may");
    QTest::addColumn<Prices>("mayPrices");
    const auto row = [](const char* name, Driver driver, const Calls& april, const Calls& may,
                        const Prices& prices = {}) {
        QTest::newRow(name) << int(driver) << april << may << prices;
    };
    const Calls both = times(4, kChat) + times(2, kMail);
    row("twice the requests are volume", Driver::Volume, both, both + both);
    row("half the requests are volume", Driver::Volume, both + both, both);
    row("more mails and fewer chats are mix", Driver::Mix, both, times(2, kChat) + times(4, kMail));
    row("dearer tokens are price", Driver::Price, both, both, {1'500'000, 150'000, 7'500'000, 0});
    row("a dearer request fee is price", Driver::Price, both, both,
        {1'000'000, 100'000, 5'000'000, 90'000'000});
    row("output alone dearer is price", Driver::Price, both, both,
        {1'000'000, 100'000, 9'000'000, 0});
    row("repeated calls are retries", Driver::Retries, {kChat, kChat},
        {kChat, kAgain, kChat, kAgain});
    row("longer prompts", Driver::PromptTokens, {kChat}, {of([](Call& c) { c.input = 2500; })});
    row("longer answers", Driver::OutputTokens, {kChat}, {of([](Call& c) { c.output = 900; })});
    row("queries", Driver::Queries, {of([](Call& c) { c.queries = 1; })},
        {of([](Call& c) { c.queries = 5; })});
    row("queries where there were none", Driver::Queries, {kChat},
        {of([](Call& c) { c.queries = 5; })});
    row("prompts read from the cache", Driver::Cache, {of([](Call& c) {
            c.input = 900;
            c.cacheRead = 100;
        })},
        {of([](Call& c) {
            c.input = 200;
            c.cacheRead = 800;
        })});
    row("a cache where there was none", Driver::Cache, {kChat}, {of([](Call& c) {
            c.input = 200;
            c.cacheRead = 800;
        })});
    row("answers of the own cache", Driver::OwnCache, times(4, kChat),
        times(2, kChat) + times(2, kFree));
    row("all answers of the own cache", Driver::OwnCache, times(4, kChat), times(4, kFree));
    row("calls whose cost is unknown", Driver::Unknown, times(4, kChat),
        times(3, kChat) + times(1, kTimeout));
    row("nothing is known any more", Driver::Unknown, times(4, kChat), times(4, kTimeout));
    row("more calls of the dear model", Driver::Models, times(3, kChat) + times(1, kLarge),
        times(1, kChat) + times(3, kLarge));
    row("costs that the source states", Driver::Stated, {kStated}, {of([](Call& c) {
            c.model = "preview";
            c.reported = 400'000'000;
        })});
    row("a feature that is new", Driver::NewSlices, {kChat}, {kChat, kMail});
    row("a feature that is gone", Driver::GoneSlices, {kChat, kMail}, {kChat});
}

void TestChangeDrivers::oneDriverAloneTakesAll() {
    QFETCH(int, driver);
    QFETCH(Calls, april);
    QFETCH(Calls, may);
    QFETCH(Prices, mayPrices);
    const DriversTable table = explained(frameOf(april, may, {}, mayPrices), mayAgainstApril());
    const MoneySum change = *table.change();
    QVERIFY(!change.isZero());
    for (std::size_t d = 0; d < analysis::kDrivers; ++d) {
        const Int128 part = table.parts[d].picos();
        if (int(d) == driver || Driver(d) == Driver::Rounding)
            continue;
        QVERIFY2(part >= -3 && part <= 3, qPrintable(partsText(table.parts)));
    }
    QCOMPARE(core::toText(sumOf(table.parts)), core::toText(change.picos()));
    const Int128 rounding = table.part(Driver::Rounding).picos();
    QVERIFY2(rounding >= -20 && rounding <= 20, qPrintable(partsText(table.parts)));
}

/// By hand: 2 -> 4 requests at twice the price: 4 times the cost, each half of it in logarithms.
void TestChangeDrivers::requestsAndPriceTogether() {
    const DriversTable table =
        explained(frameOf(times(2, kChat), times(4, kChat), {}, {2'000'000, 200'000, 10'000'000}),
                  mayAgainstApril());
    QCOMPARE(core::toDecimalText(*table.before), std::string("0.003")); // 2 (1000 x 1 + 100 x 5)
    QCOMPARE(core::toDecimalText(*table.after), std::string("0.012"));
    QCOMPARE(core::toDecimalText(table.part(Driver::Volume)), std::string("0.0045"));
    QCOMPARE(core::toDecimalText(table.part(Driver::Price)), std::string("0.0045"));
    const auto level = table.levels[std::size_t(Driver::Volume)];
    QCOMPARE(*level.before, 2.0);
    QCOMPARE(*level.after, 4.0);
    QCOMPARE(*table.levels[std::size_t(Driver::Retries)].after, 1.0);
    QCOMPARE(*table.levels[std::size_t(Driver::PromptTokens)].after, 1000.0);
    QVERIFY(!table.levels[std::size_t(Driver::Price)].after);
}

void TestChangeDrivers::aModelSwitchIsSeenFromBothSides() {
    const DriversTable table =
        explained(frameOf(times(2, kChat), times(2, kLarge)), mayAgainstApril());
    QCOMPARE(core::toDecimalText(table.part(Driver::GoneModels)), std::string("-0.003"));
    QCOMPARE(core::toDecimalText(table.part(Driver::NewModels)), std::string("0.03"));
    QVERIFY(table.part(Driver::Volume).isZero());
    // By model, the same is a slice that goes and one that comes.
    DriversQuery byModel = mayAgainstApril();
    byModel.by = {Dimension::Model};
    const DriversTable models = explained(frameOf(times(2, kChat), times(2, kLarge)), byModel);
    QCOMPARE(core::toDecimalText(models.part(Driver::GoneSlices)), std::string("-0.003"));
    QCOMPARE(core::toDecimalText(models.part(Driver::NewSlices)), std::string("0.03"));
    QCOMPARE(models.slices.front().keys, std::vector<std::string>{"large"}); // moved most
    QVERIFY(!models.slices.front().isBefore && models.slices.front().isAfter);
}

/// What is new is no volume of what was there.
void TestChangeDrivers::newAndGoneSlicesAreLinesOfTheirOwn() {
    const Call other = of([](Call& c) { c.feature = "other"; });
    const DriversTable table =
        explained(frameOf(times(3, kChat) + times(1, other), times(3, kChat) + times(5, kMail)),
                  mayAgainstApril());
    QCOMPARE(core::toDecimalText(table.part(Driver::NewSlices)), std::string("0.0225"));
    QCOMPARE(core::toDecimalText(table.part(Driver::GoneSlices)), std::string("-0.0015"));
    QVERIFY(table.part(Driver::Volume).isZero());
    QVERIFY(table.part(Driver::Mix).isZero());
}

void TestChangeDrivers::refusedRepeatsCostNothing() {
    const DriversTable table =
        explained(frameOf(times(2, kChat), {kChat, kRefused, kRefused, kChat}), mayAgainstApril());
    QVERIFY(table.change()->isZero());
    const Int128 retries = table.part(Driver::Retries).picos();
    QVERIFY2(retries >= -2 && retries <= 2, qPrintable(partsText(table.parts)));
    QCOMPARE(*table.levels[std::size_t(Driver::Retries)].after, 1.0);
}

namespace {

Call ticket(const char* id, const char* outcome) {
    return of([&](Call& c) {
        c.unit = id;
        c.outcome = outcome;
    });
}

} // namespace

void TestChangeDrivers::successMovesTheUnitCost() {
    const DriversTable table =
        explained(frameOf({ticket("a", "RESOLVED"), ticket("b", "RESOLVED"), kChat},
                          {ticket("c", "RESOLVED"), ticket("d", "ESCALATED")}),
                  mayAgainstApril(DriverMetric::UnitCost));
    QCOMPARE(core::toDecimalText(*table.before), std::string("0.0015"));
    QCOMPARE(core::toDecimalText(*table.after), std::string("0.003"));
    QCOMPARE(core::toDecimalText(table.part(Driver::Success)), std::string("0.0015"));
    QCOMPARE(core::toText(sumOf(table.parts)), core::toText(table.change()->picos()));
    const auto level = table.levels[std::size_t(Driver::Success)];
    QCOMPARE(*level.before, 1.0);
    QCOMPARE(*level.after, 0.5);
    // Two requests a ticket instead of one.
    const DriversTable longer =
        explained(frameOf({ticket("a", "RESOLVED"), ticket("b", "RESOLVED")},
                          {ticket("c", "RESOLVED"), ticket("c", "RESOLVED")}),
                  mayAgainstApril(DriverMetric::UnitCost));
    QCOMPARE(core::toDecimalText(longer.part(Driver::Volume)), std::string("0.0015"));
}

void TestChangeDrivers::withoutASuccessNothingIsExplained() {
    const DriversTable table =
        explained(frameOf({ticket("a", "ESCALATED")}, {ticket("c", "RESOLVED")}),
                  mayAgainstApril(DriverMetric::UnitCost));
    QVERIFY(!table.before);
    QVERIFY(table.after);
    QVERIFY(!table.change());
    QVERIFY(table.slices.empty());
    QVERIFY(sumOf(table.parts) == 0);
}

void TestChangeDrivers::outcomesWithoutUnitAreNamed() {
    const Call stray = of([](Call& c) { c.outcome = "RESOLVED"; });
    const DriversTable table =
        explained(frameOf({ticket("a", "RESOLVED")}, {ticket("c", "RESOLVED"), stray}),
                  mayAgainstApril(DriverMetric::UnitCost));
    QVERIFY(table.change()->isZero());
    QCOMPARE(core::toDecimalText(table.part(Driver::Unlinked)), std::string("-0.0015"));
    QCOMPARE(core::toDecimalText(table.part(Driver::Volume)), std::string("0.0015"));
    QVERIFY(sumOf(table.parts) == 0);
}

void TestChangeDrivers::revenueMovesTheMargin() {
    std::vector<test::Event> events{eventOf(kChat, "2026-04-10T12:00:00Z", "a"),
                                    eventOf(kChat, "2026-05-10T12:00:00Z", "b"),
                                    eventOf(kChat, "2026-05-11T12:00:00Z", "c")};
    for (test::Event& event : events)
        event[TextColumn::Tenant] = "acme";
    auto columns = std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 10));
    frame::Facts facts;
    facts.baseCurrency = "USD";
    addRules(facts, {}, "2026-04-01", "2026-06-01");
    const auto source = *frame::makeFrame(frame::loadColumns(columns, 1), facts, {{}, ""}, {});
    analysis::RevenueBooks books;
    for (const auto& [start, end, amount] : {std::tuple{"2026-04-01", "2026-05-01", "2"},
                                             std::tuple{"2026-05-01", "2026-06-01", "5"}}) {
        core::RevenueFact& fact = books.facts.emplace_back();
        fact.tenant = "acme";
        fact.periodStart = *core::parseMoment(start);
        fact.periodEnd = *core::parseMoment(end);
        fact.amount = *core::Money::parse(amount);
        fact.currency = "USD";
        fact.kind = "subscription";
    }
    const DriversTable table = explained(source, mayAgainstApril(DriverMetric::Margin), books);
    QCOMPARE(core::toDecimalText(*table.before), std::string("1.9985"));
    QCOMPARE(core::toDecimalText(*table.after), std::string("4.997"));
    QCOMPARE(core::toDecimalText(table.part(Driver::Revenue)), std::string("3"));
    QCOMPARE(core::toDecimalText(table.part(Driver::Volume)), std::string("-0.0015"));
    QCOMPARE(core::toText(sumOf(table.parts)), core::toText(table.change()->picos()));
}

void TestChangeDrivers::partsAddUpOnRandomData_data() {
    QTest::addColumn<int>("metric");
    QTest::addColumn<unsigned>("seed");
    for (const auto metric : {DriverMetric::Cost, DriverMetric::UnitCost, DriverMetric::Margin})
        for (const unsigned seed : {31U, 32U})
            QTest::newRow((std::string(nameOf(metric)) + ", " + std::to_string(seed)).c_str())
                << int(metric) << seed;
}

/// With every special case of prices and logs: unknown and stated costs, own cache, fees, retries.
void TestChangeDrivers::partsAddUpOnRandomData() {
    QFETCH(int, metric);
    QFETCH(unsigned, seed);
    test::RandomEvents random(seed);
    auto columns =
        std::make_shared<test::MemoryColumnSource>(test::blocksOf(random.make(4000), 900));
    const auto source =
        *frame::makeFrame(frame::loadColumns(columns, 2), test::randomFacts(), {{}, ""}, {});
    analysis::RevenueBooks books;
    core::PlanFact& plan = books.plans.emplace_back();
    plan.tier = "Pro";
    plan.revenuePerTenantMonth = *core::Money::parse("49.99");
    plan.currency = "USD";
    const std::vector<std::vector<Dimension>> groupings{
        {Dimension::Feature}, {Dimension::Model},
        {Dimension::User},    {Dimension::Tenant, Dimension::PromptVersion},
        {Dimension::Tier},    {Dimension::Model, Dimension::Provider}};
    for (const auto& by : groupings) {
        DriversQuery query;
        query.by = by;
        query.filter.range = range("2026-10-23", "2026-10-28");
        query.against = range("2026-03-27", "2026-04-01");
        query.metric = DriverMetric(metric);
        const DriversTable table = explained(source, query, books);
        QVERIFY(table.change());
        QVERIFY(!table.change()->isZero());
        QCOMPARE(core::toText(sumOf(table.parts)), core::toText(table.change()->picos()));
        analysis::DriverAmounts sums{};
        Int128 gross = 0;
        for (const analysis::DriverSlice& slice : table.slices) {
            QCOMPARE(core::toText(sumOf(slice.parts)), core::toText(slice.change().picos()));
            for (std::size_t d = 0; d < analysis::kDrivers; ++d) {
                sums[d] += slice.parts[d];
                const Int128 part = slice.parts[d].picos();
                gross += part < 0 ? -part : part;
            }
        }
        for (std::size_t d = 0; d < std::size_t(Driver::Rounding); ++d)
            QVERIFY(sums[d] == table.parts[d]);
        // No driver hides in the rounding: half a pico a level of a segment, and a millionth of a
        // millionth of what moved.
        const Int128 rounding = table.part(Driver::Rounding).picos();
        QVERIFY2((rounding < 0 ? -rounding : rounding) < 100'000 + gross / 1'000'000'000'000,
                 qPrintable(partsText(table.parts)));
        QVERIFY(gross > 1'000'000'000);
    }
}

void TestChangeDrivers::anEmptyWorkspaceComparesNothing() {
    const DriversTable table = explained(frameOf({}, {}), mayAgainstApril());
    QVERIFY(table.afterWords.empty());
    QVERIFY(!table.change());
}

void TestChangeDrivers::wrongQuestionsAreRefused() {
    const auto source = frameOf({kChat}, {kChat});
    const auto refused = [&](std::vector<Dimension> by) {
        DriversQuery query = mayAgainstApril();
        query.by = std::move(by);
        const auto table = analysis::changeDrivers(query, *source, {}, {});
        return !table && table.error().code == core::Error::Code::Usage;
    };
    QVERIFY(refused({}));
    QVERIFY(refused({Dimension::Feature, Dimension::Day}));
    QVERIFY(refused({Dimension::Feature, Dimension::Feature}));
    DriversQuery backwards = mayAgainstApril();
    backwards.against = range("2026-05-01", "2026-04-01");
    QVERIFY(!analysis::changeDrivers(backwards, *source, {}, {}));
}

void TestChangeDrivers::theStoryNamesWhatMovedMost() {
    DriversTable table;
    const auto set = [&table](Driver driver, std::int64_t picos) {
        table.parts[std::size_t(driver)] = MoneySum::fromPicos(picos);
    };
    const std::int64_t cent = 10'000'000'000;
    set(Driver::Volume, 800 * cent + 4);
    set(Driver::Price, 90 * cent);
    set(Driver::Cache, -10 * cent);
    const analysis::DriverStory story = analysis::driverStory(table);
    QCOMPARE(story.named.size(), std::size_t{1}); // 800 of 900
    QVERIFY(story.named[0].driver == Driver::Volume);
    QCOMPARE(core::toDecimalText(story.named[0].amount), std::string("8"));
    QCOMPARE(core::toDecimalText(story.other), std::string("0.8"));
    QVERIFY(!story.isOffsetting);
    set(Driver::Cache, -700 * cent);
    QVERIFY(analysis::driverStory(table).isOffsetting);
    QVERIFY(!analysis::leadingSlice(table, Driver::Volume));
    analysis::DriverSlice chat, mail;
    chat.keys = {"chat"};
    chat.parts[std::size_t(Driver::Volume)] = MoneySum::fromPicos(700 * cent);
    mail.keys = {"mail"};
    mail.parts[std::size_t(Driver::Volume)] = MoneySum::fromPicos(100 * cent + 4);
    table.slices = {mail, chat};
    QCOMPARE(analysis::leadingSlice(table, Driver::Volume)->keys.front(), std::string("chat"));
    QVERIFY(!analysis::leadingSlice(table, Driver::Price));
    QVERIFY(analysis::driverMetricNamed("unit-cost") == DriverMetric::UnitCost);
    QVERIFY(!analysis::driverMetricNamed("costs"));
}

QTEST_APPLESS_MAIN(TestChangeDrivers)
#include "tst_change_drivers.moc"
