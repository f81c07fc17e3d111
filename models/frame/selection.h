// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/local_frame.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace ms::frame {

/// Rows that are looked at together: small enough that what is computed for them stays in cache.
inline constexpr std::size_t kChunkRows = 2048;

/// A filter made ready to be asked chunk by chunk.
/// Threads  const: any number of workers may ask.
class Selection {
public:
    static core::Result<Selection> compile(const LocalFrame& frame, const query::Filter& filter,
                                           std::stop_token stop);

    struct Rows {
        std::size_t count = 0;
        bool isAll = false; // every row of the chunk; `kept` is not filled then
        std::array<std::uint32_t, kChunkRows> kept; // offsets within the chunk, ascending
    };
    /// Which rows of [begin, end) are kept; at most kChunkRows, all in one block.
    void select(std::size_t begin, std::size_t end, Rows& rows) const;
    /// Nothing at all can be kept.
    bool isEmpty() const { return m_isEmpty; }

private:
    struct Test { // one byte a code
        const CodeColumn* codes;
        std::vector<std::uint8_t> isKept;
    };
    enum class Times { None, All, Some };
    Times timesOf(std::size_t block) const;
    void addTest(const CodeColumn& codes, std::vector<std::uint8_t> isKept);

    core::TimeRange m_range;
    const TimeColumn* m_time = nullptr; // null when the range is open
    const ScopeRows* m_scope = nullptr;
    std::vector<Test> m_tests;
    bool m_isEmpty = false;
};

} // namespace ms::frame
