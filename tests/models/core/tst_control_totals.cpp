// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/control_totals.h"

#include <QTest>

using namespace ms::core;

class TestControlTotals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sumsAreExactWhateverTheScale() {
        ControlTotals totals;
        totals.add("amount", "USD", *parseDecimal("0.30000000000000004"));
        totals.add("amount", "USD", *parseDecimal("1234567890123"));
        totals.add("amount", "EUR", *parseDecimal("-1.5"));
        totals.add("amount", "EUR", *parseDecimal("1.5"));
        totals.add("quantity", "tokens", std::optional<Decimal>{});
        const auto all = totals.all();
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[0].unit, std::string("EUR"));
        QCOMPARE(toText(all[0].amount), std::string("0"));
        QCOMPARE(toText(all[1].amount), std::string("1234567890123.30000000000000004"));
    }
    void aSumThatDoesNotFitIsLeftOut() {
        ControlTotals totals;
        const Decimal huge = *parseDecimal("99999999999999999999999999999999999999");
        totals.add("amount", "USD", huge);
        QCOMPARE(totals.all().size(), std::size_t(1));
        totals.add("amount", "USD", huge);
        totals.add("amount", "USD", *parseDecimal("-1"));
        QVERIFY(totals.all().empty());
    }
};

QTEST_APPLESS_MAIN(TestControlTotals)
#include "tst_control_totals.moc"
