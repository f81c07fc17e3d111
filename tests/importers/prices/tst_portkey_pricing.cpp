// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/prices/portkey_pricing.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;
using Of = core::PriceEntry::Part;

namespace {

/// A model with these usual prices, and what else its configuration has.
std::string model(const std::string& name, const std::string& usual, const std::string& more = "") {
    return R"(")" + name + R"(":{"pricing_config":{"pay_as_you_go":{)" + usual + "}" + more + "}}";
}
const std::string kUsual = R"("request_token":{"price":0.0003},"response_token":{"price":0.0015})";

const core::PriceEntry& entry(const CollectedRows& rows, std::size_t i) {
    return std::get<core::PriceEntry>(rows.allFacts.at(i));
}
std::string text(const std::optional<core::Decimal>& price) {
    return price ? toText(*price) : "unknown";
}

} // namespace

class TestPortkeyPricing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void centsPerTokenBecomeUnitsPerMillion() {
        const auto rows =
            readText("{" +
                     model("m", R"("request_token":{"price":2.5e-06},"response_token":)"
                                R"({"price":"0.0015000000000001"},)"
                                R"("cache_write_input_token":{"price":0})") +
                     "}");
        QCOMPARE(text(entry(*rows, 0)[Of::Input]), std::string("0.025"));
        QCOMPARE(text(entry(*rows, 0)[Of::Output]), std::string("15.000000000001"));
        QCOMPARE(text(entry(*rows, 0)[Of::CacheWrite5m]), std::string("0"));
        QCOMPARE(text(entry(*rows, 0)[Of::CacheRead]), std::string("unknown"));
        QCOMPARE(entry(*rows, 0).provider, std::string());
        QCOMPARE(entry(*rows, 0).publisher, std::string("Portkey pricing"));
    }

    void theCommonEntryIsNoModelAndGivesTheCurrency() {
        const auto rows =
            readText("{" + model("a", kUsual) + "," + model("b", kUsual, R"(,"currency":"usd")") +
                     "," + model("default", kUsual, R"(,"currency":"EUR")") + "}");
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(entry(*rows, 0).currency, std::string("EUR"));
        QCOMPARE(entry(*rows, 1).currency, std::string("USD"));
        QCOMPARE(entry(*rows, 1).line, std::int64_t(2));
    }

    void batchPricesAreATierWithoutCachePricesOfItsOwn() {
        const auto rows =
            readText("{" +
                     model("m", kUsual + R"(,"cache_read_input_token":{"price":0.00003})",
                           R"(,"batch_config":{"request_token":{"price":0.00015}})") +
                     "," + model("n", kUsual, R"(,"batch_config":{})") + "}");
        QCOMPARE(rows->allFacts.size(), std::size_t(3));
        QCOMPARE(entry(*rows, 1).serviceTier, std::string("batch"));
        QCOMPARE(text(entry(*rows, 1)[Of::Input]), std::string("1.5"));
        QCOMPARE(text(entry(*rows, 1)[Of::CacheRead]), std::string("unknown"));
        QCOMPARE(entry(*rows, 1).line, std::int64_t(1));
        QCOMPARE(entry(*rows, 2).line, std::int64_t(2));
    }

    void theWriteForAnHourIsAnAdditionalUnit() {
        const auto rows = readText(
            "{" +
            model("m", kUsual + R"(,"additional_units":{"cache_write_1h":{"price":0.0006}})") +
            "}");
        QCOMPARE(text(entry(*rows, 0)[Of::CacheWrite1h]), std::string("6"));
        QVERIFY(entry(*rows, 0).other.empty());
        QVERIFY(rows->totals->notes.empty());
    }

    void pricesOfOtherKindsAreToldAndUnitsAreKept() {
        const auto rows = readText(
            "{" + model("a", kUsual + R"(,"additional_units":{"web_search":{"price":1}})") + "," +
            model("b", kUsual + R"(,"request_audio_token":{"price":0.01})") + "," +
            model("c", R"("image":{"default":{"1024x1024":{"price":4}}})") + "}");
        QCOMPARE(entry(*rows, 0).other.at(0).first, std::string("web_search"));
        QCOMPARE(toText(entry(*rows, 0).other.at(0).second), std::string("0.01"));
        QVERIFY(entry(*rows, 2).flags.has(core::Flag::NoTokenPrice));
        QVERIFY(core::rulesOf(entry(*rows, 2))->empty()); // not free
        QCOMPARE(rows->totals->notes,
                 std::vector<std::string>{"3 prices of other kinds (image, audio, page, ...) not "
                                          "used"});
    }

    void namesWithASizeAreOneModel_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<qint64>("over");
        const auto row = [](const char* fact, const char* name, const char* model, qint64 over) {
            QTest::newRow(fact) << QByteArray(name) << QByteArray(model) << over;
        };
        row("up to a size", "gemini-1.5-pro-lte-128k", "gemini-1.5-pro", 0);
        row("above it", "gemini-1.5-pro-gt-128k", "gemini-1.5-pro", 128'000);
        row("no size", "demo-gt-large", "demo-gt-large", 0);
        row("more behind it", "demo-gt-128k-preview", "demo-gt-128k-preview", 0);
        row("no model", "-gt-128k", "-gt-128k", 0);
        row("a size that is none", "demo-gt-0k", "demo-gt-0k", 0);
        row("a size of that many digits", "m-gt-99999999999999999999k",
            "m-gt-99999999999999999999k", 0);
    }
    void namesWithASizeAreOneModel() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, model);
        QFETCH(qint64, over);
        const auto rows = readText("{" + ::model(name.toStdString(), kUsual) + "}");
        QCOMPARE(QByteArray::fromStdString(entry(*rows, 0).model), model);
        QCOMPARE(entry(*rows, 0).minContextTokens, std::int64_t(over));
    }

    void aBrokenModelIsRejectedAlone() {
        const auto rows = readText("{" + model("a", R"("request_token":{"price":"x"})") + "," +
                                   model("b", R"("request_token":{"price":-1})") + "," +
                                   model("c", R"("request_token":0.1)") + "," +
                                   model("d", R"("additional_units":{"web_search":{"price":[]}})") +
                                   "," + model("e", kUsual, R"(,"currency":"$")") +
                                   R"(,"f":{"pricing_config":[]},)" + model("g", kUsual) + "}");
        QCOMPARE(rows->rejected.size(), std::size_t(6));
        QCOMPARE(rows->rejected[1].reason, std::string("A price cannot be negative."));
        QCOMPARE(rows->rejected[3].column, std::string("d.web_search.price"));
        QCOMPARE(rows->rejected[4].column, std::string("e.pricing_config.currency"));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(entry(*rows, 0).line, std::int64_t(7));
    }
};

QTEST_APPLESS_MAIN(TestPortkeyPricing)
#include "tst_portkey_pricing.moc"
