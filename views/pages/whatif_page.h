// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/pages/report_page_spec.h"

namespace ms::views {

/// Scenarios replayed on the logged calls: what each lever does, who wins and loses, what is at
/// risk, how sure it is.
ReportPageSpec whatIfPage();

} // namespace ms::views
