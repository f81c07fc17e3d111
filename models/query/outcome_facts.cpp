// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/outcome_facts.h"

#include <memory>

namespace ms::query {

OutcomeFacts outcomeFacts(std::vector<core::OutcomeFact> facts) {
    auto kept = std::make_shared<const std::vector<core::OutcomeFact>>(std::move(facts));
    return [kept](const OutcomeVisitor& visit, std::stop_token) -> core::Status {
        for (const core::OutcomeFact& fact : *kept)
            visit(fact);
        return {};
    };
}

} // namespace ms::query
