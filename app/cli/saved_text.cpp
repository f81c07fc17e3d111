// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/saved_text.h"

#include "app/cli/terminal.h"
#include "app/cli/text_table.h"
#include "models/session/command_text.h"
#include "models/session/page_name.h"
#include "models/session/period.h"
#include "views/pages/figure_panel.h"
#include "views/pages/section_catalog.h"
#include "views/pages/section_place.h"

#include <iostream>

namespace ms::app {

namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts)
        all += (all.empty() ? "" : ", ") + text;
    return all;
}

/// Title of the answer that a place shows: "Cost per unit".
std::string answerAt(const session::Place& place, const std::vector<views::ReportPageSpec>& pages) {
    const views::ReportPageSpec* page = pageNamed(pages, session::pageName(place.page));
    if (page == nullptr || page->page == session::Page::Overview)
        return page == nullptr ? "Attempts" : page->title.toStdString();
    return page->sections[sectionAt(*page, place)].title.toStdString();
}

/// What prints the same on the command line.
std::string commandAt(const session::Place& place, const std::vector<views::ReportPageSpec>& pages,
                      const SavedContext& context) {
    const views::ReportPageSpec* page = pageNamed(pages, session::pageName(place.page));
    const session::AskedVerb verb =
        page == nullptr ? session::AskedVerb{"margin", {}, place.by} : askedVerbAt(*page, place);
    return commandText(place, {context.workspace, context.zone.name(), context.zone, verb});
}

std::string settingsAt(const session::Place& place) {
    std::string settings;
    for (const auto& [name, value] : place.options)
        settings += (settings.empty() ? "" : "; ") + name + " " + value;
    return settings;
}

/// Beside what every view has: what its place says, or why it cannot be read.
Facts factsOf(const store::SavedView& view, const SavedContext& context) {
    Facts facts{{"Name", view.name}, {"Page", view.page}};
    const auto pages = views::catalogPages();
    const auto place = views::keptPlaceOf(view, pages, context.zone);
    if (!place) {
        facts.emplace_back("Trouble", place.error().message);
        return facts;
    }
    const query::Filter filter = effectiveFilter(*place);
    facts.emplace_back("Answer", answerAt(*place, pages));
    facts.emplace_back("Period", session::periodText(filter.range, context.zone));
    facts.emplace_back(
        "Filter", views::filterWords(filter).replace(u'\n', QStringLiteral("; ")).toStdString());
    facts.emplace_back("Settings", settingsAt(*place));
    facts.emplace_back("Price book", place->book);
    facts.emplace_back("Note", view.note);
    facts.emplace_back("Saved", core::toText(view.savedAt));
    facts.emplace_back("Command", commandAt(*place, pages, context));
    return facts;
}

void printFacts(const Facts& facts) {
    std::size_t width = 0;
    for (const auto& [name, text] : facts)
        width = std::max(width, name.size());
    for (const auto& [name, text] : facts)
        if (!text.empty())
            std::cout << name << std::string(width + 2 - name.size(), ' ') << forTerminal(text)
                      << '\n';
}

TextTable tableOf(const std::vector<store::SavedView>& items, const SavedContext& context) {
    const auto pages = views::catalogPages();
    TextTable table;
    table.columns = {{"name", "Saved view"}, {"page", "Page"}, {"answer", "Answer"},
                     {"period", "Period"},   {"note", "Note"}, {"saved_at", "Saved"}};
    for (const store::SavedView& view : items) {
        const auto place = views::keptPlaceOf(view, pages, context.zone);
        const std::string period =
            place ? session::periodText(effectiveFilter(*place).range, context.zone) : "";
        table.rows.push_back({view.name, view.page, place ? answerAt(*place, pages) : "?", period,
                              view.note, core::toText(view.savedAt)});
    }
    return table;
}

TextTable tableOf(const std::vector<store::SavedReport>& items) {
    TextTable table;
    table.columns = {{"name", "Report"}, {"title", "Title"}, {"views", "Saved views"}};
    for (const store::SavedReport& report : items)
        table.rows.push_back({report.name, report.title, joined(report.views)});
    return table;
}

} // namespace

Json jsonOf(const store::SavedView& view, const SavedContext& context) {
    const Json document = Json::parse(view.place, nullptr, false);
    const auto pages = views::catalogPages();
    const auto place = views::keptPlaceOf(view, pages, context.zone);
    return {{"name", view.name},
            {"page", view.page},
            {"note", textOrNull(view.note)},
            {"saved_at", core::toText(view.savedAt)},
            {"place", document.is_discarded() ? Json(view.place) : document},
            {"command", place ? Json(commandAt(*place, pages, context)) : Json()},
            {"trouble", place ? Json() : Json(place.error().message)}};
}

Json jsonOf(const store::SavedReport& report) {
    return {{"name", report.name},
            {"title", textOrNull(report.title)},
            {"views", report.views},
            {"saved_at", core::toText(report.savedAt)}};
}

void printSaved(const store::SavedItems& items, OutputFormat format, const SavedContext& context) {
    if (format == OutputFormat::Json) {
        Json saved = Json::array(), reports = Json::array();
        for (const store::SavedView& view : items.views)
            saved.push_back(jsonOf(view, context));
        for (const store::SavedReport& report : items.reports)
            reports.push_back(jsonOf(report));
        std::cout << printed({{"views", saved}, {"reports", reports}});
        return;
    }
    if (format == OutputFormat::Csv)
        return printAsCsv(std::cout, tableOf(items.views, context));
    if (items.views.empty())
        std::cout << "Nothing is saved in this workspace yet: set up a page in the window, or use "
                     "'saved WORKSPACE save NAME'.\n";
    else
        printForTerminal(std::cout, tableOf(items.views, context));
    if (items.reports.empty())
        return;
    std::cout << '\n';
    printForTerminal(std::cout, tableOf(items.reports));
}

void printView(const store::SavedView& view, OutputFormat format, const SavedContext& context) {
    if (format == OutputFormat::Json)
        std::cout << printed(jsonOf(view, context));
    else if (format == OutputFormat::Csv)
        printAsCsv(std::cout, tableOf({view}, context));
    else
        printFacts(factsOf(view, context));
}

void printReport(const store::SavedReport& report, OutputFormat format) {
    if (format == OutputFormat::Json)
        std::cout << printed(jsonOf(report));
    else if (format == OutputFormat::Csv)
        printAsCsv(std::cout, tableOf({report}));
    else
        printFacts({{"Name", report.name},
                    {"Title", report.title},
                    {"Saved views", joined(report.views)},
                    {"Saved", core::toText(report.savedAt)}});
}

} // namespace ms::app
