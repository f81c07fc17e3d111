// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export/saved_report.h"

#include <QCoreApplication>

#include "views/pages/section_place.h"

#include <algorithm>

namespace ms::views {
namespace {

core::Error refused(std::string sentence) {
    return {core::Error::Code::Usage, std::move(sentence), {}};
}

core::Result<std::vector<ReportPart>> partsOf(const store::SavedView& view,
                                              const std::vector<ReportPageSpec>& pages,
                                              const core::Zone& zone) {
    const auto place = keptPlaceOf(view, pages, zone);
    if (!place)
        return place.error();
    const ReportPageSpec* page = pageNamed(pages, view.page);
    if (page == nullptr)
        return refused("The saved view '" + view.name +
                       "' lists single calls, which no report holds; they are exported by the "
                       "command: marginscope export.");
    const ReportPart::Own own{QString::fromStdString(view.name), QString::fromStdString(view.note),
                              effectiveFilter(*place), place->book};
    std::vector<ReportPart> parts;
    if (page->page == session::Page::Overview) {
        parts = views::partsOf(*page); // the page shows all of them at once
    } else {
        parts.push_back({page->sections[sectionAt(*page, *place)].id});
        parts.back().by = groupingAt(*page, *place);
        parts.back().options = optionsAt(*page, *place);
    }
    for (ReportPart& part : parts)
        part.own = own;
    return parts;
}

/// From the first to the last; open where one of them is.
core::TimeRange spanning(const core::TimeRange& a, const core::TimeRange& b) {
    core::TimeRange both;
    if (a.from && b.from)
        both.from = std::min(*a.from, *b.from);
    if (a.to && b.to)
        both.to = std::max(*a.to, *b.to);
    return both;
}

/// What all parts are asked with; where they differ, only the whole of their periods.
query::Filter filterOf(const std::vector<ReportPart>& parts) {
    query::Filter filter = parts.front().own->filter;
    for (const ReportPart& part : parts)
        if (part.own->filter != filter)
            filter = {spanning(filter.range, part.own->filter.range), {}, {}};
    return filter;
}

std::string namesOf(const store::SavedItems& saved) {
    if (saved.views.empty())
        return "no view is saved in this workspace";
    std::string names;
    for (const store::SavedView& view : saved.views)
        names += (names.empty() ? "there are " : ", ") + view.name;
    return names;
}

const store::SavedView* viewNamed(const store::SavedItems& saved, const std::string& name) {
    for (const store::SavedView& view : saved.views)
        if (view.name == name)
            return &view;
    return nullptr;
}

} // namespace

core::Result<ReportRequest> savedRequest(const QString& title,
                                         const std::vector<store::SavedView>& views,
                                         const std::vector<ReportPageSpec>& pages,
                                         const core::Zone& zone, const QString& date) {
    ReportRequest request{title, {}, {}, {}, date};
    for (const store::SavedView& view : views) {
        const auto parts = partsOf(view, pages, zone);
        if (!parts)
            return parts.error();
        request.parts.insert(request.parts.end(), parts->begin(), parts->end());
    }
    if (request.parts.empty())
        return refused("A report has at least one saved view.");
    request.filter = filterOf(request.parts);
    return request;
}

QString titleOf(const std::vector<store::SavedView>& views) {
    QStringList names;
    for (const store::SavedView& view : views)
        names << QString::fromStdString(view.name);
    return names.join(QStringLiteral(", "));
}

QString titleOf(const store::SavedReport& report) {
    return QString::fromStdString(report.title.empty() ? report.name : report.title);
}

std::vector<store::SavedView> viewsOf(const store::SavedReport& report,
                                      const store::SavedItems& saved) {
    std::vector<store::SavedView> views;
    for (const std::string& name : report.views)
        if (const store::SavedView* view = viewNamed(saved, name))
            views.push_back(*view);
    return views;
}

core::Result<std::vector<store::SavedView>> viewsNamed(const std::vector<std::string>& names,
                                                       const store::SavedItems& saved) {
    std::vector<store::SavedView> views;
    for (const std::string& given : names) {
        if (const store::SavedView* view = viewNamed(saved, given)) {
            views.push_back(*view);
            continue;
        }
        for (const QString& part : QString::fromStdString(given).split(u',')) {
            const std::string name = part.trimmed().toStdString();
            const store::SavedView* view = viewNamed(saved, name);
            if (!view)
                return refused("There is no saved view '" + name + "'; " + namesOf(saved) + ".");
            views.push_back(*view);
        }
    }
    return views;
}

} // namespace ms::views
