// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/saved_items.h"
#include "views/export/report_builder.h"

#include <vector>

namespace ms::views {

/// A report of saved views in their order: each is a chapter with its own name, note, period,
/// filter and price book. The window and the command line make the same one of the same views.
/// Errors  BadInput: a view cannot be read. Usage: it shows what no report holds.
core::Result<ReportRequest> savedRequest(const QString& title,
                                         const std::vector<store::SavedView>& views,
                                         const std::vector<ReportPageSpec>& pages,
                                         const core::Zone& zone, const QString& date);

/// "May, Free tier": what a report of just these views is called.
QString titleOf(const std::vector<store::SavedView>& views);

/// The title of a saved report; one without has its name.
QString titleOf(const store::SavedReport& report);

/// The views of a report, of all that are `saved`.
std::vector<store::SavedView> viewsOf(const store::SavedReport& report,
                                      const store::SavedItems& saved);

/// The views of these names. A name that holds commas may be one name or several.
/// Errors  Usage: there is none of that name; the sentence lists those that there are.
core::Result<std::vector<store::SavedView>> viewsNamed(const std::vector<std::string>& names,
                                                       const store::SavedItems& saved);

} // namespace ms::views
