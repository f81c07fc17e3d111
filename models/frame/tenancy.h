// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/calendar.h"
#include "models/frame/columns.h"
#include "models/query/tenant_timeline.h"

#include <vector>

namespace ms::frame {

/// What events say about the tiers of their tenants.
struct ObservedTiers {
    std::vector<query::ObservedTier> changes; // by tenant code, then day; only where it changes
};
/// Cost  linear in rows. Events without tenant, plan tier or time say nothing.
core::Result<std::unique_ptr<const ObservedTiers>>
observeTiers(const Columns& columns, const Calendar& calendar, std::stop_token stop);

/// A property of the tenant on the event's day, one code a row. An event without tenant or time
/// has the tier that it states itself, and no segment.
enum class TenantProperty { Tier, Segment };
core::Result<std::unique_ptr<const TextCodes>>
tenantPropertyOf(TenantProperty property, const Columns& columns, const Calendar& calendar,
                 const query::TenantTimeline& tenants, std::stop_token stop);

} // namespace ms::frame
