// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/column_source.h"
#include "models/pricing/price_book.h"
#include "models/scenario/finding_levers.h"
#include "models/session/snapshot.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::session {

/// What a frame needs to know of a workspace besides its columns.
frame::Facts frameFactsOf(const store::WorkspaceFacts& facts, const std::string& baseCurrency,
                          const query::OutcomeRules& outcomes);

/// The events of `snapshot` costed with another of its books: shares the columns and reads only
/// what is small. Both sources have the same rows.
/// Errors  Busy: the workspace has changed since the snapshot; those of Workspace::open.
core::Result<std::shared_ptr<const query::EventSource>>
costedWith(const std::string& book, const Snapshot& snapshot, std::stop_token stop);

/// The prices of the snapshot's book, to cost what was not logged.
/// Errors  as above.
core::Result<pricing::PriceBook> priceBookOf(const Snapshot& snapshot);

/// What could be done about findings of `snapshot`: scenario::leversFor with its prices.
/// Output  empty where prices cannot be read any more: the workspace has changed or is gone.
/// Errors  as scenario::leversFor.
core::Result<std::vector<scenario::FindingLevers>>
findingLevers(const analysis::FindingTable& table, const Snapshot& snapshot, std::stop_token stop);

} // namespace ms::session
