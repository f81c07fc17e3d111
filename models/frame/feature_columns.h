// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/columns.h"
#include "models/query/feature_map.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::frame {

/// The features of all rows: codes of endpoints, and which feature each code is.
struct FeatureColumn {
    const CodeColumn* codes = nullptr;  // of the endpoints
    std::vector<std::uint32_t> valueOf; // by code; empty: the code itself
    std::vector<std::string> texts;     // by value
    std::uint32_t at(std::size_t row) const {
        const std::uint32_t code = (*codes)[row];
        return valueOf.empty() ? code : valueOf[code];
    }
};
/// Cost  a look at each name of an endpoint; none at rows.
core::Result<std::unique_ptr<const FeatureColumn>>
featuresOf(const Columns& columns, const query::FeatureMap& features, std::stop_token stop);

/// The team that owns the feature of a row's endpoint, else the team that the row states. Null
/// where no endpoint that occurs has an owner. Cost  linear in rows.
core::Result<std::unique_ptr<const TextCodes>>
owningTeams(const Columns& columns, const query::FeatureMap& features, std::stop_token stop);

} // namespace ms::frame
