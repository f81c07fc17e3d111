// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/pages/report_page_spec.h"

namespace ms::views {

/// Why and when costs moved: drivers between two periods, unusually dear days, drifts, levels.
ReportPageSpec driversPage();

} // namespace ms::views
