// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/endpoints.h"
#include "models/report/section.h"

namespace ms::report {

/// Which endpoint is which feature, who owns it, and which costly ones have no feature of their
/// own. Rows lead to the attempts of the endpoint.
Section endpointsSection(const analysis::EndpointTable& table, const Context& context);

} // namespace ms::report
