// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/report_pages.h"

#include <QCoreApplication>

#include "models/analysis/units.h"
#include "models/report/units_section.h"

namespace ms::views {
namespace {

using query::Dimension;

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

core::Result<report::Section> askUnits(const session::Snapshot& snapshot,
                                       const SectionQuestion& question, std::stop_token stop) {
    const auto table = analysis::unitsBy({question.by, question.filter}, *snapshot.source, stop);
    if (!table)
        return table.error();
    return report::unitsSection(*table, question.context);
}

} // namespace

std::vector<ReportPageSpec> reportPages() {
    return {{session::Page::Units,
             trText("Units"),
             "units",
             {{"units", trText("Cost per unit"), askUnits, {Dimension::Feature}, {}}}}};
}

} // namespace ms::views
