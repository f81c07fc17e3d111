// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/report/cache_section.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ms::app {

namespace {

struct CacheOptions {
    SectionOptions section;
    std::string by = "feature";
};

ExitCode cache(const CacheOptions& options, std::stop_token stop) {
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
    verb->footer("Examples:\n"
                 "  marginscope cache ws.margin --by feature --from 2026-05-01 --to 2026-06-01\n"
                 "  marginscope cache ws.margin --by model,day --csv");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return cache(*options, std::move(stop)); };
    });
}

} // namespace ms::app
