// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Counters of vLLM servers, and the use of their GPUs by DCGM, as Prometheus answers
/// `query_range`. The counters are running totals: a row is what they grew by between two times,
/// added up over the servers of a model; one that fell was restarted. Values are texts and may be
/// "NaN". Names are read with and without `_total`. Prompt tokens include the hits of the prefix
/// cache, which nobody bills. The use of the GPUs in percent at the end of a row is a tag: of those
/// of the model's hosts, else of all when there is one model; several are averaged, rounded to two
/// decimals. No money. Times are Unix seconds.
///
/// A row is the same total as one before when it has the same time, model and servers.
/// Source  FORMATS.md 8.
std::unique_ptr<Format> makePrometheusVllmDcgm();

} // namespace ms::importers
