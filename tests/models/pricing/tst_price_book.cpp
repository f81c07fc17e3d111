// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pricing/price_book.h"

#include "models/core/event_columns.h"
#include "tests/models/pricing/book_builder.h"

#include <QTest>

using namespace ms;
using core::Bucket;
using pricing::RateCard;
using test::book;
using test::instant;
using test::rule;

namespace {

const core::Instant kMay = instant("2026-05-10T12:00:00Z");

/// Index of the rule for `bucket`, for one attempt.
int chosen(const pricing::PriceBook& prices, const pricing::PriceKey& key, core::Instant t = kMay,
           std::int64_t prompt = 100, Bucket bucket = Bucket::Input) {
    return prices.tariffOf(key).at(t, prompt).of(bucket);
}

} // namespace

class TestPriceBook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namingTheAccountWinsOverEverything() {
        const auto prices = book({rule("m").account("acme").usd("1"), rule("m").over(50).usd("2"),
                                  rule("m").from("2026-05-01").usd("3"), rule("m").usd("4")});
        QCOMPARE(chosen(prices, {"p", "m", "acme", ""}), 0);
        QCOMPARE(chosen(prices, {"p", "m", "other", ""}), 1);
        QCOMPARE(chosen(prices, {"p", "m", "", ""}), 1);
    }
    void aHigherThresholdWinsOverALaterDate() {
        const auto prices =
            book({rule("m").over(50).usd("1"), rule("m").over(20).from("2026-05-01").usd("2"),
                  rule("m").from("2026-05-09").usd("3")});
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, kMay, 51), 0);
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, kMay, 50), 1); // over means more than
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, kMay, 21), 1);
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, kMay, 20), 2);
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, kMay, 0), 2);
    }
    void theLatestStartWinsThenTheLatestImport() {
        const auto prices =
            book({rule("m").from("2026-05-02").usd("1"), rule("m").from("2026-05-02").usd("2"),
                  rule("m").from("2026-04-01").usd("3"), rule("m").usd("4")});
        QCOMPARE(chosen(prices, {"p", "m", "", ""}), 1);
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, instant("2026-04-20T00:00:00Z")), 2);
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, instant("2026-03-31T00:00:00Z")), 3);
    }
    void aPriceChangesAtItsExactInstant() {
        const auto prices = book({rule("m").to("2026-05-01T12:00:00Z").usd("1"),
                                  rule("m").from("2026-05-01T12:00:00Z").usd("2")});
        const core::Instant change = instant("2026-05-01T12:00:00Z");
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, core::Instant{change.micros - 1}), 0);
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, change), 1);
    }
    void aDateAloneIsMidnightOfTheZone() {
        const auto prices =
            book({rule("m").from("2026-05-01").usd("1")}, {}, *core::Zone::find("Europe/Berlin"));
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, instant("2026-04-30T22:00:00Z")), 0);
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, instant("2026-04-30T21:59:59Z")),
                 RateCard::kNone);
    }
    void endsAreExclusiveAndGapsHaveNoPrice() {
        const auto prices =
            book({rule("m").to("2026-05-01").usd("1"), rule("m").from("2026-06-01").usd("2")});
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, instant("2026-04-30T23:59:59.999999Z")), 0);
        QCOMPARE(chosen(prices, {"p", "m", "", ""}), RateCard::kNone);
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, instant("2026-06-01T00:00:00Z")), 1);
    }
    void unknownTimesTakeUndatedRulesOnly() {
        const auto prices = book({rule("m").usd("1"), rule("m").from("2026-01-01").usd("2"),
                                  rule("dated").from("2026-01-01").usd("2")});
        const core::Instant unknown{core::kUnknownNumber};
        QCOMPARE(chosen(prices, {"p", "m", "", ""}, unknown), 0);
        QCOMPARE(chosen(prices, {"p", "dated", "", ""}, unknown), RateCard::kNone);
    }
    void serviceTiersNeverPriceEachOther() {
        const auto prices = book({rule("m").usd("1"), rule("m").tier("batch").usd("0.5")});
        QCOMPARE(chosen(prices, {"p", "m", "", ""}), 0);
        QCOMPARE(chosen(prices, {"p", "m", "", "standard"}), 0);
        QCOMPARE(chosen(prices, {"p", "m", "", "batch"}), 1);
        QVERIFY(prices.tariffOf({"p", "m", "", "priority"}).isEmpty());
    }
    void providersAndModelsMatchExactly() {
        const auto prices = book({rule("m").usd("1")});
        QVERIFY(prices.tariffOf({"q", "m", "", ""}).isEmpty());
        QVERIFY(prices.tariffOf({"p", "M", "", ""}).isEmpty());
        QVERIFY(prices.tariffOf({"p", "m-2026-01-01", "", ""}).isEmpty());
        QVERIFY(prices.tariffOf({"pm", "", "", ""}).isEmpty());
    }
    void anAliasIsBilledAsItsModel() {
        const auto prices =
            book({rule("m").usd("1"), rule("own").usd("2")},
                 {{"p", "m-latest", "old", 1}, {"p", "m-latest", "m", 2}, {"p", "own", "m", 3}});
        QCOMPARE(chosen(prices, {"p", "m-latest", "", ""}), 0);
        QVERIFY(prices.tariffOf({"q", "m-latest", "", ""}).isEmpty());
        QCOMPARE(chosen(prices, {"p", "own", "", ""}), 1); // an exact name needs no alias
        QCOMPARE(prices.billingOf("p", "m-latest").model, std::string_view("m"));
        QCOMPARE(prices.billingOf("p", "unheard").model, std::string_view("unheard"));
    }
    void withoutProviderTheOnlySellerIsBilled() {
        const auto prices =
            book({rule("both").usd("1"), rule("both").provider("q").usd("2"), rule("m").usd("3"),
                  rule("euro").provider("q").currency("EUR").usd("4"), rule("euro").usd("5")},
                 {{"q", "latest", "both", 1},
                  {"q", "m", "both", 2},
                  {"q", "lost", "unpriced", 3},
                  {"p", "lost", "m", 4}});
        QCOMPARE(chosen(prices, {"", "latest", "", ""}), 1); // an alias of q alone
        QCOMPARE(prices.billingOf("", "latest").provider, std::string_view("q"));
        QCOMPARE(prices.billingOf("", "latest").model, std::string_view("both"));
        QCOMPARE(chosen(prices, {"", "lost", "", ""}), 2); // of q, the alias leads nowhere
        QVERIFY(prices.tariffOf({"", "both", "", ""}).isEmpty());
        QVERIFY(prices.tariffOf({"", "m", "", ""}).isEmpty());    // p's model, and an alias of q's
        QVERIFY(prices.tariffOf({"", "euro", "", ""}).isEmpty()); // q sells it, in euros
        QVERIFY(prices.tariffOf({"", "unheard", "", ""}).isEmpty());
        QVERIFY(prices.tariffOf({"r", "latest", "", ""}).isEmpty()); // a stated one is believed
        QCOMPARE(prices.billingOf("", "both").provider, std::string_view());
        QCOMPARE(prices.sellersOf("m").size(), std::size_t(2));
        QCOMPARE(prices.sellersOf("m").front(), std::string("p"));
        QVERIFY(prices.sellersOf("unheard").empty());
    }
    void cacheBucketsWithoutRateAreChargedAsInput() {
        const auto prices = book({rule("m").usd("3"), rule("m").over(100).usd("6"),
                                  rule("m").bucket(Bucket::CacheRead).usd("0.3"),
                                  rule("m").bucket(Bucket::Output).usd("15")});
        const auto tariff = prices.tariffOf({"p", "m", "", ""});
        const RateCard& small = tariff.at(kMay, 100);
        QCOMPARE(small.of(Bucket::CacheRead), 2);
        QCOMPARE(small.of(Bucket::CacheWrite5m), 0);
        QVERIFY(small.isFallbackRate[std::size_t(Bucket::CacheWrite5m)]);
        QVERIFY(!small.isFallbackRate[std::size_t(Bucket::CacheRead)]);
        QVERIFY(!small.isFallbackRate[std::size_t(Bucket::Input)]);
        const RateCard& large = tariff.at(kMay, 101);
        QCOMPARE(large.of(Bucket::Input), 1);
        QCOMPARE(large.of(Bucket::CacheWrite1h), 1); // the input rate that applies
        QCOMPARE(large.of(Bucket::CacheRead), 2);    // a rate of its own, of the band below
        QCOMPARE(large.of(Bucket::Output), 3);
        QCOMPARE(large.of(Bucket::Request), RateCard::kNone);
    }
    void otherCurrenciesAreSetAsideWithAReason() {
        const auto prices = book({rule("m").currency("EUR").usd("1"), rule("n").usd("1")});
        QVERIFY(prices.tariffOf({"p", "m", "", ""}).isEmpty());
        QCOMPARE(prices.setAside().size(), std::size_t(1));
        QCOMPARE(prices.setAside().front().rule, 0);
        QCOMPARE(prices.setAside().front().reason,
                 std::string("Its currency is 'EUR', but costs are in 'USD'."));
        QCOMPARE(chosen(prices, {"p", "n", "", ""}), 1);
    }
    void anEmptyBookPricesNothing() {
        const pricing::PriceBook prices;
        QVERIFY(prices.tariffOf({"p", "m", "", ""}).isEmpty());
        QCOMPARE(chosen(prices, {"p", "m", "", ""}), RateCard::kNone);
    }
};

QTEST_APPLESS_MAIN(TestPriceBook)
#include "tst_price_book.moc"
