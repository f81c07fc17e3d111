// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <sys/mman.h>

namespace ms::store {

/// Asks the system for pages of 2 MiB under large tables. A table that doubles touches all of its
/// memory for the first time, which in small pages takes longer than filling it.
template <class T>
struct HugePageAllocator {
    using value_type = T;

    HugePageAllocator() = default;
    template <class U>
    HugePageAllocator(const HugePageAllocator<U>&) noexcept {}

    T* allocate(std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        if (!isLarge(count))
            return static_cast<T*>(::operator new(bytes));
        const std::size_t whole = (bytes + kHugePage - 1) / kHugePage * kHugePage;
        void* memory = std::aligned_alloc(kHugePage, whole);
        if (memory == nullptr)
            throw std::bad_alloc();
        ::madvise(memory, whole, MADV_HUGEPAGE); // a wish; without it everything works the same
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t count) noexcept {
        if (isLarge(count))
            std::free(memory);
        else
            ::operator delete(memory);
    }
    template <class U>
    bool operator==(const HugePageAllocator<U>&) const noexcept {
        return true;
    }

private:
    static constexpr std::size_t kHugePage = std::size_t{2} << 20;
    static constexpr bool isLarge(std::size_t count) { return count * sizeof(T) >= 2 * kHugePage; }
};

} // namespace ms::store
