// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/prices/price_table.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;
using Of = core::PriceEntry::Part;

namespace {

const std::string kHeader = "provider,model,service_tier,effective_from,effective_to,"
                            "min_context_tokens,currency,unit,input,output,cache_read\n";

const core::PriceEntry& entry(const CollectedRows& rows, std::size_t i) {
    return std::get<core::PriceEntry>(rows.allFacts.at(i));
}
std::string text(const std::optional<core::Decimal>& price) {
    return price ? toText(*price) : "unknown";
}

std::string reasonOf(const std::string& line) {
    const auto rows = readText(kHeader + line);
    return rows->rejected.size() == 1 && rows->allFacts.empty() ? rows->rejected[0].reason
                                                                : "not rejected";
}

} // namespace

class TestPriceTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pricesAreOfAMillionTokens_data() {
        QTest::addColumn<QByteArray>("unit");
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("perMillion");
        const auto add = [](const char* unit, const char* written, const char* perMillion) {
            QTest::newRow(unit) << QByteArray(unit) << QByteArray(written)
                                << QByteArray(perMillion);
        };
        add("per_1m_tokens", "0.36", "0.36");
        add("per_1m", "0.36", "0.36");
        add("Per 1M tokens", "0.36", "0.36");
        add("per_1k_tokens", "0.001", "1");
        add("per_1k", "0.001", "1");
        add("per_token", "0.0000003", "0.3");
        add("token", "3E-07", "0.3");
    }
    void pricesAreOfAMillionTokens() {
        QFETCH(QByteArray, unit);
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, perMillion);
        const auto rows = readText(kHeader + "openai,m,,,,,USD," + unit.toStdString() + "," +
                                   written.toStdString() + ",,\n");
        QCOMPARE(QByteArray::fromStdString(text(entry(*rows, 0)[Of::Input])), perMillion);
    }

    void aBlankPriceIsUnknown() {
        const auto rows = readText(kHeader + "openai,m,,,,,USD,per_1m,0.36,,0\n"
                                             "openai,n,,,,,USD,per_1m,,,\n");
        QVERIFY(!entry(*rows, 0)[Of::Output]);
        QCOMPARE(text(entry(*rows, 0)[Of::CacheRead]), std::string("0")); // stated
        QCOMPARE(core::rulesOf(entry(*rows, 0))->size(), std::size_t(2));
        QVERIFY(entry(*rows, 1).flags.has(core::Flag::NoPrice));
        QVERIFY(core::rulesOf(entry(*rows, 1))->empty());
    }

    void thePeriodTierAndSizeAreKept() {
        const auto rows = readText(kHeader + "openai,m,batch,2026-07-01,2026-09-01,\"200,000\",eur,"
                                             "per_1m,0.36,2.80,\n"
                                             "openai,m,default,2026-09-01T00:00:00Z,,,USD,"
                                             "per_1m,0.30,2.40,\n");
        const auto rules = core::rulesOf(entry(*rows, 0));
        QCOMPARE(rules->at(0).serviceTier, std::string("batch"));
        QCOMPARE(rules->at(0).contextOver, std::int64_t(200'000));
        QCOMPARE(rules->at(0).currency, std::string("EUR"));
        QCOMPARE(toText(*rules->at(0).validFrom), std::string("2026-07-01"));
        QCOMPARE(toText(*rules->at(0).validTo), std::string("2026-09-01"));
        QCOMPARE(entry(*rows, 1).serviceTier, std::string("standard"));
        QVERIFY(entry(*rows, 1).effectiveFrom->kind == core::Moment::Kind::Instant);
        QVERIFY(!entry(*rows, 1).effectiveTo);
    }

    void pricesOfRequestsAndGpuHours() {
        const auto rows = readText(kHeader + "a,m,,,,,USD,per_request,0.005,,\n"
                                             "a,m,,,,,USD,per_query,0.01,,\n"
                                             "a,m,,,,,EUR,per_gpu_hour,2.00,,\n");
        QCOMPARE(text(entry(*rows, 0).perRequest), std::string("0.005"));
        QCOMPARE(text(entry(*rows, 1).perQuery), std::string("0.01"));
        QVERIFY(!entry(*rows, 2).hasPrices()); // costs are not made of it
        QCOMPARE(entry(*rows, 2).other.at(0).first, std::string("gpu_hour"));
        QVERIFY(!entry(*rows, 2).flags.has(core::Flag::NoPrice));
        QCOMPARE(rows->totals->notes.size(), std::size_t(1));
    }

    void columnsVaryAndCommasAreFound() {
        const auto rows = readText("Model;Provider;Price unit;Cached input;Input;Valid from\n"
                                   "m;openai;per 1M tokens;0,036;0,36;2026-07-01\n"
                                   "n;openai;per 1M tokens;;1.250;2026-07-01\n");
        QCOMPARE(rows->info.format, std::string("price_table"));
        QCOMPARE(text(entry(*rows, 0)[Of::CacheRead]), std::string("0.036"));
        QCOMPARE(text(entry(*rows, 1)[Of::Input]), std::string("1250"));
        QVERIFY(entry(*rows, 0).flags.has(core::Flag::ImpliedCurrencyUsd));
        QCOMPARE(toText(*entry(*rows, 0).effectiveFrom), std::string("2026-07-01"));
    }

    void brokenRowsAreRejected() {
        QCOMPARE(reasonOf(",m,,,,,USD,per_1m,1,,\n"), std::string("The value is missing."));
        QCOMPARE(reasonOf("a,,,,,,USD,per_1m,1,,\n"), std::string("The value is missing."));
        QVERIFY(reasonOf("a,m,,,,,USD,,1,,\n").find("is not one of per_token") !=
                std::string::npos);
        QVERIFY(reasonOf("a,m,,,,,USD,per_1k_calls,1,,\n").find("is not one of") !=
                std::string::npos);
        QCOMPARE(reasonOf("a,m,,,,,USD,per_1m,-1,,\n"), std::string("A price cannot be negative."));
        QCOMPARE(reasonOf("a,m,,,,,USD,per_1m,free,,\n"), std::string("'free' is not a number."));
        QVERIFY(reasonOf("a,m,,,,,USD,per_1m,\"1,250\",,\n").find("a thousand or a fraction") !=
                std::string::npos);
        QCOMPARE(reasonOf("a,m,,2026-09-01,2026-09-01,,USD,per_1m,1,,\n"),
                 std::string("The period ends before it starts (ends are exclusive)."));
        QVERIFY(reasonOf("a,m,,09/01/2026,,,USD,per_1m,1,,\n") != "not rejected");
        QVERIFY(reasonOf("a,m,,,,,USD,per_gpu_hour,2,1,\n").find("in the input's column") !=
                std::string::npos);
        // 10 of a token are 10 million of a million tokens, beyond core::Money.
        QVERIFY(reasonOf("a,m,,,,,USD,per_token,10.5,,\n") != "not rejected");
    }

    void pricesOfASingleAccountAreRefused() {
        const auto rows = readText("provider,model,unit,input,account\n"
                                   "a,m,per_1m,1,acct-7\na,m,per_1m,2,\n");
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].column, std::string("account"));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
    }

    void theNativeTableIsAnother() {
        const auto rows = readText("provider,model,bucket,per,amount,currency\n"
                                   "openai,m,input,1000000,0.36,USD\n");
        QCOMPARE(rows->info.format, std::string("prices"));
    }
};

QTEST_APPLESS_MAIN(TestPriceTable)
#include "tst_price_table.moc"
