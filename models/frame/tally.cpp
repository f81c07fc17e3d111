// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/tally.h"

#include <algorithm>
#include <array>
#include <span>

namespace ms::frame {

using core::Int128;

Tally::Tally(const SumColumn& column, std::size_t rows)
    : m_column{column}, m_isWide{Int128(column.largest) * Int128(rows) > INT64_MAX} {}

void Tally::grow(std::size_t groups) {
    if (m_isWide)
        m_wide.resize(groups);
    else
        m_narrow.resize(groups);
}

void ChunkGroups::findRuns(std::size_t count) {
    constexpr std::size_t kShortest = 16; // rows a run, on average
    runs.clear();
    std::size_t changes = 0;
    for (std::size_t i = 1; i < count; ++i)
        changes += of[i] != of[i - 1] ? 1 : 0;
    if (count == 0 || (changes + 1) * kShortest > count)
        return;
    for (std::size_t i = 1; i < count; ++i)
        if (of[i] != of[i - 1])
            runs.push_back({i, of[i - 1]});
    runs.push_back({count, of[count - 1]});
}

template <class Sum, class NumberOf>
void Tally::addEach(std::vector<Sum>& sums, std::size_t count, const ChunkGroups& groups,
                    const NumberOf& numberOf) {
    Sum* sumOf = sums.data();
    if (groups.runs.empty()) {
        for (std::size_t i = 0; i < count; ++i)
            sumOf[groups.of[i]] += Sum(numberOf(i));
        return;
    }
    std::size_t i = 0;
    for (const ChunkGroups::Run& run : groups.runs) {
        Sum sum = 0;
        for (; i < run.end; ++i)
            sum += Sum(numberOf(i));
        sumOf[run.group] += sum;
    }
}

template <class Number>
void Tally::addNumbers(const Number* numbers, const Selection::Rows& rows,
                       const ChunkGroups& groups) {
    const auto add = [&](auto& sums) {
        if (rows.isAll)
            addEach(sums, rows.count, groups, [numbers](std::size_t i) { return numbers[i]; });
        else
            addEach(sums, rows.count, groups,
                    [numbers, kept = rows.kept.data()](std::size_t i) { return numbers[kept[i]]; });
    };
    if (m_isWide)
        add(m_wide);
    else
        add(m_narrow);
}

struct Tally::Adder {
    Tally& tally;
    std::size_t begin;
    const Selection::Rows& rows;
    const ChunkGroups& groups;
    void operator()(SumColumn::Nothing) const {}
    void operator()(SumColumn::Ones) const {
        tally.addEach(tally.m_narrow, rows.count, groups, [](std::size_t) { return 1; });
    }
    void operator()(const SumColumn::Bits& bits) const {
        std::array<std::uint8_t, kChunkRows> isSet;
        const std::uint8_t* bytes = bits.bytes + begin;
        const std::size_t count = rows.isAll ? rows.count : spanOfRows();
        for (std::size_t i = 0; i < count; ++i)
            isSet[i] = (bytes[i] & bits.mask) == bits.value ? 1 : 0;
        tally.addNumbers(isSet.data(), rows, groups);
    }
    void operator()(const SumColumn::Buckets& buckets) const {
        std::array<std::int64_t, kChunkRows> sums{};
        const std::size_t count = rows.isAll ? rows.count : spanOfRows();
        for (const CountColumn* counts : buckets.counts)
            if (counts)
                counts->visit([&](const auto* values) {
                    for (std::size_t i = 0; i < count; ++i)
                        sums[i] += values[begin + i];
                });
        if (buckets.basis)
            for (std::size_t i = 0; i < count; ++i)
                if (buckets.isLeftOut(begin + i))
                    sums[i] = 0;
        tally.addNumbers(sums.data(), rows, groups);
    }
    void operator()(const SumColumn::Masked& masked) const {
        std::array<std::int64_t, kChunkRows> kept;
        const std::size_t count = rows.isAll ? rows.count : spanOfRows();
        for (std::size_t i = 0; i < count; ++i)
            kept[i] = (masked.bytes[begin + i] & masked.mask) == masked.value
                          ? masked.numbers[begin + i]
                          : 0;
        tally.addNumbers(kept.data(), rows, groups);
    }
    void operator()(const SumColumn::Parts& parts) const {
        std::array<std::int64_t, kChunkRows> costs;
        const std::size_t count = rows.isAll ? rows.count : spanOfRows();
        parts.read(begin, std::span(costs).first(count));
        tally.addNumbers(costs.data(), rows, groups);
    }
    template <class Number>
    void operator()(const Number* numbers) const {
        tally.addNumbers(numbers + begin, rows, groups);
    }
    std::size_t spanOfRows() const { return rows.count ? rows.kept[rows.count - 1] + 1U : 0; }
};

void Tally::add(std::size_t begin, const Selection::Rows& rows, const ChunkGroups& groups) {
    std::visit(Adder{*this, begin, rows, groups}, m_column.source);
}

} // namespace ms::frame
