// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/units_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/gpu_cost.h"
#include "models/analysis/sentences.h"
#include "models/report/grouped_rows.h"

#include <algorithm>

namespace ms::report {

using analysis::UnitFigures;
using analysis::UnitsRow;
using analysis::UnitsTable;
using core::Int128;
using core::MoneySum;

namespace {

using Kind = Column::Kind;

std::vector<Column> columnsOf(const UnitsTable& table, bool hasManualCost) {
    std::vector<Column> columns = keyColumns(table.query.by);
    const std::vector<Column> figures{
        {"cost", "Cost", Kind::Money, "Cost of all attempts whose cost is known."},
        {"allocated_pct", "Allocated", Kind::Ratio,
         "Cost of the attempts that name a unit / all cost."},
        {"attempted", "Units", Kind::Count, "Distinct units with an attempt in the period."},
        {"successful", "Successful", Kind::Count, "Units whose outcome is a success."},
        {"failed", "Failed", Kind::Count, "Units whose outcome is a failure, reopened ones too."},
        {"pending", "Pending", Kind::Count, "Units that are open, or whose outcome is not known."},
        {"cost_per_attempted", "Per unit", Kind::Money, "Cost of units / units."},
        {"cost_per_successful", "Per success", Kind::Money,
         "Cost of all units, failed and pending ones too / successful units."},
        {"cost_per_failed", "Per failure", Kind::Money, "Cost of failed units / failed units."},
        {"failed_cost", "Failed cost", Kind::Money, "Cost of the attempts of failed units."},
        {"cost_change_pct", "Cost change", Kind::Ratio,
         "Cost against the period of the same length just before."},
        {"unit_cost", "Unit cost", Kind::Money, "Cost of the attempts that name a unit."},
        {"failed_cost_pct", "Failed share", Kind::Ratio, "Cost of failed units / cost of units."},
        {"best_cost_per_successful", "If pending succeed", Kind::Money,
         "Cost of units / (successful + pending units): the lower bound."},
        {"naive_cost_per_successful", "Naive per success", Kind::Money,
         "Cost of successful units only / successful units: leaves out the work that failed."},
        {"unpriced_attempts", "Unpriced", Kind::Count,
         "Attempts whose cost is unknown; the costs leave them out."}};
    columns.insert(columns.end(), figures.begin(), figures.end());
    if (table.gpu) {
        columns.push_back({"shared_cost", "Shared cost", Kind::Money,
                           "GPU hours by the tokens processed in each hour, without their idle "
                           "part; in no cost per unit."});
        columns.push_back({"idle_cost", "Idle cost", Kind::Money,
                           "GPU hours that nobody used, and 1 - utilisation of the others."});
        columns.push_back({"total_cost", "Total cost", Kind::Money, "Cost + shared + idle cost."});
    }
    if (hasManualCost) {
        columns.push_back({"saved_against_manual", "Saved against manual", Kind::Money,
                           "Successful units x cost of doing one by hand - cost of units."});
        columns.push_back({"incremental_cost_per_avoided", "Incremental per avoided", Kind::Money,
                           "(Cost of units - successful units x cost of doing one by hand) / "
                           "successful units: what each manual action that was avoided costs more; "
                           "negative where it saves. What failed is done by hand in both cases."});
    }
    return columns;
}

std::vector<Cell> cellsOf(const UnitsRow& row, const UnitsTable& table,
                          const std::optional<MoneySum>& manualCost) {
    const UnitFigures& f = row.figures;
    std::vector<Cell> cells{f.cost,
                            cellOf(f.allocatedPct()),
                            Int128(f.attempted),
                            Int128(f.successful),
                            Int128(f.failed),
                            Int128(f.pending),
                            cellOf(f.costPerAttempted()),
                            cellOf(f.costPerSuccessful()),
                            cellOf(f.costPerFailed()),
                            f.failedCost,
                            cellOf(row.costChangePct),
                            f.unitCost,
                            cellOf(f.failedCostPct()),
                            cellOf(f.bestCostPerSuccessful()),
                            cellOf(f.naiveCostPerSuccessful()),
                            Int128(f.unpricedAttempts)};
    if (table.gpu)
        cells.insert(cells.end(), {Cell{f.sharedCost}, Cell{f.idleCost}, Cell{f.totalCost()}});
    if (manualCost) {
        const MoneySum byHand = MoneySum::fromPicos(manualCost->picos() * f.successful);
        cells.push_back(byHand - f.unitCost);
        cells.push_back(cellOf(analysis::averageOf(f.unitCost - byHand, f.successful)));
    }
    return cells;
}

std::string findingOf(const UnitsTable& table, const Context& context) {
    const UnitFigures& total = table.total.figures;
    if (total.attempted == 0)
        return "No attempt of this selection names a unit of work.";
    std::string text = analysis::countWords(total.attempted, "unit");
    const auto perSuccess = total.costPerSuccessful();
    if (!perSuccess)
        return text + (total.attempted == 1 ? " was" : " were") +
               " attempted, none has succeeded so far.";
    text = "A successful unit costs " + analysis::moneyWords(*perSuccess, context.currency);
    if (!total.failedCost.isZero())
        text += "; failed units take " + analysis::shareWords(total.failedCost, total.unitCost) +
                " of what units cost";
    return text + ".";
}

std::vector<std::string> notesOf(const UnitsTable& table, const Context& context) {
    std::vector<std::string> notes;
    const UnitFigures& total = table.total.figures;
    const MoneySum without = total.cost - total.unitCost;
    if (!without.isZero())
        notes.push_back(analysis::moneyWords(without, context.currency) +
                        " of the cost names no unit and is in no cost per unit.");
    if (total.attempted == 0)
        notes.push_back("Logs name units by a unit id (a ticket, a document); import outcomes to "
                        "say what became of them.");
    if (total.pending > 0)
        notes.push_back(analysis::countWords(total.pending, "unit") +
                        (total.pending == 1 ? " is" : " are") +
                        " pending: open, unknown or without an outcome. They count as no success.");
    if (table.unitTypes.size() > 1) {
        std::string types;
        for (const std::string& type : table.unitTypes)
            types += (types.empty() ? "" : ", ") + (type.empty() ? "(not given)" : type);
        notes.push_back("Units are of several types (" + types +
                        "); filter by unit type to see one.");
    }
    if (total.unpricedAttempts > 0)
        notes.push_back(analysis::countWords(total.unpricedAttempts, "attempt") + ", " +
                        analysis::countWords(total.unpricedTokens, "token") +
                        " have no price; the costs leave them out.");
    if (table.gpu) {
        const auto gpu =
            analysis::gpuNotes(*table.gpu, total.sharedCost, total.idleCost, context.currency);
        notes.insert(notes.end(), gpu.begin(), gpu.end());
    }
    if (!table.previous)
        notes.push_back("Choose a period with a beginning and an end to see changes.");
    return notes;
}

/// What success costs where, the dearest first; rows without a success have no bar.
Chart chartOf(const UnitsTable& table, const std::string& finding) {
    constexpr std::size_t kMostBars = 12;
    Chart chart;
    chart.title = finding;
    chart.xTitle = "Cost per successful unit";
    Series series{"Cost per successful unit", {}};
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto cost = table.rows[i].figures.costPerSuccessful();
        if (!cost)
            continue;
        series.points.push_back({labelOf(table.rows[i].keys), *cost, {}, {}, {}, int(i)});
    }
    std::stable_sort(series.points.begin(), series.points.end(),
                     [](const Point& a, const Point& b) {
                         return std::get<MoneySum>(a.value) > std::get<MoneySum>(b.value);
                     });
    if (series.points.size() > kMostBars)
        series.points.resize(kMostBars);
    chart.series.push_back(std::move(series));
    return chart;
}

} // namespace

std::string reopenWords(std::optional<int> reopenDays) {
    if (!reopenDays)
        return "A success that is reopened counts as failed, whenever that is.";
    return "A success that is reopened within " + analysis::countWords(*reopenDays, "day") +
           " counts as failed; later it stays a success.";
}

Section unitsSection(const UnitsTable& table, const Context& context,
                     std::optional<MoneySum> manualCost, std::optional<int> reopenDays) {
    Section section{"units", "Cost per unit", findingOf(table, context), {}, {}, {}, {}};
    section.filter = table.query.filter;
    section.table.columns = columnsOf(table, manualCost.has_value());
    for (const UnitsRow& row : table.rows) {
        section.table.rows.push_back(
            groupedRow(table.query.by, row.keys, cellsOf(row, table, manualCost)));
        if (row.isIdle)
            markIdle(section.table.rows.back(), row.keys);
    }
    section.table.total = groupedTotal(table.query.by, cellsOf(table.total, table, manualCost));
    section.notes = notesOf(table, context);
    if (reopenDays) // the default goes without saying
        section.notes.push_back(reopenWords(reopenDays));
    if (!table.query.by.empty() && table.total.figures.successful > 0)
        section.charts.push_back(chartOf(table, section.finding));
    return section;
}

} // namespace ms::report
