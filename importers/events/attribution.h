// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/events/event_draft.h"

#include <string_view>

namespace ms::importers {

/// Take tenant, feature, tier, environment, user, prompt version and workflow out of free metadata:
/// a JSON object, or a list of "key:value" texts. Keys are compared in small letters; those of the
/// mapping first, then the usual ones. A field that has a value keeps it, so the source that is
/// looked at first wins.
/// Source  FORMATS.md 1.3.
void attribute(EventDraft& draft, JsonValue metadata, const EventMapping& mapping);
/// The same for one key.
void attributeKey(EventDraft& draft, std::string_view key, JsonValue value,
                  const EventMapping& mapping);
void attributeText(EventDraft& draft, std::string_view key, std::string_view text,
                   const EventMapping& mapping);

} // namespace ms::importers
