// SPDX-License-Identifier: GPL-3.0-or-later
// Times a scenario of five levers: bench_scenario [EVENTS]
#include "models/frame/frame.h"
#include "models/scenario/prefix_cache.h"
#include "models/scenario/replay_table.h"
#include "models/scenario/response_cache.h"
#include "models/stats/splitmix64.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

using namespace ms;
using scenario::Field;
using scenario::LeverKind;

namespace {

template <class Work>
auto timed(const char* what, const Work& work) {
    const auto start = std::chrono::steady_clock::now();
    auto result = work();
    const std::chrono::duration<double, std::milli> taken =
        std::chrono::steady_clock::now() - start;
    std::printf("%-44s %9.1f ms\n", what, taken.count());
    return result;
}

scenario::Scenario fiveLevers() {
    scenario::Scenario made;
    for (const LeverKind kind : {LeverKind::ResponseCache, LeverKind::Route, LeverKind::Compression,
                                 LeverKind::OutputCap, LeverKind::Batch})
        made.levers.push_back(scenario::standardLever(kind));
    made.levers[0][Field::HitRate] = scenario::kBillion / 10;
    made.levers[1].provider = "q";
    made.levers[1].model = "small";
    made.levers[1][Field::Share] = scenario::kBillion / 2;
    made.levers[1].match.promptTokens.to = 3000;
    made.levers[2][Field::KeepRatio] = scenario::kBillion / 2;
    made.levers[3][Field::Cap] = 800;
    made.levers[4][Field::Share] = scenario::kBillion / 5;
    return made;
}

void timeCaches() {
    constexpr std::size_t kRequests = 5'000'000;
    stats::SplitMix64 random{3};
    scenario::CacheRequests requests;
    for (std::size_t i = 0; i < kRequests; ++i) {
        const double u = random.uniform();
        requests.times.push_back(std::int64_t(i));
        requests.keys.push_back(std::uint32_t(u * u * 3e6));
    }
    scenario::ResponseCacheTerms terms;
    terms.capacity = 1'000'000;
    for (const auto eviction : {scenario::Eviction::LeastRecent, scenario::Eviction::LeastOften}) {
        terms.eviction = eviction;
        timed(eviction == scenario::Eviction::LeastRecent ? "5 M requests, LRU of 1 M answers"
                                                          : "5 M requests, LFU of 1 M answers",
              [&] { return replayResponseCache(requests, terms).hitCount; });
    }
}

} // namespace

int main(int argc, char** argv) {
    const std::size_t events =
        argc > 1 ? std::size_t(std::strtoull(argv[1], nullptr, 10)) : 1'000'000;
    const frame::Facts facts = test::randomFacts();
    const auto source =
        *frame::makeFrame(frame::loadColumns(std::make_shared<test::MemoryColumnSource>(
                              test::blocksOf(test::RandomEvents(1).make(events), 65'536))),
                          facts, {{}, facts.book}, {});
    const pricing::PriceBook book(facts.book, facts.baseCurrency, facts.rules, facts.aliases, {});
    const scenario::ReplayQuestion question{fiveLevers(), {query::Dimension::Tenant}, {}};
    const auto prepare = [&] { return scenario::Replay::prepare(question, *source, {}, book, {}); };
    timed("first question: columns and costs", [&] { return bool(prepare()); });
    const auto replay = timed("five levers, one more look at all events", prepare);
    timed("another rate: totals",
          [&] { return replay->totals(replay->scenario(), replay->allLevers()).cost.rounded(); });
    timed("another rate: rows, Shapley, guardrails",
          [&] { return replayTable(*replay, *source, {})->rows.size(); });
    timeCaches();
}
