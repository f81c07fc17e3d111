// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include "models/core/zone.h"
#include "models/store/workspace.h"

#include <optional>

namespace ms::session {

/// The receipt of an import in words, the same in the window and on the command line. What is not
/// known has no line, so that it does not look like nothing.

/// "1,000 read = 900 accepted + 80 duplicates + 15 rejected + 5 skipped".
QString equationText(const store::Batch& batch);
/// Whether it holds, and no part is negative; only another program can have changed that.
bool addsUp(const store::Batch& batch);

/// One line of the sheet: what, and what it is.
struct ReceiptLine {
    QString title;
    QString value;
};
/// File, how it was read, where it came from, when, and the days of its events in `zone`.
QList<ReceiptLine> receiptLines(const store::Batch& batch, const core::Zone& zone);

/// Sentences about rows of other batches and of this one that do not count: replaced, corrected,
/// undone. `counted`: empty while it is not known yet.
QStringList rowSentences(const store::Batch& batch,
                         const std::optional<store::CountedTotals>& counted);

/// A control total in the file, and what of it counts now. Exact; a side is absent where it is not
/// known: the file's before schema version 2, what counts until it was added up.
struct ComparedTotal {
    std::string measure; // "input_uncached_tokens"
    std::string unit;    // "tokens", "USD"
    std::optional<core::Decimal> inFile;
    std::optional<core::Decimal> counts;
    std::optional<core::Decimal> difference; // in the file less what counts
};
std::vector<ComparedTotal> comparedTotals(const store::Batch& batch,
                                          const std::optional<store::CountedTotals>& counted);
/// "Input uncached tokens", "Reported cost (USD)".
QString totalTitle(const ComparedTotal& total);
/// "1,204,551.5"; "–" for what is not known.
QString totalText(const std::optional<core::Decimal>& amount);

/// "46.0 MiB", "512 B".
QString sizeText(std::uint64_t bytes);

} // namespace ms::session
