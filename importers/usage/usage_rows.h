// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/common/token_counts.h"
#include "models/core/usage_fact.h"

#include <initializer_list>
#include <optional>
#include <string>

namespace ms::importers {

/// What totals of usage have in common. What contradicts itself spoils the record.

/// The period of a total: both ends are needed, and the second one is later.
void setPeriod(Record& record, std::optional<core::Instant> start, std::optional<core::Instant> end,
               core::UsageFact& usage);

/// The cost in dollars under `key`, as the source states it. Negative ones spoil the record.
void readCost(Record& record, std::size_t key, core::UsageFact& usage);

/// A count of a record, and what it counts.
struct CountKey {
    TokenField field;
    std::size_t key;
};
TokenCounts countsAt(Record& record, std::initializer_list<CountKey> keys);

/// The disjoint buckets of `counts`, settled as those of events are, with their flags. Output empty
/// when fine; otherwise why not. A total that states neither tokens nor requests nor a cost says
/// nothing.
std::string settleUsage(const TokenCounts& counts, const TokenConvention& convention,
                        core::UsageFact& usage);
/// The same for the counts of a record, which it spoils.
void settleCounts(Record& record, const TokenCounts& counts, const TokenConvention& convention,
                  core::UsageFact& usage);

/// An instant as a part of an identity.
std::string identityPart(core::Instant instant);

} // namespace ms::importers
