// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/pages/report_page_spec.h"

namespace ms::views {

/// What changed, and when: rules that watch days and weeks, each back-tested on the record.
ReportPageSpec driftPage();

} // namespace ms::views
