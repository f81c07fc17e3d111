// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/cloudflare_ai_gateway.h"

#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

/// A log of 100 tokens in and 10 out, with some members replaced by these; null takes one out.
std::string logWith(const Json& members) {
    Json log{{"id", "01-a"},          {"created_at", "2026-09-14T08:03:21.120Z"},
             {"provider", "openai"},  {"model", "gpt-5-mini"},
             {"success", true},       {"status_code", 200},
             {"cached", false},       {"cost", 0.5},
             {"duration", 1840},      {"tokens_in", 100},
             {"tokens_out", 10},      {"step", 0},
             {"request_type", "chat"}};
    log.update(members);
    return log.dump();
}
std::string pageOf(const std::vector<std::string>& logs, int total = 1) {
    std::string list;
    for (const std::string& log : logs)
        list += (list.empty() ? "" : ",") + log;
    return R"({"result":[)" + list + R"(],"success":true,"result_info":{"page":1,"per_page":50,)" +
           R"("count":1,"total_count":)" + std::to_string(total) + "}}";
}
Json onlyRecord(const std::string& content) {
    const auto rows = readText(content);
    if (rows->records.size() == 1 && rows->info.format == "cloudflare_ai_gateway")
        return Json::parse(rows->records[0]);
    QTest::qFail(rows->rejected.empty() ? "one record is expected"
                                        : rows->rejected[0].reason.c_str(),
                 __FILE__, __LINE__);
    return Json::object();
}
Json recordWith(const Json& members) {
    return onlyRecord(pageOf({logWith(members)}));
}

} // namespace

class TestCloudflareAiGateway : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aZeroCostIsDoubted_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("cost"); // null: not given
        QTest::addColumn<bool>("isFlagged");
        QTest::newRow("a model without a price")
            << QByteArray(R"({"cost":0})") << QByteArray("null") << true;
        QTest::newRow("answered from the response cache")
            << QByteArray(R"({"cost":0,"cached":true})") << QByteArray(R"("0")") << false;
        QTest::newRow("a failure")
            << QByteArray(R"({"cost":0,"success":false})") << QByteArray(R"("0")") << false;
        QTest::newRow("the customer's own price")
            << QByteArray(R"({"cost":0,"custom_cost":true})") << QByteArray(R"("0")") << false;
        QTest::newRow("without tokens nothing is known to be billed")
            << QByteArray(R"({"cost":0,"tokens_in":null,"tokens_out":null})")
            << QByteArray(R"("0")") << false;
        QTest::newRow("a cost") << QByteArray(R"({"cost":1.2e-05})") << QByteArray(R"("0.000012")")
                                << false;
        QTest::newRow("no cost") << QByteArray(R"({"cost":null})") << QByteArray("null") << false;
    }
    void aZeroCostIsDoubted() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, cost);
        QFETCH(bool, isFlagged);
        const Json record = recordWith(Json::parse(members.constData()));
        QCOMPARE(record.value("reported_cost", Json()), Json::parse(cost.constData()));
        QCOMPARE(record.contains("currency"), cost != "null");
        const Json flags = record["flags"];
        QCOMPARE(std::find(flags.begin(), flags.end(), Json("cost_zero_unknown")) != flags.end(),
                 isFlagged);
    }

    void cachedAnswersKeepTheirCounts() {
        const Json record = recordWith({{"cached", true}, {"cost", 0}});
        QCOMPARE(record["app_cache_hit"], Json(true));
        QCOMPARE(record["input_uncached_tokens"], Json(100));
        QCOMPARE(record["cache_read_tokens"], Json()); // another kind of cache
        QCOMPARE(record["flags"], Json::array({"cache_split_unknown"}));
    }

    void stepsAboveTheFirstAreFallbacks() {
        QCOMPARE(recordWith({{"step", 0}})["fallback"], Json(false));
        QCOMPARE(recordWith({{"step", 2}})["fallback"], Json(true));
        QVERIFY(!recordWith({{"step", nullptr}}).contains("fallback"));
    }

    void failuresAreTold() {
        const Json failed = recordWith({{"success", false}, {"status_code", 429}});
        QCOMPARE(failed["status"], Json("error"));
        QCOMPARE(failed["error"], Json("429"));
        QVERIFY(!recordWith({{"status_code", 200}}).contains("error"));
        QCOMPARE(recordWith({{"success", nullptr}})["status"], Json("unknown"));
    }

    void metadataIsAnObjectOrItsText() {
        const std::string text = R"({"tenant": "acme", "env": "prod", "user_id": 7})";
        const Json inText = recordWith({{"metadata", text}});
        QCOMPARE(inText["tenant"], Json("acme"));
        QCOMPARE(inText["environment"], Json("production"));
        QCOMPARE(inText["user"], Json("7"));
        QCOMPARE(recordWith({{"metadata", Json::parse(text)}})["tenant"], Json("acme"));
        QVERIFY(!recordWith({{"metadata", nullptr}}).contains("tenant"));
        QVERIFY(!recordWith({{"metadata", ""}}).contains("tenant"));
    }

    void providersAndKindsHaveOneName() {
        QCOMPARE(recordWith({{"provider", "aws-bedrock"}})["provider"], Json("aws.bedrock"));
        QCOMPARE(recordWith({{"provider", "workers-ai"}})["provider"], Json("workers-ai"));
        QCOMPARE(recordWith({{"request_type", "embeddings"}})["call_kind"], Json("embedding"));
    }

    void pagesLinesAndListsAreRead() {
        const std::string log = logWith(Json::object());
        QCOMPARE(readText(log + "\n" + log + "\n")->records.size(), std::size_t(2));
        QCOMPARE(readText("[" + log + "," + log + "]")->records.size(), std::size_t(2));
        const auto pages = readText(pageOf({log, log}, 51) + "\n" + pageOf({log}, 2));
        QCOMPARE(pages->records.size(), std::size_t(3));
        QCOMPARE(pages->info.format, std::string("cloudflare_ai_gateway"));
        QCOMPARE(pages->totals->notes.size(), std::size_t(1)); // the first announces more
    }

    void brokenLogsAreRejected_data() {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("column");
        QTest::newRow("a count below zero")
            << QByteArray(R"({"tokens_in":-1})") << QByteArray("tokens_in");
        QTest::newRow("a negative cost") << QByteArray(R"({"cost":-0.5})") << QByteArray("cost");
        QTest::newRow("a step that is none")
            << QByteArray(R"({"step":"last"})") << QByteArray("step");
        QTest::newRow("a time that is none")
            << QByteArray(R"({"created_at":"yesterday"})") << QByteArray("created_at");
        QTest::newRow("metadata that is cut off")
            << QByteArray::fromStdString(Json{{"metadata", "{cut off"}}.dump())
            << QByteArray("metadata");
        QTest::newRow("neither a hit nor none")
            << QByteArray(R"({"cached":"perhaps"})") << QByteArray("cached");
    }
    void brokenLogsAreRejected() {
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, column);
        const auto rows =
            readText(pageOf({logWith(Json::object()), logWith(Json::parse(members.constData()))}));
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->rejected.size(), std::size_t(1));
        QCOMPARE(rows->rejected[0].column, column.toStdString());
    }
};

QTEST_APPLESS_MAIN(TestCloudflareAiGateway)
#include "tst_cloudflare_ai_gateway.moc"
