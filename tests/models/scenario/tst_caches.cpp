// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: context_window.cpp, context_window.h, eviction_order.cpp, eviction_order.h
// Covers: plan_charge.cpp, plan_charge.h, prefix_cache.cpp, prefix_cache.h, provider_cache.cpp
// Covers: provider_cache.h, response_cache.cpp, response_cache.h
#include "models/scenario/context_window.h"
#include "models/scenario/plan_charge.h"
#include "models/scenario/prefix_cache.h"
#include "models/scenario/provider_cache.h"
#include "models/scenario/response_cache.h"
#include "models/stats/splitmix64.h"
#include "tests/models/stats/oracle_inputs.h"
#include "tests/oracles/oracle_examples.h"

#include <QTest>

#include <algorithm>
#include <fstream>
#include <list>
#include <set>

using namespace ms;
using nlohmann::json;
using oracles::orNull;
using scenario::Eviction;
using scenario::ResponseCacheTerms;

namespace {

core::Decimal decimal(const json& text) {
    return *core::parseDecimal(text.get<std::string>());
}
double number(const core::Decimal& value) {
    return double(value.digits) / double(core::powerOfTen(value.scale));
}

/// One list, searched from end to end: what METHODS 5.1 says, word by word.
struct SlowCache {
    struct Entry {
        std::uint32_t key;
        std::int64_t inserted;
        std::int64_t uses;
        std::int64_t ready;
    };
    std::list<Entry> entries; // least recently used first
    std::int64_t evictions = 0, expirations = 0;

    bool ask(const ResponseCacheTerms& terms, std::int64_t now, std::uint32_t key,
             std::int64_t ready, bool isKept) {
        const auto isOld = [&](const Entry& entry) {
            return terms.timeToLive && now - entry.inserted >= *terms.timeToLive;
        };
        const auto found = std::find_if(entries.begin(), entries.end(),
                                        [&](const Entry& entry) { return entry.key == key; });
        if (found != entries.end() && !isOld(*found)) {
            if (found->ready > now)
                return false;
            ++found->uses;
            if (terms.expiry == ResponseCacheTerms::Expiry::Sliding)
                found->inserted = now;
            entries.splice(entries.end(), entries, found);
            return true;
        }
        if (found != entries.end()) {
            entries.erase(found);
            ++expirations;
        }
        if (!isKept)
            return false;
        if (terms.capacity > 0 && entries.size() == terms.capacity) {
            expirations += std::int64_t(std::count_if(entries.begin(), entries.end(), isOld));
            entries.remove_if(isOld);
            if (entries.size() == terms.capacity) {
                auto victim = entries.begin();
                if (terms.eviction == Eviction::LeastOften)
                    victim = std::min_element(
                        entries.begin(), entries.end(),
                        [](const Entry& a, const Entry& b) { return a.uses < b.uses; });
                entries.erase(victim);
                ++evictions;
            }
        }
        entries.push_back({key, now, 1, ready});
        return false;
    }
};

} // namespace

class TestCaches : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void responseCache_data() { oracles::addRows("response_cache"); }
    void responseCache();
    void responseCacheIsTheSlowOne();
    void prefixCache_data() { oracles::addRows("prefix_block_lru"); }
    void prefixCache();
    void prefixCacheIsTheSlowOne();
    void mooncakeTrace();
    void providerCache_data() { oracles::addRows("provider_prompt_cache"); }
    void providerCache();
    void contextWindow_data() { oracles::addRows("context_window"); }
    void contextWindow();
    void tieredPrice_data() { oracles::addRows("tiered_price"); }
    void tieredPrice();
    void quota_data() { oracles::addRows("quota"); }
    void quota();
};

void TestCaches::responseCache() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    oracles::Numbering numbering;
    scenario::CacheRequests requests;
    std::vector<std::int64_t> costs;
    for (const json& event : in.at("events")) {
        requests.times.push_back(event.at(0));
        requests.keys.push_back(numbering.of(event.at(1)));
        costs.push_back(event.at(2));
    }
    ResponseCacheTerms terms;
    terms.capacity = in.at("capacity");
    terms.timeToLive = in.at("ttl").get<std::int64_t>();
    if (in.at("policy") == "lfu")
        terms.eviction = Eviction::LeastOften;
    if (in.at("sliding").get<bool>())
        terms.expiry = ResponseCacheTerms::Expiry::Sliding;
    const scenario::ResponseCacheReplay replay = replayResponseCache(requests, terms);
    std::int64_t paid = 0, saved = 0;
    for (std::size_t i = 0; i < costs.size(); ++i)
        (replay.hits[i] ? saved : paid) += costs[i];
    json hits = json::array();
    for (const std::uint8_t hit : replay.hits)
        hits.push_back(int(hit));
    const json actual{{"hit_vector", hits},
                      {"hits", replay.hitCount},
                      {"misses", replay.misses},
                      {"evictions", replay.evictions},
                      {"expirations", replay.expirations},
                      {"paid", paid},
                      {"saved", saved},
                      {"hit_rate", double(replay.hitCount) / double(costs.size())},
                      {"cost_saving_rate", double(saved) / double(saved + paid)}};
    COMPARE_ORACLE(actual, example);
}

void TestCaches::responseCacheIsTheSlowOne() {
    stats::SplitMix64 random{11};
    std::int64_t hits = 0, evictions = 0, expirations = 0;
    for (int round = 0; round < 200; ++round) {
        ResponseCacheTerms terms;
        terms.capacity = random.below(8);
        if (random.below(4) != 0)
            terms.timeToLive = std::int64_t(1 + random.below(60));
        if (random.below(2) != 0)
            terms.eviction = Eviction::LeastOften;
        if (random.below(2) != 0)
            terms.expiry = ResponseCacheTerms::Expiry::Sliding;
        scenario::CacheRequests requests;
        const bool hasReady = random.below(3) == 0, hasKept = random.below(3) == 0;
        std::int64_t now = 0;
        for (int i = 0; i < 150; ++i) {
            requests.times.push_back(now += std::int64_t(random.below(8)));
            requests.keys.push_back(std::uint32_t(random.below(12)));
            if (hasReady)
                requests.readyAt.push_back(now + std::int64_t(random.below(10)));
            if (hasKept)
                requests.isKept.push_back(std::uint8_t(random.below(3) != 0));
        }
        const scenario::ResponseCacheReplay replay = replayResponseCache(requests, terms);
        SlowCache slow;
        for (std::size_t i = 0; i < requests.keys.size(); ++i)
            QCOMPARE(replay.hits[i] != 0,
                     slow.ask(terms, requests.times[i], requests.keys[i],
                              hasReady ? requests.readyAt[i] : requests.times[i],
                              !hasKept || requests.isKept[i] != 0));
        QCOMPARE(replay.evictions, slow.evictions);
        QCOMPARE(replay.expirations, slow.expirations);
        QCOMPARE(replay.hitCount + replay.misses, std::int64_t(requests.keys.size()));
        hits += replay.hitCount;
        evictions += replay.evictions;
        expirations += replay.expirations;
    }
    QVERIFY(hits > 1000 && evictions > 1000 && expirations > 1000); // all paths were taken
}

namespace {
scenario::PrefixRequests prefixRequests(const json& rows) {
    scenario::PrefixRequests requests;
    for (const json& row : rows) {
        requests.promptTokens.push_back(row.at(0));
        for (const json& block : row.at(1))
            requests.blocks.push_back(block);
        requests.ends.push_back(requests.blocks.size());
    }
    return requests;
}
} // namespace

void TestCaches::prefixCache() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    scenario::PrefixCacheTerms terms;
    terms.blockTokens = in.at("block");
    if (!in.at("capacity_blocks").is_null())
        terms.capacity = in.at("capacity_blocks");
    const scenario::PrefixReplay replay =
        replayPrefixCache(prefixRequests(in.at("requests")), terms);
    const json actual{{"hit_blocks", replay.hitBlocks},
                      {"total_blocks", replay.allBlocks},
                      {"hit_tokens", replay.hitTokens},
                      {"total_tokens", replay.allTokens},
                      {"block_hit_ratio", orNull(replay.blockRatio())},
                      {"token_hit_ratio", orNull(replay.tokenRatio())},
                      {"matched_blocks", replay.matched}};
    COMPARE_ORACLE(actual, example);
}

/// A list of entries, searched from end to end.
void TestCaches::prefixCacheIsTheSlowOne() {
    stats::SplitMix64 random{23};
    struct Entry {
        std::uint32_t block;
        std::int64_t used;
        std::int64_t uses;
    };
    std::int64_t hits = 0;
    for (int round = 0; round < 150; ++round) {
        scenario::PrefixCacheTerms terms;
        terms.blockTokens = 16;
        terms.capacity = random.below(12);
        if (random.below(2) != 0)
            terms.eviction = Eviction::LeastOften;
        if (random.below(2) != 0)
            terms.timeToLive = std::int64_t(1 + random.below(40));
        scenario::PrefixRequests requests;
        std::int64_t now = 0;
        for (int i = 0; i < 60; ++i) {
            requests.times.push_back(now += std::int64_t(random.below(6)));
            const std::size_t blocks = random.below(6);
            std::uint32_t block = 0; // a walk down a tree of beginnings, by its number
            for (std::size_t b = 0; b < blocks; ++b) {
                block = block * 2 + 1 + std::uint32_t(random.below(2));
                requests.blocks.push_back(block);
            }
            requests.ends.push_back(requests.blocks.size());
            requests.promptTokens.push_back(std::int64_t(blocks * 16 - (blocks ? 5 : 0)));
        }
        const scenario::PrefixReplay replay = replayPrefixCache(requests, terms);
        std::list<Entry> cache; // least recently used first
        for (std::size_t i = 0; i < requests.ends.size(); ++i) {
            const std::int64_t t = requests.times[i];
            const auto find = [&](std::uint32_t block) {
                return std::find_if(cache.begin(), cache.end(),
                                    [&](const Entry& e) { return e.block == block; });
            };
            const auto isValid = [&](auto entry) {
                return entry != cache.end() &&
                       (!terms.timeToLive || t - entry->used < *terms.timeToLive);
            };
            std::uint32_t matched = 0;
            for (const std::uint32_t block : requests.blocksOf(i)) {
                if (!isValid(find(block)))
                    break;
                ++matched;
            }
            QCOMPARE(replay.matched[i], matched);
            hits += matched;
            for (const std::uint32_t block : requests.blocksOf(i)) {
                auto entry = find(block);
                if (isValid(entry)) {
                    entry->used = t;
                    ++entry->uses;
                    cache.splice(cache.end(), cache, entry);
                    continue;
                }
                if (entry != cache.end())
                    cache.erase(entry);
                if (terms.capacity > 0 && cache.size() == terms.capacity) {
                    auto victim = cache.begin();
                    if (terms.eviction == Eviction::LeastOften)
                        victim = std::min_element(
                            cache.begin(), cache.end(),
                            [](const Entry& a, const Entry& b) { return a.uses < b.uses; });
                    cache.erase(victim);
                }
                cache.push_back({block, t, 1});
            }
        }
    }
    QVERIFY(hits > 1000);
}

/// Figures of METHODS 9 for the public trace.
void TestCaches::mooncakeTrace() {
    std::ifstream file{MARGINSCOPE_SOURCE_DIR "/../shared/data/mooncake_synthetic.jsonl"};
    if (!file)
        QSKIP("The trace is not in ../shared/data.");
    scenario::PrefixRequests requests;
    std::int64_t output = 0;
    std::string line;
    while (std::getline(file, line)) {
        const json row = json::parse(line);
        requests.promptTokens.push_back(row.at("input_length"));
        output += row.at("output_length").get<std::int64_t>();
        for (const json& block : row.at("hash_ids"))
            requests.blocks.push_back(block);
        requests.ends.push_back(requests.blocks.size());
    }
    const double count = double(requests.ends.size());
    QCOMPARE(requests.ends.size(), std::size_t(3993));
    scenario::PrefixCacheTerms terms;
    terms.blockTokens = 512;
    const scenario::PrefixReplay ideal = replayPrefixCache(requests, terms);
    QCOMPARE(std::llround(double(ideal.allTokens) / count), 15325LL);
    QCOMPARE(std::llround(double(output) / count), 149LL);
    QCOMPARE(std::llround(*ideal.blockRatio() * 1000), 640LL);
    QVERIFY(*ideal.tokenRatio() <= 0.66 && *ideal.highestTokenRatio() >= 0.66);
    const std::size_t unique =
        std::set<std::uint32_t>(requests.blocks.begin(), requests.blocks.end()).size();
    const std::pair<std::size_t, double> published[] = {
        {1, .034}, {5, .155}, {10, .260}, {25, .443}, {50, .589}};
    for (const auto& [percent, ratio] : published) {
        terms.capacity = unique * percent / 100;
        const scenario::PrefixReplay replay = replayPrefixCache(requests, terms);
        QVERIFY2(std::abs(*replay.blockRatio() - ratio) <= 0.001,
                 std::to_string(*replay.blockRatio()).c_str());
    }
}

void TestCaches::providerCache() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    oracles::Numbering numbering;
    std::vector<scenario::PromptRequest> requests;
    for (const json& row : in.at("requests")) {
        scenario::PromptRequest& request = requests.emplace_back();
        request.time = row.at("t");
        request.promptTokens = row.at("prompt_tokens");
        for (const json& prefix : row.at("prefix"))
            request.prefixes.push_back({numbering.of(prefix.at(0)), prefix.at(1)});
    }
    scenario::ProviderCacheScheme scheme;
    scheme.mode = in.at("mode") == "automatic" ? scenario::ProviderCacheScheme::Mode::Automatic
                                               : scenario::ProviderCacheScheme::Mode::Explicit;
    scheme.timeToLive = in.at("ttl");
    scheme.leastTokens = in.at("min_tokens");
    scheme.readMultiplier = decimal(in.at("read_multiplier"));
    scheme.writeMultiplier = decimal(in.at("write_multiplier"));
    const core::Decimal price = decimal(in.at("price_per_million"));
    json rows = json::array();
    double total = 0, uncached = 0;
    for (const scenario::BilledPrompt& prompt : replayProviderCache(requests, scheme)) {
        const double cost = number(*costOf(prompt, scheme, price)) * 1e9;
        rows.push_back({{"read", prompt.read},
                        {"write", prompt.write},
                        {"uncached", prompt.uncached},
                        {"cost_nano", cost}});
        total += cost;
        uncached += double(prompt.read + prompt.write + prompt.uncached) * number(price) * 1e3;
    }
    const json actual{{"rows", rows},
                      {"total_nano", total},
                      {"uncached_baseline_nano", uncached},
                      {"saving_rate", 1 - total / uncached}};
    COMPARE_ORACLE(actual, example);
}

void TestCaches::contextWindow() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    std::vector<scenario::Turn> turns;
    std::int64_t answers = 0;
    for (const json& turn : in.at("turns")) {
        turns.push_back({turn.at(0), turn.at(1)});
        answers += turns.back().answer;
    }
    const std::size_t last = in.at("k");
    json actual;
    const auto add = [&](const char* name, const scenario::ContextPolicy& policy) {
        const scenario::ContextTokens tokens = contextTokens(turns, in.at("system_tokens"), policy);
        actual[name] = {{"input_tokens", tokens.inputTokens},
                        {"per_turn", tokens.perTurn},
                        {"summary_input", tokens.summaryInput},
                        {"summary_output", tokens.summaryOutput},
                        {"cost_nano", (tokens.inputTokens + tokens.summaryInput) *
                                              in.at("price_in_nano").get<std::int64_t>() +
                                          (answers + tokens.summaryOutput) *
                                              in.at("price_out_nano").get<std::int64_t>()}};
    };
    add("full", {});
    add("last_k", {last, {}});
    add("summary", {last, in.at("summary_tokens").get<std::int64_t>()});
    COMPARE_ORACLE(actual, example);
}

void TestCaches::tieredPrice() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    const std::int64_t usage = in.at("usage");
    std::vector<scenario::PriceTier> tiers;
    for (const json& tier : in.at("tiers")) {
        scenario::PriceTier& own = tiers.emplace_back();
        if (!tier.at(0).is_null())
            own.upTo = tier.at(0).get<std::int64_t>();
        own.price = decimal(tier.at(1));
    }
    const std::int64_t beyond = scenario::unitsBeyond(usage, in.at("included"));
    const scenario::PriceTier overage{{}, decimal(in.at("overage_price"))};
    const scenario::PriceTier cost{{}, decimal(in.at("unit_cost"))};
    const core::Decimal bill =
        *core::plus(decimal(in.at("plan_price")), *graduatedCharge(beyond, std::span(&overage, 1)));
    const core::Decimal spent = *graduatedCharge(usage, std::span(&cost, 1));
    const json actual{{"graduated", number(*graduatedCharge(usage, tiers))},
                      {"volume", number(*volumeCharge(usage, tiers))},
                      {"overage_units", beyond},
                      {"plan_bill", number(bill)},
                      {"margin", number(bill) - number(spent)}};
    COMPARE_ORACLE(actual, example);
}

void TestCaches::quota() {
    const json example = oracles::fetched();
    const json& in = example.at("inputs");
    json tenants = json::array();
    std::int64_t beyond = 0;
    for (const auto& [tenant, usage] : in.at("usage").items()) {
        const std::int64_t over = scenario::unitsBeyond(usage, in.at("quota"));
        beyond += over;
        if (over > 0)
            tenants.push_back(tenant);
    }
    const auto effect =
        scenario::quotaEffect(beyond, {decimal(in.at("unit_cost")), decimal(in.at("overage_price")),
                                       decimal(in.at("blocked_or_churned_share_of_overage"))});
    const json actual{{"over_quota_tenants", tenants},
                      {"over_units", beyond},
                      {"hard_cap_saving", number(effect->hardCapSaving)},
                      {"soft_overage_revenue", number(effect->overageRevenue)},
                      {"soft_overage_margin", number(effect->overageMargin)},
                      {"soft_units_avoided_cost", number(effect->lostUnitsSaving)}};
    COMPARE_ORACLE(actual, example);
}

QTEST_APPLESS_MAIN(TestCaches)
#include "tst_caches.moc"
