// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/core/zone.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ms::query {

/// Which fact says what became of a unit: the latest one by its outcome's time, then by order of
/// import; one without a time is before all others. A fact without a unit type speaks of all units
/// of its id that no fact names by type.
class LatestOutcomes {
public:
    LatestOutcomes() = default;
    /// Input  in order of import; must outlive this. `zone` is where dates are days.
    LatestOutcomes(std::span<const core::OutcomeFact> facts, const core::Zone& zone);

    bool isEmpty() const { return m_facts.empty(); }
    /// Null: no fact speaks of the unit.
    const core::OutcomeFact* of(std::string_view id, std::string_view type) const;

private:
    struct Latest {
        const core::OutcomeFact* fact;
        std::int64_t at; // of its outcome
    };
    std::unordered_map<std::string_view, std::vector<Latest>> m_facts; // by id; one a type
};

} // namespace ms::query
