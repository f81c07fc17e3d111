// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/report/self_hosting_section.h"
#include "models/report/shared_cost_section.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

namespace ms::app {

namespace {

struct SharedOptions {
    SectionOptions section;
    std::string by = "feature";
    std::string idle = "keep";
    std::string overhead;
    std::string review;
    std::string against;
    std::string tokensPerSecond;
};

/// Errors  Usage: no plain number from 0 to a million, or finer than a millionth.
core::Result<std::optional<core::Decimal>> numberOf(const std::string& text, const char* option) {
    if (text.empty())
        return std::optional<core::Decimal>{};
    constexpr core::Int128 kMost = 1'000'000;
    constexpr int kMostDecimals = 6;
    const auto number = core::parseDecimal(text);
    if (!number || number->digits < 0 || number->scale > kMostDecimals ||
        number->digits > kMost * core::powerOfTen(number->scale))
        return usage(std::string(option) + " is a number such as 12.5, not '" + text + "'.");
    return std::optional(*number);
}

struct Asked {
    analysis::SharedCostQuery shared;
    analysis::HostingQuery hosting;
};

core::Result<std::optional<analysis::Overhead>> overheadOf(const SharedOptions& options) {
    const auto percent = numberOf(options.overhead, "--overhead");
    if (!percent)
        return percent.error();
    if (!*percent)
        return options.review.empty()
                   ? core::Result<std::optional<analysis::Overhead>>{std::nullopt}
                   : usage("--overhead-review is the date of an --overhead, which is not given.");
    analysis::Overhead overhead{**percent, {}};
    if (!options.review.empty()) {
        const auto day = core::parseDay(options.review);
        if (!day)
            return usage("--overhead-review: " + day.error().message);
        overhead.review = *day;
    }
    return std::optional(overhead);
}

/// Everything but the filter.
core::Result<Asked> askedBy(const SharedOptions& options) {
    const auto by = dimensionsNamed(options.by);
    if (!by)
        return by.error();
    const auto overhead = overheadOf(options);
    if (!overhead)
        return overhead.error();
    const auto tokensPerSecond = numberOf(options.tokensPerSecond, "--tokens-per-second");
    if (!tokensPerSecond)
        return tokensPerSecond.error();
    Asked asked;
    asked.shared.by = *by;
    asked.shared.idle =
        options.idle == "spread" ? stats::IdlePolicy::Spread : stats::IdlePolicy::Separate;
    asked.shared.overhead = *overhead;
    asked.hosting.hostedModel = options.against;
    asked.hosting.tokensPerSecond = *tokensPerSecond;
    if (*overhead)
        asked.hosting.overheadPercent = (*overhead)->percent;
    return asked;
}

ExitCode shared(const SharedOptions& options, std::stop_token stop) {
    const auto wanted = askedBy(options);
    if (!wanted)
        return report(wanted.error());
    const auto make = [&](const SectionQuestion& question,
                          std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        Asked asked = *wanted;
        asked.shared.filter = question.filter;
        asked.hosting.filter = question.filter;
        const analysis::GpuBooks& books = question.snapshot.gpu;
        const auto costs = analysis::sharedCostBy(asked.shared, question.source(), books, stopping);
        if (!costs)
            return costs.error();
        const auto hosting =
            analysis::selfHosting(asked.hosting, question.source(), books, stopping);
        if (!hosting)
            return hosting.error();
        std::vector<report::Section> sections;
        sections.push_back(report::sharedCostSection(*costs, question.context));
        sections.push_back(report::selfHostingSection(*hosting, question.context));
        return sections;
    };
    return answer(options.section, make, std::move(stop));
}

} // namespace

void addShared(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<SharedOptions>();
    CLI::App* verb = parser.add_subcommand(
        "shared", "Direct, shared and idle cost of GPUs, and own GPUs against an API");
    options->section.addTo(*verb);
    addGroupingTo(*verb, options->by);
    verb->add_option("--idle", options->idle,
                     "keep: what nobody used is a cost of its own; spread: the users of an hour "
                     "pay it whole")
        ->check(CLI::IsMember({"keep", "spread"}))
        ->capture_default_str();
    verb->add_option("--overhead", options->overhead,
                     "Percent on top of direct and shared cost: staff, support, networks")
        ->type_name("PCT");
    verb->add_option("--overhead-review", options->review,
                     "Day by which the overhead is to be looked at again")
        ->type_name("DATE");
    verb->add_option("--against", options->against,
                     "Hosted model whose price own GPUs are held against (default: what their own "
                     "attempts are charged)")
        ->type_name("MODEL");
    verb->add_option("--tokens-per-second", options->tokensPerSecond,
                     "Of one GPU under full load (default: as measured)")
        ->type_name("N");
    verb->footer("Examples:\n"
                 "  marginscope shared ws.margin --by tenant --from 2026-06-01 --to 2026-07-01\n"
                 "  marginscope shared ws.margin --idle spread --overhead 12.5 --overhead-review "
                 "2026-12-31\n"
                 "  marginscope shared ws.margin --section self_hosting --against cobalt-mini");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return shared(*options, std::move(stop)); };
    });
}

} // namespace ms::app
