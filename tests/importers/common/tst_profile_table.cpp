// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: mappable_fields.cpp, native_tables.cpp, profile_columns.cpp
#include "importers/common/profile_table.h"

#include "importers/common/mappable_fields.h"
#include "importers/common/profile.h"
#include "importers/common/profile_columns.h"
#include "tests/importers/collected_rows.h"

#include <nlohmann/json.hpp>

using namespace ms;
using namespace ms::importers;
using Json = nlohmann::json;

namespace {

MappingProfile profileOf(const char* text) {
    auto profile = parseProfile(text, "p.json");
    return profile ? *std::move(profile) : MappingProfile{};
}

Choice with(const char* text) {
    Choice choice;
    choice.profile = profileOf(text);
    return choice;
}

const char* const kRevenue =
    "{\"name\": \"book\", \"kind\": \"revenue\", \"format\": \"csv\","
    "\"source\": \"erp\", \"zone\": \"Europe/Berlin\", \"fields\": {"
    "\"tenant\": {\"column\": \"Kunde\"},"
    "\"period_start\": {\"column\": \"Von\", \"time\": \"day_month_year\"},"
    "\"period_end\": {\"column\": \"Bis\", \"time\": \"day_month_year\"},"
    "\"amount\": {\"column\": \"Netto\", \"number\": \"comma_decimal\"}},"
    "\"constants\": {\"currency\": \"EUR\", \"kind\": \"contract\"}}";

} // namespace

class TestProfileTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsAreReadAsTheProfileSays() {
        const auto rows = readText("Kunde;Von;Bis;Netto;Notiz\n"
                                   "Acme;01.09.2026;01.10.2026;1.250,50;x\n",
                                   with(kRevenue));
        QCOMPARE(rows->rejected.size(), std::size_t(0));
        const auto fact = std::get<core::RevenueFact>(rows->allFacts.at(0));
        QCOMPARE(fact.tenant, std::string("Acme"));
        QCOMPARE(core::toText(*fact.periodStart), std::string("2026-09-01")); // a day, no instant
        QCOMPARE(core::toText(*fact.periodEnd), std::string("2026-10-01"));
        QCOMPARE(fact.amount, *core::MoneySum::parse("1250.50"));
        QCOMPARE(fact.currency, std::string("EUR"));
        QCOMPARE(fact.kind, std::string("contract"));
        QCOMPARE(rows->info.source, std::string("erp"));
        QCOMPARE(rows->info.profile, std::string("book"));
        QCOMPARE(rows->totals->notes, (std::vector<std::string>{"columns not read: Notiz"}));
    }

    void whatDoesNotFitIsRejectedWithItsColumn() {
        const auto rows = readText("Kunde;Von;Bis;Netto\n"
                                   "Acme;01.09.2026;01.10.2026;1,250.50\n" // another format
                                   "Acme;2026-09-01;01.10.2026;1\n"
                                   "Acme;31.09.2026;01.10.2026;1\n"
                                   ";01.09.2026;01.10.2026;1\n"
                                   "Acme;01.10.2026;01.09.2026;1\n", // the native file's own rule
                                   with(kRevenue));
        QCOMPARE(rows->allFacts.size(), std::size_t(0));
        std::vector<std::string> columns;
        for (const auto& reject : rows->rejected)
            columns.push_back(reject.column);
        QCOMPARE(columns,
                 (std::vector<std::string>{"Netto", "Von", "Von", "tenant", "period_end"}));
        QCOMPARE(rows->rejected[0].line, std::int64_t(2));
    }

    void aMonthIsBothEndsOfThePeriod() {
        const auto rows =
            readText("who,month,mrr\nAcme,2026-12,10\nAcme,2026-02-14,10\nAcme,13/2026,1\n",
                     with("{\"name\": \"m\", \"kind\": \"revenue\", \"format\": \"csv\","
                          "\"source\": \"m\", \"fields\": {\"tenant\": {\"column\": \"who\"},"
                          "\"month\": {\"column\": \"month\"}, \"amount\": {\"column\": \"mrr\"}},"
                          "\"constants\": {\"currency\": \"USD\", \"kind\": \"subscription\"}}"));
        QCOMPARE(rows->allFacts.size(), std::size_t(2));
        const auto last = std::get<core::RevenueFact>(rows->allFacts[0]);
        QCOMPARE(core::toText(*last.periodStart), std::string("2026-12-01"));
        QCOMPARE(core::toText(*last.periodEnd), std::string("2027-01-01"));
        QCOMPARE(rows->rejected.at(0).column, std::string("month"));
    }

    void jsonRecordsAndTimesOfAZone() {
        const auto rows =
            readText("[{\"ticket\": {\"id\": 7}, \"end\": \"2026-07-01 12:00\", \"ok\": true}]",
                     with("{\"name\": \"o\", \"kind\": \"outcomes\", \"format\": \"jsonl\","
                          "\"source\": \"desk\", \"zone\": \"Europe/Berlin\", \"fields\": {"
                          "\"unit_id\": {\"path\": \"ticket.id\"}, \"outcome\": {\"path\": \"ok\"},"
                          "\"outcome_at\": {\"path\": \"end\"}}}"));
        QCOMPARE(rows->allFacts.size(), std::size_t(1));
        const auto fact = std::get<core::OutcomeFact>(rows->allFacts[0]);
        QCOMPARE(fact.unitId, std::string("7"));
        QCOMPARE(core::toText(*fact.outcomeAt), std::string("2026-07-01T10:00:00.000Z"));
    }

    void aSavedProfileIsFoundByItsHeader() {
        MappingProfile mine = profileOf(kRevenue);
        mine.header = mapping::fingerprintOf({"Kunde", "Von", "Bis", "Netto"});
        Choice choice;
        choice.saved = {mine};
        const std::string row = "Acme;01.09.2026;01.10.2026;1,50\n";
        const auto rows = readText("Kunde;Von;Bis;Netto\n" + row, choice);
        QCOMPARE(rows->info.profile, std::string("book"));
        QVERIFY(rows->info.evidence.find("made for") != std::string::npos);
        QVERIFY(!refusalOf("Kunde;Von;Bis\n" + row, choice).empty());
    }

    /// A log that a built-in format knows, and a profile that was made for just such files.
    void theKeysThatAProfileWasMadeForBeatAKnownFormat() {
        const std::string first = "{\"object\":\"response\",\"created_at\":1789373001,"
                                  "\"model\":\"m\",\"usage\":{\"input_tokens\":5},\"who\":\"a\"}\n";
        const std::string other = "{\"created_at\":1789373002,\"object\":\"response\","
                                  "\"usage\":{\"input_tokens\":6},\"who\":\"b\",\"model\":\"m\"}\n";
        const std::string more = "{\"object\":\"response\",\"created_at\":1789373001,\"id\":\"x\","
                                 "\"model\":\"m\",\"usage\":{\"input_tokens\":5},\"who\":\"a\"}\n";
        MappingProfile mine = profileOf(
            "{\"name\": \"mine\", \"kind\": \"events\", \"format\": \"jsonl\", \"source\": \"s\", "
            "\"identity\": \"content\", \"fields\": {\"tenant\": {\"path\": \"who\"}}}");
        Choice choice;
        choice.saved = {mine};
        QCOMPARE(recognise(ScratchFile(first).path(), choice)->format,
                 std::string("openai_responses"));
        choice.saved.front().header = headerFingerprint(FileHead(first, true), {});
        const auto found = recognise(ScratchFile(first).path(), choice);
        QCOMPARE(found->profile, std::string("mine"));
        QVERIFY(found->evidence.find("made for") != std::string::npos);
        QCOMPARE(recognise(ScratchFile(other).path(), choice)->profile, std::string("mine"));
        QCOMPARE(recognise(ScratchFile(more).path(), choice)->format,
                 std::string("openai_responses")); // other keys
    }

    void everyNativeFileCanBeTheAimOfAMapping() {
        for (const core::FileKind kind :
             {core::FileKind::Prices, core::FileKind::Tenants, core::FileKind::Plans,
              core::FileKind::Revenue, core::FileKind::Outcomes, core::FileKind::ActiveUsers,
              core::FileKind::GpuHours, core::FileKind::Fx, core::FileKind::Charges})
            QVERIFY(!mappableFields(kind).empty());
        using Holds = mapping::MappableField::Holds;
        QCOMPARE(mappableField(core::FileKind::Events, "input_tokens")->holds, Holds::Count);
        QCOMPARE(mappableField(core::FileKind::Charges, "amount")->holds, Holds::Number);
        QCOMPARE(mappableField(core::FileKind::Tenants, "since")->holds, Holds::Time);
        QVERIFY(mappableField(core::FileKind::Revenue, "month") != nullptr);
        QVERIFY(mappableField(core::FileKind::Fx, "month") == nullptr);
    }
};

QTEST_APPLESS_MAIN(TestProfileTable)
#include "tst_profile_table.moc"
