// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/saved.h"

#include <QDateTime>

#include "app/cli/saved_text.h"
#include "models/session/page_name.h"
#include "models/session/place_text.h"
#include "models/session/scenario_text.h"
#include "models/store/workspace.h"
#include "views/export/saved_report.h"
#include "views/pages/section_place.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <memory>

namespace ms::app {

namespace {

using ViewChange = store::SavedChange<store::SavedView>;
using ReportChange = store::SavedChange<store::SavedReport>;

constexpr std::int64_t kMicrosPerMilli = 1000;

struct SavedOptions {
    QuestionOptions question;
    OutputOptions output;
    std::string action;
    std::vector<std::string> names;
    bool isReport = false;
    bool replaces = false;
    std::string page;
    std::string section;
    std::string by;
    std::vector<std::string> settings; // NAME=VALUE
    std::string note;
    std::vector<std::string> views; // of a report
    std::string title;
};

/// What is saved in the workspace, and the days of its periods.
struct Opened {
    store::SavedItems items;
    SavedContext context;
};

core::Result<Opened> openedFor(const SavedOptions& options) {
    const auto workspace =
        store::Workspace::open(options.question.workspace, store::Workspace::Access::ReadOnly);
    if (!workspace)
        return workspace.error();
    auto items = store::savedIn(options.question.workspace);
    if (!items)
        return items.error();
    const auto settings = workspace->settings();
    if (!settings)
        return settings.error();
    const std::string& zoneName = options.question.zone;
    const auto zone = core::Zone::find(zoneName.empty() ? settings->zone : zoneName);
    if (!zone)
        return zone.error();
    return Opened{*std::move(items), {options.question.workspace, *zone}};
}

template <class Item>
const Item* named(const std::vector<Item>& items, const std::string& name) {
    for (const Item& item : items)
        if (item.name == name)
            return &item;
    return nullptr;
}

core::Error missing(const SavedOptions& options, const std::string& name) {
    return usage(std::string("There is no ") + (options.isReport ? "report" : "saved view") + " '" +
                 name + "'; 'saved WORKSPACE' lists what there is.");
}

core::Instant now() {
    return core::Instant{QDateTime::currentMSecsSinceEpoch() * kMicrosPerMilli};
}

/// "NAME=VALUE", as the page's option of that name takes it.
core::Status addSettings(const SavedOptions& options, session::Place& place) {
    for (const std::string& setting : options.settings) {
        const std::size_t equals = setting.find('=');
        if (equals == std::string::npos || equals == 0)
            return usage("--set takes NAME=VALUE, not '" + setting + "'.");
        place.options[setting.substr(0, equals)] = setting.substr(equals + 1);
    }
    return {};
}

core::Result<session::Place> placeOf(const SavedOptions& options, const core::Zone& zone) {
    session::Place place;
    const auto pages = views::catalogPages();
    const auto page = session::pageNamed(options.page);
    if (!page)
        return usage("There is no page '" + options.page + "'; 'report --help' lists them.");
    place.page = *page;
    place.section = options.section;
    place.book = options.question.book;
    if (!options.by.empty()) {
        auto by = dimensionsNamed(options.by);
        if (!by)
            return by.error();
        place.sectionBy = *by;
        if (place.page == session::Page::Margin)
            place.by = *std::move(by);
    }
    auto filter = options.question.filter(zone);
    if (!filter)
        return filter.error();
    place.filter = *std::move(filter);
    if (const core::Status added = addSettings(options, place); !added)
        return added.error();
    session::Place kept = keptOf(place, pages);
    if (!place.section.empty() && kept.section != place.section && kept.section.size() > 0)
        return usage("The page " + options.page + " has no section '" + place.section + "'.");
    for (const auto& [name, value] : place.options)
        if (!kept.options.contains(name))
            return usage("The page " + options.page + " has no setting '" + name + "'.");
    return withoutFiles(std::move(kept));
}

core::Result<store::SavedStep> savedReport(const SavedOptions& options, const Opened& opened,
                                           const std::string& name) {
    auto views = views::viewsNamed(options.views, opened.items);
    if (!views)
        return views.error();
    store::SavedReport report{name, options.title, {}, now()};
    for (const store::SavedView& view : *views)
        report.views.push_back(view.name);
    const store::SavedReport* before =
        options.replaces ? named(opened.items.reports, name) : nullptr;
    return store::SavedStep{
        ReportChange{before ? std::optional(*before) : std::nullopt, std::move(report)}};
}

core::Result<store::SavedStep> savedView(const SavedOptions& options, const Opened& opened,
                                         const std::string& name) {
    const auto place = placeOf(options, opened.context.zone);
    if (!place)
        return place.error();
    auto text = placeText(*place, opened.context.zone);
    if (!text)
        return text.error();
    const store::SavedView* before = options.replaces ? named(opened.items.views, name) : nullptr;
    return store::SavedStep{
        ViewChange{before ? std::optional(*before) : std::nullopt,
                   store::SavedView{name, std::string(session::pageName(place->page)),
                                    *std::move(text), options.note, now()}}};
}

/// `items` holds the one that is changed; no `after`: it is deleted.
template <class Item>
core::Result<store::SavedStep> changed(const SavedOptions& options, const std::vector<Item>& items,
                                       const std::optional<std::string>& newName) {
    const Item* before = named(items, options.names.front());
    if (!before)
        return missing(options, options.names.front());
    store::SavedChange<Item> change{*before, {}};
    if (newName) {
        change.after = *before;
        change.after->name = *newName;
    }
    if (options.action == "duplicate") {
        change.before.reset();
        change.after->savedAt = now();
    }
    return store::SavedStep{std::move(change)};
}

core::Result<store::SavedStep> stepOf(const SavedOptions& options, const Opened& opened) {
    if (options.action == "save") {
        const auto name = store::savedName(options.names.front());
        if (!name)
            return name.error();
        return options.views.empty() ? savedView(options, opened, *name)
                                     : savedReport(options, opened, *name);
    }
    std::optional<std::string> newName;
    if (options.action != "delete") {
        auto name = store::savedName(options.names.back());
        if (!name)
            return name.error();
        newName = *std::move(name);
    }
    return options.isReport ? changed(options, opened.items.reports, newName)
                            : changed(options, opened.items.views, newName);
}

/// What is there now; a deletion prints what was there, which `save` can bring back.
void tell(const SavedOptions& options, const store::SavedStep& step, const SavedContext& context) {
    const OutputFormat format = options.output.format();
    if (const auto* view = std::get_if<ViewChange>(&step)) {
        if (format == OutputFormat::Terminal && !view->after)
            std::cout << "Deleted. It was:\n";
        return printView(view->after ? *view->after : *view->before, format, context);
    }
    const ReportChange& report = std::get<ReportChange>(step);
    if (format == OutputFormat::Terminal && !report.after)
        std::cout << "Deleted. It was:\n";
    printReport(report.after ? *report.after : *report.before, format);
}

ExitCode change(const SavedOptions& options) {
    auto opened = openedFor(options);
    if (!opened)
        return report(opened.error());
    const auto step = stepOf(options, *opened);
    if (!step)
        return report(step.error());
    if (const core::Status made = store::changeSaved(options.question.workspace, *step); !made)
        return report(made.error());
    tell(options, *step, opened->context);
    return ExitCode::Done;
}

ExitCode show(const SavedOptions& options) {
    const auto opened = openedFor(options);
    if (!opened)
        return report(opened.error());
    const OutputFormat format = options.output.format();
    if (options.action.empty()) {
        printSaved(opened->items, format, opened->context);
        return ExitCode::Done;
    }
    const std::string& name = options.names.front();
    if (options.isReport) {
        const store::SavedReport* found = named(opened->items.reports, name);
        if (!found)
            return report(missing(options, name));
        printReport(*found, format);
        return ExitCode::Done;
    }
    const store::SavedView* found = named(opened->items.views, name);
    if (!found)
        return report(missing(options, name));
    printView(*found, format, opened->context);
    return ExitCode::Done;
}

ExitCode saved(const SavedOptions& options) {
    static const std::map<std::string, std::size_t> kNames{
        {"", 0}, {"show", 1}, {"save", 1}, {"rename", 2}, {"duplicate", 2}, {"delete", 1}};
    if (options.names.size() != kNames.at(options.action))
        return report(
            usage("'" + options.action + "' takes " +
                  (kNames.at(options.action) == 2 ? "a name and the new one." : "one name.")));
    if (options.action == "save" && options.page.empty() == options.views.empty())
        return report(usage("Say what is saved: --page NAME for a view, or --views NAME[,NAME] for "
                            "a report of saved views."));
    return options.action.empty() || options.action == "show" ? show(options) : change(options);
}

} // namespace

void addSaved(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<SavedOptions>();
    CLI::App* verb = parser.add_subcommand(
        "saved",
        "List, show, save, rename and delete saved views: comparisons, scenarios and other "
        "pages as they were set up");
    options->question.addTo(*verb);
    options->output.addTo(*verb);
    verb->add_option("action", options->action, "What to do (default: list)")
        ->check(CLI::IsMember({"show", "save", "rename", "duplicate", "delete"}))
        ->type_name("ACTION");
    verb->add_option("names", options->names,
                     "Name of a saved view; of rename and duplicate also "
                     "the new one")
        ->expected(0, 2)
        ->type_name("NAME");
    verb->add_option("--page", options->page, "Of save: the page, such as whatif or compare")
        ->type_name("NAME");
    verb->add_option("--section", options->section, "Of save: the answer on that page, by its id")
        ->type_name("ID");
    verb->add_option("--by", options->by, "Of save: dimensions of its rows")
        ->type_name("DIM[,DIM...]");
    verb->add_option("--set", options->settings,
                     "Of save: a setting of the page, by its name as an option (--set "
                     "cache-hit-rate=0.15); a scenario is taken in with its content")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
    verb->add_option("--note", options->note, "Of save: what it is for")->type_name("TEXT");
    verb->add_flag("--replace", options->replaces, "Of save: in place of the one of that name");
    verb->add_option("--views", options->views,
                     "Of save: make a report of these saved views, in this order")
        ->type_name("NAME[,NAME...]")
        ->allow_extra_args(false);
    verb->add_option("--title", options->title, "Of a report: its title")->type_name("TEXT");
    verb->add_flag("--report", options->isReport,
                   "The name is that of a report: show, rename, duplicate, delete");
    verb->footer(
        "Examples:\n"
        "  marginscope saved ws.margin\n"
        "  marginscope saved ws.margin save 'Free tier cached' --page whatif --set for=tier=Free "
        "--set cache-hit-rate=0.15 --from 2026-05-01 --to 2026-06-01 --note 'for the board'\n"
        "  marginscope saved ws.margin show 'Free tier cached'\n"
        "  marginscope saved ws.margin save Board --views 'Free tier cached,May' --title 'Margin'\n"
        "  marginscope report ws.margin --saved 'Free tier cached' --out board");
    verb->callback([options, &slot] {
        slot.chosen = [options](const std::stop_token&) { return saved(*options); };
    });
}

} // namespace ms::app
