// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/pages/report_page_spec.h"

namespace ms::views {

/// Lists of outliers at several grains; of requests, actions and units a row leads to its timeline,
/// and from there to the next row's. All units of a grain by two measures.
ReportPageSpec outliersPage();

} // namespace ms::views
