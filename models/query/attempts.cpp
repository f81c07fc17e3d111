// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/attempts.h"

namespace ms::query {

std::string_view nameOf(CostBasis basis) {
    switch (basis) {
    case CostBasis::Priced:
        return "priced";
    case CostBasis::Reported:
        return "reported";
    case CostBasis::Unbilled:
        return "unbilled";
    case CostBasis::AppCache:
        return "app_cache";
    case CostBasis::Unknown:
        break;
    }
    return "unknown";
}

} // namespace ms::query
