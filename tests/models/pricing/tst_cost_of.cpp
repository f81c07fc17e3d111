// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pricing/cost_of.h"

#include "tests/models/pricing/book_builder.h"

#include <QTest>

using namespace ms;
using core::Bucket;
using core::Money;
using pricing::priceOf;
using pricing::Usage;
using test::book;
using test::rule;

namespace {

const core::Instant kMay = test::instant("2026-05-10T12:00:00Z");

pricing::PriceBook fullBook() {
    return book({rule("m").usd("3"), rule("m").bucket(Bucket::CacheRead).usd("0.30"),
                 rule("m").bucket(Bucket::CacheWrite5m).usd("3.75"),
                 rule("m").bucket(Bucket::CacheWrite1h).usd("6"),
                 rule("m").bucket(Bucket::Output).usd("15"),
                 rule("m").bucket(Bucket::Request).per(1).usd("0.0001"),
                 rule("m").bucket(Bucket::Query).per(1000).usd("10")});
}

std::optional<pricing::PricedUsage> price(const pricing::PriceBook& prices, const Usage& usage) {
    const std::int64_t prompt = usage.input.value_or(0) + usage.cacheRead.value_or(0) +
                                usage.cacheWrite5m.value_or(0) + usage.cacheWrite1h.value_or(0);
    const auto tariff = prices.tariffOf({"p", "m", "", ""});
    return priceOf(usage, tariff.at(kMay, prompt), prices.rules());
}

} // namespace

class TestCostOf : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addsAllBucketsAndFees() {
        const auto priced = price(fullBook(), Usage{1000, 2000, 300, 40, 500, 2});
        QVERIFY(priced);
        // 0.003 + 0.0006 + 0.001125 + 0.00024 + 0.0075 + 0.0001 + 0.02, by hand
        QCOMPARE(priced->total.picos(), 32'565'000'000LL);
        QCOMPARE(priced->lines.size(), std::size_t(7));
        core::Int128 sum = 0;
        for (const pricing::BucketCost& line : priced->lines)
            sum += line.cost.picos();
        QVERIFY(sum == priced->total.picos());
        QCOMPARE(priced->lines[4].cost.picos(), 7'500'000'000LL);
        QCOMPARE(priced->lines[4].rule, 4);
    }
    void publishedRatesAreExactToThePico() {
        const auto prices =
            book({rule("m").usd("0.000001"), rule("m").bucket(Bucket::Output).usd("0.000001")});
        QCOMPARE(price(prices, Usage{1, {}, {}, {}, 0, {}})->total.picos(), 1LL);
        QCOMPARE(price(prices, Usage{123'457, {}, {}, {}, 7, {}})->total.picos(), 123'464LL);
    }
    void aFineRateRoundsOncePerBucketHalfEven() {
        const auto prices =
            book({rule("m").usd("0.0000005"), rule("m").bucket(Bucket::Output).usd("0.0000005")});
        QCOMPARE(price(prices, Usage{1, {}, {}, {}, 0, {}})->total.picos(), 0LL); // 0.5
        QCOMPARE(price(prices, Usage{3, {}, {}, {}, 0, {}})->total.picos(), 2LL); // 1.5
        QCOMPARE(price(prices, Usage{5, {}, {}, {}, 5, {}})->total.picos(), 4LL); // 2.5 + 2.5
    }
    void absentCacheBucketsCountAsNone() {
        QCOMPARE(price(fullBook(), Usage{1000, {}, {}, {}, 0, {}})->total.picos(), 3'100'000'000LL);
    }
    void unknownInputOrOutputHasNoPrice() {
        QVERIFY(!price(fullBook(), Usage{{}, 5, {}, {}, 5, {}}));
        QVERIFY(!price(fullBook(), Usage{5, {}, {}, {}, {}, {}}));
    }
    void outputNeedsAnOutputRate() {
        const auto prices = book({rule("m").usd("3")});
        QVERIFY(price(prices, Usage{10, {}, {}, {}, 0, {}})); // an embedding
        QVERIFY(!price(prices, Usage{10, {}, {}, {}, 1, {}}));
    }
    void withoutInputRuleThereIsNoPrice() {
        const auto prices = book({rule("m").bucket(Bucket::Output).usd("3"),
                                  rule("m").bucket(Bucket::CacheRead).usd("3")});
        QVERIFY(!price(prices, Usage{0, 10, {}, {}, 1, {}}));
    }
    void aFallbackRateIsMarked() {
        const auto prices = book({rule("m").usd("3"), rule("m").bucket(Bucket::Output).usd("15")});
        const auto priced = price(prices, Usage{1, 1000, {}, {}, 0, {}});
        QCOMPARE(priced->lines.size(), std::size_t(2));
        QCOMPARE(priced->lines[1].bucket, Bucket::CacheRead);
        QVERIFY(priced->lines[1].isFallbackRate);
        QCOMPARE(priced->lines[1].cost.picos(), 3'000'000'000LL);
        QVERIFY(!priced->lines[0].isFallbackRate);
    }
    void theBandIsChosenFromTheWholePrompt() {
        const auto prices = book({rule("m").usd("1"), rule("m").over(200'000).usd("2"),
                                  rule("m").bucket(Bucket::Output).usd("4"),
                                  rule("m").bucket(Bucket::Output).over(200'000).usd("6")});
        QCOMPARE(price(prices, Usage{100'000, 100'000, {}, {}, 1, {}})->total.picos(),
                 200'004'000'000LL);
        QCOMPARE(price(prices, Usage{100'000, 100'000, 1, {}, 1, {}})->total.picos(),
                 400'008'000'000LL);
    }
    void tooMuchMoneyHasNoPrice() {
        const auto prices = book({rule("m").per(1).usd("9000000")});
        QVERIFY(price(prices, Usage{1, {}, {}, {}, 0, {}}));
        QVERIFY(!price(prices, Usage{2, {}, {}, {}, 0, {}}));
        QVERIFY(!price(prices, Usage{1, 1, {}, {}, 0, {}})); // each line fits, their sum does not
    }
    void amountForTellsOverflow() {
        const core::PriceRule dear = rule("m").per(1).usd("9000000");
        QCOMPARE(pricing::amountFor(1, dear)->picos(), 9'000'000'000'000'000'000LL);
        const auto amount = pricing::amountFor(2, dear);
        QVERIFY(!amount);
        QCOMPARE(amount.error().code, core::Error::Code::BadInput);
    }
};

QTEST_APPLESS_MAIN(TestCostOf)
#include "tst_cost_of.moc"
