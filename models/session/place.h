// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/query.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ms::session {

enum class Page {
    Start,
    Overview,
    Margin,
    Units,
    Costs, // what costs are made of
    Customers,
    Drivers, // why it moved
    Drift,   // what changed, and when
    Compare, // which prompt version, model or period does better
    Outliers,
    Review, // red flags
    WhatIf, // scenarios
    Attempts,
    Import,
    Batches,
};

/// One step down: "of these, only where `dimension` is `value`".
struct DrillStep {
    query::Dimension dimension = query::Dimension::Tenant;
    std::string value;
    friend bool operator==(const DrillStep&, const DrillStep&) = default;
};

/// Where the user is: what a step back returns to.
struct Place {
    Page page = Page::Start;
    std::vector<query::Dimension> by{query::Dimension::Tenant};
    query::Filter filter;                    // the chips: the same on every page
    std::vector<DrillStep> path;             // the breadcrumb, on top of the chips
    std::string request;                     // id of the explained request, on the attempts page
    std::optional<std::uint64_t> attempt;    // Attempt::row of the one that is explained there
    std::string book;                        // empty: the workspace's default
    std::string section;                     // of a page of several answers; empty: its first one
    std::vector<query::Dimension> sectionBy; // what that is asked by; empty: its default
    /// What answers are asked with beside it, by the names of the command line without dashes:
    /// {"idle", "spread"}. What has its default is not there. The same name means the same in every
    /// section.
    std::map<std::string, std::string> options;
    friend bool operator==(const Place&, const Place&) = default;
};

/// The filter that questions at `place` are asked with: chips and drill path together.
query::Filter effectiveFilter(const Place& place);

/// The values that the filter's conditions keep of `dimension`; empty: all.
const std::vector<std::string>& keptValues(const query::Filter& filter, query::Dimension dimension);

/// `filter` that keeps only `values` of `dimension`; no values: all.
query::Filter withValues(query::Filter filter, query::Dimension dimension,
                         std::vector<std::string> values);

/// What Enter on a row shows next: the step down, and the next dimension, or the attempts when
/// there is no finer one. The ladder is tenant, feature, attempts; any other start goes to feature.
Place drilledInto(const Place& place, const std::vector<std::string>& keys);

/// The attempts that a row was made of: those of `asked`, the filter that the row answers, where
/// `conditions` hold too. Single values become steps of the path; all else goes into the chips.
Place attemptsBehind(const Place& place, const query::Filter& asked,
                     const std::vector<query::Condition>& conditions);

/// The same, on the page of scenarios and with nothing but these levers.
Place scenarioFor(const Place& place, const query::Filter& asked,
                  const std::vector<query::Condition>& conditions,
                  std::map<std::string, std::string> levers);

} // namespace ms::session
