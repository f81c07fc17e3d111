// SPDX-License-Identifier: GPL-3.0-or-later
// The allocation functions of the program, replaced as the standard provides for. Columns of ten
// million events are vectors of 10 to 80 MB, and the system hands their memory out in pages of
// 4 KiB, each with a fault of its own: a third of the time from opening a workspace to its first
// table. Large blocks therefore ask for pages of 2 MiB; where there are none, nothing changes.
#include <cstdlib>
#include <new>

#include <sys/mman.h>

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;

void* allocate(std::size_t bytes) {
    if (bytes < 2 * kHugePage)
        return std::malloc(bytes != 0 ? bytes : 1);
    if (bytes > std::size_t(-1) - kHugePage)
        return nullptr;
    const std::size_t whole = (bytes + kHugePage - 1) / kHugePage * kHugePage;
    void* const memory = std::aligned_alloc(kHugePage, whole);
    if (memory != nullptr)
        ::madvise(memory, whole, MADV_HUGEPAGE); // a wish
    return memory;
}

} // namespace

void* operator new(std::size_t bytes) {
    for (;;) {
        if (void* const memory = allocate(bytes))
            return memory;
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr)
            throw std::bad_alloc();
        handler();
    }
}

void operator delete(void* memory) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
