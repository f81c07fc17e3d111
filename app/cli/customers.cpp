// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/report/customers_section.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ms::app {

namespace {

struct CustomersOptions {
    SectionOptions section;
    std::string payer = "customer";
    std::int64_t targetMarginPct = 70;
};

ExitCode customers(const CustomersOptions& options, std::stop_token stop) {
    const auto make = [&](const SectionQuestion& question,
                          std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        const auto table = analysis::customersByTier(
            {question.filter,
             options.payer == "user" ? analysis::Payer::User : analysis::Payer::Customer,
             options.targetMarginPct},
            question.source(), question.snapshot.revenue, question.snapshot.gpu,
            std::move(stopping));
        if (!table)
            return table.error();
        std::vector<report::Section> sections;
        sections.push_back(report::tiersSection(*table, question.context));
        sections.push_back(report::planFitSection(*table, question.context));
        return sections;
    };
    return answer(options.section, make, std::move(stop));
}

} // namespace

void addCustomers(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<CustomersOptions>();
    CLI::App* verb = parser.add_subcommand(
        "customers", "What the customers of each tier cost a month, and whether its price "
                     "carries them");
    options->section.addTo(*verb);
    verb->add_option("--per", options->payer, "Look at the months of customers or of users")
        ->check(CLI::IsMember({"customer", "user"}))
        ->capture_default_str();
    verb->add_option("--target-margin", options->targetMarginPct,
                     "Margin in percent that the price to be found should leave at the median")
        ->check(CLI::Range(0, 99))
        ->capture_default_str()
        ->type_name("PCT");
    verb->footer("Examples:\n"
                 "  marginscope customers ws.margin --from 2026-05-01 --to 2026-06-01\n"
                 "  marginscope customers ws.margin --section plan_fit --where feature=doc_search\n"
                 "  marginscope customers ws.margin --per user --json");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) {
            return customers(*options, std::move(stop));
        };
    });
}

} // namespace ms::app
