// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"

#include "app/cli/section_output.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace ms::app {

void SectionOptions::addOneTo(CLI::App& verb) {
    question.addTo(verb);
    output.addTo(verb);
}

void SectionOptions::addTo(CLI::App& verb) {
    addOneTo(verb);
    verb.add_option("--section", section, "Only this section, by its id")->type_name("ID");
}

ExitCode answer(const SectionOptions& options, const SectionMaker& make, std::stop_token stop) {
    const auto snapshot = options.question.open(stop);
    if (!snapshot)
        return report(snapshot.error());
    const auto filter = options.question.filter((*snapshot)->source->lens().zone);
    if (!filter)
        return report(filter.error());
    const report::Context context = contextOf(**snapshot, filter->range);
    auto sections = make({**snapshot, *filter, context}, std::move(stop));
    if (!sections)
        return report(sections.error());
    if (options.section.empty())
        return printSections(*sections, options.output.format(), **snapshot);
    const auto found =
        std::find_if(sections->begin(), sections->end(),
                     [&](const report::Section& section) { return section.id == options.section; });
    if (found != sections->end())
        return printSection(*found, options.output.format(), **snapshot);
    std::string known;
    for (const report::Section& section : *sections)
        known += (known.empty() ? "" : ", ") + section.id;
    return report({core::Error::Code::Usage,
                   "There is no section '" + options.section + "'; there are " + known + ".",
                   {}});
}

} // namespace ms::app
