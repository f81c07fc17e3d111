// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/revenue.h"
#include "models/query/event_source.h"

#include <cstdint>
#include <map>
#include <stop_token>
#include <string>
#include <tuple>
#include <vector>

namespace ms::analysis {

/// The requests of one tenant-month (of one feature, where asked), and how they fall into slices.
struct TenantMonthRequests {
    struct Slice {
        std::vector<std::string> keys; // as long as `by`; empty where the dimension is not asked
        core::Int128 weight = 0;
    };
    std::uint64_t all = 0;      // requests that start here
    std::uint64_t matching = 0; // of these, the ones that pass the conditions
    std::vector<Slice> slices;  // of the matching ones
};

/// What revenue is split by: one entry a tenant, month and feature (empty unless asked).
class RequestWeights {
public:
    struct Question {
        std::vector<query::Dimension> by; // of the table; those of `dimensions` make the slices
        std::vector<query::Dimension> dimensions;
        std::vector<query::Condition> conditions; // on events, not on tenants or time
        query::Filter base;                       // whole months, scope, tenants
        RevenueSplit split = RevenueSplit::Requests;
        enum class Detail { TenantMonth, Feature };
        Detail detail = Detail::TenantMonth;
    };
    /// Cost  one group query, two when there are conditions.
    static core::Result<RequestWeights>
    load(const Question& question, const query::EventSource& source, std::stop_token stop);

    /// Null when the tenant has no request in the month (of the feature).
    const TenantMonthRequests* of(std::string_view tenant, core::Month month,
                                  std::string_view feature) const;

private:
    using Key = std::tuple<std::string, core::Month, std::string>;
    core::Status count(const Question& question, const query::EventSource& source,
                       std::stop_token stop);
    core::Status slice(const Question& question, const query::EventSource& source,
                       std::stop_token stop);

    RevenueSplit m_split = RevenueSplit::Requests;
    std::map<Key, TenantMonthRequests, std::less<>> m_requests;
};

} // namespace ms::analysis
