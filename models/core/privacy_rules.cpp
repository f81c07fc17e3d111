// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/privacy_rules.h"

#include <algorithm>

namespace ms::core {

namespace {

using Treatment = PrivacyRules::Treatment;

constexpr std::array<std::string_view, kIdentityFields> kNames{"user",       "tenant",  "account",
                                                               "session_id", "unit_id", "team"};
constexpr std::string_view kHash = "hash ";
constexpr std::string_view kKeep = "keep ";
constexpr std::string_view kBetweenParts = "; ";
constexpr std::string_view kBetweenNames = ", ";

/// Take what stands before `separator` off the front of `text`.
std::string_view takeFront(std::string_view& text, std::string_view separator) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view front = text.substr(0, end);
    text.remove_prefix(std::min(end + separator.size(), text.size()));
    return front;
}

bool readPart(std::string_view part, PrivacyRules& rules) {
    const Treatment treatment = part.starts_with(kHash) ? Treatment::Hash : Treatment::Keep;
    if (!part.starts_with(kHash) && !part.starts_with(kKeep))
        return false;
    part.remove_prefix(kHash.size());
    while (!part.empty()) {
        const auto field = identityFieldNamed(takeFront(part, kBetweenNames));
        if (!field)
            return false;
        rules.set(*field, treatment);
    }
    return true;
}

} // namespace

std::string_view nameOf(IdentityField field) {
    return kNames[std::size_t(field)];
}

std::optional<IdentityField> identityFieldNamed(std::string_view name) {
    const auto* const found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end())
        return std::nullopt;
    return IdentityField(found - kNames.begin());
}

std::optional<IdentityField> identityFieldOf(TextColumn column) {
    return identityFieldNamed(nameOf(column));
}
std::optional<IdentityField> identityFieldOf(IdColumn column) {
    return identityFieldNamed(nameOf(column));
}

std::string identityFieldNames() {
    std::string names;
    for (const std::string_view name : kNames)
        (names += names.empty() ? std::string_view() : kBetweenNames) += name;
    return names;
}

bool PrivacyRules::has(Treatment treatment) const {
    return std::find(m_treatments.begin(), m_treatments.end(), treatment) != m_treatments.end();
}

std::string PrivacyRules::namesWith(Treatment treatment) const {
    std::string names;
    for (std::size_t field = 0; field < kIdentityFields; ++field)
        if (m_treatments[field] == treatment)
            (names += names.empty() ? std::string_view() : kBetweenNames) += kNames[field];
    return names;
}

PrivacyRules PrivacyRules::overriddenBy(const PrivacyRules& other) const {
    PrivacyRules both = *this;
    for (std::size_t field = 0; field < kIdentityFields; ++field)
        if (other.m_treatments[field] != Treatment::AddressesOnly)
            both.m_treatments[field] = other.m_treatments[field];
    return both;
}

std::string textOf(const PrivacyRules& rules) {
    std::string text;
    if (rules.has(Treatment::Hash))
        text += std::string(kHash) + rules.namesWith(Treatment::Hash);
    if (rules.has(Treatment::Keep))
        text += std::string(text.empty() ? std::string_view() : kBetweenParts) +
                std::string(kKeep) + rules.namesWith(Treatment::Keep);
    return text;
}

std::optional<PrivacyRules> privacyRulesIn(std::string_view text) {
    PrivacyRules rules;
    while (!text.empty())
        if (!readPart(takeFront(text, kBetweenParts), rules))
            return std::nullopt;
    return rules;
}

} // namespace ms::core
