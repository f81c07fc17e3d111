// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/prefix_traffic.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace ms::scenario {

namespace {

using core::BlobColumn;
using core::NumberColumn;

constexpr std::array kShares{1, 5, 10, 25, 50}; // percent of the distinct blocks

/// Prompts as they come, then in order.
class Prompts {
public:
    void add(const query::Attempt& attempt, PrefixTable& table) {
        const std::string_view text = attempt.blobs[std::size_t(BlobColumn::PromptBlocks)];
        if (text.empty()) {
            ++table.withoutBlocks;
            return;
        }
        const auto known = [&](NumberColumn c) {
            const std::int64_t number = attempt.numbers[std::size_t(c)];
            return number == core::kUnknownNumber ? 0 : number;
        };
        ++table.requests;
        table.outputTokens += known(NumberColumn::Output);
        const std::int64_t offset = known(NumberColumn::TimeOffsetMs) * kMicrosPerMilli;
        const std::int64_t time = attempt.numbers[std::size_t(NumberColumn::Time)];
        m_requests.times.push_back(time == core::kUnknownNumber ? offset : time);
        m_requests.promptTokens.push_back(
            known(NumberColumn::Input) + known(NumberColumn::CacheRead) +
            known(NumberColumn::CacheWrite5m) + known(NumberColumn::CacheWrite1h));
        for (std::size_t from = 0; from < text.size();) {
            const std::size_t blank = std::min(text.find(' ', from), text.size());
            if (blank > from)
                m_requests.blocks.push_back(numberOf(text.substr(from, blank - from)));
            from = blank + 1;
        }
        m_requests.ends.push_back(m_requests.blocks.size());
    }

    std::size_t distinct() const { return m_numbers.size(); }

    PrefixRequests inOrder() const {
        std::vector<std::size_t> order(m_requests.ends.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return m_requests.times[a] < m_requests.times[b];
        });
        PrefixRequests sorted;
        for (const std::size_t i : order) {
            const auto blocks = m_requests.blocksOf(i);
            sorted.times.push_back(m_requests.times[i]);
            sorted.promptTokens.push_back(m_requests.promptTokens[i]);
            sorted.blocks.insert(sorted.blocks.end(), blocks.begin(), blocks.end());
            sorted.ends.push_back(sorted.blocks.size());
        }
        return sorted;
    }

private:
    static constexpr std::int64_t kMicrosPerMilli = 1000;

    std::uint32_t numberOf(std::string_view block) {
        return m_numbers.emplace(block, std::uint32_t(m_numbers.size())).first->second;
    }

    PrefixRequests m_requests;
    std::unordered_map<std::string, std::uint32_t> m_numbers;
};

/// Capacity and, where it is one, share of all blocks; the unlimited one last.
std::vector<PrefixRow> wantedRows(const PrefixQuestion& question, std::size_t distinct) {
    std::vector<PrefixRow> rows;
    if (question.capacities.empty()) {
        for (const int percent : kShares)
            if (const std::size_t capacity = distinct * std::size_t(percent) / 100; capacity > 0)
                rows.push_back({capacity, percent, {}});
        rows.push_back({0, {}, {}});
    }
    for (const std::size_t capacity : question.capacities)
        rows.push_back({capacity, {}, {}});
    std::stable_sort(rows.begin(), rows.end(), [](const PrefixRow& a, const PrefixRow& b) {
        return std::tuple(a.capacity == 0, a.capacity) < std::tuple(b.capacity == 0, b.capacity);
    });
    return rows;
}

} // namespace

core::Result<PrefixTable> prefixTable(const PrefixQuestion& question,
                                      const query::EventSource& source, std::stop_token stop) {
    PrefixTable table;
    table.question = question;
    Prompts prompts;
    const auto visited = source.visitAttempts(
        question.filter,
        [&](std::span<const query::Attempt> run) {
            for (const query::Attempt& attempt : run)
                prompts.add(attempt, table);
            return true;
        },
        stop);
    if (!visited)
        return visited.error();
    table.distinctBlocks = std::int64_t(prompts.distinct());
    const PrefixRequests requests = prompts.inOrder();
    table.rows = wantedRows(question, prompts.distinct());
    for (PrefixRow& row : table.rows) {
        PrefixCacheTerms terms;
        terms.blockTokens = question.blockTokens;
        terms.capacity = row.capacity;
        terms.eviction = question.eviction;
        if (question.timeToLiveSeconds)
            terms.timeToLive = *question.timeToLiveSeconds * core::kMicrosPerSecond;
        row.replay = replayPrefixCache(requests, terms, stop);
        row.replay.matched = {};
        if (stop.stop_requested())
            return core::Error{core::Error::Code::Cancelled, "The replay was stopped.", {}};
    }
    return table;
}

} // namespace ms::scenario
