// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/pages/report_page_spec.h"

#include <vector>

namespace ms::views {

/// The pages of sections that the product has: an analysis becomes visible by a line here.
std::vector<ReportPageSpec> reportPages();

} // namespace ms::views
