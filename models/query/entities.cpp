// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/entities.h"

#include <array>

namespace ms::query {

std::string_view nameOf(Grain grain) {
    static constexpr std::array<std::string_view, 5> names{"attempt", "request", "action", "unit",
                                                           "user"};
    return names[std::size_t(grain)];
}

} // namespace ms::query
