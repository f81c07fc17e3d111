// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/pages/report_page_spec.h"

namespace ms::views {

/// An endpoint whose feature is cleared is a feature under its own name.
SectionEdits featureEdits();
/// A unit that is only reopened keeps its outcome, and one whose outcome is cleared is open.
SectionEdits outcomeEdits();
/// What is decided about a finding.
SectionEdits decisionEdits();

} // namespace ms::views
