// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/pages/report_page_spec.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ms::views {

/// The pages whose answers can be exported, the margin page among them: those of reportPages(),
/// and no widget is made.
std::vector<ReportPageSpec> catalogPages();

/// "margin", "units", "drivers": a page on the command line. Empty: it has no answers.
std::string_view nameOf(session::Page page);
/// The page of that name in `pages`; null: none.
const ReportPageSpec* pageNamed(const std::vector<ReportPageSpec>& pages, std::string_view name);
/// The section of that id in `pages`; null: none.
const SectionSource* sectionNamed(const std::vector<ReportPageSpec>& pages, std::string_view id);

} // namespace ms::views
