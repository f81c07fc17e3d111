// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/chunk_reader.h"

namespace ms::importers {

/// Read all chunks, parse them on `threads` threads, and hand the rows on in file order.
/// Output  totals without hash and notes of the plan; `sink.begin` and `sink.end` are the caller's.
/// Errors  those of the reader and the sink; Cancelled. A CHECK that fails in a parser is rethrown.
/// Cost    memory for threads + 3 chunks; `stop` is looked at after every chunk.
/// Threads one reads, `threads` parse; the sink and `progress` are called on the calling thread.
core::Result<core::ReadTotals> pumpRows(ChunkReader& reader, const ByteInput& input,
                                        const ReadPlan& plan, unsigned threads, core::RowSink& sink,
                                        const core::ProgressFn& progress, std::stop_token stop);

} // namespace ms::importers
