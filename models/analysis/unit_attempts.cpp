// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/unit_attempts.h"

#include "models/analysis/inference.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace ms::analysis {

using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using query::Attempt;

namespace {

constexpr std::int64_t kMicrosPerMs = 1'000;
constexpr std::int64_t kMostMs = 366LL * 24 * 3'600'000; // no call takes a year

std::optional<std::int64_t> numberOf(const Attempt& attempt, NumberColumn column) {
    const std::int64_t value = attempt.numbers[std::size_t(column)];
    return value == core::kUnknownNumber ? std::nullopt : std::optional(value);
}
const std::string& textOf(const Attempt& attempt, TextColumn column) {
    return attempt.texts[std::size_t(column)];
}
const std::string& idOf(const Attempt& attempt, IdColumn column) {
    return attempt.ids[std::size_t(column)];
}

std::optional<std::int64_t> millisOf(const Attempt& attempt, NumberColumn column) {
    const auto value = numberOf(attempt, column);
    return value && *value >= 0 && *value <= kMostMs ? std::optional(*value * kMicrosPerMs)
                                                     : std::nullopt;
}

/// When each attempt starts. Some traces only say how long after their own beginning; that counts
/// where no attempt of the unit has a time.
std::vector<std::optional<std::int64_t>> clocksOf(std::span<const Attempt> attempts) {
    const bool hasTimes = std::any_of(attempts.begin(), attempts.end(), [](const Attempt& attempt) {
        return numberOf(attempt, NumberColumn::Time).has_value();
    });
    std::vector<std::optional<std::int64_t>> clocks;
    for (const Attempt& attempt : attempts)
        clocks.push_back(hasTimes ? numberOf(attempt, NumberColumn::Time)
                                  : millisOf(attempt, NumberColumn::TimeOffsetMs));
    return clocks;
}

bool isToolCall(const Attempt& attempt) {
    const std::string& kind = textOf(attempt, TextColumn::CallKind);
    if (kind.find("tool") != std::string::npos)
        return true;
    for (const RagPart part : {RagPart::Embedding, RagPart::Search, RagPart::Rerank}) {
        const std::vector<std::string>& kinds = callKindsOf(part);
        if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end())
            return true;
    }
    return false;
}

/// How deep calls lie below the one that nobody called, by the parents that the log names.
class Depths {
public:
    explicit Depths(std::span<const Attempt> attempts) {
        for (const Attempt& attempt : attempts) {
            const std::string& parent = idOf(attempt, IdColumn::Parent);
            const std::string& root = idOf(attempt, IdColumn::Root);
            m_isStructured = m_isStructured || !parent.empty();
            if (!root.empty())
                m_roots.insert(root);
            for (const IdColumn column : {IdColumn::Request, IdColumn::Record})
                if (!idOf(attempt, column).empty())
                    m_parentOf.try_emplace(idOf(attempt, column), parent);
        }
    }
    std::optional<std::int64_t> of(const Attempt& attempt) const {
        const std::string& request = idOf(attempt, IdColumn::Request);
        std::string parent = idOf(attempt, IdColumn::Parent);
        const bool isRoot = m_roots.contains(request);
        if (!m_isStructured && !isRoot)
            return std::nullopt;
        std::int64_t depth = 0;
        // A chain that is longer than there are calls runs in a circle.
        for (; !parent.empty(); ++depth) {
            if (depth > std::int64_t(m_parentOf.size()))
                return std::nullopt;
            const auto found = m_parentOf.find(parent);
            if (found == m_parentOf.end()) // the root may not be a call itself
                return m_roots.contains(parent) ? std::optional(depth + 1) : std::nullopt;
            parent = found->second;
        }
        return depth;
    }

private:
    std::map<std::string, std::string> m_parentOf; // by id of the request, or of the record
    std::set<std::string> m_roots;
    bool m_isStructured = false; // some attempt names a parent
};

UnitAttempt readingOf(const Attempt& attempt) {
    UnitAttempt read;
    read.row = attempt.row;
    read.request = idOf(attempt, IdColumn::Request);
    read.duration = millisOf(attempt, NumberColumn::LatencyMs);
    read.callKind = textOf(attempt, TextColumn::CallKind);
    read.model = textOf(attempt, TextColumn::Model);
    read.status = textOf(attempt, TextColumn::Status);
    read.error = textOf(attempt, TextColumn::Error);
    read.isToolCall = isToolCall(attempt);
    read.isFromAppCache = numberOf(attempt, NumberColumn::AppCacheHit) == 1;
    read.cost = attempt.cost;
    if (read.isFromAppCache) {
        read.input = read.cacheRead = read.cacheWrite = read.output = 0;
        return read;
    }
    read.input = numberOf(attempt, NumberColumn::Input);
    read.cacheRead = numberOf(attempt, NumberColumn::CacheRead);
    for (const NumberColumn column : {NumberColumn::CacheWrite5m, NumberColumn::CacheWrite1h})
        if (const auto written = numberOf(attempt, column))
            read.cacheWrite = read.cacheWrite.value_or(0) + *written;
    read.output = numberOf(attempt, NumberColumn::Output);
    return read;
}

/// Numbers the attempts of each request as the frame does: what is not its last is a retry's cause.
void numberTries(std::span<const Attempt> attempts, std::vector<UnitAttempt>& read) {
    std::map<std::string, std::vector<std::size_t>> byRequest;
    for (std::size_t i = 0; i < attempts.size(); ++i)
        if (!read[i].request.empty())
            byRequest[read[i].request].push_back(i);
    const auto rankOf = [&](std::size_t i) {
        return std::tuple(numberOf(attempts[i], NumberColumn::Attempt).value_or(INT64_MAX),
                          numberOf(attempts[i], NumberColumn::Time).value_or(INT64_MAX),
                          attempts[i].row);
    };
    for (auto& [request, tries] : byRequest) {
        std::sort(tries.begin(), tries.end(),
                  [&](std::size_t a, std::size_t b) { return rankOf(a) < rankOf(b); });
        for (std::size_t number = 0; number < tries.size(); ++number) {
            read[tries[number]].number = number + 1;
            read[tries[number]].tries = tries.size();
        }
    }
}

AttemptRole roleOf(const Attempt& attempt, const UnitAttempt& read, bool isOfFirstRequest) {
    if (numberOf(attempt, NumberColumn::Fallback) == 1)
        return AttemptRole::Fallback;
    if (read.number > 1)
        return AttemptRole::Retry;
    if (isOfFirstRequest)
        return AttemptRole::First;
    return read.isToolCall ? AttemptRole::ToolCall : AttemptRole::Step;
}

void add(KnownSum& sum, std::optional<std::int64_t> tokens) {
    sum.sum += tokens.value_or(0);
    sum.unknown += tokens ? 0 : 1;
}

} // namespace

std::string_view nameOf(AttemptRole role) {
    constexpr std::array<std::string_view, kAttemptRoles> names{"first try", "step", "tool call",
                                                                "retry", "fallback"};
    return names[std::size_t(role)];
}

std::vector<UnitAttempt> unitAttempts(std::span<const Attempt> attempts) {
    const std::vector<std::optional<std::int64_t>> clocks = clocksOf(attempts);
    const Depths depths(attempts);
    std::vector<UnitAttempt> read;
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        read.push_back(readingOf(attempts[i]));
        read.back().depth = depths.of(attempts[i]);
        order.push_back(i);
    }
    numberTries(attempts, read);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::tuple(clocks[a].value_or(INT64_MAX), attempts[a].row) <
               std::tuple(clocks[b].value_or(INT64_MAX), attempts[b].row);
    });
    std::vector<UnitAttempt> inOrder;
    for (const std::size_t i : order) {
        const UnitAttempt& first = read[order.front()];
        const bool isOfFirst =
            first.request.empty() ? i == order.front() : read[i].request == first.request;
        if (clocks[i])
            read[i].start = *clocks[i] - *clocks[order.front()];
        read[i].role = roleOf(attempts[i], read[i], isOfFirst);
        inOrder.push_back(read[i]);
    }
    return inOrder;
}

UnitFigures figuresOf(std::span<const UnitAttempt> attempts) {
    UnitFigures figures;
    std::optional<std::int64_t> end;
    for (const UnitAttempt& attempt : attempts) {
        ++figures.attempts;
        figures.requests += attempt.number == 1;
        figures.retries += attempt.number > 1;
        figures.fallbacks += attempt.role == AttemptRole::Fallback;
        figures.toolCalls += attempt.isToolCall;
        if (attempt.depth)
            figures.depth = std::max(figures.depth.value_or(0), *attempt.depth);
        add(figures.input, attempt.input);
        add(figures.cacheRead, attempt.cacheRead);
        add(figures.cacheWrite, attempt.cacheWrite);
        add(figures.output, attempt.output);
        if (attempt.cost)
            figures.cost += *attempt.cost;
        else
            ++figures.unpriced;
        figures.withoutStart += attempt.start ? 0 : 1;
        figures.withoutDuration += attempt.duration ? 0 : 1;
        if (attempt.start)
            end = std::max(end.value_or(0), *attempt.start + attempt.duration.value_or(0));
    }
    if (figures.attempts > 1 || figures.withoutDuration == 0)
        figures.wallTime = end;
    return figures;
}

} // namespace ms::analysis
