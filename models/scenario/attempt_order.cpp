// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/attempt_order.h"

#include "models/core/check.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace ms::scenario {

namespace {

using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;

/// Texts as dense numbers from 1; 0 is the empty text.
class Numbering {
public:
    std::uint32_t of(const std::string& text) {
        if (text.empty())
            return 0;
        return m_numbers.emplace(text, std::uint32_t(m_numbers.size() + 1)).first->second;
    }

private:
    std::unordered_map<std::string, std::uint32_t> m_numbers;
};

class Reader {
public:
    explicit Reader(std::size_t attempts) {
        m_order.times.reserve(attempts);
        m_numbers.reserve(attempts);
    }

    void add(const query::Attempt& attempt) {
        const auto number = [&](NumberColumn c) { return attempt.numbers[std::size_t(c)]; };
        const auto text = [&](TextColumn c) -> const std::string& {
            return attempt.texts[std::size_t(c)];
        };
        const std::int64_t time = number(NumberColumn::Time);
        const std::int64_t latency = number(NumberColumn::LatencyMs);
        m_order.times.push_back(time);
        m_order.ends.push_back(time == core::kUnknownNumber || latency == core::kUnknownNumber
                                   ? time
                                   : time + latency * kMicrosPerMilli);
        m_numbers.push_back(number(NumberColumn::Attempt));
        const std::uint32_t request = m_requests.of(attempt.ids[std::size_t(IdColumn::Request)]);
        // Without an id, the row is its own request.
        m_order.requests.push_back(request == 0 ? --m_nameless : request);
        // Without a root, a request is its own action; roots are ids of requests.
        const std::uint32_t root = m_requests.of(attempt.ids[std::size_t(IdColumn::Root)]);
        m_order.actions.push_back(root == 0 ? m_order.requests.back() : root);
        const std::string& hash = attempt.ids[std::size_t(IdColumn::PromptHash)];
        m_order.hasPrompts = m_order.hasPrompts || !hash.empty();
        m_order.prompts.push_back(hash.empty()
                                      ? 0
                                      : m_prompts.of(text(TextColumn::Tenant) + '\n' +
                                                     text(TextColumn::Model) + '\n' + hash));
        addBlocks(attempt.blobs[std::size_t(core::BlobColumn::PromptBlocks)],
                  text(TextColumn::Tenant) + '\n' + text(TextColumn::Model) + '\n');
        m_order.succeeded.push_back(text(TextColumn::Status) == "success" ? 1 : 0);
    }

    AttemptOrder take() {
        countTries();
        std::vector<std::uint32_t>& byTime = m_order.byTime;
        byTime.resize(m_order.times.size());
        std::iota(byTime.begin(), byTime.end(), 0U);
        std::stable_sort(byTime.begin(), byTime.end(), [&](std::uint32_t a, std::uint32_t b) {
            return m_order.times[a] < m_order.times[b];
        });
        return std::move(m_order);
    }

private:
    static constexpr std::int64_t kMicrosPerMilli = 1000;

    /// Block hashes are separated by blanks; nobody reads what another tenant or model wrote.
    void addBlocks(const std::string& texts, const std::string& owner) {
        for (std::size_t from = 0; from < texts.size();) {
            const std::size_t blank = std::min(texts.find(' ', from), texts.size());
            if (blank > from)
                m_order.blocks.push_back(m_blocks.of(owner + texts.substr(from, blank - from)));
            from = blank + 1;
        }
        m_order.blockEnds.push_back(m_order.blocks.size());
    }

    /// By attempt number, then time, then row, as the frame orders them.
    void countTries() {
        const std::size_t count = m_order.times.size();
        std::vector<std::uint32_t> order(count);
        std::iota(order.begin(), order.end(), 0U);
        const auto key = [&](std::uint32_t i) {
            const std::int64_t time = m_order.times[i];
            // What is not known comes last.
            return std::tuple(m_order.requests[i], m_numbers[i] == core::kUnknownNumber,
                              m_numbers[i], time == core::kUnknownNumber, time, i);
        };
        std::sort(order.begin(), order.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
        m_order.tries.resize(count);
        m_order.saved.resize(count);
        for (std::size_t begin = 0; begin < count;) {
            std::size_t end = begin;
            while (end < count && m_order.requests[order[end]] == m_order.requests[order[begin]])
                ++end;
            const std::uint8_t saved = m_order.succeeded[order[end - 1]];
            for (std::size_t i = begin; i < end; ++i) {
                m_order.tries[order[i]] = std::uint32_t(i - begin + 1);
                m_order.saved[order[i]] = saved;
            }
            begin = end;
        }
    }

    AttemptOrder m_order;
    std::vector<std::int64_t> m_numbers;
    Numbering m_requests;
    Numbering m_prompts;
    Numbering m_blocks;
    std::uint32_t m_nameless = UINT32_MAX;
};

} // namespace

core::Result<AttemptOrder> orderAttempts(const Traffic& traffic, const query::EventSource& source,
                                         const query::Filter& filter, std::stop_token stop) {
    Reader reader(traffic.size());
    std::size_t read = 0;
    const auto status = source.visitAttempts(
        filter,
        [&](std::span<const query::Attempt> run) {
            for (const query::Attempt& attempt : run) {
                CHECK(read < traffic.size() && traffic.rows[read] == attempt.row,
                      "The attempts of a scenario come in the order of its traffic.");
                reader.add(attempt);
                ++read;
            }
            return true;
        },
        std::move(stop));
    if (!status)
        return status.error();
    return reader.take();
}

} // namespace ms::scenario
