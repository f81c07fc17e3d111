// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/pages/report_page_spec.h"

namespace ms::views {

/// Which prompt version, model or period does better: verdict, checks, mix, slices, over time; and
/// all changes of a prompt version by what they cost.
ReportPageSpec comparePage();

} // namespace ms::views
