// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace ms::store {

/// The values of one column, row by row. A column in which nothing was ever given takes no memory
/// and no time: half of an event's columns are such in most logs.
template <class T, T kNothing>
class SparseColumn {
public:
    T operator[](std::size_t row) const { return isAbsent() ? kNothing : m_values[row]; }
    /// Whether no row has a value. False does not say that one has.
    bool isAbsent() const { return m_values.empty(); }
    /// A value for each row; empty when absent.
    const std::vector<T>& values() const { return m_values; }
    /// The same to be written to, with a place for each of `rows` rows.
    std::vector<T>& filled(std::size_t rows) {
        if (isAbsent())
            m_values.assign(rows, kNothing);
        return m_values;
    }
    /// Where a decoder puts all values.
    std::vector<T>& storage() { return m_values; }

    /// Take over values; those that say nothing are dropped.
    void take(std::vector<T>&& values) {
        const bool saysSomething =
            std::any_of(values.begin(), values.end(), [](T value) { return value != kNothing; });
        m_values = saysSomething ? std::move(values) : std::vector<T>();
    }
    void clear() { m_values.clear(); }
    /// Append rows [from, to) of `other` to the `rows` that are here. `capacity`: of all rows that
    /// will come, so that values move only once.
    void append(const SparseColumn& other, std::size_t from, std::size_t to, std::size_t rows,
                std::size_t capacity) {
        if (isAbsent()) {
            if (other.isAbsent())
                return;
            m_values.reserve(capacity);
            m_values.assign(rows, kNothing);
        }
        if (other.isAbsent())
            m_values.insert(m_values.end(), to - from, kNothing);
        else
            m_values.insert(m_values.end(), other.m_values.begin() + std::ptrdiff_t(from),
                            other.m_values.begin() + std::ptrdiff_t(to));
    }

private:
    std::vector<T> m_values;
};

} // namespace ms::store
