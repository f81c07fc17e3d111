// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <utility>
#include <variant>
#include <vector>

namespace ms::frame {

/// One small whole number a row, in as many bytes as the largest one needs.
class CodeColumn {
public:
    CodeColumn() = default;
    /// Room for `rows` codes below `codes`, all 0.
    CodeColumn(std::size_t rows, std::size_t codes) : m_codes{codes} {
        if (codes <= 1)
            m_values = Constant{};
        else if (codes <= 256)
            m_values = std::vector<std::uint8_t>(rows);
        else if (codes <= 65'536)
            m_values = std::vector<std::uint16_t>(rows);
        else
            m_values = std::vector<std::uint32_t>(rows);
    }
    /// Codes are 0 to codes() - 1.
    std::size_t codes() const { return m_codes; }
    bool isConstant() const { return std::holds_alternative<Constant>(m_values); }

    /// Call `use` with the array of the right width (`use(pointer)`); not at all when constant.
    template <class Use>
    void visit(Use&& use) const {
        std::visit(
            [&use](const auto& values) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(values)>, Constant>)
                    use(values.data());
            },
            m_values);
    }
    template <class Use>
    void visitMutable(Use&& use) {
        std::visit(
            [&use](auto& values) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(values)>, Constant>)
                    use(values.data());
            },
            m_values);
    }
    /// For single rows; loops use visit.
    std::uint32_t operator[](std::size_t row) const {
        std::uint32_t code = 0;
        visit([&](const auto* values) { code = values[row]; });
        return code;
    }

private:
    struct Constant {}; // every row has code 0
    std::size_t m_codes = 1;
    std::variant<Constant, std::vector<std::uint8_t>, std::vector<std::uint16_t>,
                 std::vector<std::uint32_t>>
        m_values;
};

/// One count a row: 32 bits where all fit, else 64; nothing at all where all are 0.
class CountColumn {
public:
    std::vector<std::uint32_t> narrow;
    std::vector<std::int64_t> wide;
    std::int64_t largest = 0; // magnitude

    bool isZero() const { return narrow.empty() && wide.empty(); }
    template <class Use>
    void visit(Use&& use) const {
        if (!narrow.empty())
            use(narrow.data());
        else if (!wide.empty())
            use(wide.data());
    }
    std::int64_t operator[](std::size_t row) const {
        if (!narrow.empty())
            return narrow[row];
        return wide.empty() ? 0 : wide[row];
    }
};

} // namespace ms::frame
