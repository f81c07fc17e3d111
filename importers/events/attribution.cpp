// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/attribution.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

struct Known {
    std::string_view key; // in small letters
    std::string_view field;
};
constexpr std::array kKnown{
    Known{"tenant", "tenant"},
    Known{"tenant_id", "tenant"},
    Known{"tenant.id", "tenant"},
    Known{"tenantid", "tenant"},
    Known{"customer_id", "tenant"},
    Known{"customer", "tenant"},
    Known{"organization", "tenant"},
    Known{"account_id", "tenant"},
    Known{"feature", "feature"},
    Known{"endpointtag", "feature"},
    Known{"use_case", "feature"},
    Known{"endpoint", "feature"},
    Known{"app.feature", "feature"},
    Known{"plan_tier", "plan_tier"},
    Known{"plan-tier", "plan_tier"},
    Known{"plan", "plan_tier"},
    Known{"tier", "plan_tier"},
    Known{"environment", "environment"},
    Known{"env", "environment"},
    Known{"deployment.environment.name", "environment"},
    Known{"user", "user"},
    Known{"user_id", "user"},
    Known{"userid", "user"},
    Known{"user.id", "user"},
    Known{"_user", "user"},
    Known{"end_user", "user"},
    Known{"safety_identifier", "user"},
    Known{"prompt_version", "prompt_version"},
    Known{"promptversion", "prompt_version"},
    Known{"prompt.version", "prompt_version"},
    Known{"workflow", "workflow"},
    Known{"trace name", "workflow"},
    Known{"use_case_id", "workflow"},
};

std::string inSmallLetters(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return small;
}

std::string_view fieldFor(const std::string& key, const EventMapping& mapping) {
    for (const auto& [own, field] : mapping.attribution)
        if (own == key)
            return field;
    const auto known =
        std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& k) { return k.key == key; });
    return known == kKnown.end() ? std::string_view{} : known->field;
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
