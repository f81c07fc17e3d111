// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/at_once.h"
#include "models/frame/entity_sums.h"
#include "models/frame/group_ids.h"
#include "models/frame/group_table.h"
#include "models/frame/local_frame.h"
#include "models/frame/parallel.h"
#include "models/frame/selection.h"
#include "models/frame/tally.h"

#include <algorithm>
#include <memory>

namespace ms::frame {

using core::Int128;
using query::GroupQuery;
using query::GroupTable;
using query::Measure;

namespace {

/// A number for every combination, used or not, while all sums of a worker stay below 32 MiB.
constexpr std::uint64_t kMostDenseSums = 4'000'000;

/// One pass over the rows for one question.
class GroupPass {
public:
    GroupPass(const LocalFrame& frame, const GroupQuery& query, Combinations combinations,
              const Selection& selection)
        : m_frame{frame}, m_query{query}, m_combinations{std::move(combinations)}, m_selection{
                                                                                       selection} {}

    core::Result<GroupSums> run(std::stop_token stop);

private:
    struct Worker {
        Numbering numbering;        // unused while dense
        std::vector<Tally> tallies; // rows, then the measures
        Selection::Rows rows;
        ChunkGroups groups;
        std::array<std::uint64_t, kChunkRows> combinations;
    };
    core::Status prepare(std::stop_token stop);
    void addChunk(Worker& worker, std::size_t begin, std::size_t end);
    void keepGroups(const Worker& worker, std::size_t begin, std::size_t end);
    GroupSums merge();
    core::Status addLists(GroupSums& sums, std::stop_token stop);

    const LocalFrame& m_frame;
    const GroupQuery& m_query;
    Combinations m_combinations;
    const Selection& m_selection;
    bool m_isDense = true;
    std::vector<Measure> m_listed; // measures that walk lists afterwards
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::unique_ptr<std::uint32_t[]> m_groupOf; // by row, when m_listed is not empty
    std::vector<unsigned> m_workerOf;           // by block
};

core::Status GroupPass::prepare(std::stop_token stop) {
    const Columns& columns = m_frame.columns();
    std::vector<Tally> tallies{{SumColumn{SumColumn::Ones{}, 1}, columns.rows()}};
    for (const Measure measure : m_query.measures) {
        const auto column = sumColumnOf(measure, m_frame, m_query.filter.scope, stop);
        if (!column)
            return column.error();
        tallies.emplace_back(*column, columns.rows());
        const auto isListed = needsGroups(measure, m_frame, m_query.filter.scope, stop);
        if (!isListed)
            return isListed.error();
        if (*isListed)
            m_listed.push_back(measure);
    }
    m_isDense = m_combinations.count() <= kMostDenseSums / tallies.size();
    if (m_isDense)
        for (Tally& tally : tallies)
            tally.grow(std::size_t(m_combinations.count()));
    for (unsigned w = 0; w < columns.workers(); ++w) {
        m_workers.push_back(std::make_unique<Worker>());
        m_workers.back()->tallies = tallies;
    }
    if (!m_listed.empty())
        m_groupOf.reset(new std::uint32_t[columns.rows()]); // every row is set
    m_workerOf.resize(blocksOf(columns.rows()));
    return {};
}

void GroupPass::addChunk(Worker& worker, std::size_t begin, std::size_t end) {
    m_selection.select(begin, end, worker.rows);
    if (worker.rows.count > 0) {
        if (m_isDense) {
            m_combinations.numbersOf(begin, worker.rows, worker.groups.of.data());
        } else {
            m_combinations.numbersOf(begin, worker.rows, worker.combinations.data());
            for (std::size_t i = 0; i < worker.rows.count; ++i)
                worker.groups.of[i] = worker.numbering.of(worker.combinations[i]);
            for (Tally& tally : worker.tallies)
                tally.grow(worker.numbering.combinations().size());
        }
        worker.groups.findRuns(worker.rows.count);
        for (Tally& tally : worker.tallies)
            tally.add(begin, worker.rows, worker.groups);
    }
    if (m_groupOf)
        keepGroups(worker, begin, end);
}

void GroupPass::keepGroups(const Worker& worker, std::size_t begin, std::size_t end) {
    std::uint32_t* groupOf = m_groupOf.get() + begin;
    if (worker.rows.isAll) {
        std::copy_n(worker.groups.of.begin(), worker.rows.count, groupOf);
        return;
    }
    std::fill(groupOf, groupOf + (end - begin), kNoGroup);
    for (std::size_t i = 0; i < worker.rows.count; ++i)
        groupOf[worker.rows.kept[i]] = worker.groups.of[i];
}

/// Bring what the workers have to one numbering of the groups.
GroupSums GroupPass::merge() {
    GroupSums sums;
    const std::size_t measures = m_query.measures.size();
    std::vector<std::vector<std::uint32_t>> numberOf(m_workers.size()); // by worker and group
    if (!m_isDense) {
        Numbering all;
        for (std::size_t w = 0; w < m_workers.size(); ++w)
            for (const std::uint64_t combination : m_workers[w]->numbering.combinations())
                numberOf[w].push_back(all.of(combination));
        sums.combinations = all.combinations();
    }
    const std::size_t groups =
        m_isDense ? std::size_t(m_combinations.count()) : sums.combinations.size();
    sums.rows.resize(groups);
    sums.byMeasure.assign(measures, std::vector<Int128>(groups));
    sums.total.resize(measures);
    for (std::size_t w = 0; w < m_workers.size(); ++w) {
        const std::vector<Tally>& tallies = m_workers[w]->tallies;
        const std::size_t own = m_isDense ? groups : numberOf[w].size();
        for (std::size_t g = 0; g < own; ++g) {
            const auto rows = std::uint64_t(tallies[0].of(g));
            if (rows == 0)
                continue;
            const std::size_t to = m_isDense ? g : numberOf[w][g];
            sums.rows[to] += rows;
            for (std::size_t m = 0; m < measures; ++m) {
                const Int128 sum = tallies[m + 1].of(g);
                sums.byMeasure[m][to] += sum;
                sums.total[m] += sum;
            }
        }
    }
    if (m_isDense || !m_groupOf)
        return sums;
    parallelBlocks(
        m_workerOf.size(), m_frame.columns().workers(), {}, [&](unsigned, std::size_t block) {
            const auto& moved = numberOf[m_workerOf[block]];
            const std::size_t end = std::min(m_frame.columns().rows(), (block + 1) * kBlockRows);
            for (std::size_t row = block * kBlockRows; row < end; ++row)
                if (m_groupOf[row] != kNoGroup)
                    m_groupOf[row] = moved[m_groupOf[row]];
        });
    return sums;
}

core::Status GroupPass::addLists(GroupSums& sums, std::stop_token stop) {
    for (std::size_t m = 0; m < m_query.measures.size(); ++m) {
        const Measure measure = m_query.measures[m];
        if (std::find(m_listed.begin(), m_listed.end(), measure) == m_listed.end())
            continue;
        const auto listed = entitySums(measure, m_frame, m_query.filter.scope, m_groupOf.get(),
                                       sums.rows.size(), stop);
        if (!listed)
            return listed.error();
        for (std::size_t g = 0; g < sums.rows.size(); ++g)
            sums.byMeasure[m][g] += listed->byGroup[g];
        sums.total[m] += listed->total;
    }
    return {};
}

core::Result<GroupSums> GroupPass::run(std::stop_token stop) {
    core::Status status = prepare(stop);
    if (!status)
        return status.error();
    const std::size_t rows = m_frame.columns().rows();
    const bool isDone = parallelBlocks(
        blocksOf(rows), m_frame.columns().workers(), stop, [&](unsigned worker, std::size_t block) {
            m_workerOf[block] = worker;
            const std::size_t end = std::min(rows, (block + 1) * kBlockRows);
            for (std::size_t at = block * kBlockRows; at < end; at += kChunkRows)
                addChunk(*m_workers[worker], at, std::min(end, at + kChunkRows));
        });
    if (!isDone)
        return cancelled();
    GroupSums sums = merge();
    status = addLists(sums, stop);
    if (!status)
        return status.error();
    return sums;
}

/// The first question reads much that is independent. What fails here fails again, with its error,
/// where it is needed.
void readPartsAtOnce(const LocalFrame& frame, const GroupQuery& query, std::stop_token stop) {
    if (frame.columns().workers() == 1)
        return;
    const auto asksFor = [&query](std::initializer_list<Measure> measures) {
        return std::find_first_of(query.measures.begin(), query.measures.end(), measures.begin(),
                                  measures.end()) != query.measures.end();
    };
    std::vector<std::function<void()>> parts;
    if (asksFor({Measure::Cost, Measure::RetryCost, Measure::FallbackCost,
                 Measure::UnpricedAttempts, Measure::UnpricedTokens, Measure::ReportedAttempts,
                 Measure::FallbackRateAttempts, Measure::UnsplitCost}))
        parts.push_back([&] { (void)frame.rating(stop); });
    parts.push_back([&] { (void)frame.columns().scope(query.filter.scope, stop); });
    if (asksFor({Measure::Actions}))
        parts.push_back([&] { (void)frame.columns().entities(EntityKind::Action, stop); });
    if (asksFor({Measure::Users}))
        parts.push_back([&] { (void)frame.columns().entities(EntityKind::User, stop); });
    if (asksFor({Measure::FallbackCost}))
        parts.push_back([&] { (void)frame.fallbacks(query.filter.scope, stop); });
    for (const query::Dimension by : query.by)
        parts.push_back([&frame, stop, by] { (void)frame.dimension(by, stop); });
    core::atOnce(parts);
}

} // namespace

core::Result<GroupTable> LocalFrame::groups(const GroupQuery& query, std::stop_token stop) const {
    readPartsAtOnce(*this, query, stop);
    auto columns = dimensions(query.by, stop);
    if (!columns)
        return columns.error();
    auto combinations = Combinations::of(*std::move(columns));
    if (!combinations)
        return combinations.error();
    const auto selection = Selection::compile(*this, query.filter, stop);
    if (!selection)
        return selection.error();
    GroupPass pass(*this, query, *combinations, *selection);
    const auto sums = pass.run(stop);
    if (!sums)
        return sums.error();
    return tableOf(*sums, *combinations, m_columns->source());
}

} // namespace ms::frame
