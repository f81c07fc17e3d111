// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/prices/models_dev.h"

#include "tests/importers/collected_rows.h"

using namespace ms;
using namespace ms::importers;
using Of = core::PriceEntry::Part;

namespace {

/// A list with one provider and these models.
std::string listOf(const std::string& models, const std::string& provider = "openai") {
    return R"({")" + provider + R"(":{"id":"x","npm":"@ai-sdk/x","models":{)" + models + "}}}";
}
/// A model with this cost.
std::string model(const std::string& name, const std::string& cost) {
    return R"(")" + name + R"(":{"id":"x","limit":{"context":1},"cost":)" + cost + "}";
}

const core::PriceEntry& entry(const CollectedRows& rows, std::size_t i) {
    return std::get<core::PriceEntry>(rows.allFacts.at(i));
}
std::string text(const std::optional<core::Decimal>& price) {
    return price ? toText(*price) : "unknown";
}

} // namespace

class TestModelsDev : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pricesArePerMillionAndKeepTheirDigits() {
        const auto rows = readText(listOf(model(
            "m", R"({"input":0.30000000000000004,"output":2,"cache_read":3e-2,"cache_write":0})")));
        QCOMPARE(text(entry(*rows, 0)[Of::Input]), std::string("0.30000000000000004"));
        QCOMPARE(text(entry(*rows, 0)[Of::Output]), std::string("2"));
        QCOMPARE(text(entry(*rows, 0)[Of::CacheRead]), std::string("0.03"));
        QCOMPARE(text(entry(*rows, 0)[Of::CacheWrite5m]), std::string("0"));
        QCOMPARE(text(entry(*rows, 0)[Of::CacheWrite1h]), std::string("unknown"));
        QCOMPARE(entry(*rows, 0).publisher, std::string("models.dev"));
    }

    void aModelWithoutACostHasAnUnknownPrice() {
        const auto rows = readText(listOf(R"("a":{"id":"a"},"b":{"id":"b","cost":null},)" +
                                          model("c", "{}") + "," + model("d", R"({"input":1})")));
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(entry(*rows, i).flags.has(core::Flag::NoPrice));
            QVERIFY(core::rulesOf(entry(*rows, i))->empty());
        }
        QVERIFY(!entry(*rows, 3)[Of::Output]); // not free
    }

    void largerPromptsAreEntriesOfTheirOwn() {
        const auto rows = readText(listOf(model(
            "m", R"({"input":3,"output":15,"context_over_200k":{"input":6},"tiers":[)"
                 R"({"tier":{"type":"context","size":32000},"input":4,"cache_read":0.4}]})")));
        QCOMPARE(rows->allFacts.size(), std::size_t(3));
        QCOMPARE(entry(*rows, 1).minContextTokens, std::int64_t(200'000));
        QCOMPARE(text(entry(*rows, 1)[Of::Input]), std::string("6"));
        QCOMPARE(text(entry(*rows, 1)[Of::Output]), std::string("unknown"));
        QCOMPARE(entry(*rows, 2).minContextTokens, std::int64_t(32'000));
        QCOMPARE(text(entry(*rows, 2)[Of::CacheRead]), std::string("0.4"));
        QCOMPARE(entry(*rows, 2).line, std::int64_t(1));
    }

    void theOlderFormOfATierCountsOnce() {
        const auto rows = readText(
            listOf(model("m", R"({"input":3,"context_over_200k":{"input":6},"tiers":[)"
                              R"({"tier":{"type":"context","size":200000},"input":7}]})")));
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        QCOMPARE(text(entry(*rows, 1)[Of::Input]), std::string("7"));
    }

    void otherPricesAreKeptAndTold() {
        const auto rows = readText(
            listOf(model("m", R"({"input":3,"input_audio":40,"tiers":[{"tier":{"type":"speed"},)"
                              R"("input":9}]})")));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(entry(*rows, 0).other.at(0).first, std::string("input_audio_per_million"));
        QCOMPARE(rows->totals->notes,
                 std::vector<std::string>{"2 prices of other kinds (image, audio, page, ...) not "
                                          "used"});
    }

    void providersHaveTheNameOfTheirBiller_data() {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("biller");
        QTest::newRow("Bedrock") << QByteArray("amazon-bedrock") << QByteArray("aws.bedrock");
        QTest::newRow("Gemini") << QByteArray("google") << QByteArray("gcp.gemini");
        QTest::newRow("Vertex") << QByteArray("google-vertex") << QByteArray("gcp.vertex_ai");
        QTest::newRow("Azure") << QByteArray("azure") << QByteArray("azure.ai.openai");
        QTest::newRow("others") << QByteArray("mistral") << QByteArray("mistral");
    }
    void providersHaveTheNameOfTheirBiller() {
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, biller);
        const auto rows = readText(listOf(model("m", R"({"input":1})"), given.toStdString()));
        QCOMPARE(QByteArray::fromStdString(entry(*rows, 0).provider), biller);
    }

    void aBrokenModelIsRejectedAlone() {
        const auto rows = readText(
            listOf(model("a", R"({"input":"x"})") + "," + model("b", R"({"input":-1})") + "," +
                   model("c", R"({"input":1,"tiers":[{"tier":{"type":"context"},"input":2}]})") +
                   "," + model("d", R"([1])") + "," + model("e", R"({"input":5})")));
        QCOMPARE(rows->rejected.size(), std::size_t(4));
        QCOMPARE(rows->rejected[0].column, std::string("a.cost.input"));
        QCOMPARE(rows->rejected[1].reason, std::string("A price cannot be negative."));
        QCOMPARE(rows->rejected[2].column, std::string("c.tier.size"));
        QCOMPARE(rows->rejected[3].column, std::string("d.cost"));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        QCOMPARE(entry(*rows, 0).line, std::int64_t(5));
    }

    void aListLongerThanTheHeadIsRead() {
        std::string models = model("m0", R"({"input":1})");
        for (int i = 1; i < 8000; ++i)
            models += "," + model("m" + std::to_string(i), R"({"input":1})");
        for (const char* end : {"", "\n"}) {
            const auto rows = readText(listOf(models) + end);
            QCOMPARE(rows->allFacts.size(), std::size_t(8000));
            QVERIFY(rows->rejected.empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestModelsDev)
#include "tst_models_dev.moc"
