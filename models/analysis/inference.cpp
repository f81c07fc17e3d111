// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/inference.h"

#include "models/analysis/averages.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace ms::analysis {

using core::Int128;
using core::MoneySum;
using query::Dimension;
using query::Measure;

namespace {

constexpr std::array kRetrieving{RagPart::Embedding, RagPart::Search, RagPart::Rerank};

core::Status addKinds(InferenceTable& table, const query::EventSource& source,
                      std::stop_token stop) {
    const query::GroupQuery ask{{Dimension::CallKind},
                                {Measure::Attempts, Measure::Requests, Measure::Cost,
                                 Measure::UnpricedAttempts, Measure::InputTokens,
                                 Measure::CacheReadTokens, Measure::CacheWriteTokens,
                                 Measure::OutputTokens},
                                table.query.filter};
    const auto groups = source.groups(ask, std::move(stop));
    if (!groups)
        return groups.error();
    const auto figuresOf = [](const std::vector<Int128>& values) {
        CallFigures figures;
        figures.attempts = std::int64_t(values[0]);
        figures.requests = std::int64_t(values[1]);
        figures.cost = MoneySum::fromPicos(values[2]);
        figures.unpricedAttempts = std::int64_t(values[3]);
        figures.tokens = values[4] + values[5] + values[6] + values[7];
        return figures;
    };
    for (const query::GroupRow& row : groups->rows)
        table.kinds.push_back({row.keys[0], figuresOf(row.values)});
    table.total = figuresOf(groups->total);
    std::sort(table.kinds.begin(), table.kinds.end(),
              [](const CallKindRow& a, const CallKindRow& b) {
                  if (!(a.figures.cost == b.figures.cost))
                      return a.figures.cost > b.figures.cost;
                  return a.kind < b.kind;
              });
    return {};
}

/// One action that retrieves.
struct Retrieval {
    std::vector<std::string> keys;
    std::uint64_t firstRow = 0; // of the calls that retrieve: decides the row
    std::array<MoneySum, kRagParts> parts;
    bool isPriced = true;
    bool generates = false;
};
using Retrievals = std::unordered_map<std::string, Retrieval>; // by the action's id

/// The actions with a call of `part`: `visit(id, i, totals)` for each that has an id. One without
/// is a single call, which cannot be two parts.
template <class Visit>
core::Status visitActions(RagPart part, const InferenceQuery& query,
                          const query::EventSource& source, const std::stop_token& stop,
                          const Visit& visit) {
    query::EntityQuery ask{
        query::Grain::Action, query.by, {Measure::Cost, Measure::UnpricedAttempts}, query.filter};
    ask.filter.conditions.push_back(
        {Dimension::CallKind, query::Condition::Kind::In, callKindsOf(part)});
    const auto totals = source.entities(ask, stop);
    if (!totals)
        return totals.error();
    const auto ids = source.entityIds(query::Grain::Action, totals->firstRow, stop);
    if (!ids)
        return ids.error();
    for (std::size_t i = 0; i < totals->size(); ++i)
        visit((*ids)[i], i, *totals);
    return {};
}

void addPart(Retrieval& action, RagPart part, std::size_t i, const query::EntityTotals& totals) {
    action.parts[std::size_t(part)] += core::Money::fromPicos(totals.values[0][i]);
    action.isPriced = action.isPriced && totals.values[1][i] == 0;
}

void add(RagFigures& figures, const Retrieval& action) {
    ++figures.retrievals;
    if (!action.generates)
        return;
    ++figures.queries;
    MoneySum cost;
    for (std::size_t part = 0; part < kRagParts; ++part) {
        figures.parts[part] += action.parts[part];
        cost += action.parts[part];
    }
    if (!action.isPriced)
        return;
    ++figures.priced;
    figures.pricedCost += cost;
}

core::Status addRag(InferenceTable& table, const query::EventSource& source, std::stop_token stop) {
    Retrievals retrievals;
    std::int64_t nameless = 0; // single calls without an id
    for (const RagPart part : kRetrieving) {
        const core::Status status = visitActions(
            part, table.query, source, stop,
            [&](const std::string& id, std::size_t i, const query::EntityTotals& totals) {
                if (id.empty()) {
                    ++nameless;
                    return;
                }
                const auto [found, isNew] = retrievals.try_emplace(id);
                Retrieval& action = found->second;
                if (isNew || totals.firstRow[i] < action.firstRow) {
                    action.firstRow = totals.firstRow[i];
                    action.keys = totals.groups[totals.groupOf[i]];
                }
                addPart(action, part, i, totals);
            });
        if (!status)
            return status;
    }
    if (!retrievals.empty()) {
        const core::Status status = visitActions(
            RagPart::Generation, table.query, source, stop,
            [&](const std::string& id, std::size_t i, const query::EntityTotals& totals) {
                const auto found = retrievals.find(id);
                if (id.empty() || found == retrievals.end())
                    return;
                found->second.generates = true;
                addPart(found->second, RagPart::Generation, i, totals);
            });
        if (!status)
            return status;
    }
    std::map<std::vector<std::string>, RagFigures> rows;
    for (const auto& [id, action] : retrievals) {
        add(rows[action.keys], action);
        add(table.ragTotal, action);
    }
    table.ragTotal.retrievals += nameless;
    for (auto& [keys, figures] : rows)
        if (figures.queries > 0)
            table.rag.push_back({keys, figures});
    std::stable_sort(table.rag.begin(), table.rag.end(), [](const RagRow& a, const RagRow& b) {
        return a.figures.cost() > b.figures.cost();
    });
    return {};
}

} // namespace

std::string_view nameOf(RagPart part) {
    switch (part) {
    case RagPart::Embedding:
        return "embedding";
    case RagPart::Search:
        return "search";
    case RagPart::Rerank:
        return "rerank";
    case RagPart::Generation:
        break;
    }
    return "generation";
}

const std::vector<std::string>& callKindsOf(RagPart part) {
    // The kinds that importers write (FORMATS.md), and what own logs call the same.
    static const std::array<std::vector<std::string>, kRagParts> kinds{
        std::vector<std::string>{"embedding"},
        {"search", "retrieval"},
        {"rerank"},
        {"chat", "completion", "generation"}};
    return kinds[std::size_t(part)];
}

std::optional<MoneySum> CallFigures::costPerCall() const {
    return averageOf(cost, attempts - unpricedAttempts);
}

MoneySum RagFigures::cost() const {
    MoneySum sum;
    for (const MoneySum& part : parts)
        sum += part;
    return sum;
}
std::optional<MoneySum> RagFigures::costPerQuery() const {
    return averageOf(pricedCost, priced);
}
std::optional<double> RagFigures::shareOfPart(RagPart part) const {
    return shareOf(parts[std::size_t(part)], cost());
}

core::Result<InferenceTable> inferenceOf(const InferenceQuery& query,
                                         const query::EventSource& source, std::stop_token stop) {
    InferenceTable table;
    table.query = query;
    core::Status status = addKinds(table, source, stop);
    const bool retrieves =
        std::any_of(table.kinds.begin(), table.kinds.end(), [](const CallKindRow& row) {
            return std::any_of(kRetrieving.begin(), kRetrieving.end(), [&](RagPart part) {
                const auto& kinds = callKindsOf(part);
                return std::find(kinds.begin(), kinds.end(), row.kind) != kinds.end();
            });
        });
    if (status && retrieves)
        status = addRag(table, source, stop);
    if (!status)
        return status.error();
    return table;
}

} // namespace ms::analysis
