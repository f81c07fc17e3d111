// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace ms::store {

/// A list that grows by pages and never moves what it holds. A vector of some million values that
/// doubles is copied more often than it is read.
template <class T>
class PagedList {
public:
    std::size_t size() const { return m_size; }
    const T& operator[](std::size_t i) const { return (*m_pages[i / kPage])[i % kPage]; }
    T& operator[](std::size_t i) { return (*m_pages[i / kPage])[i % kPage]; }
    /// Make it hold at least `size` values; new ones are T{}.
    void growTo(std::size_t size) {
        while (m_pages.size() * kPage < size)
            m_pages.push_back(std::make_unique<Page>());
        if (size > m_size)
            m_size = size;
    }

private:
    static constexpr std::size_t kPage = 32'768;
    using Page = std::array<T, kPage>;
    std::vector<std::unique_ptr<Page>> m_pages;
    std::size_t m_size = 0;
};

} // namespace ms::store
