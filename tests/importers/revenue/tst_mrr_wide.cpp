// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/mrr_wide.h"

#include "tests/importers/collected_rows.h"
#include "tests/importers/input/made_workbook.h"

using namespace ms;
using namespace ms::importers;

namespace {

const core::RevenueFact& row(const CollectedRows& rows, std::size_t i) {
    return std::get<core::RevenueFact>(rows.allFacts.at(i));
}
std::string amount(const CollectedRows& rows, std::size_t i) {
    return toDecimalText(row(rows, i).amount);
}

} // namespace

class TestMrrWide : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void blankIsNoCustomerAndZeroIsFree() {
        const auto rows = readText("Customer,Plan,Currency,2026-07,2026-08,2026-09\n"
                                   "acme,pro,usd,39.00,0,\n"
                                   "nobody,pro,usd,,,\n");
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(amount(*rows, 0), std::string("39"));
        QCOMPARE(amount(*rows, 1), std::string("0"));
        QCOMPARE(toText(*row(*rows, 1).periodStart), std::string("2026-08-01"));
        QCOMPARE(toText(*row(*rows, 1).periodEnd), std::string("2026-09-01"));
        QCOMPARE(rows->totals->skipped, std::int64_t(1));
        QVERIFY(row(*rows, 0).basis == core::RevenueBasis::Mrr);
        QCOMPARE(row(*rows, 0).currency, std::string("USD"));
    }

    void columnsVary_data() {
        QTest::addColumn<QByteArray>("header");
        for (const char* header :
             {"customer_id,customer_name,plan_tier,currency", "Customer ID,Customer,Tier,Currency",
              "Account Id,Company Name,Plan,Billing Currency",
              "tenant_id,tenant,Plan-Tier,currency_code"})
            QTest::newRow(header) << QByteArray(header);
    }
    void columnsVary() {
        QFETCH(QByteArray, header);
        const auto rows = readText(header.toStdString() +
                                   ",2026-07\nc1,acme,pro,EUR,5\n,b,,EUR,6\n" + "c3,,pro,EUR,7\n");
        QCOMPARE(row(*rows, 0).tenant, std::string("acme"));
        QCOMPARE(row(*rows, 0).tier, std::string("pro"));
        QCOMPARE(row(*rows, 0).currency, std::string("EUR"));
        QCOMPARE(row(*rows, 1).tenant, std::string("b"));
        QCOMPARE(row(*rows, 1).tier, std::string());
        QCOMPARE(row(*rows, 2).tenant, std::string("c3"));
    }

    void monthsMayBeDatesOfAWorkbook() {
        MadeWorkbook book;
        book.styles = "<cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"17\"/></cellXfs>";
        const auto line = [](const char* number, const std::string& cells) {
            return "<row r=\"" + std::string(number) + "\">" + cells + "</row>";
        };
        const auto text = [](const char* place, const char* value) {
            return "<c r=\"" + std::string(place) + "\" t=\"inlineStr\"><is><t>" + value +
                   "</t></is></c>";
        };
        // Typed as 1 July and 1 August 2026, shown as Jul-26 and Aug-26.
        book.sheets = {{"MRR",
                        line("1", text("A1", "Customer") + text("B1", "Currency") +
                                      "<c r=\"C1\" s=\"1\"><v>46204</v></c>"
                                      "<c r=\"D1\" s=\"1\"><v>46235</v></c>") +
                            line("2", text("A2", "acme") + text("B2", "USD") +
                                          "<c r=\"C2\"><v>39</v></c><c r=\"D2\"><v>41.5</v></c>"),
                        {}}};
        const auto rows = readAll(ScratchFile(book.file(), "mrr.xlsx").path());
        QCOMPARE(rows->info.format, std::string("mrr_wide"));
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(toText(*row(*rows, 0).periodStart), std::string("2026-07-01"));
        QCOMPARE(toText(*row(*rows, 1).periodStart), std::string("2026-08-01"));
        QCOMPARE(amount(*rows, 1), std::string("41.5"));
    }

    void monthsAreWrittenInManyWays_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("month");
        const auto add = [](const char* name, const char* month) {
            QTest::newRow(name) << QByteArray(name) << QByteArray(month);
        };
        add("2026-07", "2026-07");
        add("2026-07-31", "2026-07");
        add("2026/07", "2026-07");
        add("07/2026", "2026-07");
        add("Jul 2026", "2026-07");
        add("december 2026", "2026-12");
        add("SEP-2026", "2026-09");
        add("Jul-26", ""); // the 26th, or 2026
        add("Juli 2026", "");
        add("2026-13", "");
        add("2026", "");
        add("currency", "");
    }
    void monthsAreWrittenInManyWays() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, month);
        const auto found = monthOfColumn(name.toStdString());
        QCOMPARE(found ? QByteArray::fromStdString(toText(*found)) : QByteArray(), month);
    }

    void aMonthTwiceIsRefused() {
        QCOMPARE(refusalOf("customer,currency,2026-07,Jul 2026\na,USD,1,1\n"),
                 std::string("The file has more than one column of the month 2026-07."));
    }

    void withoutACurrencyTheSignSaysIt() {
        const auto rows =
            readText("customer;tier;2026-07;2026-08\nacme;pro;39,00 \u20ac;1.250,00\n");
        QCOMPARE(row(*rows, 0).currency, std::string("EUR"));
        QVERIFY(!row(*rows, 0).flags.has(core::Flag::ImpliedCurrencyUsd));
        QCOMPARE(amount(*rows, 1), std::string("1250"));
        QCOMPARE(row(*rows, 1).currency, std::string("USD"));
        QVERIFY(row(*rows, 1).flags.has(core::Flag::ImpliedCurrencyUsd));
    }

    void brokenRowsAreRejectedWhole() {
        const auto rows = readText("customer,currency,2026-07,2026-08\n"
                                   "a,USD,39.00,n/a\n"
                                   ",USD,1.00,\n"
                                   "b,Dollar,1.00,\n"
                                   "c,USD,-2.00,\n"
                                   ",,,\n");
        QCOMPARE(rows->rejected.size(), std::size_t(3));
        QCOMPARE(rows->rejected[0].column, std::string("2026-08"));
        QCOMPARE(rows->rejected[1].column, std::string("customer"));
        QCOMPARE(rows->rejected[2].column, std::string("currency"));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QVERIFY(row(*rows, 0).flags.has(core::Flag::NegativeAmount));
        QCOMPARE(rows->totals->skipped, std::int64_t(1));
    }

    void monthsOfACustomerAloneMayBeAnything() {
        QVERIFY(!refusalOf("customer,2026-07,2026-08\nacme,39,41\n").empty());
        QVERIFY(!refusalOf("currency,2026-07\nUSD,39\n").empty());
    }

    void aLaterFileRestatesAMonth() {
        const auto rows = readText("customer_id,customer,tier,currency,2026-07,2026-08\n"
                                   "c1,acme,pro,USD,39.00,39.00\n"
                                   "c1,Acme Inc,team,USD,49.00,\n"
                                   "c1,acme,pro,EUR,39.00,\n");
        QCOMPARE(row(*rows, 0).identity, row(*rows, 2).identity); // another name, tier and amount
        QVERIFY(row(*rows, 0).identity != row(*rows, 1).identity);
        QVERIFY(row(*rows, 0).identity != row(*rows, 3).identity);
    }
};

QTEST_APPLESS_MAIN(TestMrrWide)
#include "tst_mrr_wide.moc"
