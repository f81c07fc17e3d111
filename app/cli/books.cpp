// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/section_verb.h"
#include "app/cli/verb.h"
#include "models/report/books_section.h"
#include "models/session/costing.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace ms::app {

namespace {

struct BooksOptions {
    SectionOptions section;
    std::string a;
    std::string b;
    std::string by = "model";
};

/// The second book: the named one, else the only other one.
/// Errors  Usage: no such book, none besides the first, or several.
core::Result<std::string> otherBook(const std::string& named, const session::Snapshot& snapshot) {
    std::vector<std::string> others = snapshot.books;
    others.erase(std::remove(others.begin(), others.end(), snapshot.book), others.end());
    std::string list;
    for (const std::string& book : others)
        list += (list.empty() ? "" : ", ") + book;
    if (!named.empty()) {
        if (std::find(snapshot.books.begin(), snapshot.books.end(), named) != snapshot.books.end())
            return named;
        return usage("The workspace has no price book '" + named + "'.");
    }
    if (others.empty())
        return usage("The workspace has no price book besides '" + snapshot.book +
                     "'; import another with import --book NAME.");
    if (others.size() > 1)
        return usage("Name the second price book with --b: " + list + ".");
    return others.front();
}

ExitCode books(BooksOptions options, std::stop_token stop) {
    const auto by = dimensionsNamed(options.by);
    if (!by)
        return report(by.error());
    if (!options.a.empty())
        options.section.question.book = options.a;
    const auto make = [&](const SectionQuestion& question,
                          std::stop_token stopping) -> core::Result<std::vector<report::Section>> {
        const auto other = otherBook(options.b, question.snapshot);
        if (!other)
            return other.error();
        const auto source = session::costedWith(*other, question.snapshot, stopping);
        if (!source)
            return source.error();
        const auto table = analysis::compareBooks({*by, question.filter}, question.source(),
                                                  **source, std::move(stopping));
        if (!table)
            return table.error();
        return std::vector{report::booksSection(*table, question.context)};
    };
    return answer(options.section, make, std::move(stop));
}

} // namespace

void addBooks(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<BooksOptions>();
    CLI::App* verb =
        parser.add_subcommand("books", "What the same calls cost under two price books");
    options->section.addOneTo(*verb);
    verb->add_option("--a", options->a, "First price book (default: --book, or the workspace's)")
        ->type_name("NAME");
    verb->add_option("--b", options->b, "Second price book (default: the only other one)")
        ->type_name("NAME");
    addGroupingTo(*verb, options->by);
    verb->footer("Examples:\n"
                 "  marginscope books ws.margin --a list --b contract --by model\n"
                 "  marginscope books ws.margin --b contract --by tenant --from 2026-05-01 --to "
                 "2026-06-01 --csv");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return books(*options, std::move(stop)); };
    });
}

} // namespace ms::app
