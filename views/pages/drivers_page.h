// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/pages/report_page_spec.h"

namespace ms::views {

/// Why costs moved: drivers between two periods.
ReportPageSpec driversPage();

} // namespace ms::views
