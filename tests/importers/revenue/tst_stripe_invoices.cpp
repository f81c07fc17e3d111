// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/stripe_invoices.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

namespace {

const std::string kHeader =
    "id,Amount Due,Currency,Customer,Customer Name,Date (UTC),Subtotal,Tax,Total,Status,"
    "Minimum Line Item Period Start (UTC),Maximum Line Item Period End (UTC),Period Start (UTC)\n";

/// One invoice of September.
std::string invoice(const std::string& tax, const std::string& total, const std::string& status) {
    return "in_1,7.00,usd,cus_1,acme,2026-10-01 00:01,1.00," + tax + "," + total + "," + status +
           ",2026-09-01 00:00,2026-10-01 00:00,2026-08-01 00:00\n";
}

/// One invoice with this period of its lines.
std::string lasting(const std::string& start, const std::string& end) {
    return "in_1,7.00,usd,cus_1,acme,2026-10-01 00:01,1.00,0.00,31.00,paid," + start + "," + end +
           ",2026-08-01 00:00\n";
}

const core::RevenueFact& row(const CollectedRows& rows, std::size_t i) {
    return std::get<core::RevenueFact>(rows.allFacts.at(i));
}

std::string reasonOf(const std::string& line) {
    const auto rows = readText(kHeader + line);
    return rows->rejected.size() == 1 && rows->allFacts.empty() ? rows->rejected[0].reason
                                                                : "not rejected";
}

} // namespace

class TestStripeInvoices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void revenueIsTotalLessTax_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("amount");
        QTest::addColumn<QByteArray>("flags");
        const auto add = [](const char* name, const std::string& line, const char* amount,
                            const char* flags = "") {
            QTest::newRow(name) << QByteArray::fromStdString(line) << QByteArray(amount)
                                << QByteArray(flags);
        };
        add("the amount due has the balance in it", invoice("7.41", "46.41", "paid"), "39");
        add("open ones count", invoice("0.00", "195.00", "open"), "195");
        add("uncollectible ones count", invoice("0.00", "195.00", "uncollectible"), "195");
        add("no tax is charged", invoice("", "195.00", "paid"), "195");
        add("void ones are none", invoice("0.00", "39.00", "void"), "0", "not_revenue");
        add("drafts are none", invoice("0.00", "10.00", "draft"), "0", "not_revenue");
        add("money back", invoice("-1.60", "-10.00", "paid"), "-8.4", "negative_amount");
        add("a localised account", invoice("\"7,41\"", "\"1.046,41\"", "paid"), "1039");
    }
    void revenueIsTotalLessTax() {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, amount);
        QFETCH(QByteArray, flags);
        const auto rows = readText(kHeader + line.toStdString());
        QCOMPARE(QByteArray::fromStdString(toDecimalText(row(*rows, 0).amount)), amount);
        QCOMPARE(QByteArray::fromStdString(toText(row(*rows, 0).flags)), flags);
        QCOMPARE(toText(*row(*rows, 0).periodStart), std::string("2026-09-01T00:00:00.000Z"));
    }

    void invoicesOfSeveralMonthsAreFlagged() {
        const auto rows = readText(kHeader + lasting("2026-10-01 00:00", "2026-11-01 00:00") +
                                   lasting("2026-10-01 00:00", "2026-11-02 00:00"));
        QVERIFY(!row(*rows, 0).flags.has(core::Flag::SpansMonths)); // 31 days
        QVERIFY(row(*rows, 1).flags.has(core::Flag::SpansMonths));
    }

    void linesWithoutAPeriodAreEarnedOnTheirDay() {
        const auto rows = readText(kHeader + lasting("", ""));
        QCOMPARE(toText(*row(*rows, 0).periodStart), std::string("2026-10-01T00:01:00.000Z"));
        QCOMPARE(toText(*row(*rows, 0).periodEnd), std::string("2026-10-01T00:01:00.000Z"));
        QCOMPARE(rows->totals->notes.size(), std::size_t(1));
    }

    void brokenRowsAreRejected() {
        QCOMPARE(reasonOf(invoice("0.00", "", "paid")), std::string("The total is missing."));
        QCOMPARE(reasonOf(invoice("0.00", "1.00", "")),
                 std::string("'' is not a status of invoices."));
        QCOMPARE(reasonOf(invoice("0.00", "x", "paid")), std::string("'x' is not a number."));
        QCOMPARE(reasonOf(lasting("2026-10-01 00:00", "2026-09-01 00:00")),
                 std::string("The period ends before it starts."));
        const std::string noId = invoice("0.00", "1.00", "paid").substr(4);
        QCOMPARE(reasonOf(noId), std::string("The invoice has neither an id nor a number."));
    }

    void aDraftIsRestatedWhenItIsPaid() {
        const auto rows =
            readText(kHeader + invoice("0.00", "1.00", "draft") + invoice("0.00", "2.00", "paid"));
        QCOMPARE(row(*rows, 0).identity, row(*rows, 1).identity);
    }
};

QTEST_APPLESS_MAIN(TestStripeInvoices)
#include "tst_stripe_invoices.moc"
