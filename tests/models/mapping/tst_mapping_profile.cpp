// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: value_formats.cpp
#include "models/mapping/mapping_profile.h"

#include <QtTest>

#include <set>

using namespace ms::mapping;

class TestMappingProfile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachSourceIsListedOnce() {
        MappingProfile profile;
        profile.fields = {{"period_start", "Date", {}, {}},
                          {"period_end", "Date", {}, {}},
                          {"amount", "Net", {}, {}}};
        QCOMPARE(profile.sources(), (std::vector<std::string>{"Date", "Net"}));
        QCOMPARE(profile.fieldNamed("amount")->source, std::string("Net"));
        QVERIFY(profile.fieldNamed("tenant") == nullptr);
    }

    void fingerprintsTellHeadersApart() {
        std::set<std::string> seen;
        for (const auto& header : std::vector<std::vector<std::string>>{
                 {}, {""}, {"a", "b"}, {"b", "a"}, {"ab"}, {"a", "b", ""}, {"a,b"}, {"A", "b"}})
            seen.insert(fingerprintOf(header));
        QCOMPARE(seen.size(), std::size_t(8));
        QCOMPARE(fingerprintOf({"a", "b"}), fingerprintOf({"a", "b"}));
        QCOMPARE(fingerprintOf({"a"}).size(), std::size_t(16));
    }

    void formatsHaveNames() {
        for (std::size_t i = 0; i < kNumberFormats; ++i)
            QCOMPARE(numberFormatNamed(nameOf(NumberFormat(i))), std::optional(NumberFormat(i)));
        for (std::size_t i = 0; i < kTimeFormats; ++i)
            QCOMPARE(timeFormatNamed(nameOf(TimeFormat(i))), std::optional(TimeFormat(i)));
        QVERIFY(!numberFormatNamed("commas"));
        QVERIFY(!timeFormatNamed("plain"));
    }
};

QTEST_APPLESS_MAIN(TestMappingProfile)
#include "tst_mapping_profile.moc"
