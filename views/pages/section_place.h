// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/session/command_text.h"
#include "models/store/saved_items.h"
#include "views/pages/report_page_spec.h"

#include <map>
#include <string>
#include <vector>

namespace ms::views {

/// What of a place a page of sections is asked with. The page, saved views, reports and the copied
/// command all read it here.

/// The place of its section in ReportPageSpec::sections; the first one where the place names none
/// of the page's.
std::size_t sectionAt(const ReportPageSpec& page, const session::Place& place);
/// Those of the place as long as its section is one of this page's; else the section's default.
std::vector<query::Dimension> groupingAt(const ReportPageSpec& page, const session::Place& place);
/// Those of the place that the section has.
std::map<std::string, std::string> optionsAt(const ReportPageSpec& page,
                                             const session::Place& place);
/// What the command line is asked for the section.
session::AskedVerb askedVerbAt(const ReportPageSpec& page, const session::Place& place);

/// What of `place` is worth keeping: its page, filter, path and book, and what that page is asked
/// with. What other pages left there is dropped, and what is shown by default is said.
session::Place keptOf(const session::Place& place, const std::vector<ReportPageSpec>& pages);

/// The place of a saved view.
/// Errors  BadInput: it cannot be read, or asks for an answer or an option that `pages` do not
/// have.
core::Result<session::Place> keptPlaceOf(const store::SavedView& view,
                                         const std::vector<ReportPageSpec>& pages,
                                         const core::Zone& zone);

/// Whether a view can be saved there: the page answers something.
bool isWorthKeeping(const session::Place& place);

} // namespace ms::views
