// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/report/cache_section.h"
#include "models/report/prefix_section.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ms::app {

namespace {

struct CacheOptions {
    SectionOptions section;
    std::string by = "feature";
    scenario::PrefixQuestion prefix;
    bool isReplay = false; // how much of the prompts was seen before, instead of what was saved
    std::string eviction = "lru";
};

ExitCode replayPrefixes(const CacheOptions& options, std::stop_token stop) {
    const auto make = [&](const SectionQuestion& question,
                          std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        scenario::PrefixQuestion prefix = options.prefix;
        prefix.filter = question.filter;
        if (options.eviction == "lfu")
            prefix.eviction = scenario::Eviction::LeastOften;
        const auto table = prefixTable(prefix, question.source(), std::move(stopping));
        if (!table)
            return table.error();
        return std::vector{report::prefixSection(*table, question.context)};
    };
    return answer(options.section, make, std::move(stop));
}

ExitCode cache(const CacheOptions& options, std::stop_token stop) {
    if (options.isReplay)
        return replayPrefixes(options, std::move(stop));
    const auto by = dimensionsNamed(options.by);
    if (!by)
        return report(by.error());
    const auto make = [&](const SectionQuestion& question,
                          std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        const auto table =
            analysis::promptCacheBy({*by, question.filter}, question.source(), std::move(stopping));
        if (!table)
            return table.error();
        return std::vector{report::cacheSection(*table, question.context)};
    };
    return answer(options.section, make, std::move(stop));
}

} // namespace

void addCache(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<CacheOptions>();
    CLI::App* verb =
        parser.add_subcommand("cache", "What the provider's prompt cache saves, and where not");
    options->section.addOneTo(*verb);
    addGroupingTo(*verb, options->by);
    verb->add_flag("--replay", options->isReplay,
                   "Replay the log's prompt blocks instead: how much of the prompts a cache of "
                   "beginnings would have, by its size");
    verb->add_option("--block-tokens", options->prefix.blockTokens, "Tokens of a whole block")
        ->check(CLI::Range(std::int64_t(1), std::int64_t(1'000'000)))
        ->capture_default_str()
        ->type_name("N");
    verb->add_option("--blocks", options->prefix.capacities,
                     "Sizes of the cache in blocks, 0 for any number (default: 1, 5, 10, 25 and 50 "
                     "percent of the distinct blocks, and any number)")
        ->delimiter(',')
        ->type_name("N[,N...]");
    verb->add_option("--ttl", options->prefix.timeToLiveSeconds,
                     "Seconds after its last use for which a block is kept (default: for ever)")
        ->check(CLI::Range(std::int64_t(1), std::int64_t(1'000'000'000)))
        ->type_name("S");
    verb->add_option("--eviction", options->eviction, "What goes when the cache is full")
        ->check(CLI::IsMember({"lru", "lfu"}))
        ->capture_default_str();
    verb->footer("Examples:\n"
                 "  marginscope cache ws.margin --by feature --from 2026-05-01 --to 2026-06-01\n"
                 "  marginscope cache ws.margin --by model,day --csv\n"
                 "  marginscope cache ws.margin --replay --block-tokens 512 --blocks 1000,50000,0");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return cache(*options, std::move(stop)); };
    });
}

} // namespace ms::app
