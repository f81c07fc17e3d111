// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: attempt_order.cpp, attempt_order.h, attribution.cpp, attribution.h, call_flow.cpp
// Covers: call_flow.h, class_table.cpp, class_table.h, event_marks.cpp, event_marks.h, lever.cpp
// Covers: lever.h, prefix_traffic.cpp, replay_table.cpp, replay_table.h, traffic.cpp, traffic.h
// Covers: weight.cpp, weight.h
#include "models/scenario/replay.h"

#include "models/analysis/margin.h"
#include "models/frame/frame.h"
#include "models/scenario/replay_table.h"
#include "tests/models/analysis/company.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/scenario/lever_dice.h"
#include "tests/models/scenario/slow_replay.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

using namespace ms;
using namespace ms::test;
using nlohmann::json;
using query::Dimension;
using scenario::Field;
using scenario::Lever;
using scenario::LeverKind;
using scenario::Scenario;

namespace {

constexpr std::int64_t kOne = scenario::kBillion;

struct Traffic {
    std::vector<Event> events;
    frame::Facts facts = randomFacts();
    std::shared_ptr<const query::EventSource> source;
    pricing::PriceBook book{facts.book, facts.baseCurrency, facts.rules, facts.aliases, {}};

    explicit Traffic(unsigned seed, std::size_t count = 300)
        : Traffic(RandomEvents(seed).make(count)) {}
    explicit Traffic(std::vector<Event> own) : events{std::move(own)} { open(); }
    Traffic(std::vector<Event> own, frame::Facts ownFacts)
        : events{std::move(own)}, facts{std::move(ownFacts)} {
        open();
    }
    void open() {
        source = *frame::makeFrame(
            frame::loadColumns(std::make_shared<MemoryColumnSource>(blocksOf(events, 100)), 2),
            facts, {{}, facts.book}, {});
    }
    core::Result<scenario::Replay> replay(const Scenario& scenario,
                                          std::vector<Dimension> by = {Dimension::Tenant},
                                          const analysis::RevenueBooks& revenue = {}) const {
        return scenario::Replay::prepare({inOrder(scenario), std::move(by), {}}, *source, revenue,
                                         book, {});
    }
};

analysis::RevenueBooks somePlans() {
    analysis::RevenueBooks books;
    books.plans = {plan("Pro", "0.000049"), plan("Enterprise", "0.0009"), plan("Free", "0.000001")};
    return books;
}

QString textOf(Real number) {
    return QString::number(double(number), 'f', 3);
}

} // namespace

class TestReplay : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutLeversItIsTheMargin();
    void everyLeverAndPairIsTheSlowReplay();
    void rowsAndPartsAddUp();
    void leverComposition_data() { oracles::addRows("lever_composition"); }
    void leverComposition();
    void gpuBreakEven_data() { oracles::addRows("gpu_breakeven"); }
    void gpuBreakEven();
    void anActionLimitCutsWhatComesAfter();
    void aPlanPriceMovesRevenueAndCustomers();
    void aReplayedCacheAnswersWhatItHasSeen();
    void aReplayedPromptCacheReadsWhatItHasSeen();
    void aRetryLimitLosesWhatSucceedsLater();
    void whatCannotBeAskedIsRefused();
};

void TestReplay::withoutLeversItIsTheMargin() {
    for (unsigned seed = 1; seed <= 6; ++seed) {
        const Traffic traffic(seed);
        for (const std::vector<Dimension>& by : {std::vector{Dimension::Tenant},
                                                 {Dimension::Model, Dimension::Tier},
                                                 {Dimension::Month},
                                                 {Dimension::Feature}}) {
            const auto replay = traffic.replay({}, by, somePlans());
            QVERIFY2(replay, replay ? "" : replay.error().message.c_str());
            const auto table = replayTable(*replay, *traffic.source, {});
            QVERIFY(table);
            const auto margin = analysis::marginBy({by, {}, {}}, *traffic.source, somePlans(), {});
            QVERIFY(margin);
            QVERIFY(table->total.before.cost == margin->total.cost);
            QVERIFY(table->total.before.revenue == margin->total.revenue);
            QVERIFY(!margin->total.revenue.isZero());
            QCOMPARE(table->rows.size(), margin->rows.size());
            for (const analysis::MarginRow& row : margin->rows) {
                const auto same = std::find_if(
                    table->rows.begin(), table->rows.end(), [&](const scenario::ReplayRow& own) {
                        return own.keys.keys == row.keys && own.keys.isNoUsage == row.isNoUsage;
                    });
                QVERIFY(same != table->rows.end());
                QVERIFY(same->before.cost == row.figures.cost);
                QVERIFY(same->before.revenue == row.figures.revenue);
                QVERIFY(same->after.cost == row.figures.cost);
            }
        }
    }
}

void TestReplay::everyLeverAndPairIsTheSlowReplay() {
    std::set<LeverKind> moved;
    Real overage = 0;
    for (std::size_t a = 0; a < scenario::kLeverKinds; ++a)
        for (std::size_t b = a; b < scenario::kLeverKinds; ++b)
            for (unsigned seed = 1; seed <= 3; ++seed) {
                LeverDice dice(unsigned(a * 1000 + b * 10) + seed);
                Scenario scenario;
                scenario.levers = {dice.lever(LeverKind(a)), dice.lever(LeverKind(b))};
                if (seed == 1)
                    scenario.levers.resize(1);
                const Traffic traffic(seed * 7 + unsigned(a), 160);
                const auto replay = traffic.replay(scenario);
                QVERIFY2(replay, replay ? "" : replay.error().message.c_str());
                SlowReplay slow(traffic.events, traffic.facts, {}, replay->scenario());
                const scenario::Totals totals =
                    replay->totals(replay->scenario(), replay->allLevers());
                const Real cost = Real(totals.cost.rounded());
                const Real expected = slow.cost();
                // A capped output is rounded attempt by attempt, the customers who stay to 10^-9.
                QVERIFY2(std::abs(cost - expected) <= 100 + expected * 1e-9L,
                         qPrintable(QString::number(a) + QLatin1String(" x ") + QString::number(b) +
                                    QLatin1String(": ") + textOf(cost) +
                                    QLatin1String(" against ") + textOf(expected)));
                const auto alone = [&](std::uint32_t active) {
                    return replay->totals(replay->scenario(), active).cost.rounded();
                };
                for (std::size_t l = 0; l < scenario.levers.size(); ++l)
                    if (alone(1U << l) != alone(0))
                        moved.insert(replay->scenario().levers[l].kind);
                if (a != std::size_t(LeverKind::PlanPrice))
                    QVERIFY(std::abs(Real(totals.revenue.rounded()) - slow.overage) <= 1);
                overage += slow.overage;
            }
    QVERIFY(overage > 0);
    QCOMPARE(moved.size(), scenario::kLeverKinds);
}

void TestReplay::rowsAndPartsAddUp() {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        LeverDice dice(seed);
        Scenario scenario;
        for (const std::size_t kind : {3, 2, 6, 7, 0})
            scenario.levers.push_back(dice.lever(LeverKind(kind)));
        const Traffic traffic(seed);
        const auto replay =
            traffic.replay(scenario, {Dimension::Feature, Dimension::Tier}, somePlans());
        QVERIFY2(replay, replay ? "" : replay.error().message.c_str());
        const auto table = replayTable(*replay, *traffic.source, {});
        core::MoneySum cost, revenue;
        for (const scenario::ReplayRow& row : table->rows) {
            cost += row.after.cost;
            revenue += row.after.revenue;
        }
        const auto margins = replay->marginsByRow(replay->scenario(), replay->allLevers());
        const auto rows = replay->totalsByRow(replay->scenario(), replay->allLevers());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const core::Int128 exact = rows[i].revenue.rounded() - rows[i].cost.rounded();
            QVERIFY(std::abs(margins[i] * 1e12 - double(exact)) < 2);
        }
        QVERIFY(cost == table->total.after.cost);
        QVERIFY(revenue == table->total.after.revenue);
        for (const scenario::Attribution* parts : {&table->cost, &table->margin}) {
            core::Int128 sequential = 0, shapley = 0, alone = parts->interaction();
            for (std::size_t i = 0; i < scenario.levers.size(); ++i) {
                sequential += parts->sequential[i];
                shapley += parts->shapley[i];
                alone += parts->standalone[i];
            }
            QVERIFY(sequential == parts->change());
            QVERIFY(shapley == parts->change());
            QVERIFY(alone == parts->change());
        }
        QVERIFY(table->margin.final == table->total.after.margin().picos());
        QVERIFY(table->cost.base == table->total.before.cost.picos());
    }
}

namespace {
Event plainCall(std::int64_t input, std::int64_t output) {
    Event event;
    event[core::TextColumn::Provider] = "p";
    event[core::TextColumn::Model] = "strong";
    event[core::NumberColumn::Input] = input;
    event[core::NumberColumn::Output] = output;
    event[core::TextColumn::Status] = "success";
    return event;
}
frame::Facts twoModels(const core::Money& input, const core::Money& output, std::int64_t part,
                       std::int64_t whole) {
    frame::Facts facts;
    facts.book = "default";
    facts.baseCurrency = "USD";
    for (const char* model : {"strong", "weak"})
        for (const auto& [bucket, amount] :
             {std::pair(core::Bucket::Input, input), {core::Bucket::Output, output}}) {
            core::PriceRule& rule = facts.rules.emplace_back();
            rule.provider = "p";
            rule.model = model;
            rule.bucket = bucket;
            rule.amount =
                model[0] == 's' ? amount : core::Money::fromPicos(amount.picos() * part / whole);
            rule.currency = "USD";
        }
    return facts;
}
std::int64_t ratioOf(const json& text) {
    return std::int64_t(
        *core::scaled(*core::parseDecimal(text.get<std::string>()), 9, core::Rounding::Down));
}
} // namespace

/// One request of the example's, and everything times their number.
void TestReplay::leverComposition() {
    const json example = oracles::fetched();
    const json& base = example.at("inputs").at("base");
    const json& levers = example.at("inputs").at("levers");
    const auto price = [&](const char* name) { // nano-units a token, as a price per million
        return core::Money::fromPicos(std::stoll(base.at(name).get<std::string>()) * 1000 *
                                      1'000'000);
    };
    const std::int64_t weak = ratioOf(levers.at("routing").at("weak_price_ratio"));
    const Traffic traffic(
        {plainCall(base.at("input_tokens"), base.at("output_tokens"))},
        twoModels(price("price_in_nano"), price("price_out_nano"), weak / 1000, kOne / 1000));
    Scenario scenario;
    std::vector<std::string> names;
    for (const json& name : example.at("inputs").at("order")) {
        const json& given = levers.at(name.get<std::string>());
        names.push_back(name);
        const auto add = [&](LeverKind kind) -> Lever& {
            return scenario.levers.emplace_back(scenario::standardLever(kind));
        };
        if (name == "response_cache") {
            add(LeverKind::ResponseCache)[Field::HitRate] = ratioOf(given.at("hit_rate"));
        } else if (name == "routing") {
            Lever& lever = add(LeverKind::Route);
            lever.provider = "p";
            lever.model = "weak";
            lever[Field::Share] = ratioOf(given.at("share_to_weak"));
        } else if (name == "compression") {
            add(LeverKind::Compression)[Field::KeepRatio] = ratioOf(given.at("keep_ratio"));
        } else {
            Lever& lever = add(LeverKind::PromptCache);
            lever[Field::ReadShare] = ratioOf(given.at("read_share"));
            lever[Field::ReadMultiplier] = ratioOf(given.at("read_multiplier"));
        }
    }
    const auto replay = traffic.replay(scenario);
    QVERIFY2(replay, replay ? "" : replay.error().message.c_str());
    const auto table = replayTable(*replay, *traffic.source, {});
    const scenario::Attribution& cost = table->cost;
    const double requests = base.at("requests").get<double>();
    const auto nano = [&](core::Int128 picos) { return double(picos) / 1000 * requests; };
    json actual{{"base", nano(cost.base)},
                {"final", nano(cost.final)},
                {"delta", nano(cost.change())},
                {"interaction", nano(cost.interaction())},
                {"standalone_sum", nano(cost.change() - cost.interaction())}};
    for (std::size_t i = 0; i < names.size(); ++i) {
        actual["standalone"][names[i]] = nano(cost.standalone[i]);
        actual["sequential"][names[i]] = nano(cost.sequential[i]);
        actual["shapley"][names[i]] = nano(cost.shapley[i]);
    }
    COMPARE_ORACLE(actual, example);
}

/// Pro pays a quarter more, a tenth of it leaves: 1.25 x 0.9.
/// A million tokens on own GPUs: at full load, at the utilisation of the example, and where that
/// costs what the provider does.
void TestReplay::gpuBreakEven() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    const auto dollars = [&](const char* name) {
        return std::int64_t(std::llround(in.at(name).get<double>() * 1e6)) *
               (core::kPicosPerUnit / 1'000'000);
    };
    const auto provider = core::Money::fromPicos(dollars("api_usd_per_million"));
    const Traffic traffic({plainCall(1'000'000, 0)}, twoModels(provider, provider, 1, 1));
    const auto costAt = [&](double utilisation) {
        Scenario scenario;
        Lever& lever = scenario.levers.emplace_back(scenario::standardLever(LeverKind::SelfHost));
        lever[Field::GpuHourCost] = dollars("gpu_hour_usd");
        lever[Field::OutputRate] = in.at("tokens_per_second_full");
        lever[Field::Overhead] =
            std::llround(in.at("overhead_fraction").get<double>() * double(kOne));
        lever[Field::Utilisation] = std::llround(utilisation * double(kOne));
        const auto replay = traffic.replay(scenario);
        return double(replay->totals(replay->scenario(), 1).cost.rounded()) /
               double(core::kPicosPerUnit);
    };
    const json& expected = example.at("expected");
    const auto isNear = [](double actual, const json& wanted) {
        return std::abs(actual - wanted.get<double>()) < 1e-8 * wanted.get<double>();
    };
    QVERIFY(isNear(costAt(1), expected.at("self_cost_per_million_at_full")));
    QVERIFY(isNear(costAt(expected.at("utilisation")), expected.at("self_cost_per_million")));
    QVERIFY(isNear(costAt(expected.at("breakeven_utilisation")), in.at("api_usd_per_million")));
}

/// Two actions of four calls at a dollar each, by time; of one the third call is a retry.
void TestReplay::anActionLimitCutsWhatComesAfter() {
    std::vector<Event> events;
    for (int i = 0; i < 8; ++i) {
        Event& event = events.emplace_back(plainCall(1'000'000, 0));
        event[core::NumberColumn::Time] = microsOf("2026-05-02") + i;
        event[core::IdColumn::Root] = i % 2 == 0 ? "a" : "b";
        event[core::IdColumn::Request] = i == 5 ? "r3" : "r" + std::to_string(i);
    }
    const Traffic traffic(events, twoModels(units("1"), units("1"), 1, 1));
    Scenario scenario;
    Lever& limit = scenario.levers.emplace_back(scenario::standardLever(LeverKind::ActionLimit));
    limit[Field::MaxCalls] = 2;
    const auto figures = [&](const Scenario& asked) {
        const auto replay = traffic.replay(asked);
        const auto guards = replay->guardrails(replay->scenario(), 1);
        return std::tuple(replay->totals(replay->scenario(), 1).cost.rounded() /
                              (core::kPicosPerUnit / 1000),
                          guards.refused.rounded(), guards.lost.rounded());
    };
    // Left: r0, r2 of the one; r1, r3 and its retry of the other.
    QVERIFY(figures(scenario) == std::tuple(core::Int128(5000), core::Int128(3), core::Int128(2)));
    scenario.levers[0][Field::FailedShare] = kOne / 2;
    scenario.levers[0][Field::FailureCost] = core::kPicosPerUnit / 10;
    QVERIFY(figures(scenario) == std::tuple(core::Int128(5100), core::Int128(3), core::Int128(1)));
    scenario.levers[0][Field::Share] = kOne / 2; // half of the actions are cut
    QVERIFY(std::get<0>(figures(scenario)) == 6550);
    scenario.levers[0][Field::Share] = kOne;
    scenario.levers[0][Field::FailureCost] = 0;
    scenario.levers[0].match.conditions = {
        {Dimension::Model, query::Condition::Kind::NotIn, {"strong"}}};
    QVERIFY(std::get<0>(figures(scenario)) == 8000);
}

void TestReplay::aPlanPriceMovesRevenueAndCustomers() {
    const Traffic traffic(3);
    Scenario scenario;
    Lever& lever = scenario.levers.emplace_back(scenario::standardLever(LeverKind::PlanPrice));
    lever[Field::PlanPriceChange] = kOne / 4;
    lever[Field::Churn] = kOne / 10;
    lever.match.conditions = {{Dimension::Tier, query::Condition::Kind::In, {"Pro"}}};
    const auto replay = traffic.replay(scenario, {Dimension::Tier}, somePlans());
    const auto table = replayTable(*replay, *traffic.source, {});
    bool isSeen = false;
    for (const scenario::ReplayRow& row : table->rows) {
        const bool isPro = row.keys.keys.front() == "Pro";
        isSeen = isSeen || isPro;
        const core::Int128 revenue = row.before.revenue.picos() * (isPro ? 1125 : 1000);
        QVERIFY(std::abs(Real(row.after.revenue.picos()) - Real(revenue) / 1000) <= 1);
        const core::Int128 cost = row.before.cost.picos() * (isPro ? 9 : 10);
        QVERIFY(std::abs(Real(row.after.cost.picos()) - Real(cost) / 10) <= 1);
    }
    QVERIFY(isSeen);
}

void TestReplay::aReplayedCacheAnswersWhatItHasSeen() {
    std::vector<Event> events;
    for (const auto& [second, tenant, hash] : {std::tuple{0, "acme", "x"},
                                               {10, "acme", "x"},
                                               {20, "bolt", "x"},
                                               {4000, "acme", "x"},
                                               {4001, "acme", "x"},
                                               {4002, "acme", ""},
                                               {4003, "acme", ""}}) {
        Event& event = events.emplace_back(plainCall(1000, 100));
        event[core::NumberColumn::Time] = microsOf("2026-05-01") + second * core::kMicrosPerSecond;
        event[core::TextColumn::Tenant] = tenant;
        event[core::IdColumn::PromptHash] = hash;
    }
    const Traffic traffic(events, twoModels(units("1"), units("10"), 1, 10));
    Scenario scenario;
    Lever& lever = scenario.levers.emplace_back(scenario::standardLever(LeverKind::ResponseCache));
    lever.cacheMode = scenario::CacheMode::Replay;
    const auto replay = traffic.replay(scenario);
    const auto table = replayTable(*replay, *traffic.source, {});
    QVERIFY(table->risk.hits == 2); // after 10 s, and a second after it expired; never another's
    QVERIFY(table->hasPromptHashes);
    QVERIFY(table->total.before.cost == core::MoneySum(units("0.014")));
    QVERIFY(table->total.after.cost == core::MoneySum(units("0.01")));
    QVERIFY(isMeasured(replay->scenario().levers[0]));
}

/// Blocks of 100 tokens, a millionth of a dollar each: the first prompt is written (300 x 1.25),
/// the second has two blocks of it (200 x 0.1 + 100 x 1.25), another tenant none (200 x 1.25), and
/// the last does not say what it is made of (200).
void TestReplay::aReplayedPromptCacheReadsWhatItHasSeen() {
    std::vector<Event> events;
    for (const auto& [second, tenant, blocks, tokens] : {std::tuple{0, "acme", "a b c", 300},
                                                         {10, "acme", "a b d", 300},
                                                         {20, "bolt", "a b", 200},
                                                         {30, "acme", "", 200}}) {
        Event& event = events.emplace_back(plainCall(tokens, 0));
        event[core::NumberColumn::Time] = microsOf("2026-05-01") + second * core::kMicrosPerSecond;
        event[core::TextColumn::Tenant] = tenant;
        event.blobs[std::size_t(core::BlobColumn::PromptBlocks)] = blocks;
    }
    const Traffic traffic(events, twoModels(units("1"), units("1"), 1, 10));
    Scenario scenario;
    Lever& lever = scenario.levers.emplace_back(scenario::standardLever(LeverKind::PromptCache));
    lever.cacheMode = scenario::CacheMode::Replay;
    lever[Field::BlockTokens] = 100;
    const auto replay = traffic.replay(scenario);
    const auto table = replayTable(*replay, *traffic.source, {});
    QVERIFY(table->total.before.cost == core::MoneySum(units("0.001")));
    QVERIFY(table->total.after.cost == core::MoneySum(units("0.00097"))); // 375 + 145 + 250 + 200
    // Half of it on a model at a tenth of the price: 485 + 48.5.
    Scenario routed = scenario;
    Lever& route = routed.levers.emplace_back(scenario::standardLever(LeverKind::Route));
    route.provider = "p";
    route.model = "weak";
    route[Field::Share] = kOne / 2;
    const auto half = traffic.replay(routed);
    QVERIFY(half->totals(half->scenario(), 3).cost.money() == core::MoneySum(units("0.0005335")));
    // Half of each prompt compressed to nothing: what is left repeats as before.
    Scenario shorter = scenario;
    shorter.levers.push_back(scenario::standardLever(LeverKind::Compression));
    shorter.levers.back()[Field::EligibleShare] = kOne / 2;
    const auto left = traffic.replay(shorter);
    QVERIFY(left->totals(left->scenario(), 3).cost.money() == core::MoneySum(units("0.000485")));
}

void TestReplay::aRetryLimitLosesWhatSucceedsLater() {
    std::vector<Event> events;
    for (const auto& [request, attempt, status] : {std::tuple{"r1", 1, "error"},
                                                   {"r1", 2, "error"},
                                                   {"r1", 3, "success"},
                                                   {"r2", 1, "error"},
                                                   {"r2", 2, "success"},
                                                   {"r3", 1, "error"},
                                                   {"r3", 2, "error"},
                                                   {"r3", 3, "error"}}) {
        Event& event = events.emplace_back(plainCall(1000, 0));
        event[core::IdColumn::Request] = request;
        event[core::NumberColumn::Attempt] = attempt;
        event[core::TextColumn::Status] = status;
    }
    const Traffic traffic(events, twoModels(units("1"), units("10"), 1, 10));
    Scenario scenario;
    scenario.levers.push_back(scenario::standardLever(LeverKind::RetryLimit));
    scenario.levers[0][Field::MaxAttempts] = 2;
    const auto replay = traffic.replay(scenario);
    const auto table = replayTable(*replay, *traffic.source, {});
    QVERIFY(table->risk.lost == 1); // r1; r3 fails either way
    QVERIFY(table->risk.requests == 3);
    QVERIFY(table->total.after.cost == core::MoneySum(units("0.006")));
}

void TestReplay::whatCannotBeAskedIsRefused() {
    const Traffic traffic(1, 20);
    Scenario scenario;
    scenario.levers.assign(1, scenario::standardLever(LeverKind::Route));
    scenario.levers[0].model = "nobody-sells";
    const auto noPrice = traffic.replay(scenario);
    QVERIFY(!noPrice && noPrice.error().code == core::Error::Code::Usage);
    QVERIFY(noPrice.error().message.find("nobody-sells") != std::string::npos);
    scenario.levers.assign(17, scenario::standardLever(LeverKind::Batch));
    QVERIFY(!traffic.replay(scenario));
}

QTEST_APPLESS_MAIN(TestReplay)
#include "tst_replay.moc"
