// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/usage_object.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace ms::importers {

std::int64_t usageCount(EventDraft& draft, std::string_view name, JsonValue value,
                        std::int64_t otherwise) {
    if (!value.isGiven())
        return otherwise;
    const auto whole = value.integer();
    if (whole && *whole >= 0 && *whole <= kLargestCount)
        return *whole;
    const bool isText = value.kind() == JsonValue::Kind::Text;
    const WholeNumber number = isText ? parseCount(value.text()) : parseCount(value.toText());
    if (number.problem == nullptr)
        return number.value;
    draft.fail(name, value.toText().substr(0, 80) + " is not a count of tokens.");
    return otherwise;
}

void tagUsageCount(EventDraft& draft, std::string_view name, JsonValue value) {
    if (value.integer().value_or(0) > 0)
        draft.tag(name, value.toText());
}

void refuseRepeatedKeys(EventDraft& draft, JsonValue object) {
    std::array<std::string_view, 16> few; // as many as providers have
    std::size_t size = 0;
    std::vector<std::string_view> many;
    object.eachMember([&](std::string_view key, JsonValue) {
        if (size < few.size())
            few[size++] = key;
        else
            many.push_back(key);
    });
    std::span<std::string_view> keys(few.data(), size);
    if (!many.empty()) {
        many.insert(many.end(), few.begin(), few.end());
        keys = many;
    }
    std::sort(keys.begin(), keys.end());
    const auto repeated = std::adjacent_find(keys.begin(), keys.end());
    if (repeated != keys.end())
        draft.fail(*repeated,
                   "The key '" + std::string(*repeated) + "' stands twice in one object.");
}

JsonValue firstGiven(JsonValue object, std::string_view first, std::string_view second) {
    const JsonValue value = object[first];
    return value.isGiven() ? value : object[second];
}

} // namespace ms::importers
