// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: price_rule.cpp, import_stream.cpp
#include "models/core/facts.h"
#include "models/core/import_stream.h"

#include <QTest>

using namespace ms::core;

class TestFacts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bucketNamesReadBack() {
        for (std::size_t i = 0; i < kBuckets; ++i)
            QCOMPARE(bucketNamed(nameOf(Bucket(i))), Bucket(i));
        QCOMPARE(nameOf(Bucket::CacheWrite1h), std::string_view("cache_write_1h"));
        QVERIFY(!bucketNamed("Input"));
        QVERIFY(!bucketNamed(""));
    }
    void kindNamesReadBack() {
        for (std::size_t i = 0; i < kFileKinds; ++i)
            QCOMPARE(fileKindNamed(nameOf(FileKind(i))), FileKind(i));
        QCOMPARE(nameOf(FileKind::GpuHours), std::string_view("gpu_hours"));
        QVERIFY(!fileKindNamed("invoice"));
    }
};

QTEST_APPLESS_MAIN(TestFacts)
#include "tst_facts.moc"
