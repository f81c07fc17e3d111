// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/events/event_draft.h"

namespace ms::importers {

/// A count of a provider's usage object; `otherwise` when it is not given. What is no count spoils
/// the event; `name` is told then.
std::int64_t usageCount(EventDraft& draft, std::string_view name, JsonValue value,
                        std::int64_t otherwise = core::kUnknownNumber);
/// Keep a count as a tag; none and zero are not worth it.
void tagUsageCount(EventDraft& draft, std::string_view name, JsonValue value);

/// Spoils the event when a key stands twice in an object of counts: nobody knows which one holds.
void refuseRepeatedKeys(EventDraft& draft, JsonValue object);

/// The first of two members that the object has; older and newer interfaces differ in their names.
JsonValue firstGiven(JsonValue object, std::string_view first, std::string_view second);

} // namespace ms::importers
