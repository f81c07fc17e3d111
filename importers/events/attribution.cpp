// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/attribution.h"

#include "importers/common/attribution_keys.h"

namespace ms::importers {

namespace {

std::string_view fieldFor(const std::string& key, const EventMapping& mapping) {
    for (const auto& [own, field] : mapping.attribution)
        if (own == key)
            return field;
    return attributedField(key);
}

} // namespace

void attributeText(EventDraft& draft, std::string_view key, std::string_view text,
                   const EventMapping& mapping) {
    constexpr std::size_t kLongestKey = 64;
    if (text.empty() || key.size() > kLongestKey)
        return;
    const std::string_view name = fieldFor(inSmallLetters(key), mapping);
    if (name.empty())
        return;
    const auto field = eventFieldNamed(name);
    if (!field || draft.hasValueOf(*field))
        return;
    draft.set(*field, key, draft.keep(std::string(text)), mapping);
}

void attributeKey(EventDraft& draft, std::string_view key, JsonValue value,
                  const EventMapping& mapping) {
    if (value.isGiven() && !value.isObject() && !value.isList())
        attributeText(draft, key, value.toText(), mapping);
}

void attribute(EventDraft& draft, JsonValue metadata, const EventMapping& mapping) {
    metadata.eachMember(
        [&](std::string_view key, JsonValue value) { attributeKey(draft, key, value, mapping); });
    metadata.eachElement([&](JsonValue tag) {
        const std::string_view text = tag.text();
        const std::size_t colon = text.find(':');
        if (colon != std::string_view::npos)
            attributeText(draft, text.substr(0, colon), text.substr(colon + 1), mapping);
    });
}

} // namespace ms::importers
