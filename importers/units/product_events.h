// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/fact_format.h"

#include <span>
#include <string_view>
#include <vector>

namespace ms::importers {

/// Where the events of a product analytics system have what counting people needs.
struct ProductEvents {
    std::string_view event;                   // key of its name
    std::string_view time;                    // key
    std::vector<std::string_view> people;     // keys; the first that is given says who it was
    std::vector<std::string_view> properties; // objects with tenant, feature and tier, first wins
    std::optional<core::Instant> (*readTime)(Record& record, std::size_t key) = nullptr;
};

/// A format of such events: active users by month. One event means that a person was active:
/// ReadOptions::activeEvent, or "ai_feature_used". Events that are sent twice count once, because
/// people do. `spec` has name, title, source and signature.
std::unique_ptr<Format> makeProductEvents(FactFormatSpec spec, ProductEvents events);

} // namespace ms::importers
