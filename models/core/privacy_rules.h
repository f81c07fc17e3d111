// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/event_columns.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ms::core {

/// Fields that say who a row is about, by the names that profiles and SQL use.
enum class IdentityField : std::uint8_t { User, Tenant, Account, Session, Unit, Team, Count };
inline constexpr std::size_t kIdentityFields = std::size_t(IdentityField::Count);
std::string_view nameOf(IdentityField field); // "session_id"
std::optional<IdentityField> identityFieldNamed(std::string_view name);
std::optional<IdentityField> identityFieldOf(TextColumn column);
std::optional<IdentityField> identityFieldOf(IdColumn column);
/// "user, tenant, account, session_id, unit_id, team".
std::string identityFieldNames();

/// How the identity fields of a file are stored.
class PrivacyRules {
public:
    enum class Treatment : std::uint8_t {
        AddressesOnly, // e-mail addresses become tokens, as in every other text
        Hash,          // every value becomes a token
        Keep,          // stored as it is
    };
    Treatment of(IdentityField field) const { return m_treatments[std::size_t(field)]; }
    void set(IdentityField field, Treatment treatment) {
        m_treatments[std::size_t(field)] = treatment;
    }
    bool has(Treatment treatment) const;
    /// The names of the fields with that treatment, in order: "user, tenant".
    std::string namesWith(Treatment treatment) const;
    /// These rules, and those of `other` where they say more than AddressesOnly.
    PrivacyRules overriddenBy(const PrivacyRules& other) const;
    friend bool operator==(const PrivacyRules&, const PrivacyRules&) = default;

private:
    std::array<Treatment, kIdentityFields> m_treatments{};
};

/// As workspaces keep them: "hash user, tenant; keep account"; empty when nothing is said.
std::string textOf(const PrivacyRules& rules);
/// Nullopt: no such text.
std::optional<PrivacyRules> privacyRulesIn(std::string_view text);

} // namespace ms::core
