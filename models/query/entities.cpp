// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/entities.h"

#include <array>

namespace ms::query {

std::string_view nameOf(Grain grain) {
    static constexpr std::array<std::string_view, 7> names{
        "attempt", "request", "action", "session", "unit", "user", "tenant"};
    return names[std::size_t(grain)];
}

std::span<const Grain> allGrains() {
    static constexpr std::array all{Grain::Attempt, Grain::Request, Grain::Action, Grain::Session,
                                    Grain::Unit,    Grain::User,    Grain::Tenant};
    return all;
}

} // namespace ms::query
