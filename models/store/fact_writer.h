// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ms::store {

/// Writes the rows of one file that holds no events, and recognises those that are there already:
/// the k-th equal row of a file is the k-th equal row of the active batches of the same kind (and
/// book). A row with an identity that differs from the one stored under it by the same source
/// states that one anew: both stay, and the older one does not count while this batch is active.
/// Prices of a book without dates that differ from those it had before hold from `today` on, so
/// that a newer price list does not rewrite history. Rows without identity that were entered by
/// hand are never there already.
class FactWriter {
public:
    struct Destination {
        std::int64_t batch = 0;
        std::string source;
        std::string book;   // for prices and aliases
        core::Moment today; // a day of the reporting zone
    };
    FactWriter(SQLite::Database& db, Destination destination);
    ~FactWriter();

    enum class Outcome { Added, Duplicate, Skipped }; // Skipped: a price entry without any rule
    Outcome write(const core::Fact& fact);
    /// After the last row: note which stored rows this file states anew.
    void finish();

    std::int64_t replaced() const;    // rows of active batches, after finish()
    std::int64_t datedPrices() const; // rules that hold from today on

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ms::store
