// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pricing/failure_billing.h"

#include <QTest>

using ms::pricing::billingOfFailure;
using ms::pricing::FailureBilling;

class TestFailureBilling : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsWhichFailuresAreBilled_data() {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<bool>("isNotBilled");
        QTest::newRow("rate limited") << QByteArray("error") << QByteArray("429") << true;
        QTest::newRow("bad request") << QByteArray("error") << QByteArray("400") << true;
        QTest::newRow("server down") << QByteArray("error") << QByteArray("503") << true;
        QTest::newRow("status with text")
            << QByteArray("error") << QByteArray("429 Too Many Requests") << true;
        QTest::newRow("status with prefix")
            << QByteArray("error") << QByteArray("http_502") << true;
        QTest::newRow("status after a blank")
            << QByteArray("error") << QByteArray("HTTP 500") << true;
        QTest::newRow("a code") << QByteArray("error") << QByteArray("rate_limit_exceeded") << true;
        QTest::newRow("a code in capitals")
            << QByteArray("error") << QByteArray("Overloaded_Error") << true;
        QTest::newRow("client went away") << QByteArray("error") << QByteArray("499") << false;
        QTest::newRow("timeout") << QByteArray("error") << QByteArray("timeout") << false;
        QTest::newRow("aborted stream")
            << QByteArray("error") << QByteArray("stream_aborted") << false;
        QTest::newRow("no reason") << QByteArray("error") << QByteArray("") << false;
        QTest::newRow("not a status") << QByteArray("error") << QByteArray("4290") << false;
        QTest::newRow("below the range") << QByteArray("error") << QByteArray("302") << false;
        QTest::newRow("cancelled") << QByteArray("cancelled") << QByteArray("429") << false;
        QTest::newRow("a success") << QByteArray("success") << QByteArray("429") << false;
    }
    void knowsWhichFailuresAreBilled() {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, error);
        QTEST(billingOfFailure(status.toStdString(), error.toStdString()) ==
                  FailureBilling::NotBilled,
              "isNotBilled");
    }
};

QTEST_APPLESS_MAIN(TestFailureBilling)
#include "tst_failure_billing.moc"
