// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/prices/openrouter_models.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;
using Of = core::PriceEntry::Part;

namespace {

/// A list of models, each with this pricing.
std::string listOf(const std::vector<std::string>& pricings) {
    std::string models;
    for (std::size_t i = 0; i < pricings.size(); ++i)
        models += (i > 0 ? "," : "") + std::string(R"({"id":"lab/m)") + std::to_string(i) +
                  R"(","context_length":1,"pricing":)" + pricings[i] + "}";
    return R"({"data":[)" + models + "]}";
}
/// The usual prices and what else there is.
std::string pricing(const std::string& more) {
    return R"({"prompt":"0.000003","completion":"0.000015")" + more + "}";
}
std::string overrides(const std::string& list) {
    return pricing(R"(,"overrides":[)" + list + "]");
}

const core::PriceEntry& entry(const CollectedRows& rows, std::size_t i) {
    return std::get<core::PriceEntry>(rows.allFacts.at(i));
}
std::string text(const std::optional<core::Decimal>& price) {
    return price ? toText(*price) : "unknown";
}

} // namespace

class TestOpenrouterModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsPerTokenBecomePricesPerMillion() {
        const auto rows = readText(listOf({R"({"prompt":"0.000000300000000001","completion":)"
                                           R"("2.4e-6","input_cache_write":"0",)"
                                           R"("internal_reasoning":"0.000001"})"}));
        QCOMPARE(text(entry(*rows, 0)[Of::Input]), std::string("0.300000000001"));
        QCOMPARE(text(entry(*rows, 0)[Of::Output]), std::string("2.4"));
        QCOMPARE(text(entry(*rows, 0)[Of::CacheWrite5m]), std::string("0"));
        QCOMPARE(text(entry(*rows, 0)[Of::CacheRead]), std::string("unknown"));
        QCOMPARE(text(entry(*rows, 0)[Of::Reasoning]), std::string("1"));
        QCOMPARE(entry(*rows, 0).publisher, std::string("OpenRouter models"));
    }

    void aPriceThatTheRouterDecidesIsUnknown() {
        const auto rows = readText(listOf({R"({"prompt":"-1","completion":"-1","request":"-1"})",
                                           R"({"prompt":"0","completion":"-1"})"}));
        for (std::size_t i = 0; i < 2; ++i) {
            QVERIFY(entry(*rows, i).flags.has(core::Flag::DynamicPrice));
            QVERIFY(core::rulesOf(entry(*rows, i))->empty());
        }
    }

    void freeIsAKnownPriceAndNoneIsNot() {
        const auto rows = readText(listOf(
            {R"({"prompt":"0","completion":"0"})", R"({"prompt":"","request":""})", R"({})"}));
        QCOMPARE(text(entry(*rows, 0)[Of::Output]), std::string("0"));
        QVERIFY(entry(*rows, 1).flags.has(core::Flag::NoPrice));
        QVERIFY(entry(*rows, 2).flags.has(core::Flag::NoPrice));
    }

    void aPriceOfRequestsIsUsedAndThoseOfOtherKindsAreTold() {
        const auto rows = readText(listOf({pricing(R"(,"request":"0.005")"),
                                           pricing(R"(,"image":"0.001","audio":"0.0000007")"),
                                           pricing(R"(,"request":"0","web_search":"0")")}));
        QCOMPARE(text(entry(*rows, 0).perRequest), std::string("0.005"));
        QCOMPARE(entry(*rows, 1).other.size(), std::size_t(2));
        QCOMPARE(entry(*rows, 1).other[1].first, std::string("audio"));
        QVERIFY(entry(*rows, 2).other.empty() && !entry(*rows, 2).perRequest);
        QCOMPARE(rows->totals->notes,
                 std::vector<std::string>{"1 price of another kind (image, audio, page, ...) not "
                                          "used"});
    }

    void anOverrideHoldsAboveItsSizeAndKeepsOtherPrices() {
        const auto rows =
            readText(listOf({overrides(R"({"min_prompt_tokens":200000,"prompt":"0.000006"})")}));
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(entry(*rows, 1).minContextTokens, std::int64_t(200'000));
        QCOMPARE(text(entry(*rows, 1)[Of::Input]), std::string("6"));
        QCOMPARE(text(entry(*rows, 1)[Of::Output]), std::string("unknown")); // as usual: 15
        QCOMPARE(entry(*rows, 1).line, std::int64_t(1));
    }

    void ofTwoOverridesThatHoldTheLaterOneWins() {
        // Above 300,000 the second one holds too, and states the prompt anew.
        const auto rows = readText(listOf(
            {overrides(R"({"min_prompt_tokens":300000,"prompt":"0.000009","completion":"0.00003"},)"
                       R"({"min_prompt_tokens":200000,"prompt":"0.000006"})")}));
        QCOMPARE(rows->allFacts.size(), std::size_t(3));
        QCOMPARE(text(entry(*rows, 1)[Of::Input]), std::string("unknown"));
        QCOMPARE(text(entry(*rows, 1)[Of::Output]), std::string("30"));
        QCOMPARE(text(entry(*rows, 2)[Of::Input]), std::string("6"));
    }

    void anOverrideThatALaterOneHidesIsNone() {
        const auto rows =
            readText(listOf({overrides(R"({"min_prompt_tokens":200000,"prompt":"0.000009"},)"
                                       R"({"min_prompt_tokens":200000,"prompt":"0.000006"})")}));
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(text(entry(*rows, 1)[Of::Input]), std::string("6"));
    }

    void anOverrideForAllPromptsIsTheUsualPrice() {
        const auto rows = readText(
            listOf({overrides(R"({"prompt":"0.000001"},{"min_prompt_tokens":0,"request":"1"})")}));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(text(entry(*rows, 0)[Of::Input]), std::string("1"));
        QCOMPARE(text(entry(*rows, 0)[Of::Output]), std::string("15"));
        QCOMPARE(text(entry(*rows, 0).perRequest), std::string("1"));
    }

    void pricesOfCertainHoursAreToldAndNotUsed() {
        const auto rows = readText(
            listOf({overrides(R"({"utc_start":"16:30","utc_end":"00:30","prompt":"0.000001"},)"
                              R"({"min_prompt_tokens":5,"weekday":1,"prompt":"0.000002"})"),
                    pricing(R"(,"discount":0.25)"), pricing(R"(,"discount":0)")}));
        QCOMPARE(rows->allFacts.size(), std::size_t(3));
        QCOMPARE(text(entry(*rows, 0)[Of::Input]), std::string("3"));
        QCOMPARE(rows->totals->notes,
                 (std::vector<std::string>{
                     "2 prices that hold at certain hours or on other conditions not used",
                     "1 model states a discount; its prices are taken as they are listed"}));
    }

    void aBrokenModelIsRejectedAlone() {
        const auto rows = readText(listOf({R"({"prompt":"free","completion":"0"})",
                                           R"({"prompt":"-0.1","completion":"0"})",
                                           overrides(R"({"min_prompt_tokens":-1,"prompt":"1"})"),
                                           overrides(R"(7)"), R"("0.1")", pricing("")}));
        QCOMPARE(rows->rejected.size(), std::size_t(5));
        QCOMPARE(rows->rejected[0].column, std::string("pricing.prompt"));
        QCOMPARE(rows->rejected[1].reason, std::string("A price cannot be negative."));
        QCOMPARE(rows->rejected[2].column, std::string("min_prompt_tokens"));
        QCOMPARE(rows->rejected[4].column, std::string("pricing"));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(entry(*rows, 0).model, std::string("lab/m5"));
        QCOMPARE(entry(*rows, 0).line, std::int64_t(6));
    }

    void aModelWithoutAnIdIsRejected() {
        const auto rows = readText(R"({"data":[{"id":"a","pricing":)" + pricing("") +
                                   R"(},{"id":"","pricing":)" + pricing("") + "}]}");
        QCOMPARE(rows->rejected.at(0).column, std::string("id"));
    }

    void listsWithPricesAsNumbersAreOthers() {
        QVERIFY(
            !refusalOf(R"({"data":[{"id":"a","pricing":{"prompt":3,"completion":15}}]})").empty());
    }
};

QTEST_APPLESS_MAIN(TestOpenrouterModels)
#include "tst_openrouter_models.moc"
