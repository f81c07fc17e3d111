// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/price_entry.h"

#include <QTest>

using namespace ms::core;
using Part = PriceEntry::Part;

class TestPriceEntry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachPriceIsARuleOfItsBucket() {
        PriceEntry entry;
        entry.provider = "openai";
        entry.model = "gpt-5-mini";
        entry.serviceTier = "flex";
        entry.minContextTokens = 200'000;
        entry[Part::Input] = *parseDecimal("0.3");
        entry[Part::CacheWrite1h] = *parseDecimal("0.000001");
        entry[Part::Reasoning] = *parseDecimal("9"); // billed as output
        entry.perQuery = *parseDecimal("0.01");
        entry.effectiveFrom = *parseMoment("2026-09-01");
        entry.publisher = "a list";
        entry.line = 4;
        const auto rules = rulesOf(entry);
        QVERIFY(rules);
        QCOMPARE(rules->size(), std::size_t(3));
        const PriceRule& input = (*rules)[0];
        QCOMPARE(input.amount.picos(), std::int64_t(300'000'000'000));
        QCOMPARE(input.per, std::int64_t(1'000'000));
        QCOMPARE(input.serviceTier, std::string("flex"));
        QCOMPARE(input.contextOver, std::int64_t(200'000));
        QCOMPARE(input.source, std::string("a list"));
        QVERIFY(input.validFrom == entry.effectiveFrom && input.line == 4);
        QCOMPARE((*rules)[1].bucket, Bucket::CacheWrite1h);
        QCOMPARE((*rules)[1].amount.picos(), std::int64_t(1'000'000));
        QCOMPARE((*rules)[2].bucket, Bucket::Query);
        QCOMPARE((*rules)[2].per, std::int64_t(1));
    }
    void theStandardTierIsNotNamed() {
        PriceEntry entry;
        entry[Part::Output] = *parseDecimal("1");
        QCOMPARE(rulesOf(entry)->front().serviceTier, std::string());
    }
    void anEntryWithoutPricesHasNoRules() { QVERIFY(rulesOf(PriceEntry{})->empty()); }
    void pricesThatAreNoneAreRefused_data() {
        QTest::addColumn<QString>("price");
        QTest::newRow("negative") << QStringLiteral("-0.1");
        QTest::newRow("beyond 64 bits of pico-units") << QStringLiteral("10000000");
    }
    void pricesThatAreNoneAreRefused() {
        QFETCH(QString, price);
        PriceEntry entry;
        entry[Part::Input] = *parseDecimal(price.toStdString());
        QVERIFY(!rulesOf(entry));
    }
};

QTEST_APPLESS_MAIN(TestPriceEntry)
#include "tst_price_entry.moc"
