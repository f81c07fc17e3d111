// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3;

namespace ms::store {

/// Register the virtual table `event`: the counted events of all active batches, a row each, with
/// the names of core::nameOf. `timestamp` is UTC microseconds, `time_utc` the same as ISO 8601
/// text; `feature_or_workflow` is the dimension "feature". Unknown numbers and empty texts are
/// null. Only the columns that a statement names are decoded; conditions on `batch`, `segment` and
/// `timestamp` leave out whole segments.
/// Returns a SQLite result code.
int registerEventTable(sqlite3* db);

/// Register `money(picos)`: exact decimal text of a count of pico-units.
int registerSqlFunctions(sqlite3* db);

} // namespace ms::store
