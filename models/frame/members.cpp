// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/members.h"

#include "models/frame/parallel.h"
#include "models/frame/selection.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace ms::frame {

using query::EntityQuery;
using query::Grain;

/// Whether a row is among some: one bit a row.
class Members::RowSet {
public:
    RowSet(std::span<const std::uint64_t> wanted, std::size_t rows) : m_bits(rows / 64 + 1) {
        for (const std::uint64_t row : wanted)
            if (row < rows)
                m_bits[row / 64] |= std::uint64_t{1} << (row % 64);
    }
    bool contains(std::uint32_t row) const { return (m_bits[row / 64] >> (row % 64) & 1) != 0; }

private:
    std::vector<std::uint64_t> m_bits;
};

namespace {

EntityKind kindOf(Grain grain) {
    return grain == Grain::Request   ? EntityKind::Request
           : grain == Grain::Action  ? EntityKind::Action
           : grain == Grain::Session ? EntityKind::Session
           : grain == Grain::Unit    ? EntityKind::Unit
           : grain == Grain::Tenant  ? EntityKind::Tenant
                                     : EntityKind::User;
}

/// Calls `use(begin, end)` for the rows of each block, on all workers; false: stopped.
template <class Use>
bool forBlocksOf(std::size_t count, unsigned workers, std::stop_token stop, const Use& use) {
    return parallelBlocks(blocksOf(count), workers, std::move(stop),
                          [&](unsigned, std::size_t block) {
                              use(block * kBlockRows, std::min(count, (block + 1) * kBlockRows));
                          });
}

/// Calls `use(entity)` for the entities of several rows, on all workers: as many at a time as have
/// about a block's rows, since tenants are few and large.
template <class Use>
void forEntitiesOf(const EntityIndex& index, unsigned workers, const Use& use) {
    const std::size_t blocks = blocksOf(index.rows.size());
    parallelBlocks(blocks, workers, {}, [&](unsigned worker, std::size_t block) {
        const std::size_t end = (block + 1) * index.entities() / blocks;
        for (std::size_t e = block * index.entities() / blocks; e < end; ++e)
            use(worker, e);
    });
}

/// Asks a filter about single rows.
class RowAsker {
public:
    RowAsker(const Selection& selection, const Combinations& combinations)
        : m_selection{selection}, m_combinations{combinations} {}
    /// The number of its combination; nothing where the filter leaves it out.
    std::optional<std::uint64_t> operator()(std::size_t row) {
        m_selection.select(row, row + 1, m_kept);
        if (m_kept.count == 0)
            return std::nullopt;
        std::uint64_t number = 0;
        m_combinations.numbersOf(row, m_kept, &number);
        return number;
    }

private:
    const Selection& m_selection;
    const Combinations& m_combinations;
    Selection::Rows m_kept;
};

} // namespace

/// The entities of several rows that have one of `wanted`, ascending.
std::vector<std::uint32_t> Members::entitiesWith(const RowSet& wanted, const EntityIndex& index,
                                                 unsigned workers) {
    std::vector<std::vector<std::uint32_t>> found(workers);
    forEntitiesOf(index, workers, [&](unsigned worker, std::size_t e) {
        for (std::uint32_t i = index.starts[e]; i < index.starts[e + 1]; ++i)
            if (wanted.contains(index.rows[i])) {
                found[worker].push_back(std::uint32_t(e));
                break;
            }
    });
    std::vector<std::uint32_t> all;
    for (const std::vector<std::uint32_t>& some : found)
        all.insert(all.end(), some.begin(), some.end());
    std::sort(all.begin(), all.end());
    return all;
}

/// The combination of each row in small numbers, kNoGroup where the filter leaves it out.
struct Members::Kept {
    std::vector<std::uint32_t> groups;       // by row
    std::vector<std::uint64_t> combinations; // by number
    bool has(std::size_t row) const { return groups[row] != kNoGroup; }

    static core::Result<Kept> of(const Selection& selection, const Combinations& combinations,
                                 std::size_t rows, unsigned workers, std::stop_token stop) {
        Kept kept;
        kept.groups.assign(rows, kNoGroup);
        std::vector<Numbering> numberings(workers); // each worker numbers what it meets
        std::vector<unsigned> workerOf(blocksOf(rows));
        const auto number = [&](unsigned worker, std::size_t block) {
            workerOf[block] = worker;
            Selection::Rows chosen;
            std::array<std::uint64_t, kChunkRows> numbers;
            const std::size_t end = std::min(rows, (block + 1) * kBlockRows);
            for (std::size_t begin = block * kBlockRows; begin < end; begin += kChunkRows) {
                selection.select(begin, std::min(end, begin + kChunkRows), chosen);
                combinations.numbersOf(begin, chosen, numbers.data());
                for (std::size_t i = 0; i < chosen.count; ++i)
                    kept.groups[begin + (chosen.isAll ? i : chosen.kept[i])] =
                        numberings[worker].of(numbers[i]);
            }
        };
        if (!parallelBlocks(workerOf.size(), workers, stop, number))
            return cancelled();
        Numbering all; // begins as the first worker's
        std::vector<std::vector<std::uint32_t>> inAll(workers);
        for (unsigned worker = 0; worker < workers; ++worker)
            for (const std::uint64_t combination : numberings[worker].combinations())
                inAll[worker].push_back(all.of(combination));
        const bool isDone = forBlocksOf(rows, workers, stop, [&](std::size_t row, std::size_t end) {
            const unsigned worker = workerOf[row / kBlockRows];
            for (; worker != 0 && row < end; ++row)
                if (kept.has(row))
                    kept.groups[row] = inAll[worker][kept.groups[row]];
        });
        if (!isDone)
            return cancelled();
        kept.combinations = all.combinations();
        return kept;
    }
};

/// In order of the rows: what each block begins with is known once all are counted.
template <class IsFirst>
void Members::numberFirstRows(unsigned workers, const IsFirst& isFirst) {
    const std::size_t rows = m_entityOf.size();
    std::vector<std::size_t> before(blocksOf(rows) + 1);
    forBlocksOf(rows, workers, {}, [&](std::size_t row, std::size_t end) {
        std::size_t& count = before[row / kBlockRows + 1];
        for (; row < end; ++row)
            count += isFirst(row) ? 1 : 0;
    });
    std::partial_sum(before.begin(), before.end(), before.begin());
    m_firstRow.resize(before.back());
    forBlocksOf(rows, workers, {}, [&](std::size_t row, std::size_t end) {
        std::size_t entity = before[row / kBlockRows];
        for (; row < end; ++row) {
            if (!isFirst(row))
                continue;
            m_firstRow[entity] = row;
            m_entityOf[row] = std::uint32_t(entity++);
        }
    });
}

void Members::number(const EntityIndex* index, const Kept& kept, unsigned workers) {
    m_entityOf.assign(kept.groups.size(), kNoEntity);
    if (index == nullptr)
        return numberFirstRows(workers, [&](std::size_t row) { return kept.has(row); });
    std::vector<std::uint32_t> first(index->entities(), kNoEntity); // kept rows
    forEntitiesOf(*index, workers, [&](unsigned, std::size_t e) {
        for (std::uint32_t i = index->starts[e]; i < index->starts[e + 1]; ++i)
            if (kept.has(index->rows[i])) {
                first[e] = index->rows[i];
                m_entityOf[first[e]] = 0; // numbered below
                break;
            }
    });
    numberFirstRows(workers, [&](std::size_t row) {
        return m_entityOf[row] != kNoEntity || (index->isSingle[row] != 0 && kept.has(row));
    });
    forEntitiesOf(*index, workers, [&](unsigned, std::size_t e) {
        if (first[e] == kNoEntity)
            return;
        const std::uint32_t entity = m_entityOf[first[e]];
        for (std::uint32_t i = index->starts[e]; i < index->starts[e + 1]; ++i)
            if (kept.has(index->rows[i]))
                m_entityOf[index->rows[i]] = entity;
    });
}

core::Result<Members> Members::ofAll(const EntityQuery& query, const LocalFrame& frame,
                                     const EntityIndex* index, const Combinations& combinations,
                                     std::stop_token stop) {
    const unsigned workers = frame.columns().workers();
    const auto selection = Selection::compile(frame, query.filter, stop);
    if (!selection)
        return selection.error();
    const auto kept = Kept::of(*selection, combinations, frame.columns().rows(), workers, stop);
    if (!kept)
        return kept.error();
    Members members;
    members.number(index, *kept, workers);
    members.m_combinations = kept->combinations;
    members.m_groupOf.resize(members.size());
    forBlocksOf(members.size(), workers, {}, [&](std::size_t entity, std::size_t end) {
        for (; entity < end; ++entity)
            members.m_groupOf[entity] = kept->groups[members.m_firstRow[entity]];
    });
    return members;
}

/// Forget all entities but those whose first rows are `wanted`.
void Members::keepOnly(const RowSet& wanted, unsigned workers) {
    std::vector<std::uint32_t> place(size(), kNoEntity);
    std::uint32_t kept = 0;
    for (std::size_t e = 0; e < size(); ++e) {
        if (!wanted.contains(std::uint32_t(m_firstRow[e])))
            continue;
        m_firstRow[kept] = m_firstRow[e];
        m_groupOf[kept] = m_groupOf[e];
        place[e] = kept++;
    }
    m_firstRow.resize(kept);
    m_groupOf.resize(kept);
    forBlocksOf(m_entityOf.size(), workers, {}, [&](std::size_t row, std::size_t end) {
        for (; row < end; ++row)
            if (m_entityOf[row] != kNoEntity)
                m_entityOf[row] = place[m_entityOf[row]];
    });
}

core::Result<Members> Members::ofSome(const EntityQuery& query, const LocalFrame& frame,
                                      const EntityIndex* index, const Combinations& combinations,
                                      std::stop_token stop) {
    constexpr std::size_t kFewRows = 32; // one in so many rows may be asked about one by one
    const std::size_t rows = frame.columns().rows();
    const unsigned workers = frame.columns().workers();
    const RowSet wanted(query.only, rows);
    std::vector<std::uint32_t> several;    // entities of several rows
    std::size_t asked = query.only.size(); // rows
    if (index != nullptr)
        several = entitiesWith(wanted, *index, workers);
    for (const std::uint32_t e : several)
        asked += index->starts[e + 1] - index->starts[e];
    if (asked > rows / kFewRows) { // large tenants
        auto all = ofAll(query, frame, index, combinations, std::move(stop));
        if (all)
            all->keepOnly(wanted, workers);
        return all;
    }
    const auto selection = Selection::compile(frame, query.filter, stop);
    if (!selection)
        return selection.error();
    RowAsker ask(*selection, combinations);
    struct Found {
        std::uint32_t first;
        std::uint64_t combination;
        std::vector<std::uint32_t> rows; // the kept ones
    };
    std::vector<Found> found;
    const auto add = [&](std::span<const std::uint32_t> candidates) {
        Found one{};
        for (const std::uint32_t row : candidates) {
            const auto combination = ask(row);
            if (!combination)
                continue;
            if (one.rows.empty()) {
                one.first = row;
                one.combination = *combination;
            }
            one.rows.push_back(row);
        }
        if (!one.rows.empty() && wanted.contains(one.first))
            found.push_back(std::move(one));
    };
    for (const std::uint64_t row : query.only) {
        if (row >= rows || (index != nullptr && index->isSingle[row] == 0))
            continue;
        const auto candidate = std::uint32_t(row);
        add({&candidate, 1});
    }
    for (const std::uint32_t e : several)
        add(std::span(index->rows)
                .subspan(index->starts[e], index->starts[e + 1] - index->starts[e]));
    if (stop.stop_requested())
        return cancelled();

    std::sort(found.begin(), found.end(),
              [](const Found& a, const Found& b) { return a.first < b.first; });
    Members members;
    members.m_isListed = true;
    Numbering numbering;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> entityOf; // row, entity
    for (const Found& one : found) {
        for (const std::uint32_t row : one.rows)
            entityOf.emplace_back(row, std::uint32_t(members.size()));
        members.m_firstRow.push_back(one.first);
        members.m_groupOf.push_back(numbering.of(one.combination));
    }
    members.m_combinations = numbering.combinations();
    std::sort(entityOf.begin(), entityOf.end());
    for (const auto& [row, entity] : entityOf) {
        members.m_rows.push_back(row);
        members.m_entityOf.push_back(entity);
    }
    return members;
}

core::Result<Members> Members::of(const EntityQuery& query, const LocalFrame& frame,
                                  const Combinations& combinations, std::stop_token stop) {
    const EntityIndex* index = nullptr; // an attempt is one row
    if (query.grain != Grain::Attempt) {
        const auto found = frame.columns().entities(kindOf(query.grain), stop);
        if (!found)
            return found.error();
        index = *found;
    }
    return query.only.empty() ? ofAll(query, frame, index, combinations, std::move(stop))
                              : ofSome(query, frame, index, combinations, std::move(stop));
}

std::uint32_t Members::entityOf(std::uint32_t row) const {
    if (!m_isListed)
        return m_entityOf[row];
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), row);
    return at == m_rows.end() || *at != row ? kNoEntity
                                            : m_entityOf[std::size_t(at - m_rows.begin())];
}

} // namespace ms::frame
