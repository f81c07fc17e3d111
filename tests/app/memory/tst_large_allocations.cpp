// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cstdint>
#include <memory>
#include <new>
#include <vector>

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;

bool beginsAtHugePage(const void* memory) {
    return reinterpret_cast<std::uintptr_t>(memory) % kHugePage == 0;
}

} // namespace

class TestLargeAllocations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void largeBlocksBeginAtAHugePage() {
        for (const std::size_t bytes : {2 * kHugePage, 2 * kHugePage + 1, 40'000'003UL}) {
            std::vector<unsigned char> block(bytes, 7);
            QVERIFY(beginsAtHugePage(block.data()));
            block.back() = 9;
            block.push_back(11); // moves what was there
            QCOMPARE(block[0], static_cast<unsigned char>(7));
            QCOMPARE(block[bytes - 1], static_cast<unsigned char>(9));
        }
    }
    /// A million small blocks of 2 MiB each would be the end.
    void smallBlocksStaySmall() {
        const auto first = std::make_unique<char[]>(100);
        const auto second = std::make_unique<char[]>(100);
        const auto distance = std::intptr_t(second.get() - first.get());
        QVERIFY(std::abs(distance) < std::intptr_t(kHugePage));
        const std::unique_ptr<char[]> empty(new char[0]);
        QVERIFY(empty != nullptr);
    }
    void whatCannotBeHadIsRefused() {
        for (const std::size_t bytes : {SIZE_MAX, SIZE_MAX - kHugePage, SIZE_MAX / 2}) {
            bool isRefused = false;
            try {
                ::operator delete(::operator new(bytes));
            } catch (const std::bad_alloc&) {
                isRefused = true;
            }
            QVERIFY(isRefused);
        }
    }
};

QTEST_APPLESS_MAIN(TestLargeAllocations)
#include "tst_large_allocations.moc"
