// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/charge_table.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

class TestChargeTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesOfAnInvoice() {
        const auto rows = readText("period_start,period_end,provider,category,amount,currency\n"
                                   "2026-09-01,2026-10-01,acme,,12.345678901234567,usd\n"
                                   ",,acme,Credit,-2,USD\n");
        QCOMPARE(rows->info.kind, core::FileKind::Charges);
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        const auto first = std::get<core::ChargeFact>(rows->allFacts[0]);
        QCOMPARE(first.category, std::string("Usage"));
        QCOMPARE(core::toText(first.amount), std::string("12.345678901234567"));
        QCOMPARE(first.currency, std::string("USD"));
        QCOMPARE(core::toText(*first.periodStart), std::string("2026-09-01T00:00:00.000Z"));
        const auto second = std::get<core::ChargeFact>(rows->allFacts[1]);
        QVERIFY(!second.periodStart);
        QCOMPARE(second.category, std::string("Credit"));
    }

    void brokenLinesAreRejected() {
        const auto rows =
            readText("provider,category,quantity,amount,currency,period_start,period_end\n"
                     "acme,Gift,,1,USD,,\n"
                     "acme,,5,1,USD,,\n"
                     "acme,,,1,USD,2026-10-01,2026-09-01\n"
                     "acme,,,,USD,,\n");
        std::vector<std::string> columns;
        for (const auto& reject : rows->rejected)
            columns.push_back(reject.column);
        QCOMPARE(columns, (std::vector<std::string>{"category", "unit", "period_end", "amount"}));
    }
};

QTEST_APPLESS_MAIN(TestChargeTable)
#include "tst_charge_table.moc"
