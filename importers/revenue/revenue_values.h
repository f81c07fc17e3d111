// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/record.h"
#include "models/core/facts.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace ms::importers {

/// Values that the exports of billing systems have in common.

/// What a plan tier is called in metadata, as lettersOf() has it; the best first.
inline constexpr std::array<std::string_view, 3> kTierNames{"plantier", "plan", "tier"};
/// The same as columns of Stripe's exports: "plan_tier (metadata)".
inline constexpr std::array<std::string_view, 3> kTierColumns{"plantiermetadata", "planmetadata",
                                                              "tiermetadata"};

/// The plan tier in an object of metadata, under any such name; empty when it has none.
std::string tierIn(JsonValue metadata);

/// The customer's name, or id where there is no name. A row of nobody spoils the record.
std::string tenantAt(Record& record, std::size_t name, std::size_t id);

/// Whether invoices of this status are revenue: drafts and void ones are not; nullopt when invoices
/// have no such status.
std::optional<bool> isRevenue(std::string_view invoiceStatus);

/// Set the period of a row; absent ends stay absent. An end before the start spoils the record
/// under the name `endName`.
void setPeriod(core::RevenueFact& row, Record& record, std::optional<core::Instant> start,
               std::optional<core::Instant> end, std::string_view endName);
/// The days of a month of the reporting zone.
void setMonth(core::RevenueFact& row, core::Month month);
/// The currency of a row that has none of its own: that of its amount's sign, else US dollars,
/// which is flagged.
void implyCurrency(core::RevenueFact& row, std::string_view signCurrency);
/// True when the period has more than 31 days.
bool spansMonths(const core::RevenueFact& row);
/// Part of a row's identity.
std::string periodText(const core::RevenueFact& row);

} // namespace ms::importers
