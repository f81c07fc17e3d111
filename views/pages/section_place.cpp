// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/section_place.h"

#include "models/session/page_name.h"
#include "models/session/place_text.h"
#include "views/pages/section_catalog.h"

#include <algorithm>

namespace ms::views {

using session::Page;
using session::Place;

std::size_t sectionAt(const ReportPageSpec& page, const Place& place) {
    const auto found =
        std::find_if(page.sections.begin(), page.sections.end(),
                     [&](const SectionSource& section) { return section.id == place.section; });
    return found == page.sections.end() ? 0 : std::size_t(found - page.sections.begin());
}

std::vector<query::Dimension> groupingAt(const ReportPageSpec& page, const Place& place) {
    if (page.page == Page::Margin)
        return place.by;
    const SectionSource& source = page.sections[sectionAt(page, place)];
    const bool isChosen = !source.by.empty() && !place.sectionBy.empty() &&
                          (place.section.empty() || place.section == source.id);
    std::vector<query::Dimension> by = isChosen ? place.sectionBy : source.by;
    if (source.grouping == SectionSource::Grouping::One && by.size() > 1)
        by.resize(1);
    return by;
}

std::map<std::string, std::string> optionsAt(const ReportPageSpec& page, const Place& place) {
    std::map<std::string, std::string> chosen;
    for (const SectionOption& option : page.sections[sectionAt(page, place)].options)
        if (const auto found = place.options.find(option.name); found != place.options.end())
            chosen.insert(*found);
    return chosen;
}

session::AskedVerb askedVerbAt(const ReportPageSpec& page, const Place& place) {
    if (page.page == Page::Overview)
        return {"overview"}; // all of it
    const SectionSource& asked = page.sections[sectionAt(page, place)];
    const auto by = groupingAt(page, place);
    const auto options = optionsAt(page, place);
    if (!asked.verb.empty())
        return {asked.verb, {}, by, options};
    return {page.verb, page.sections.size() > 1 ? asked.id : std::string(), by, options};
}

Place keptOf(const Place& place, const std::vector<ReportPageSpec>& pages) {
    Place kept;
    kept.page = place.page;
    kept.filter = place.filter;
    kept.path = place.path;
    kept.book = place.book;
    if (place.page == Page::Margin)
        kept.by = place.by;
    if (place.page == Page::Attempts)
        kept.request = place.request;
    const ReportPageSpec* page = pageNamed(pages, session::pageName(place.page));
    if (page == nullptr || page->page == Page::Margin || page->page == Page::Overview)
        return kept;
    kept.section = page->sections[sectionAt(*page, place)].id;
    kept.sectionBy = groupingAt(*page, place);
    for (const SectionSource& section : page->sections)
        for (const SectionOption& option : section.options)
            if (const auto chosen = place.options.find(option.name); chosen != place.options.end())
                kept.options.insert(*chosen);
    return kept;
}

core::Result<Place> keptPlaceOf(const store::SavedView& view,
                                const std::vector<ReportPageSpec>& pages, const core::Zone& zone) {
    auto place = session::placeOf(view, zone);
    if (!place)
        return place.error();
    const auto unknown = [&](const std::string& what) {
        return core::Error{core::Error::Code::BadInput,
                           "The saved view '" + view.name + "' asks for " + what +
                               ", which this version does not have.",
                           {}};
    };
    const ReportPageSpec* page = pageNamed(pages, view.page);
    if (page == nullptr || page->page == Page::Margin || page->page == Page::Overview)
        return place;
    if (page->sections[sectionAt(*page, *place)].id != place->section)
        return unknown("the answer '" + place->section + "'");
    const Place known = keptOf(*place, pages);
    for (const auto& [name, value] : place->options)
        if (!known.options.contains(name))
            return unknown("the option '" + name + "'");
    return place;
}

bool isWorthKeeping(const Place& place) {
    return !session::pageName(place.page).empty();
}

} // namespace ms::views
