// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/json_text.h"
#include "models/core/zone.h"
#include "models/store/workspace.h"

#include <iosfwd>

namespace ms::app {

/// The whole receipt of a batch as people read it: the sheet, the equation, control totals, notes.
void printReceipt(std::ostream& out, const store::Batch& batch, const store::CountedTotals& counted,
                  const core::Zone& zone);

/// What every list says of a batch.
Json jsonOf(const store::Batch& batch);
/// The same with what counts now: rows, and control totals (tokens as integers, amounts as decimal
/// texts, null where the file's are not known).
Json jsonOf(const store::Batch& batch, const store::CountedTotals& counted);

} // namespace ms::app
