// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/int128.h"
#include "models/frame/selection.h"
#include "models/frame/sum_column.h"

#include <array>
#include <cstdint>
#include <vector>

namespace ms::frame {

/// The groups of the kept rows of one chunk. Logs are mostly in order of time, so that rows of a
/// day come one after the other: such runs are added up in a register.
struct ChunkGroups {
    struct Run { // up to `end`, all rows are of `group`
        std::size_t end;
        std::uint32_t group;
    };
    std::array<std::uint32_t, kChunkRows> of; // by kept row
    std::vector<Run> runs;                    // empty when they are too short to be worth it

    void findRuns(std::size_t count);
};

/// The running sums of one measure, one a group, of one worker.
class Tally {
public:
    /// 64 bits are enough when `rows` times the largest number fits; else 128.
    Tally(const SumColumn& column, std::size_t rows);

    /// Make room for `groups` groups; those there keep their sums.
    void grow(std::size_t groups);
    /// Add the numbers of `rows`, which start at row `begin`, to their groups.
    void add(std::size_t begin, const Selection::Rows& rows, const ChunkGroups& groups);
    core::Int128 of(std::size_t group) const {
        return m_isWide ? m_wide[group] : core::Int128(m_narrow[group]);
    }

private:
    struct Adder; // one overload a kind of source
    template <class Number>
    void addNumbers(const Number* numbers, const Selection::Rows& rows, const ChunkGroups& groups);
    template <class Sum, class NumberOf>
    void addEach(std::vector<Sum>& sums, std::size_t count, const ChunkGroups& groups,
                 const NumberOf& numberOf);

    SumColumn m_column;
    bool m_isWide;
    std::vector<std::int64_t> m_narrow;
    std::vector<core::Int128> m_wide;
};

} // namespace ms::frame
