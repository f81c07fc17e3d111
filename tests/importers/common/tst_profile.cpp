// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: event_field.cpp, token_counts.cpp, profile_document.cpp, profile_writer.cpp
#include "importers/common/profile.h"

#include "importers/common/profile_writer.h"
#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

constexpr const char* kGood = R"({
  "name": "mine", "kind": "events", "format": "csv", "source": "mine", "delimiter": ";",
  "identity": "request_only",
  "time": {"column": "when", "format": "unix_ms"},
  "tokens": {"input_includes_cache_reads": false, "output_includes_reasoning": false},
  "fields": {
    "request_id": {"column": "id"},
    "input_tokens": {"column": "in", "number": "comma_thousands"},
    "cache_read_tokens": {"column": "cached"},
    "output_tokens": {"column": "out"}, "reasoning_tokens": {"column": "think"},
    "reported_cost": {"column": "cost", "number": "comma_decimal"}
  },
  "constants": {"currency": "EUR", "provider": "openai"},
  "ignored": ["junk"]
})";

std::string changed(const char* from, const char* to) {
    std::string text = kGood;
    text.replace(text.find(from), std::string(from).size(), to);
    return text;
}

} // namespace

class TestProfile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBuiltInOnesAreThere() {
        QVERIFY(bool(loadProfile("demo_gateway")));
        QVERIFY(bool(loadProfile("azure_llm_trace")));
        const auto none = loadProfile("no such profile");
        QVERIFY(!none);
        QVERIFY(none.error().message.find("demo_gateway") != std::string::npos);
    }

    void aProfileReadsAFile() {
        const auto profile = parseProfile(kGood, "mine.json");
        QVERIFY2(bool(profile), profile ? "" : profile.error().message.c_str());
        const auto rows = readText("id;when;in;cached;out;think;cost;junk;more\n"
                                   "r1;1789372801120;1,200;300;50;7;0,002;x;y\n",
                                   Choice{std::nullopt, *profile});
        QCOMPARE(rows->records.size(), std::size_t(1));
        QCOMPARE(rows->totals->convention,
                 std::string("cache reads beside the input, cache writes within it, reasoning "
                             "beside the output"));
        const auto again = parseProfile(rows->info.profileText, "again.json");
        QVERIFY(bool(again) && again->name == "mine");
        QCOMPARE(rows->info.encoding, std::string("utf-8"));
        QVERIFY(rows->info.compression.empty());
        const Json record = Json::parse(rows->records[0]);
        QCOMPARE(record["input_uncached_tokens"].get<int>(), 1200); // reads are beside the input
        QCOMPARE(record["context_tokens"].get<int>(), 1500);
        QCOMPARE(record["output_tokens"].get<int>(), 57); // reasoning is beside the output
        QCOMPARE(record["reported_cost"].get<std::string>(), std::string("0.002"));
        QCOMPARE(record["currency"].get<std::string>(), std::string("EUR"));
        QCOMPARE(record["timestamp"].get<std::string>(), std::string("2026-09-14T08:00:01.120Z"));
        QCOMPARE(rows->info.identity, core::Identity::RequestOnly);
        QCOMPARE(rows->totals->notes, (std::vector<std::string>{"columns not read: more"}));
    }

    void mistakesAreToldWithTheirPlace_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("where");
        const auto row = [](const char* name, const std::string& text, const char* where) {
            QTest::newRow(name) << QString::fromStdString(text) << QString::fromUtf8(where);
        };
        row("not JSON", changed("\"kind\"", "kind"), "p.json:2");
        row("a number beyond all ranges", changed("[\"junk\"]", "1e999"), "p.json");
        row("unknown key", changed("\"ignored\"", "\"ignore\""), "p.json:/ignore");
        row("unknown field", changed("\"request_id\"", "\"requestid\""),
            "p.json:/fields/requestid");
        row("unknown key of a field", changed("\"number\"", "\"numbers\""),
            "p.json:/fields/input_tokens/numbers");
        row("unknown number format", changed("comma_thousands", "commas"),
            "p.json:/fields/input_tokens/number");
        row("unknown time format", changed("unix_ms", "epoch"), "p.json:/time/format");
        row("unknown zone",
            changed("\"format\": \"unix_ms\"", "\"format\": \"iso\", \"zone\": \"Mars/Base\""),
            "p.json:/time/zone");
        row("missing source", changed("\"source\": \"mine\",", ""), "p.json:/source");
        row("unknown identity", changed("request_only", "none"), "p.json:/identity");
        row("unknown kind", changed("\"events\"", "\"event\""), "p.json:/kind");
        row("field of another kind", changed("\"request_id\"", "\"period_end\""),
            "p.json:/fields/period_end");
        row("time as a field", changed("\"request_id\"", "\"timestamp\""),
            "p.json:/fields/timestamp");
        row("unknown encoding", changed("\"delimiter\": \";\"", "\"encoding\": \"ebcdic\""),
            "p.json:/encoding");
    }
    void mistakesAreToldWithTheirPlace() {
        QFETCH(QString, text);
        QFETCH(QString, where);
        const auto profile = parseProfile(text.toStdString(), "p.json");
        QVERIFY(!profile);
        QCOMPARE(QString::fromStdString(profile.error().where), where);
    }

    void aDocumentThatIsWrittenReadsTheSame() {
        std::vector<MappingProfile> profiles = builtInProfiles();
        auto good = parseProfile(kGood, "mine.json");
        QVERIFY(bool(good));
        good->encoding = "latin-1";
        good->header = "0011223344556677";
        good->zone = "Europe/Berlin";
        profiles.push_back(*std::move(good));
        auto revenue = parseProfile(
            "{\"name\": \"r\", \"kind\": \"revenue\", \"format\": \"jsonl\", \"source\": \"r\","
            "\"fields\": {\"month\": {\"path\": \"a.b\", \"time\": \"month_day_year\"}}}",
            "r.json");
        QVERIFY(bool(revenue));
        profiles.push_back(*std::move(revenue));
        const auto sorted = [](MappingProfile profile) {
            std::sort(profile.fields.begin(), profile.fields.end(),
                      [](const auto& a, const auto& b) { return a.name < b.name; });
            return profile;
        };
        for (const MappingProfile& profile : profiles) {
            const auto again = parseProfile(profileDocument(profile), "again.json");
            QVERIFY2(bool(again), again ? "" : again.error().message.c_str());
            QVERIFY(sorted(*again) == sorted(profile));
        }
    }

    void aKeyThatStandsTwiceIsAMistake() {
        const auto profile =
            parseProfile(changed("\"ignored\": [\"junk\"]", "\"name\": \"other\""), "p.json");
        QVERIFY(!profile);
    }

    void aMissingColumnIsNamed() {
        const auto profile = parseProfile(kGood, "mine.json");
        QVERIFY(bool(profile));
        const std::string refusal = refusalOf("id;when;in;out\n", Choice{std::nullopt, *profile});
        QVERIFY(refusal.find("'cached'") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestProfile)
#include "tst_profile.moc"
