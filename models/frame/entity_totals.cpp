// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/entity_sums.h"
#include "models/frame/group_ids.h"
#include "models/frame/group_table.h"
#include "models/frame/local_frame.h"
#include "models/frame/members.h"
#include "models/frame/parallel.h"
#include "models/frame/selection.h"
#include "models/frame/sum_column.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>

namespace ms::frame {

using query::EntityQuery;
using query::EntityTotals;
using query::Grain;
using query::Measure;

namespace {

/// Adds one measure up, entity by entity.
class EntityAdder {
public:
    explicit EntityAdder(const Members& members) : m_members{members}, m_sums(members.size()) {}
    void add(std::uint32_t entity, std::int64_t number) {
        if (entity != kNoEntity)
            m_hasOverflow |= __builtin_add_overflow(m_sums[entity], number, &m_sums[entity]);
    }
    template <class NumberOf>
    void addRows(const NumberOf& numberOf) {
        addRows(0, m_members.entities().size(), numberOf);
    }
    /// Those at [from, to) of members.entities().
    template <class NumberOf>
    void addRows(std::size_t from, std::size_t to, const NumberOf& numberOf) {
        const std::vector<std::uint32_t>& entities = m_members.entities();
        if (m_members.isListed())
            for (std::size_t i = from; i < to; ++i)
                add(entities[i], numberOf(std::size_t{m_members.rows()[i]}));
        else
            for (std::size_t row = from; row < to; ++row)
                add(entities[row], numberOf(row));
    }
    void operator()(SumColumn::Nothing) {}
    void operator()(SumColumn::Ones) {
        addRows([](std::size_t) { return std::int64_t(1); });
    }
    void operator()(const SumColumn::Bits& bits) {
        addRows([&](std::size_t row) {
            return std::int64_t((bits.bytes[row] & bits.mask) == bits.value ? 1 : 0);
        });
    }
    void operator()(const SumColumn::Masked& masked) {
        addRows([&](std::size_t row) {
            return (masked.bytes[row] & masked.mask) == masked.value ? masked.numbers[row] : 0;
        });
    }
    void operator()(const SumColumn::Parts& parts) {
        if (m_members.isListed())
            return addRows([&](std::size_t row) {
                std::int64_t cost = 0;
                parts.read(row, {&cost, 1});
                return cost;
            });
        std::array<std::int64_t, kChunkRows> costs;
        const std::size_t rows = m_members.entities().size();
        for (std::size_t begin = 0; begin < rows; begin += kChunkRows) {
            const std::size_t count = std::min(kChunkRows, rows - begin);
            parts.read(begin, std::span(costs).first(count));
            for (std::size_t i = 0; i < count; ++i)
                add(m_members.entities()[begin + i], costs[i]);
        }
    }
    void operator()(const SumColumn::Buckets& buckets) {
        const std::size_t rows = m_members.entities().size();
        for (std::size_t from = 0; from < rows; from += kChunkRows) // the sums stay in cache
            for (const CountColumn* counts : buckets.counts)
                if (counts)
                    counts->visit([&](const auto* values) {
                        addRows(from, std::min(rows, from + kChunkRows), [&](std::size_t row) {
                            return buckets.isLeftOut(row) ? std::int64_t(0)
                                                          : std::int64_t(values[row]);
                        });
                    });
    }
    template <class Number>
    void operator()(const Number* numbers) {
        addRows([numbers](std::size_t row) { return std::int64_t(numbers[row]); });
    }
    bool hasOverflow() const { return m_hasOverflow; }
    std::vector<std::int64_t> take() { return std::move(m_sums); }

private:
    const Members& m_members;
    std::vector<std::int64_t> m_sums;
    bool m_hasOverflow = false;
};

bool isCountOfEntities(Measure measure) {
    return measure == Measure::Requests || measure == Measure::Actions ||
           measure == Measure::Users || isUnitCount(measure);
}

core::Result<std::vector<std::int64_t>> valuesOf(Measure measure, const LocalFrame& frame,
                                                 const query::Scope& scope, const Members& members,
                                                 std::stop_token stop) {
    EntityAdder adder(members);
    if (measure == Measure::RetryCost || measure == Measure::FallbackCost) {
        const auto listed = listedCosts(measure, frame, scope, stop);
        if (!listed)
            return listed.error();
        for (std::size_t i = 0; i < listed->rows.size(); ++i)
            adder.add(members.entityOf(listed->rows[i]), listed->costOf(i));
    } else {
        const auto column = sumColumnOf(measure, frame, scope, stop);
        if (!column)
            return column.error();
        std::visit(adder, column->source);
    }
    if (adder.hasOverflow())
        return core::Error{core::Error::Code::BadInput,
                           "The " + std::string(query::nameOf(measure)) +
                               " of one entity is too large to be added up.",
                           {}};
    return adder.take();
}

/// Number the combinations in byte order of their texts.
core::Status nameGroups(EntityTotals& totals, Members& members,
                        const Combinations& combinations, const ColumnSource& source) {
    GroupSums sums;
    sums.combinations = members.combinations();
    sums.rows.assign(sums.combinations.size(), 1);
    sums.byMeasure = {std::vector<core::Int128>(sums.combinations.size())};
    std::iota(sums.byMeasure[0].begin(), sums.byMeasure[0].end(), core::Int128(0));
    sums.total = {0};
    const auto table = tableOf(sums, combinations, source);
    if (!table)
        return table.error();
    std::vector<std::uint32_t> place(members.combinations().size());
    for (const query::GroupRow& row : table->rows) {
        place[std::size_t(row.values[0])] = std::uint32_t(totals.groups.size());
        totals.groups.push_back(row.keys);
    }
    totals.groupOf = members.takeGroupOf();
    for (std::uint32_t& group : totals.groupOf)
        group = place[group];
    return {};
}

/// All measures, side by side.
core::Status addUp(EntityTotals& totals, const EntityQuery& query, const LocalFrame& frame,
                   const Members& members, std::stop_token stop) {
    const std::size_t measures = query.measures.size();
    totals.values.resize(measures);
    std::vector<core::Status> done(measures);
    const auto add = [&](unsigned, std::size_t m) {
        auto values = valuesOf(query.measures[m], frame, query.filter.scope, members, stop);
        if (values)
            totals.values[m] = *std::move(values);
        else
            done[m] = values.error();
    };
    if (!parallelBlocks(measures, frame.columns().workers(), stop, add))
        return cancelled();
    for (core::Status& status : done)
        if (!status)
            return std::move(status);
    return {};
}

} // namespace

core::Result<EntityTotals> LocalFrame::entities(const EntityQuery& query,
                                                std::stop_token stop) const {
    for (const Measure measure : query.measures)
        if (isCountOfEntities(measure))
            return core::Error{core::Error::Code::Usage,
                               "Entities have no measure '" + std::string(nameOf(measure)) + "'.",
                               {}};
    auto columns = dimensions(query.by, stop);
    if (!columns)
        return columns.error();
    const auto combinations = Combinations::of(*std::move(columns));
    if (!combinations)
        return combinations.error();
    auto members = Members::of(query, *this, *combinations, stop);
    if (!members)
        return members.error();
    EntityTotals totals;
    core::Status status = nameGroups(totals, *members, *combinations, m_columns->source());
    if (status)
        status = addUp(totals, query, *this, *members, std::move(stop));
    if (!status)
        return status.error();
    totals.firstRow = members->takeFirstRow();
    return totals;
}

core::Result<std::vector<std::string>> LocalFrame::entityIds(Grain grain,
                                                             std::span<const std::uint64_t> rows,
                                                             std::stop_token stop) const {
    if (grain == Grain::Tenant) {
        const auto tenants = m_columns->text(core::TextColumn::Tenant, stop);
        if (!tenants)
            return tenants.error();
        std::vector<std::string> names;
        for (const std::uint64_t row : rows)
            names.push_back((*tenants)->texts[(*tenants)->codes[row]]);
        return names;
    }
    core::IdColumn column = core::IdColumn::Request;
    if (grain == Grain::User)
        column = core::IdColumn::User;
    if (grain == Grain::Session)
        column = core::IdColumn::Session;
    if (grain == Grain::Unit)
        column = core::IdColumn::Unit;
    const auto keys =
        grain == Grain::Action ? m_columns->actions(stop) : m_columns->keys(column, stop);
    if (!keys)
        return keys.error();
    std::vector<std::uint32_t> wanted;
    for (const std::uint64_t row : rows)
        wanted.push_back((**keys)[row]);
    return m_columns->source().idTexts(column, wanted);
}

} // namespace ms::frame
