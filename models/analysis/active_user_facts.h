// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/query/event_source.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ms::analysis {

/// "In `month`, so many people of these customers used this."
struct MonthlyUsers {
    core::Month month;
    std::string feature; // empty: the whole product, which is not the sum of its features
    std::string tier;    // empty: not stated
    std::string tenant;  // empty: not stated
    std::int64_t users = 0;
    std::optional<std::int64_t> retained;
    std::optional<core::Decimal> engagement;
};

/// The facts that a question can use, and how many it cannot.
struct UsableFacts {
    std::vector<MonthlyUsers> facts; // one a month, feature, tier and tenant, in that order
    std::int64_t withoutValue = 0;
    std::int64_t otherPeriod = 0; // of something else than one civil month: people do not divide
    std::int64_t cutMonths = 0;   // of months that the asked range cuts
    std::int64_t tooBroad = 0;    // of more people than the filter keeps: no part of them is known
    std::int64_t restated = 0;    // the same stated again by a later row, which counts
};

/// Input   `facts` in order of import; months are civil ones of the source's zone.
/// Output  facts outside of the range, or of customers, tiers or months that the filter leaves out,
///         are neither used nor counted. Conditions on what is no property of people (model,
///         provider, ...) narrow no fact.
UsableFacts usableFacts(std::span<const core::ActiveUsersFact> facts, const query::Filter& filter,
                        const query::EventSource& source);

/// The feature whose facts answer `filter`: "" is the whole product; nothing where it keeps several
/// features, whose people cannot be added.
std::optional<std::string> featureAskedFor(const query::Filter& filter);

/// The tier of all the people of a fact: the one it states, else its tenant's, when that is the
/// same all month.
std::optional<std::string> tierOf(const MonthlyUsers& fact, const query::TenantTimeline& tenants);

} // namespace ms::analysis
