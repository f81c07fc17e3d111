// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include <cstdint>
#include <cstring>
#include <new>
#include <vector>

#include <jemalloc/jemalloc.h>

namespace {

template <class Value>
Value settingOf(const char* name) {
    Value value{};
    std::size_t size = sizeof(value);
    if (mallctl(name, &value, &size, nullptr, 0) != 0)
        qFatal("%s cannot be read", name);
    return value;
}

} // namespace

class TestAllocator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The settings are text that the library finds by the name of a variable: a wrong name or word
    /// would be silent.
    void theSettingsAreInForce() {
        // A system without such pages (or a container without /sys) is none that could be asked.
        const bool hasLargePages =
            QFile::exists(QStringLiteral("/sys/kernel/mm/transparent_hugepage/enabled"));
        QCOMPARE(settingOf<const char*>("opt.thp"), hasLargePages ? "always" : "not supported");
        QCOMPARE(settingOf<const char*>("opt.metadata_thp"), "always");
        QCOMPARE(settingOf<const char*>("opt.percpu_arena"), "percpu");
        QVERIFY(settingOf<bool>("opt.background_thread"));
    }
    void memoryOfTheProgramComesFromIt() {
        const auto before = settingOf<std::uint64_t>("thread.allocated");
        const std::vector<char> block(3'000'000);
        QVERIFY(settingOf<std::uint64_t>("thread.allocated") - before >= block.size());
    }
    void whatCannotBeHadIsRefused() {
        QVERIFY_EXCEPTION_THROWN(::operator delete(::operator new(SIZE_MAX / 2)), std::bad_alloc);
    }
};

QTEST_APPLESS_MAIN(TestAllocator)
#include "tst_allocator.moc"
