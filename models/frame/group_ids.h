// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/local_frame.h"
#include "models/frame/selection.h"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace ms::frame {

inline constexpr std::uint32_t kNoGroup = UINT32_MAX;

/// Numbers the combinations of values of some dimensions.
class Combinations {
public:
    /// Errors  Usage: more combinations than 64 bits count.
    static core::Result<Combinations> of(std::vector<DimensionColumn> dimensions);

    std::uint64_t count() const { return m_count; }
    const std::vector<DimensionColumn>& dimensions() const { return m_dimensions; }
    /// The number of each kept row's combination, in the order of `rows`.
    template <class Number>
    void numbersOf(std::size_t begin, const Selection::Rows& rows, Number* numbers) const;
    /// The value of dimension `d` in combination `number`.
    std::uint32_t valueIn(std::uint64_t number, std::size_t d) const {
        return std::uint32_t(number / m_strides[d] % m_dimensions[d].values);
    }

private:
    std::vector<DimensionColumn> m_dimensions;
    std::vector<std::uint64_t> m_strides; // the first dimension has the largest
    std::uint64_t m_count = 1;
};

/// Gives combinations small consecutive numbers in the order in which they turn up: for when there
/// are many more combinations than rows have.
class Numbering {
public:
    std::uint32_t of(std::uint64_t combination) {
        if (combination == m_last)
            return m_lastNumber;
        const auto [found, isNew] =
            m_numbers.try_emplace(combination, std::uint32_t(m_combinations.size()));
        if (isNew)
            m_combinations.push_back(combination);
        m_last = combination;
        return m_lastNumber = found->second;
    }
    const std::vector<std::uint64_t>& combinations() const { return m_combinations; }

private:
    std::uint64_t m_last = UINT64_MAX;
    std::uint32_t m_lastNumber = 0;
    std::unordered_map<std::uint64_t, std::uint32_t> m_numbers;
    std::vector<std::uint64_t> m_combinations; // by number
};

template <class Number>
void Combinations::numbersOf(std::size_t begin, const Selection::Rows& rows,
                             Number* numbers) const {
    std::fill_n(numbers, rows.count, Number(0));
    for (std::size_t d = 0; d < m_dimensions.size(); ++d) {
        const DimensionColumn& dimension = m_dimensions[d];
        const auto stride = Number(m_strides[d]);
        dimension.codes->visit([&](const auto* all) {
            const auto* codes = all + begin;
            const auto add = [&](const auto& valueOf) {
                if (rows.isAll)
                    for (std::size_t i = 0; i < rows.count; ++i)
                        numbers[i] += valueOf(codes[i]) * stride;
                else
                    for (std::size_t i = 0; i < rows.count; ++i)
                        numbers[i] += valueOf(codes[rows.kept[i]]) * stride;
            };
            if (dimension.valueOf.empty())
                add([](auto code) { return Number(code); });
            else
                add([values = dimension.valueOf.data()](auto code) {
                    return Number(values[code]);
                });
        });
        if (dimension.codes->isConstant() && !dimension.valueOf.empty())
            for (std::size_t i = 0; i < rows.count; ++i)
                numbers[i] += Number(dimension.valueOf[0]) * stride;
    }
}

} // namespace ms::frame
