// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/gpu_cost.h"

#include "models/analysis/sentences.h"

#include <map>
#include <utility>

namespace ms::analysis {

using core::MoneySum;

namespace {

/// Hours that nobody used may lie in a slice without an attempt, which has no row yet.
template <class Row>
class RowsByKeys {
public:
    explicit RowsByKeys(std::vector<Row>& rows, bool (*isSlice)(const Row&)) : m_rows{rows} {
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (isSlice(rows[i]))
                m_rowOf.emplace(rows[i].keys, i);
    }
    Row& of(const SharedCostRow& cost) {
        const auto found = cost.isIdle ? m_rowOf.end() : m_rowOf.find(cost.keys);
        if (found != m_rowOf.end())
            return m_rows[found->second];
        Row row;
        row.keys = cost.keys;
        row.isIdle = cost.isIdle;
        m_rows.push_back(std::move(row));
        return m_rows.back();
    }

private:
    std::vector<Row>& m_rows;
    std::map<std::vector<std::string>, std::size_t> m_rowOf;
};

template <class Figures>
void add(Figures& figures, const SharedCostFigures& cost) {
    figures.sharedCost += cost.shared;
    figures.idleCost += cost.idle;
    figures.servedAttempts += cost.servedAttempts;
}

} // namespace

core::Result<std::optional<SharedCostTable>>
gpuCostOf(const std::vector<query::Dimension>& by, const query::Filter& filter,
          const query::EventSource& source, const GpuBooks& books, std::stop_token stop) {
    if (!books.hours || books.hours->empty())
        return std::optional<SharedCostTable>();
    SharedCostQuery query;
    query.by = by;
    query.filter = filter;
    query.idleOf = IdleOf::Selection;
    auto costs = gpuCostBy(query, source, books, std::move(stop));
    if (!costs)
        return costs.error();
    return std::optional(*std::move(costs));
}

GpuBill billOf(const SharedCostTable& costs) {
    return {costs.bill, costs.outside, costs.idleElsewhere, costs.gaps.paidTwice,
            costs.gaps.withoutRate};
}

core::Status addGpuCost(MarginTable& table, const query::EventSource& source, const GpuBooks& books,
                        std::stop_token stop) {
    const auto found =
        gpuCostOf(table.query.by, table.query.filter, source, books, std::move(stop));
    if (!found)
        return found.error();
    if (!*found)
        return {};
    const SharedCostTable& costs = **found;
    table.gpu = billOf(costs);
    RowsByKeys<MarginRow> rows(table.rows, [](const MarginRow& row) { return !row.isNoUsage; });
    for (const SharedCostRow& row : costs.rows)
        add(rows.of(row).figures, row.figures);
    add(table.total, costs.total);
    sortByCost(table.rows);
    const auto notes =
        gpuNotes(*table.gpu, table.total.sharedCost, table.total.idleCost, books.baseCurrency);
    table.notes.insert(table.notes.begin(), notes.begin(), notes.end());
    if (table.total.servedAttempts > 0)
        table.notes.push_back(countWords(table.total.servedAttempts) +
                              " of the attempts without a price are served by GPU hours.");
    if (!table.gpu->bill.isZero())
        table.notes.push_back("What moved a margin is told before GPU hours.");
    return {};
}

core::Result<MarginTable> marginWithGpu(const MarginQuery& query, const query::EventSource& source,
                                        const RevenueBooks& revenue, const GpuBooks& gpu,
                                        std::stop_token stop) {
    auto table = marginBy(query, source, revenue, stop);
    if (!table)
        return table;
    if (const core::Status status = addGpuCost(*table, source, gpu, std::move(stop)); !status)
        return status.error();
    return table;
}

core::Status addGpuCost(UnitsTable& table, const query::EventSource& source, const GpuBooks& books,
                        std::stop_token stop) {
    const auto found =
        gpuCostOf(table.query.by, table.query.filter, source, books, std::move(stop));
    if (!found)
        return found.error();
    if (!*found)
        return {};
    const SharedCostTable& costs = **found;
    table.gpu = billOf(costs);
    RowsByKeys<UnitsRow> rows(table.rows, [](const UnitsRow&) { return true; });
    for (const SharedCostRow& row : costs.rows)
        add(rows.of(row).figures, row.figures);
    add(table.total.figures, costs.total);
    sortByCost(table.rows);
    return {};
}

std::vector<std::string> gpuNotes(const GpuBill& gpu, MoneySum shared, MoneySum idle,
                                  std::string_view currency) {
    const auto money = [&](MoneySum amount) { return moneyWords(amount, currency); };
    std::vector<std::string> notes;
    if (gpu.bill.isZero())
        notes.push_back("No GPU hours fall into this selection: shared and idle cost are 0.");
    else
        notes.push_back("GPU hours of " + money(gpu.bill) + ": " + money(shared) +
                        " shared by those who used them, " + money(idle) + " idle.");
    if (!gpu.outside.isZero())
        notes.push_back(money(gpu.outside) +
                        " of the GPU hours was used by attempts outside of this selection.");
    if (!gpu.idleElsewhere.isZero())
        notes.push_back(money(gpu.idleElsewhere) +
                        " of the GPU hours was idle; it is nobody's of this selection and in no "
                        "cost here.");
    if (!gpu.paidTwice.isZero())
        notes.push_back(money(gpu.paidTwice) +
                        " of the direct cost is of attempts that GPU hours pay for as well.");
    if (gpu.withoutRate > 0)
        notes.push_back(countWords(gpu.withoutRate, "row") +
                        " of GPU hours in a currency without an exchange rate are left out.");
    return notes;
}

} // namespace ms::analysis
