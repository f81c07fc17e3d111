// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/entity_index.h"

#include "models/frame/columns.h"
#include "models/frame/parallel.h"
#include "models/frame/unit_columns.h"

#include <algorithm>
#include <mutex>
#include <tuple>
#include <unordered_map>

namespace ms::frame {

using core::IdColumn;
using core::NumberColumn;

namespace {

/// Attempt numbers: small ones a byte each, the few others aside.
class AttemptNumbers {
public:
    core::Status read(const Columns& columns, std::stop_token stop) {
        m_small.resize(columns.rows());
        const auto segments = columns.source().segments();
        constexpr std::array wanted{NumberColumn::Attempt};
        return columns.source().readNumbers(
            wanted,
            [&](std::size_t segment, NumberColumn, std::span<const std::int64_t> values) {
                std::uint64_t row = segments[segment].firstRow;
                for (const std::int64_t n : values)
                    set(row++, n);
            },
            stop);
    }
    /// Unknown ones are the largest, so that they come last.
    std::int64_t operator[](std::uint32_t row) const {
        if (m_small[row] == kUnknown)
            return INT64_MAX;
        return m_small[row] == kOther ? m_others.at(row) : m_small[row];
    }

private:
    static constexpr std::uint8_t kUnknown = 254;
    static constexpr std::uint8_t kOther = 255;
    void set(std::uint64_t row, std::int64_t n) {
        if (n >= 0 && n < kUnknown) {
            m_small[row] = std::uint8_t(n);
            return;
        }
        m_small[row] = n == core::kUnknownNumber ? kUnknown : kOther;
        if (n == core::kUnknownNumber)
            return;
        const std::scoped_lock lock(m_mutex);
        m_others.emplace(std::uint32_t(row), n);
    }
    std::vector<std::uint8_t> m_small; // one a row
    std::mutex m_mutex;
    std::unordered_map<std::uint32_t, std::int64_t> m_others;
};

core::Status sortByAttempt(const Columns& columns, EntityIndex& index, std::stop_token stop) {
    if (index.entities() == 0)
        return {};
    AttemptNumbers attempts;
    if (core::Status read = attempts.read(columns, stop); !read)
        return read;
    const auto time = columns.time(stop);
    if (!time)
        return time.error();
    const std::int64_t* micros = (*time)->micros.data();
    const auto rank = [&](std::uint32_t row) {
        return std::tuple(attempts[row], micros[row] == core::kUnknownNumber, micros[row], row);
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
    if (kind == EntityKind::Unit) {
        const auto units = columns.units(stop);
        if (!units)
            return units.error();
        const CodeColumn& numbers = (*units)->of;
        const core::Status status = collect(
            columns, numbers.codes(), 0, [&](std::size_t row) { return numbers[row]; }, *index,
            stop);
        if (!status)
            return status.error();
        return std::unique_ptr<const EntityIndex>(std::move(index));
    }
    if (kind == EntityKind::Tenant) {
        const auto tenants = columns.text(core::TextColumn::Tenant, stop);
        if (!tenants)
            return tenants.error();
        const CodeColumn& codes = (*tenants)->codes;
        const core::Status status = collect(
            columns, codes.codes(), 0, [&](std::size_t row) { return codes[row]; }, *index, stop);
        if (!status)
            return status.error();
        return std::unique_ptr<const EntityIndex>(std::move(index));
    }
    const auto keys = kind == EntityKind::Action    ? columns.actions(stop)
                      : kind == EntityKind::User    ? columns.keys(IdColumn::User, stop)
                      : kind == EntityKind::Session ? columns.keys(IdColumn::Session, stop)
                                                    : columns.keys(IdColumn::Request, stop);
    if (!keys)
        return keys.error();
    const std::uint8_t singleWithoutKey =
        kind == EntityKind::User || kind == EntityKind::Session ? 0 : 1;
    core::Status status;
    if ((*keys)->isConstant())
        status = collect(
            columns, 1, singleWithoutKey, [](std::size_t) { return std::uint32_t(0); }, *index,
            stop);
    (*keys)->visit([&](const auto* values) {
        status = collect(
            columns, (*keys)->codes(), singleWithoutKey,
            [values](std::size_t row) { return std::uint32_t(values[row]); }, *index, stop);
    });
    if (status && kind == EntityKind::Request)
        status = sortByAttempt(columns, *index, stop);
    if (!status)
        return status.error();
    return std::unique_ptr<const EntityIndex>(std::move(index));
}

} // namespace ms::frame
