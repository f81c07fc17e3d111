// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/entity_index.h"

#include "models/frame/columns.h"
#include "models/frame/parallel.h"

#include <algorithm>
#include <tuple>

namespace ms::frame {

using core::IdColumn;
using core::NumberColumn;

namespace {

/// Attempt numbers, unknown ones largest, so that they come last.
core::Result<std::vector<std::int64_t>> attemptNumbers(const Columns& columns,
                                                       std::stop_token stop) {
    std::vector<std::int64_t> attempts(columns.rows());
    const auto segments = columns.source().segments();
    constexpr std::array wanted{NumberColumn::Attempt};
    const core::Status status = columns.source().readNumbers(
        wanted,
        [&](std::size_t segment, NumberColumn, std::span<const std::int64_t> values) {
            std::transform(
                values.begin(), values.end(),
                attempts.begin() + std::ptrdiff_t(segments[segment].firstRow),
                [](std::int64_t n) { return n == core::kUnknownNumber ? INT64_MAX : n; });
        },
        stop);
    if (!status)
        return status.error();
    return attempts;
}

core::Status sortByAttempt(const Columns& columns, EntityIndex& index, std::stop_token stop) {
    if (index.entities() == 0)
        return {};
    const auto attempts = attemptNumbers(columns, stop);
    if (!attempts)
        return attempts.error();
    const auto time = columns.time(stop);
    if (!time)
        return time.error();
    const std::int64_t* micros = (*time)->micros.data();
    const auto rank = [&](std::uint32_t row) {
        return std::tuple((*attempts)[row], micros[row] == core::kUnknownNumber, micros[row], row);
    };
    const bool isDone = parallelBlocks(
        blocksOf(index.entities()), columns.workers(), stop, [&](unsigned, std::size_t block) {
            const std::size_t end = std::min(index.entities(), (block + 1) * kBlockRows);
            for (std::size_t e = block * kBlockRows; e < end; ++e)
                std::sort(index.rows.begin() + index.starts[e],
                          index.rows.begin() + index.starts[e + 1],
                          [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
        });
    if (!isDone)
        return cancelled();
    return {};
}

/// `keyOf(row)` is 0 for rows that have no key.
template <class KeyOf>
core::Status collect(const Columns& columns, std::size_t keys, std::uint8_t singleWithoutKey,
                     const KeyOf& keyOf, EntityIndex& index, std::stop_token stop) {
    const auto isLive = columns.isLive();
    const std::size_t rows = columns.rows();
    const auto forEachRow = [&](const auto& use) {
        for (std::size_t begin = 0; begin < rows; begin += kBlockRows) {
            if (stop.stop_requested())
                return false;
            const std::size_t end = std::min(rows, begin + kBlockRows);
            for (std::size_t row = begin; row < end; ++row)
                if (isLive.empty() || isLive[row])
                    use(row, keyOf(row));
        }
        return true;
    };
    std::vector<std::uint32_t> next(keys); // first how many, then where the next row goes
    if (!forEachRow([&](std::size_t, std::uint32_t key) { ++next[key]; }))
        return cancelled();
    constexpr std::uint32_t kOne = UINT32_MAX;
    next[0] = 0;
    std::uint32_t listed = 0;
    for (std::uint32_t& count : next) {
        const std::uint32_t size = count;
        count = size == 1 ? kOne : listed;
        if (size < 2)
            continue;
        index.starts.push_back(listed);
        listed += size;
    }
    if (listed > 0)
        index.starts.push_back(listed);
    index.rows.resize(listed);
    index.isSingle.resize(rows);
    const bool isDone = forEachRow([&](std::size_t row, std::uint32_t key) {
        if (key == 0)
            index.isSingle[row] = singleWithoutKey;
        else if (next[key] == kOne)
            index.isSingle[row] = 1;
        else
            index.rows[next[key]++] = std::uint32_t(row);
    });
    if (!isDone)
        return cancelled();
    return {};
}

} // namespace

core::Result<std::unique_ptr<const EntityIndex>>
indexEntities(const Columns& columns, EntityKind kind, std::stop_token stop) {
    auto index = std::make_unique<EntityIndex>();
    const auto keys =
        columns.keys(kind == EntityKind::User ? IdColumn::User : IdColumn::Request, stop);
    if (!keys)
        return keys.error();
    const CodeColumn* roots = nullptr;
    if (kind == EntityKind::Action) {
        const auto found = columns.keys(IdColumn::Root, stop);
        if (!found)
            return found.error();
        roots = *found;
    }
    core::Status status;
    if (kind != EntityKind::Action || roots->isConstant()) {
        const std::uint8_t singleWithoutKey = kind == EntityKind::User ? 0 : 1;
        const auto none = [](std::size_t) { return std::uint32_t(0); };
        if ((*keys)->isConstant())
            status = collect(columns, 1, singleWithoutKey, none, *index, stop);
        (*keys)->visit([&](const auto* values) {
            status = collect(
                columns, (*keys)->codes(), singleWithoutKey,
                [values](std::size_t row) { return std::uint32_t(values[row]); }, *index, stop);
        });
    } else {
        // Roots and requests share one list of ids, so either key names the same thing.
        const std::size_t all = std::max(roots->codes(), (*keys)->codes());
        roots->visit([&](const auto* root) {
            const auto byRow = [root, requests = *keys](std::size_t row) {
                return root[row] != 0 ? std::uint32_t(root[row]) : (*requests)[row];
            };
            status = collect(columns, all, 1, byRow, *index, stop);
        });
    }
    if (status && kind == EntityKind::Request)
        status = sortByAttempt(columns, *index, stop);
    if (!status)
        return status.error();
    return std::unique_ptr<const EntityIndex>(std::move(index));
}

} // namespace ms::frame
