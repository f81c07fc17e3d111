// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/section_catalog.h"

#include <QCoreApplication>

#include "models/analysis/gpu_cost.h"
#include "models/analysis/margin.h"
#include "models/session/page_name.h"
#include "models/tables/margin_section.h"
#include "views/pages/report_pages.h"

#include <utility>

namespace ms::views {
namespace {

core::Result<report::Section> askMargin(const session::Snapshot& snapshot,
                                        const SectionQuestion& question, std::stop_token stop) {
    const auto table =
        analysis::marginWithGpu({question.by, question.filter, analysis::RevenueSplit::Requests},
                                *snapshot.source, snapshot.revenue, snapshot.gpu, std::move(stop));
    if (!table)
        return table.error();
    return tables::marginSection(*table, question.context, &snapshot.source->tenants());
}

ReportPageSpec marginPage() {
    const QString title = QCoreApplication::translate("ms::views", "Margin");
    return {session::Page::Margin,
            title,
            "margin",
            {{"margin", title, askMargin, {query::Dimension::Tenant}, "margin"}}};
}

} // namespace

std::vector<ReportPageSpec> catalogPages() {
    std::vector<ReportPageSpec> pages{marginPage()};
    for (ReportPageSpec& page : reportPages())
        pages.push_back(std::move(page));
    return pages;
}

std::string_view nameOf(session::Page page) {
    return page == session::Page::Attempts ? std::string_view() : session::pageName(page);
}

const ReportPageSpec* pageNamed(const std::vector<ReportPageSpec>& pages, std::string_view name) {
    for (const ReportPageSpec& page : pages)
        if (nameOf(page.page) == name)
            return &page;
    return nullptr;
}

const SectionSource* sectionNamed(const std::vector<ReportPageSpec>& pages, std::string_view id) {
    for (const ReportPageSpec& page : pages)
        for (const SectionSource& section : page.sections)
            if (section.id == id)
                return &section;
    return nullptr;
}

} // namespace ms::views
