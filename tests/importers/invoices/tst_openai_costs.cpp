// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/invoices/openai_costs.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;

namespace {

std::string page(const std::string& results) {
    return R"({"object":"page","data":[{"start_time":1789344000,"end_time":1789430400,"results":[)" +
           results + R"(]}],"has_more":false})";
}

std::string result(const std::string& members) {
    return R"({"object":"organization.costs.result","line_item":"gpt-5, cached input",)" + members +
           "}";
}

const core::ChargeFact& charge(const CollectedRows& rows, std::size_t i) {
    return std::get<core::ChargeFact>(rows.allFacts.at(i));
}

} // namespace

class TestOpenaiCosts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void amountsKeepTheirDigits() {
        const auto rows = readText(
            page(result(R"("amount":{"value":0.0354000000000000000000000001,"currency":"usd"},)"
                        R"("quantity":2,"quantity_unit":"1000_tokens")")));
        QCOMPARE(toText(charge(*rows, 0).amount), std::string("0.0354000000000000000000000001"));
        QCOMPARE(toText(*charge(*rows, 0).quantityTokens), std::string("2000"));
        QCOMPARE(charge(*rows, 0).model, std::string("gpt-5"));
        QCOMPARE(charge(*rows, 0).tokenClass, std::string("cache_read"));
    }

    void aMissingAmountIsNotZero() {
        const auto rows = readText(page(result(R"("amount":{"currency":"usd"})")));
        QVERIFY(rows->allFacts.empty());
        QCOMPARE(rows->rejected.size(), std::size_t(1));
    }

    void oneResultIsRejectedAlone() {
        const auto rows = readText(page(result("\"amount\":{\"currency\":\"usd\"}") + "," +
                                        result("\"amount\":{\"value\":1,\"currency\":\"usd\"}")));
        QCOMPARE(toText(charge(*rows, 0).amount), std::string("1"));
        QCOMPARE(charge(*rows, 0).line, std::int64_t(2));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
    }

    void restatedRowsHaveTheSameIdentity() {
        const std::string first = R"("project_id":"p","amount":{"value":1,"currency":"usd"})";
        const auto rows = readText(
            page(result(first) + "," +
                 result(R"("project_id":"p","amount":{"value":2,"currency":"usd"})") + "," +
                 result(R"("project_id":"q","amount":{"value":1,"currency":"usd"})")));
        QCOMPARE(charge(*rows, 0).identity, charge(*rows, 1).identity);
        QVERIFY(charge(*rows, 0).identity != charge(*rows, 2).identity);
    }

    void theDashboardsCsvIsTheSameSource() {
        const auto rows = readText(
            "start_time,end_time,start_time_iso,amount_value,amount_currency,line_item,project_id,"
            "user_email\n"
            "1789344000,1789430400,2026-09-14,,,,,\n"
            "1789344000,1789430400,2026-09-14,-0.5,usd,,,a@example.com\n");
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(rows->totals->skipped, std::int64_t(1)); // a day without cost
        QCOMPARE(rows->info.source, std::string("openai_costs"));
        QVERIFY(charge(*rows, 0).flags.has(core::Flag::NegativeAmount));
        QVERIFY(charge(*rows, 0).flags.has(core::Flag::NotGrouped));
        QVERIFY(rows->records[0].find("example.com") == std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestOpenaiCosts)
#include "tst_openai_costs.moc"
