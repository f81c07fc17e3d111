// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/change_drivers.h"

namespace ms::analysis {

/// What every answer about a change does: settle the periods, get the figures of each, explain the
/// difference, say which periods they were.
/// Input   `figuresOf(query, range)` gives a Result; `explain(query, before, after)` a Table.
/// Output  without periods, a table that has nothing but its query.
/// Errors  as checkDriversQuery, comparedPeriods and `figuresOf`.
template <class Table, class FiguresOf, class Explain>
core::Result<Table> comparedAnswer(const DriversQuery& query, const query::EventSource& source,
                                   const FiguresOf& figuresOf, const Explain& explain,
                                   std::stop_token stop) {
    if (const core::Status status = checkDriversQuery(query); !status)
        return status.error();
    const auto periods = comparedPeriods(query.filter.range, query.against, source, stop);
    if (!periods)
        return periods.error();
    Table table;
    table.query = query;
    if (!*periods)
        return table;
    DriversQuery resolved = query;
    resolved.filter.range = (*periods)->after;
    resolved.against = (*periods)->before;
    const auto before = figuresOf(resolved, (*periods)->before);
    if (!before)
        return before.error();
    const auto after = figuresOf(resolved, (*periods)->after);
    if (!after)
        return after.error();
    table = explain(resolved, *before, *after);
    table.beforeWords = periodWords((*periods)->before, source.lens().zone);
    table.afterWords = periodWords((*periods)->after, source.lens().zone);
    table.notes = (*periods)->notes;
    return table;
}

} // namespace ms::analysis
