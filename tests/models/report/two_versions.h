// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/report/section.h"
#include "tests/models/analysis/arm_company.h"

#include <cstdint>
#include <memory>

namespace ms::test {

inline const report::Context kContext{"USD", "UTC", "default", "May 2026"};

/// A prompt version of that latency, whose requests succeed in 850 of 1,000 cases.
inline Version slow(const char* name, std::int64_t latencyMs, std::int64_t picos = 1'000'000'000) {
    Version version{name, 1, picos, 850};
    version.latencyMs = latencyMs;
    return version;
}

/// Version 7 against version 8.
inline analysis::ArmQuery question() {
    analysis::ArmQuery query;
    query.arms = {"v7", "v8"};
    return query;
}

/// 6,000 requests of 60 tenants to version 7, slow, and to `fresh`.
inline std::shared_ptr<const query::EventSource> sourceOf(const Version& fresh) {
    return frameOfEvents(ticketsOf({{slow("v7", 800), fresh}, 60, 6'000}));
}

inline const report::Cell& at(const report::Section& section, std::size_t row, const char* column) {
    return section.table.rows.at(row).cells[report::columnNamed(section.table, column)];
}

} // namespace ms::test
