// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/import_file.h"

#include <QTest>

using ms::app::RejectLimit;

class TestRejectLimit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsAndSharesAreLimits() {
        QVERIFY(RejectLimit{}.allows(1'000'000, 1'000'000));
        const auto rows = RejectLimit::parse("10");
        QVERIFY(rows && rows->allows(10, 11) && !rows->allows(11, 1'000'000));
        const auto share = RejectLimit::parse("0.5%");
        QVERIFY(share && share->allows(5, 1'000) && !share->allows(6, 1'000));
        const auto none = RejectLimit::parse("0");
        QVERIFY(none && none->allows(0, 5) && !none->allows(1, 5));
        const auto all = RejectLimit::parse("100%");
        QVERIFY(all && all->allows(7, 7));
    }
    void nonsenseIsAUsageError() {
        for (const char* text : {"", "-1", "1.5", "101%", "many", "%", "5 %"}) {
            const auto limit = RejectLimit::parse(text);
            QVERIFY2(!limit, text);
            QCOMPARE(limit.error().code, ms::core::Error::Code::Usage);
        }
    }
};

QTEST_APPLESS_MAIN(TestRejectLimit)
#include "tst_reject_limit.moc"
