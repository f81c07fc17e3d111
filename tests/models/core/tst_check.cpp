// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/check.h"

#include <QTest>

class TestCheck : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBrokenInvariantSaysWhatAndWhere() {
        try {
            CHECK(1 + 1 == 3, "Arithmetic is broken.");
            QFAIL("CHECK let a false condition pass");
        } catch (const ms::core::CheckFailed& failure) {
            QVERIFY(QByteArray(failure.what()).startsWith("Arithmetic is broken. ("));
            QVERIFY(QByteArray(failure.what()).contains("tst_check.cpp:"));
        }
    }
    void aTrueConditionPasses() {
        bool reached = false;
        CHECK(true, "Never shown.");
        reached = true;
        QVERIFY(reached);
    }
};

QTEST_APPLESS_MAIN(TestCheck)
#include "tst_check.moc"
