// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Codex's session log, read in the order of the file: the session and the model in force stand in
/// records of their own. A token_count states the usage of the last call and running totals;
/// unchanged totals are a repeat. Without the last call's usage the difference of the totals is
/// taken (flag delta_from_cumulative), from zero where they are smaller than before
/// (counter_reset); totals restart after compaction. Cached tokens are within the input, reasoning
/// within the output; cache writes are not reported. Times are UTC; there is no cost.
///
/// Calls have no ids. A record is told apart by its session, the number of restarts and the running
/// totals, which are the same whenever the session is read again: a file that has grown adds what
/// is new. A forked session's file repeats the calls of the session that it comes from under later
/// times: those take that session's id in their identity, and the earliest time is final.
/// Source  FORMATS.md 6.14.
std::unique_ptr<Format> makeCodexSession();

} // namespace ms::importers
