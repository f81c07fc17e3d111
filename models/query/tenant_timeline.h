// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/core/zone.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ms::query {

/// "From `from` on, the latest event of the tenant up to then says `tier`."
struct ObservedTier {
    std::string tenant;
    core::Day from;
    std::string tier;
};

/// Which tier and segment a tenant has on a day: from the `tenants` facts, else the plan tier of
/// the tenant's latest event up to (and on) that day, else none.
class TenantTimeline {
public:
    TenantTimeline() = default;
    /// Input  `facts` in order of import, later rows win where they overlap; `observed` any order.
    TenantTimeline(std::span<const core::TenantFact> facts, std::span<const ObservedTier> observed,
                   const core::Zone& zone);

    struct Span { // holds for days [from, to)
        core::Day from;
        core::Day to;
        std::string tier;
        std::string segment;
        std::string name;
    };
    /// Ascending and disjoint; days between spans have neither tier nor segment.
    std::span<const Span> spansOf(std::string_view tenant) const;
    std::string_view tierOf(std::string_view tenant, core::Day day) const;
    std::string_view segmentOf(std::string_view tenant, core::Day day) const;
    /// Display name, the id where none is given.
    std::string nameOf(std::string_view tenant) const;
    /// Null where the tenant has no span on that day.
    const Span* spanAt(std::string_view tenant, core::Day day) const;
    /// All tenants with facts or observed tiers, in byte order.
    std::vector<std::string> tenants() const;

private:
    std::map<std::string, std::vector<Span>, std::less<>> m_spans;
};

} // namespace ms::query
