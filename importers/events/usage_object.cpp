// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/usage_object.h"

namespace ms::importers {

std::int64_t usageCount(EventDraft& draft, std::string_view name, JsonValue value,
                        std::int64_t otherwise) {
    if (!value.isGiven())
        return otherwise;
    const auto whole = value.integer();
    if (whole && *whole >= 0 && *whole <= kLargestCount)
        return *whole;
    const std::string text = value.toText();
    const WholeNumber number = parseCount(text);
    if (number.problem == nullptr)
        return number.value;
    draft.fail(name, text.substr(0, 80) + " is not a count of tokens.");
    return otherwise;
}

void tagUsageCount(EventDraft& draft, std::string_view name, JsonValue value) {
    if (value.integer().value_or(0) > 0)
        draft.tag(name, value.toText());
}

JsonValue firstGiven(JsonValue object, std::string_view first, std::string_view second) {
    const JsonValue value = object[first];
    return value.isGiven() ? value : object[second];
}

} // namespace ms::importers
