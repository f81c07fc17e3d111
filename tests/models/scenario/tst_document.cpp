// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: document_text.cpp
#include "models/scenario/document.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

using namespace ms;
using scenario::Field;
using scenario::LeverKind;

namespace {
constexpr const char* kEverything = R"json({
  "version": 1, "name": "Free pays", "notes": "draft", "seed": 42, "where": {"tier": ["Free"]},
  "levers": [
    {"kind": "price_change", "change": "-0.2"},
    {"kind": "route", "name": "Small first", "provider": "p", "model": "small", "share": 0.5,
     "escalation": 0.36, "judge_cost": "0.0001", "success_change": "-0.02", "failure_cost": 0.05,
     "match": {"where": {"feature": ["chat", "draft"]}, "not": {"model": "small"},
               "prompt_tokens": {"to": 4000}, "output_tokens": {"from": 1, "to": 900}}},
    {"kind": "response_cache", "mode": "replay", "ttl_seconds": 600, "eviction": "lfu",
     "sliding": true, "capacity": 100},
    {"kind": "quota", "requests": 2000, "mode": "overage", "overage_price": "0.01"},
    {"kind": "response_cache", "hit_rate": "0.18"}],
  "ranges": [{"lever": 1, "field": "share", "low": 0.3, "high": 0.7}]
})json";
} // namespace

class TestDocument : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingIsRead();
    void whatIsWrittenReadsBack();
    void mistakesNameTheirPath_data();
    void mistakesNameTheirPath();
    void everyFieldBelongsToALever();
    void theSchemaListsWhatIsRead();
};

void TestDocument::everythingIsRead() {
    const auto read = scenario::parseScenario(kEverything);
    QVERIFY2(read, read ? "" : (read.error().where + ": " + read.error().message).c_str());
    QCOMPARE(read->name, std::string("Free pays"));
    QCOMPARE(read->seed, std::uint64_t(42));
    QCOMPARE(read->levers.size(), std::size_t(5));
    QVERIFY(read->levers[0].kind == LeverKind::Quota); // in the order in which they act
    QVERIFY(read->levers[1].cacheMode == scenario::CacheMode::Replay);
    QVERIFY(read->levers[1].evictsLeastOften && read->levers[1].isSliding);
    QCOMPARE(read->levers[2][Field::HitRate], std::int64_t(180'000'000));
    const scenario::Lever& route = read->levers[3];
    QCOMPARE(route.title(), std::string("Small first"));
    QCOMPARE(route[Field::Share], std::int64_t(500'000'000));
    QCOMPARE(route[Field::JudgeCost], std::int64_t(100'000'000)); // pico-units
    QCOMPARE(route[Field::SuccessChange], std::int64_t(-20'000'000));
    QCOMPARE(route[Field::OutputRatio], std::int64_t(1'000'000'000));
    QCOMPARE(route.match.conditions.size(), std::size_t(2));
    QVERIFY(route.match.promptTokens.contains(3999) && !route.match.promptTokens.contains(4000));
    QVERIFY(route.match.outputTokens.contains(1) && !route.match.outputTokens.contains(0));
    QCOMPARE(read->ranges[0].lever, std::size_t(3)); // follows its lever
    QCOMPARE(read->levers[4][Field::ProviderPriceChange], std::int64_t(-200'000'000));
}

void TestDocument::whatIsWrittenReadsBack() {
    const auto read = scenario::parseScenario(kEverything);
    const auto again = scenario::parseScenario(scenario::documentOf(*read));
    QVERIFY2(again, again ? "" : (again.error().where + ": " + again.error().message).c_str());
    QVERIFY(*again == *read);
}

void TestDocument::mistakesNameTheirPath_data() {
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char* name, const char* document, const char* path) {
        QTest::newRow(name) << QByteArray(document) << QByteArray(path);
    };
    row("no JSON", "{", "");
    row("no version", R"({"name": "x"})", "version");
    row("another version", R"({"version": 2})", "version");
    row("an unknown key", R"({"version": 1, "lever": []})", "lever");
    row("a key twice", R"({"version": 1, "seed": 1, "seed": 2})", "seed");
    row("an unknown kind", R"({"version": 1, "levers": [{"kind": "magic"}]})", "levers[0].kind");
    row("a field of another kind",
        R"({"version": 1, "levers": [{"kind": "batch", "hit_rate": 0.1}]})", "levers[0].hit_rate");
    row("a share above one", R"({"version": 1, "levers": [{"kind": "batch", "share": 1.1}]})",
        "levers[0].share");
    row("a text that is no number",
        R"({"version": 1, "levers": [{"kind": "batch", "share": "half"}]})", "levers[0].share");
    row("half a token", R"({"version": 1, "levers": [{"kind": "output_cap", "cap": 0.5}]})",
        "levers[0].cap");
    row("finer than a billionth",
        R"({"version": 1, "levers": [{"kind": "batch", "share": "0.1234567891"}]})",
        "levers[0].share");
    row("a missing number", R"({"version": 1, "levers": [{"kind": "output_cap"}]})",
        "levers[0].cap");
    row("a route to nowhere", R"({"version": 1, "levers": [{"kind": "route"}]})",
        "levers[0].model");
    row("an action without a limit", R"({"version": 1, "levers": [{"kind": "action_limit"}]})",
        "levers[0].max_calls");
    row("own GPUs without utilisation",
        R"({"version": 1, "levers": [{"kind": "self_host", "gpu_hour_cost": 2,
            "output_tokens_per_second": 900}]})",
        "levers[0].utilisation");
    row("own GPUs that wait for ever",
        R"({"version": 1, "levers": [{"kind": "self_host", "gpu_hour_cost": 2,
            "output_tokens_per_second": 900, "utilisation": 0}]})",
        "levers[0].utilisation");
    row("a provider of own GPUs",
        R"({"version": 1, "levers": [{"kind": "self_host", "provider": "x"}]})",
        "levers[0].provider");
    row("an assumed cache without a rate",
        R"({"version": 1, "levers": [{"kind": "response_cache"}]})", "levers[0].hit_rate");
    row("an unknown dimension",
        R"({"version": 1, "levers": [{"kind": "batch", "match": {"where": {"planet": "x"}}}]})",
        "levers[0].match.where.planet");
    row("a range of nothing",
        R"({"version": 1, "levers": [{"kind": "batch"}],
            "ranges": [{"lever": 1, "field": "share", "low": 0, "high": 1}]})",
        "ranges[0].lever");
    row("a range around something else",
        R"({"version": 1, "levers": [{"kind": "batch", "discount": 0.5}],
            "ranges": [{"lever": 0, "field": "discount", "low": 0.6, "high": 1}]})",
        "ranges[0]");
    row("a range of what must be replayed",
        R"({"version": 1, "levers": [{"kind": "output_cap", "cap": 5}],
            "ranges": [{"lever": 0, "field": "cap", "low": 1, "high": 9}]})",
        "ranges[0].field");
}

void TestDocument::mistakesNameTheirPath() {
    QFETCH(QByteArray, document);
    QFETCH(QByteArray, path);
    const auto read = scenario::parseScenario(document.toStdString());
    QVERIFY(!read);
    QVERIFY(read.error().code == core::Error::Code::BadInput);
    QVERIFY(!read.error().message.empty());
    QCOMPARE(QByteArray::fromStdString(read.error().where), path);
}

void TestDocument::everyFieldBelongsToALever() {
    std::set<Field> used;
    for (std::size_t k = 0; k < scenario::kLeverKinds; ++k)
        for (const Field field : fieldsOf(LeverKind(k))) {
            used.insert(field);
            QVERIFY(fieldNamed(infoOf(field).name, LeverKind(k)) == field);
            QVERIFY(infoOf(field).field == field);
            const auto number = infoOf(field).standard;
            QCOMPARE(*scenario::parseNumber(
                         field, scenario::numberText(field, std::max(number, infoOf(field).least))),
                     std::max(number, infoOf(field).least));
        }
    QCOMPARE(used.size(), scenario::kFields);
}

/// Fields that the schema of a lever lists are those of its kind, and the samples are read.
void TestDocument::theSchemaListsWhatIsRead() {
    const std::string folder = MARGINSCOPE_SOURCE_DIR "/resources/scenarios/";
    std::ifstream file{folder + "scenario.schema.json"};
    const nlohmann::json schema = nlohmann::json::parse(file);
    std::size_t kinds = 0;
    for (const nlohmann::json& lever :
         schema.at("properties").at("levers").at("items").at("oneOf")) {
        const nlohmann::json& listed = lever.at("properties");
        const auto kind =
            scenario::leverKindNamed(listed.at("kind").at("const").get<std::string>());
        QVERIFY(kind);
        ++kinds;
        std::size_t numbers = 0;
        for (const auto& [key, value] : listed.items())
            numbers += value.contains("$ref") && key != "match" ? 1 : 0;
        QCOMPARE(numbers, fieldsOf(*kind).size());
        for (const Field field : fieldsOf(*kind)) {
            QVERIFY2(listed.contains(std::string(infoOf(field).name)), infoOf(field).name.data());
            const std::string meaning =
                listed.at(std::string(infoOf(field).name)).at("description");
            if (kind != LeverKind::PromptCache || field == Field::ReadMultiplier)
                QVERIFY2(meaning.find(infoOf(field).meaning.substr(0, 20)) == 0, meaning.c_str());
        }
    }
    QCOMPARE(kinds, scenario::kLeverKinds);
    for (const char* sample : {"free_pays", "cheaper_model", "pro_price"}) {
        std::ifstream document{folder + sample + ".json"};
        const std::string text{std::istreambuf_iterator<char>(document), {}};
        const auto read = scenario::parseScenario(text);
        QVERIFY2(read, read ? "" : (read.error().where + ": " + read.error().message).c_str());
        QVERIFY(!read->ranges.empty());
    }
}

QTEST_APPLESS_MAIN(TestDocument)
#include "tst_document.moc"
