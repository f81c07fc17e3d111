// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/identity_names.h"

#include "importers/common/attribution_keys.h"
#include "importers/common/named_columns.h"
#include "importers/common/profile.h"
#include "importers/mapping/field_names.h"

#include <array>

namespace ms::app {

using core::IdentityField;

namespace {

/// Endings of the many names that gateways give to one thing.
struct Ending {
    std::string_view letters;
    IdentityField field;
};
constexpr std::array kEndings{
    Ending{"userid", IdentityField::User},       Ending{"useremail", IdentityField::User},
    Ending{"enduser", IdentityField::User},      Ending{"tenantid", IdentityField::Tenant},
    Ending{"customerid", IdentityField::Tenant}, Ending{"customeremail", IdentityField::Tenant},
    Ending{"sessionid", IdentityField::Session},
};

std::string dotted(std::span<const std::string> names) {
    std::string path;
    for (const std::string& name : names)
        path += (path.empty() ? "" : ".") + name;
    return path;
}

} // namespace

IdentityNames::IdentityNames(const core::SourceInfo& info) {
    for (std::size_t i = 0; i < core::kIdentityFields; ++i) {
        const auto field = IdentityField(i);
        m_fields.emplace(importers::lettersOf(nameOf(field)), field);
        for (const std::string_view name : importers::usualNamesOf(info.kind, nameOf(field)))
            m_fields.emplace(name, field);
    }
    if (info.profileText.empty())
        return;
    if (const auto profile = importers::parseProfile(info.profileText, info.profile))
        for (const auto& mapped : profile->fields)
            m_fields.insert_or_assign(mapped.source, core::identityFieldNamed(mapped.name));
}

std::optional<IdentityField> IdentityNames::fieldOf(std::span<const std::string> names) const {
    if (names.empty())
        return std::nullopt;
    if (const auto known = m_fields.find(dotted(names)); known != m_fields.end())
        return known->second;
    const std::string letters = importers::lettersOf(names.back());
    if (const auto known = m_fields.find(letters); known != m_fields.end())
        return known->second;
    for (const std::size_t last : {std::size_t{1}, std::size_t{2}})
        if (last <= names.size())
            if (const auto field = core::identityFieldNamed(importers::attributedField(
                    importers::inSmallLetters(dotted(names.last(last))))))
                return field;
    for (const Ending& ending : kEndings)
        if (letters.ends_with(ending.letters))
            return ending.field;
    return std::nullopt;
}

} // namespace ms::app
