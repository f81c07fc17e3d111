// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/pages/report_page_spec.h"

namespace ms::views {

/// What costs far more than its like, grain by grain, and all of a grain by two measures.
ReportPageSpec outliersPage();

} // namespace ms::views
