// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/entity_sums.h"
#include "models/frame/group_ids.h"
#include "models/frame/group_table.h"
#include "models/frame/local_frame.h"
#include "models/frame/parallel.h"
#include "models/frame/selection.h"
#include "models/frame/sum_column.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <span>

namespace ms::frame {

using query::EntityQuery;
using query::EntityTotals;
using query::Grain;
using query::Measure;

namespace {

constexpr std::uint32_t kNoEntity = UINT32_MAX;

EntityKind kindOf(Grain grain) {
    return grain == Grain::Request   ? EntityKind::Request
           : grain == Grain::Action  ? EntityKind::Action
           : grain == Grain::Session ? EntityKind::Session
           : grain == Grain::Unit    ? EntityKind::Unit
           : grain == Grain::Tenant  ? EntityKind::Tenant
                                     : EntityKind::User;
}

/// The combination of each row in small numbers, kNoGroup where the filter leaves it out.
struct RowGroups {
    std::vector<std::uint32_t> of;
    std::vector<std::uint64_t> combinations; // by number
};

core::Result<RowGroups> groupRows(const LocalFrame& frame, const Combinations& combinations,
                                  const query::Filter& filter, std::stop_token stop) {
    const auto selection = Selection::compile(frame, filter, stop);
    if (!selection)
        return selection.error();
    const std::size_t rows = frame.columns().rows();
    RowGroups groups;
    groups.of.assign(rows, kNoGroup);
    Numbering numbering;
    Selection::Rows kept;
    std::array<std::uint64_t, kChunkRows> numbers;
    for (std::size_t begin = 0; begin < rows; begin += kChunkRows) {
        if (begin % kBlockRows == 0 && stop.stop_requested())
            return cancelled();
        selection->select(begin, std::min(rows, begin + kChunkRows), kept);
        combinations.numbersOf(begin, kept, numbers.data());
        for (std::size_t i = 0; i < kept.count; ++i)
            groups.of[begin + (kept.isAll ? i : kept.kept[i])] = numbering.of(numbers[i]);
    }
    groups.combinations = numbering.combinations();
    return groups;
}

/// The first kept row of each listed entity, kNoEntity where none is kept.
std::vector<std::uint32_t> firstRowsOf(const EntityIndex& index, const RowGroups& groups,
                                       unsigned workers) {
    std::vector<std::uint32_t> first(index.entities(), kNoEntity);
    parallelBlocks(blocksOf(first.size()), workers, {}, [&](unsigned, std::size_t block) {
        const std::size_t end = std::min(first.size(), (block + 1) * kBlockRows);
        for (std::size_t e = block * kBlockRows; e < end; ++e)
            for (std::uint32_t i = index.starts[e]; i < index.starts[e + 1]; ++i)
                if (groups.of[index.rows[i]] != kNoGroup) {
                    first[e] = index.rows[i];
                    break;
                }
    });
    return first;
}

/// Which entity each kept row belongs to: entities are numbered by their first rows.
class Membership {
public:
    Membership(Grain grain, const EntityIndex* index, const RowGroups& groups, unsigned workers) {
        const std::size_t rows = groups.of.size();
        m_entityOf.assign(rows, kNoEntity);
        std::vector<std::uint32_t> first;
        if (grain != Grain::Attempt) {
            first = firstRowsOf(*index, groups, workers);
            for (const std::uint32_t row : first)
                if (row != kNoEntity)
                    m_entityOf[row] = 0; // a first row; numbered below
        }
        for (std::size_t row = 0; row < rows; ++row) {
            const bool isAlone = groups.of[row] != kNoGroup &&
                                 (grain == Grain::Attempt || index->isSingle[row] != 0);
            if (!isAlone && m_entityOf[row] == kNoEntity)
                continue;
            m_entityOf[row] = std::uint32_t(m_firstRow.size());
            m_firstRow.push_back(row);
        }
        for (std::size_t e = 0; e < first.size(); ++e) {
            if (first[e] == kNoEntity)
                continue;
            const std::uint32_t entity = m_entityOf[first[e]];
            for (std::uint32_t i = index->starts[e]; i < index->starts[e + 1]; ++i)
                if (groups.of[index->rows[i]] != kNoGroup)
                    m_entityOf[index->rows[i]] = entity;
        }
    }
    /// Forget all entities but those whose first rows are `wanted` (ascending).
    void keepOnly(std::span<const std::uint64_t> wanted) {
        std::vector<std::uint32_t> place(m_firstRow.size(), kNoEntity);
        std::vector<std::uint64_t> kept;
        auto next = wanted.begin();
        for (std::size_t e = 0; e < m_firstRow.size() && next != wanted.end(); ++e) {
            next = std::find_if(next, wanted.end(),
                                [&](std::uint64_t row) { return row >= m_firstRow[e]; });
            if (next == wanted.end() || *next != m_firstRow[e])
                continue;
            place[e] = std::uint32_t(kept.size());
            kept.push_back(m_firstRow[e]);
        }
        m_firstRow = std::move(kept);
        m_rows.emplace();
        for (std::size_t row = 0; row < m_entityOf.size(); ++row) {
            std::uint32_t& entity = m_entityOf[row];
            if (entity != kNoEntity)
                entity = place[entity];
            if (entity != kNoEntity)
                m_rows->push_back(row);
        }
    }
    const std::vector<std::uint32_t>& entityOf() const { return m_entityOf; } // by row
    const std::vector<std::uint64_t>& firstRow() const { return m_firstRow; } // by entity
    /// The rows that belong to some entity, where they are few; nothing: any may.
    const std::optional<std::vector<std::size_t>>& rows() const { return m_rows; }

private:
    std::vector<std::uint32_t> m_entityOf;
    std::vector<std::uint64_t> m_firstRow;
    std::optional<std::vector<std::size_t>> m_rows;
};

/// Adds one measure up, entity by entity.
class EntityAdder {
public:
    EntityAdder(const Membership& members) : m_members{members} {
        m_sums.resize(members.firstRow().size());
    }
    void add(std::size_t row, std::int64_t number) {
        const std::uint32_t entity = m_members.entityOf()[row];
        if (entity != kNoEntity)
            m_hasOverflow |= __builtin_add_overflow(m_sums[entity], number, &m_sums[entity]);
    }
    template <class NumberOf>
    void addRows(const NumberOf& numberOf) {
        if (m_members.rows()) {
            for (const std::size_t row : *m_members.rows())
                add(row, numberOf(row));
            return;
        }
        for (std::size_t row = 0; row < m_members.entityOf().size(); ++row)
            add(row, numberOf(row));
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
        std::array<std::int64_t, kChunkRows> costs;
        if (m_members.rows()) {
            for (const std::size_t row : *m_members.rows()) {
                parts.read(row, std::span(costs).first(1));
                add(row, costs[0]);
            }
            return;
        }
        const std::size_t rows = m_members.entityOf().size();
        for (std::size_t begin = 0; begin < rows; begin += kChunkRows) {
            const std::size_t count = std::min(kChunkRows, rows - begin);
            parts.read(begin, std::span(costs).first(count));
            for (std::size_t i = 0; i < count; ++i)
                add(begin + i, costs[i]);
        }
    }
    void operator()(const SumColumn::Buckets& buckets) {
        for (const CountColumn* counts : buckets.counts)
            if (counts)
                counts->visit([&](const auto* values) {
                    addRows([&](std::size_t row) {
                        return buckets.isLeftOut(row) ? std::int64_t(0) : std::int64_t(values[row]);
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
    const Membership& m_members;
    std::vector<std::int64_t> m_sums;
    bool m_hasOverflow = false;
};

bool isCountOfEntities(Measure measure) {
    return measure == Measure::Requests || measure == Measure::Actions ||
           measure == Measure::Users || isUnitCount(measure);
}

core::Result<std::vector<std::int64_t>> valuesOf(Measure measure, const LocalFrame& frame,
                                                 const query::Scope& scope,
                                                 const Membership& members, std::stop_token stop) {
    EntityAdder adder(members);
    if (measure == Measure::RetryCost || measure == Measure::FallbackCost) {
        const auto listed = listedCosts(measure, frame, scope, stop);
        if (!listed)
            return listed.error();
        for (std::size_t i = 0; i < listed->rows.size(); ++i)
            adder.add(listed->rows[i], listed->costOf(i));
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
core::Status nameGroups(EntityTotals& totals, const RowGroups& groups,
                        const Combinations& combinations, const ColumnSource& source) {
    GroupSums sums;
    sums.combinations = groups.combinations;
    sums.rows.assign(groups.combinations.size(), 1);
    sums.byMeasure = {std::vector<core::Int128>(groups.combinations.size())};
    std::iota(sums.byMeasure[0].begin(), sums.byMeasure[0].end(), core::Int128(0));
    sums.total = {0};
    const auto table = tableOf(sums, combinations, source);
    if (!table)
        return table.error();
    std::vector<std::uint32_t> place(groups.combinations.size());
    for (const query::GroupRow& row : table->rows) {
        place[std::size_t(row.values[0])] = std::uint32_t(totals.groups.size());
        totals.groups.push_back(row.keys);
    }
    for (const std::uint64_t row : totals.firstRow)
        totals.groupOf.push_back(place[groups.of[row]]);
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
    const auto groups = groupRows(*this, *combinations, query.filter, stop);
    if (!groups)
        return groups.error();
    const EntityIndex* index = nullptr;
    if (query.grain != Grain::Attempt) {
        const auto found = m_columns->entities(kindOf(query.grain), stop);
        if (!found)
            return found.error();
        index = *found;
    }
    Membership members(query.grain, index, *groups, m_columns->workers());
    if (!query.only.empty())
        members.keepOnly(query.only);
    EntityTotals totals;
    totals.firstRow = members.firstRow();
    if (const core::Status status = nameGroups(totals, *groups, *combinations, m_columns->source());
        !status)
        return status.error();
    for (const Measure measure : query.measures) {
        if (stop.stop_requested())
            return cancelled();
        auto values = valuesOf(measure, *this, query.filter.scope, members, stop);
        if (!values)
            return values.error();
        totals.values.push_back(*std::move(values));
    }
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
