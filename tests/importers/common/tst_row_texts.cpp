// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/row_texts.h"

#include "importers/common/profile_document.h"
#include "importers/common/profile_writer.h"
#include "importers/common/registry.h"
#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

#include <random>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

const std::string kPricesHead =
    "provider,model,account,service_tier,context_over,bucket,per,amount,"
    "currency,valid_from,valid_to,source\n";
const std::string kGoodPrice = "p,m,,,,input,1000000,1.00,USD,,,list";

std::string eventLine(const char* request, const char* time, int input) {
    return std::string("{\"event_type\":\"ai_api_cost_allocation\",\"event_version\":"
                       "\"2026-09-01\",\"request_id\":\"") +
           request + "\",\"timestamp_utc\":\"" + time +
           "\",\"environment\":\"production\",\"application\":\"desk\",\"workflow\":\"reply\","
           "\"tenant_id\":\"acme\",\"cost_center\":\"cx\",\"provider\":\"p\","
           "\"model_or_deployment\":\"m\",\"usage\":{\"input_tokens\":" +
           std::to_string(input) +
           ",\"output_tokens\":0,\"total_tokens\":" + std::to_string(input) +
           "},\"routing\":{\"attempt_number\":1,\"fallback_used\":false},"
           "\"cost_estimate\":{\"amount\":null,\"currency\":\"USD\"}}";
}

struct Reading {
    CollectedRows rows;
    std::vector<RowRefusal> refusals;
    std::string error;
};

std::unique_ptr<Reading> readThem(const Format& format, const std::string& head,
                                  const std::vector<RowText>& rows, char delimiter = '\0') {
    auto reading = std::make_unique<Reading>();
    auto refusals =
        readRowTexts(format, {"fixed", head, delimiter, rows}, {}, reading->rows, {}, {});
    if (refusals)
        reading->refusals = *std::move(refusals);
    else
        reading->error = refusals.error().message;
    return reading;
}

} // namespace

class TestRowTexts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreReadAsTheirFileWas() {
        const auto rows = readThem(*formatNamed("prices"), kPricesHead,
                                   {{2, kGoodPrice}, {3, "p,m,,,,output,1000000,4,USD,,,list"}});
        QVERIFY(rows->refusals.empty());
        QCOMPARE(rows->rows.records.size(), std::size_t(2));
        QCOMPARE(rows->rows.info.kind, core::FileKind::Prices);
        QCOMPARE(rows->rows.info.head, kPricesHead);
        QCOMPARE(rows->rows.info.path, std::string("fixed"));
        QCOMPARE(rows->rows.totals->rows, std::int64_t(2));
        const auto whole =
            readText(kPricesHead + kGoodPrice + "\n" + "p,m,,,,output,1000000,4,USD,,,list\n");
        QCOMPARE(rows->rows.records, whole->records);
        QCOMPARE(rows->rows.info.source, whole->info.source);
        const auto later = readThem(*formatNamed("prices"), kPricesHead, {{12, kGoodPrice}});
        QCOMPARE(std::get<core::PriceRule>(later->rows.allFacts.at(0)).line, std::int64_t(12));
    }

    void aBrokenRowSpoilsNoOther() {
        const auto rows = readThem(*formatNamed("prices"), kPricesHead,
                                   {{2, kGoodPrice},
                                    {3, "p,m,,,,input,1000000,\"1.00,USD,,,list"},
                                    {4, "p,\"m\",,,,input,1000000,1.00,USD,,,list"},
                                    {5, kGoodPrice + "\n" + kGoodPrice},
                                    {6, "p,m,,,,soup,1000000,1.00,USD,,,list"},
                                    {7, "   "},
                                    {8, "p,m,,"}});
        QCOMPARE(rows->rows.records.size(), std::size_t(2));
        QStringList refused;
        for (const RowRefusal& refusal : rows->refusals)
            refused << QStringLiteral("%1 %2 %3")
                           .arg(refusal.row)
                           .arg(QString::fromStdString(refusal.column),
                                QString::fromStdString(refusal.reason));
        QCOMPARE(refused.size(), 5);
        QVERIFY2(refused[0].startsWith(QStringLiteral("1 ")), qPrintable(refused[0]));
        QCOMPARE(refused[1],
                 QStringLiteral("3  This is more than one row: give one row at a time."));
        QVERIFY2(refused[2].startsWith(QStringLiteral("4 bucket ")), qPrintable(refused[2]));
        QCOMPARE(refused[3], QStringLiteral("5  The row is empty."));
        QVERIFY2(refused[4].startsWith(QStringLiteral("6  Cells in this row: 4")),
                 qPrintable(refused[4]));
        QCOMPARE(rows->rows.totals->rows, std::int64_t(2));
        QCOMPARE(rows->rows.totals->rejected, std::int64_t(0));
    }

    void emptyCellsAtTheEndsAreCells() {
        const auto rows =
            readThem(*formatNamed("tenants"), "name\ttenant\tseats\n", {{2, "\tacme\t\r\n"}}, '\t');
        QVERIFY2(rows->refusals.empty(),
                 rows->refusals.empty() ? "" : rows->refusals[0].reason.c_str());
        QCOMPARE(std::get<core::TenantFact>(rows->rows.allFacts.at(0)).tenant, std::string("acme"));
    }

    void jsonRowsMayStandOverManyLines() {
        const std::string good = eventLine("r1", "2026-05-03T10:00:00Z", 5);
        const auto rows =
            readThem(*formatNamed("allocation_event"), {},
                     {{9, good},
                      {10, Json::parse(eventLine("r2", "2026-05-03T10:00:00Z", 6)).dump(2)},
                      {11, good.substr(0, 40)},
                      {12, good + "\n" + good},
                      {13, "[1]"},
                      {14, eventLine("r3", "not a time", 1)}});
        QCOMPARE(rows->rows.records.size(), std::size_t(2));
        QCOMPARE(Json::parse(rows->rows.records[0])["source_row"].get<int>(), 9);
        QCOMPARE(Json::parse(rows->rows.records[1])["source_row"].get<int>(), 10);
        QCOMPARE(rows->refusals.size(), std::size_t(4));
        QVERIFY(rows->refusals[0].reason.find("not valid JSON") != std::string::npos);
        QCOMPARE(rows->refusals[3].row, std::size_t(5));
        QCOMPARE(rows->rows.totals->convention,
                 std::string("cached tokens within the input, reasoning within the output"));
    }

    void whenNoRowIsTakenNothingIsHandedOn() {
        const auto rows = readThem(*formatNamed("prices"), kPricesHead, {{2, "x"}});
        QCOMPARE(rows->refusals.size(), std::size_t(1));
        QVERIFY(rows->rows.info.path.empty() && !rows->rows.totals);
    }

    void rowsThatNeedThoseBeforeThemAreNoneAlone() {
        const auto rows = readThem(*formatNamed("codex_session"), {}, {{2, "{\"type\":\"x\"}"}});
        QVERIFY2(rows->error.find("rows before them") != std::string::npos, rows->error.c_str());
    }

    void aProfileReadsItsRows() {
        auto profile = parseProfile(
            "{\"name\":\"mine\",\"kind\":\"events\",\"format\":\"csv\",\"source\":\"mine\","
            "\"delimiter\":\"|\",\"identity\":\"request_only\",\"fields\":{\"request_id\":"
            "{\"column\":\"id\"},\"input_tokens\":{\"column\":\"in\"},\"output_tokens\":"
            "{\"column\":\"out\"}}}",
            "mine.json");
        QVERIFY2(bool(profile), profile ? "" : profile.error().message.c_str());
        const std::string document = profileDocument(*profile);
        const auto format = makeProfileFormat(*std::move(profile));
        // Counting would find the commas.
        const auto rows = readThem(*format, "id|in|out|a,b,c,d\n", {{2, "r1|5|1|"}}, '|');
        QVERIFY2(rows->refusals.empty(),
                 rows->refusals.empty() ? "" : rows->refusals[0].reason.c_str());
        QCOMPARE(rows->rows.info.source, std::string("mine"));
        QCOMPARE(rows->rows.info.profileText, document);
        QVERIFY(bool(parseProfile(document, "again")));
    }

    void manyRowsAreTheSameAsAFile() {
        std::mt19937 random{7};
        std::string whole;
        std::vector<RowText> texts;
        std::size_t broken = 0;
        for (int row = 1; row <= 5'000; ++row) {
            const bool isBroken = random() % 10 == 0;
            broken += isBroken ? 1 : 0;
            texts.push_back({row, eventLine(("r" + std::to_string(row)).c_str(),
                                            isBroken ? "never" : "2026-05-03T10:00:00Z", row)});
            whole += texts.back().text + "\n";
        }
        const auto rows = readThem(*formatNamed("allocation_event"), {}, texts);
        const auto file = readText(whole);
        QCOMPARE(rows->rows.records, file->records);
        QCOMPARE(rows->refusals.size(), broken);
        QCOMPARE(file->rejected.size(), broken);
        for (std::size_t i = 0; i < broken; ++i) {
            QCOMPARE(std::int64_t(rows->refusals[i].row + 1), file->rejected[i].line);
            QCOMPARE(rows->refusals[i].reason, file->rejected[i].reason);
        }
    }

    void theHashIsThatOfTheRowsThatWereTaken() {
        const auto hashOf = [](const std::vector<RowText>& rows) {
            return readThem(*formatNamed("prices"), kPricesHead, rows)->rows.totals->hash;
        };
        const auto alone = hashOf({{2, kGoodPrice}});
        QCOMPARE(hashOf({{9, kGoodPrice}, {10, "broken"}}), alone);
        QVERIFY(hashOf({{2, kGoodPrice}, {3, kGoodPrice}}) != alone);
    }

    void readingStopsWhenAsked() {
        std::stop_source stop;
        stop.request_stop();
        CollectedRows rows;
        const std::vector<RowText> texts{{2, kGoodPrice}};
        const auto read = readRowTexts(*formatNamed("prices"), {"fixed", kPricesHead, '\0', texts},
                                       {}, rows, {}, stop.get_token());
        QVERIFY(!read);
        QCOMPARE(read.error().code, core::Error::Code::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestRowTexts)
#include "tst_row_texts.moc"
