// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/flags.h"

#include <QTest>

#include <set>

using namespace ms::core;

class TestFlags : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesAreDistinctAndReadBack() {
        std::set<std::string_view> names;
        for (std::uint8_t flag = 0; flag < std::uint8_t(Flag::Count); ++flag) {
            names.insert(nameOf(Flag(flag)));
            const auto read = flagsFromText(nameOf(Flag(flag)));
            QVERIFY(read && read->bits() == bitOf(Flag(flag)));
        }
        QCOMPARE(names.size(), std::size_t(Flag::Count));
        QVERIFY(!names.contains(std::string_view()));
    }
    void theStoredNumbersStay() {
        QCOMPARE(bitOf(Flag::UsageMissing), std::int64_t(1));
        QCOMPARE(bitOf(Flag::CostZeroUnknown), std::int64_t(1) << 18); // last of schema version 1
    }
    void setsReadBack() {
        Flags flags;
        flags.add(Flag::Byok);
        flags.add(Flag::DerivedDistinctCount);
        QCOMPARE(toText(flags), std::string("byok derived_distinct_count"));
        QVERIFY(flagsFromText(toText(flags)) == flags);
        QVERIFY(flagsFromText("") == Flags{});
        QVERIFY(!flagsFromText("byok no_such_flag"));
        QVERIFY(!flags.has(Flag::Idle));
    }
};

QTEST_APPLESS_MAIN(TestFlags)
#include "tst_flags.moc"
