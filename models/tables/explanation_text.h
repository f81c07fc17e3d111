// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "models/core/zone.h"
#include "models/query/attempts.h"
#include "models/tables/number_format.h"

namespace ms::tables {

/// How one attempt's cost comes about, in plain lines for an inspector or a terminal:
///   2026-05-01 08:03:21.120 · openai gpt-4o · attempt 1 · success
///   1,200 input tokens x $2.50 / 1,000,000 = $0.003
///     openai gpt-4o, from 2026-01-01, contract, prices.csv line 12
///   Cost $0.003 (Priced, book default)
///   events.jsonl line 481
/// All amounts exact.
QStringList explanationLines(const query::Explanation& explanation, const core::Zone& zone,
                             const NumberFormat& format);

} // namespace ms::tables
