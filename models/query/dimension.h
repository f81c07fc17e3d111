// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ms::query {

/// What events can be grouped and filtered by. `Endpoint` is the feature as the event states it,
/// else its workflow; `Feature` is what FeatureMap makes of that, and `Team` the owner that it
/// names, else the event's own;
/// `Tier` and `Segment` are those of the tenant on the event's day (DESIGN.md section 2).
enum class Dimension : std::uint8_t {
    Tenant,
    Tier,
    Segment,
    User,
    Feature,
    Workflow,
    Application,
    Team,
    Provider,
    Model,
    Account,
    ServiceTier,
    CallKind,
    PromptVersion,
    Environment,
    Status,
    Outcome,
    Day,
    Week,
    Month,
    Hour,
    UnitType,
    Request, // by its id; these name single things, so they narrow more than they group
    Action,  // the root's id, else the request's
    Unit,    // the id, whatever its type
    PromptHash,
    Endpoint, // feature, else workflow, as the log states it
    Session,  // a single thing too
    Count
};

/// Name on the command line and in JSON: "prompt_version".
std::string_view nameOf(Dimension dimension);
std::optional<Dimension> dimensionNamed(std::string_view name);
std::span<const Dimension> allDimensions();
bool isTime(Dimension dimension);
/// One value is one request, action, unit, prompt or session: to narrow by, and hardly to group by.
bool isSingleThing(Dimension dimension);
/// A property of the tenant or of time, which revenue has without any event.
bool isDirectForRevenue(Dimension dimension);

} // namespace ms::query
