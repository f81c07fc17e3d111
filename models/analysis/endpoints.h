// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/coverage.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::analysis {

/// One endpoint, or a row of the table of features that names none of the selection.
struct EndpointRow {
    std::string endpoint; // as stated; empty: attempts that name none
    std::optional<core::FeatureFact>
        rule; // which feature it is, and who says so; none: nobody does
    /// Nothing of a beginning (trailing *): its attempts are those of the endpoints.
    std::optional<CoveredCost> figures;

    bool isBeginning() const {
        return rule && rule->endpoint == endpoint && endpoint.ends_with('*');
    }
    /// The feature that its attempts are counted as.
    const std::string& feature() const { return rule ? rule->feature : endpoint; }
};

/// Which endpoints and use cases are which feature, and what they cost.
/// Output  endpoints without a feature of their own by cost, highest first; then those with one;
///         then attempts without an endpoint; then the rest of the table of features. Figures add
///         up to `total` exactly.
/// Errors  as EventSource.
/// Cost    one group query.
struct EndpointTable {
    query::Filter filter;
    std::vector<EndpointRow> rows;
    std::int64_t unmappedEndpoints = 0;
    CoveredCost unmapped; // of endpoints without a feature of their own
    CoveredCost unnamed;  // of attempts without an endpoint
    CoveredCost total;
    bool hasRules = false; // there is a table of features
};
core::Result<EndpointTable> endpointsOf(const query::Filter& filter,
                                        const query::EventSource& source, std::stop_token stop);

} // namespace ms::analysis
