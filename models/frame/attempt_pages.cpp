// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/attempt_reader.h"
#include "models/frame/local_frame.h"
#include "models/frame/parallel.h"
#include "models/frame/selection.h"

#include <algorithm>
#include <tuple>

namespace ms::frame {

using query::AttemptPage;
using query::AttemptQuery;

namespace {

struct Candidate {
    std::int64_t cost; // descending; the smallest number there is when unknown
    std::int64_t time; // ascending; the largest when unknown
    std::uint32_t row;
};

bool comesBefore(const Candidate& a, const Candidate& b) {
    return std::tuple(b.cost, a.time, a.row) < std::tuple(a.cost, b.time, b.row);
}

/// Keeps the first `wanted` of all candidates without sorting them all.
class Top {
public:
    explicit Top(std::size_t wanted) : m_wanted{wanted} {}
    void add(const Candidate& candidate) {
        if (m_wanted == 0 || (m_isFull && !comesBefore(candidate, m_last)))
            return;
        m_best.push_back(candidate);
        if (m_best.size() >= 2 * m_wanted + kSlack)
            cut();
    }
    const std::vector<Candidate>& best() const { return m_best; }

private:
    static constexpr std::size_t kSlack = 1024;
    void cut() {
        const auto end = m_best.begin() + std::ptrdiff_t(m_wanted);
        std::nth_element(m_best.begin(), end - 1, m_best.end(), comesBefore);
        m_last = m_best[m_wanted - 1];
        m_isFull = true;
        m_best.erase(end, m_best.end());
    }
    std::size_t m_wanted;
    std::vector<Candidate> m_best;
    Candidate m_last{};
    bool m_isFull = false;
};

} // namespace

core::Result<AttemptPage> LocalFrame::attempts(const AttemptQuery& query,
                                               std::stop_token stop) const {
    const auto time = m_columns->time(stop);
    if (!time)
        return time.error();
    const auto costs = rating(stop);
    if (!costs)
        return costs.error();
    const auto selection = Selection::compile(*this, query.filter, stop);
    if (!selection)
        return selection.error();

    struct Worker {
        explicit Worker(std::size_t wanted) : top{wanted} {}
        Top top;
        std::uint64_t matching = 0;
        Selection::Rows rows;
    };
    const bool isByCost = query.order == AttemptQuery::Order::CostDescending;
    const std::size_t rows = m_columns->rows();
    const std::size_t wanted =
        query.offset >= rows ? 0 : std::min(rows, query.offset + std::min(rows, query.limit));
    std::vector<Worker> workers(m_columns->workers(), Worker(wanted));
    const auto candidateAt = [&](std::size_t row) {
        const std::int64_t micros = (*time)->micros[row];
        const bool isUnknown = (*costs)->basisOf(row) == query::CostBasis::Unknown;
        const std::int64_t cost = isUnknown ? INT64_MIN : (*costs)->costs[row];
        return Candidate{isByCost ? cost : 0, micros == core::kUnknownNumber ? INT64_MAX : micros,
                         std::uint32_t(row)};
    };
    const bool isDone = parallelBlocks(
        blocksOf(rows), m_columns->workers(), stop, [&](unsigned w, std::size_t block) {
            Worker& worker = workers[w];
            const std::size_t end = std::min(rows, (block + 1) * kBlockRows);
            for (std::size_t at = block * kBlockRows; at < end; at += kChunkRows) {
                selection->select(at, std::min(end, at + kChunkRows), worker.rows);
                worker.matching += worker.rows.count;
                for (std::size_t i = 0; i < worker.rows.count; ++i)
                    worker.top.add(candidateAt(at + (worker.rows.isAll ? i : worker.rows.kept[i])));
            }
        });
    if (!isDone)
        return cancelled();

    AttemptPage page;
    std::vector<Candidate> best;
    for (const Worker& worker : workers) {
        page.matching += worker.matching;
        best.insert(best.end(), worker.top.best().begin(), worker.top.best().end());
    }
    const std::size_t last = std::min(best.size(), wanted);
    std::partial_sort(best.begin(), best.begin() + std::ptrdiff_t(last), best.end(), comesBefore);
    std::vector<std::uint32_t> pageRows;
    for (std::size_t i = query.offset; i < last; ++i)
        pageRows.push_back(best[i].row);
    auto attempts =
        readAttempts(*this, std::move(pageRows), query.only.value_or(allAttemptColumns()), stop);
    if (!attempts)
        return attempts.error();
    page.attempts = *std::move(attempts);
    return page;
}

} // namespace ms::frame
