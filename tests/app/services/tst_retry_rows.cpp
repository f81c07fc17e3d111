// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/retry_rows.h"

#include "importers/common/import.h"
#include "tests/app/services/imported_file.h"

using namespace ms;
using namespace ms::app;
using session::CorrectedRow;

namespace {

const std::string kAliases = "provider,alias,model\n";

std::string eventLine(const std::string& request, int attempt, const std::string& time, int input) {
    return "{\"event_type\":\"ai_api_cost_allocation\",\"event_version\":\"2026-09-01\","
           "\"request_id\":\"" +
           request + "\",\"timestamp_utc\":\"" + time +
           "\",\"environment\":\"production\",\"application\":\"desk\",\"workflow\":\"reply\","
           "\"tenant_id\":\"acme\",\"cost_center\":\"cx\",\"provider\":\"p\","
           "\"model_or_deployment\":\"m\",\"usage\":{\"input_tokens\":" +
           std::to_string(input) +
           ",\"output_tokens\":0,\"total_tokens\":" + std::to_string(input) +
           "},\"routing\":{\"attempt_number\":" + std::to_string(attempt) +
           ",\"fallback_used\":false},\"cost_estimate\":{\"amount\":null,\"currency\":\"USD\"}}";
}

std::string countOf(store::Workspace& workspace, const std::string& sql) {
    std::string answer;
    const auto asked = workspace.query(sql,
                                       {{},
                                        [&](const store::Workspace::SqlRow& row) {
                                            answer = row[0].value_or("null");
                                            return false;
                                        }},
                                       {});
    return asked ? answer : asked.error().message;
}

} // namespace

class TestRetryRows : public QObject {
    Q_OBJECT

    static session::RetriedRows retried(store::Workspace& workspace, std::int64_t batch,
                                        const std::vector<CorrectedRow>& rows) {
        auto result = retryRows(workspace, batch, rows, {}, {});
        if (!result)
            throw std::runtime_error{result.error().message};
        return *std::move(result);
    }

private Q_SLOTS:
    void correctedRowsAreABatchOfTheirOwn() {
        ImportedFiles files;
        auto& w = files.workspace();
        const store::Batch first =
            files.import("may.csv", kAliases + "p,a,m\np,,m\nq,b\nr,c,m,x\n");
        QCOMPARE(first.rejected, std::int64_t(3));
        const auto result = retried(w, first.id, {{1, "p,fixed,m"}, {2, "q,b"}, {3, "r,c,m"}});
        QCOMPARE(result.receipt.path, std::string("fixed rows of may.csv"));
        QCOMPARE(result.receipt.rows, std::int64_t(2));
        QCOMPARE(result.receipt.accepted, std::int64_t(2));
        QCOMPARE(result.receipt.rejected, std::int64_t(0));
        QCOMPARE(result.receipt.corrects, std::optional(first.id));
        QCOMPARE(result.receipt.format, std::string("aliases"));
        QCOMPARE(result.receipt.book, std::string("default"));
        QCOMPARE(result.refusals.size(), std::size_t(1));
        QCOMPARE(result.refusals[0].number, std::int64_t(2));
        QVERIFY2(result.refusals[0].reason.find("Cells in this row: 2") != std::string::npos,
                 result.refusals[0].reason.c_str());
        QCOMPARE(w.facts({})->aliases.size(), std::size_t(3));
        QCOMPARE(w.facts({})->aliases[1].alias, std::string("fixed"));
        QCOMPARE(w.facts({})->aliases[2].line, std::int64_t(5)); // of may.csv
        QCOMPARE(w.batch(first.id)->corrected, std::int64_t(2));
        // In one step out again, and open to be corrected anew.
        QVERIFY(w.setBatchActive(result.receipt.id, false));
        QCOMPARE(w.facts({})->aliases.size(), std::size_t(1));
        QVERIFY(retried(w, first.id, {{1, "p,again,m"}}).refusals.empty());
    }

    void whenNoRowIsRightNothingIsWritten() {
        ImportedFiles files;
        auto& w = files.workspace();
        const store::Batch first = files.import("may.csv", kAliases + "p,a,m\np,,m\n");
        const auto before = *w.version();
        const auto result = retried(w, first.id, {{1, "still,wrong"}});
        QCOMPARE(result.receipt.id, std::int64_t(0));
        QCOMPARE(result.refusals.size(), std::size_t(1));
        QCOMPARE(*w.version(), before);
        QCOMPARE(w.batches()->size(), std::size_t(1));
    }

    /// A snapshot's rows have no month of their own, corrected ones neither.
    void theMonthThatWasStatedHoldsForCorrectedRows() {
        ImportedFiles files;
        auto& w = files.workspace();
        const auto file =
            files.write("snapshot.csv", "STATUS,MRR,CURRENCY,PLAN_UUID,PLAN_NAME,CUSTOMER_UUID,"
                                        "CUSTOMER_SUBSCRIPTION_ID\nactive,2900,USD,p,Pro,a,s1\n"
                                        "active,much,USD,p,Pro,b,s2\n");
        importers::ReadOptions reading;
        reading.month = *core::parseMonth("2026-07");
        const auto imported = importFile(w, {file, {}, {}, {}, {}, reading}, {}, {});
        QVERIFY(imported);
        QCOMPARE(imported->receipt.rejected, std::int64_t(1));
        const auto again =
            retried(w, imported->receipt.id, {{1, "active,4900,USD,p,Pro,b,s2"}}).receipt;
        QCOMPARE(again.accepted, std::int64_t(1));
        QVERIFY(again.month == reading.month);
        QCOMPARE(countOf(w, "SELECT count(DISTINCT period_start || period_end) FROM revenue"),
                 std::string("1"));
        QCOMPARE(countOf(w, "SELECT min(period_start) FROM revenue"), std::string("2026-07-01"));
    }

    void aRequestThatCountsAlreadyIsNotCountedAgain() {
        ImportedFiles files;
        auto& w = files.workspace();
        const store::Batch first =
            files.import("log.jsonl", eventLine("r1", 1, "2026-05-01T10:00:00Z", 5) + "\n" +
                                          eventLine("r2", 1, "never", 7) + "\n" +
                                          eventLine("r3", 1, "never", 9) + "\n");
        QCOMPARE(first.rejected, std::int64_t(2));
        const auto result = retried(w, first.id,
                                    {{1, eventLine("r1", 1, "2026-05-01T10:00:00Z", 5)},
                                     {2, eventLine("r1", 1, "2026-05-02T10:00:00Z", 8)}});
        QVERIFY(result.refusals.empty());
        QCOMPARE(result.receipt.duplicates, std::int64_t(1));
        QCOMPARE(result.receipt.accepted, std::int64_t(1));
        QCOMPARE(result.receipt.replaced, std::int64_t(1)); // a later version of r1
        QCOMPARE(countOf(w, "SELECT sum(input_uncached_tokens) FROM event"), std::string("8"));
        QCOMPARE(countOf(w, "SELECT source_row FROM event"), std::string("3"));
        // The whole file, corrected, adds nothing to what is there but r2.
        const store::Batch again =
            files.import("fixed.jsonl", eventLine("r1", 1, "2026-05-02T10:00:00Z", 8) + "\n" +
                                            eventLine("r2", 1, "2026-05-02T10:00:00Z", 7) + "\n");
        QCOMPARE(again.duplicates, std::int64_t(1));
        QCOMPARE(again.accepted, std::int64_t(1));
    }

    void rowsInUseAreNotTakenTwice() {
        ImportedFiles files;
        auto& w = files.workspace();
        const store::Batch first = files.import("may.csv", kAliases + "p,a,m\np,,m\n");
        const auto fixed = retried(w, first.id, {{1, "p,fixed,m"}});
        const auto again = retried(w, first.id, {{1, "p,other,m"}});
        QCOMPARE(again.receipt.id, std::int64_t(0));
        QVERIFY(again.refusals[0].reason.find("batch " + std::to_string(fixed.receipt.id)) !=
                std::string::npos);
        QCOMPARE(w.facts({})->aliases.size(), std::size_t(2));
    }

    void whatWasNotKeptWholeIsAskedFor() {
        ImportedFiles files;
        auto& w = files.workspace();
        const std::string rest = std::string(5'000, 'x');
        const store::Batch first =
            files.import("may.csv", kAliases + "p,a,m\np,," + rest + "\np,,\xff\xfe\n");
        const auto rejects = *w.rejects(first.id, {});
        QCOMPARE(rejects[0].row.raw.size(), std::size_t(4096));
        const auto refusalOf = [&](std::int64_t number, const std::string& text) {
            const auto result = retried(w, first.id, {{number, text}});
            return result.refusals.empty() ? std::string() : result.refusals[0].reason;
        };
        QVERIFY(refusalOf(1, rejects[0].row.raw).find("4 KiB") != std::string::npos);
        std::string edited = rejects[0].row.raw;
        edited.insert(2, "a");
        QVERIFY(refusalOf(1, edited).find("4 KiB") != std::string::npos);
        QVERIFY(refusalOf(2, "p,b,\xef\xbf\xbd").find("no characters") != std::string::npos);
        QCOMPARE(refusalOf(2, "p,b,m"), std::string());
        QCOMPARE(refusalOf(1, "p,a2," + rest), std::string());
    }

    void theProfileIsTheOneOfTheImport() {
        ImportedFiles files;
        auto& w = files.workspace();
        const auto profile = files.write(
            "mine.json",
            "{\"name\":\"mine\",\"kind\":\"events\",\"format\":\"csv\",\"source\":\"mine\","
            "\"identity\":\"request_only\",\"time\":{\"column\":\"t\",\"format\":\"iso\"},"
            "\"fields\":{\"request_id\":{\"column\":\"id\"},\"input_tokens\":{\"column\":\"in\"},"
            "\"output_tokens\":{\"column\":\"out\"}}}");
        importers::Choice choice;
        choice.profile = *importers::loadProfile(profile.string());
        const store::Batch first = files.import(
            "log.csv", "id,t,in,out\nr1,2026-05-01T10:00:00Z,5,1\nr2,2026-05-01T10:00:00Z,x,1\n",
            choice);
        std::filesystem::remove(profile); // gone since
        const auto result = retried(w, first.id, {{1, "r2,2026-05-01T10:00:00Z,6,1"}});
        QVERIFY(result.refusals.empty());
        QCOMPARE(result.receipt.profile, std::string("mine"));
        QCOMPARE(countOf(w, "SELECT sum(input_uncached_tokens) FROM event"), std::string("11"));
    }

    void anIdThatIsTooLongStaysRejected() {
        ImportedFiles files;
        auto& w = files.workspace();
        const store::Batch first =
            files.import("log.jsonl", eventLine("r1", 1, "2026-05-01T10:00:00Z", 5) + "\n" +
                                          eventLine("r2", 1, "never", 7) + "\n" +
                                          eventLine("r3", 1, "never", 9) + "\n");
        const std::string longId(600, 'x');
        const auto result = retried(w, first.id,
                                    {{1, eventLine(longId, 1, "2026-05-01T10:00:00Z", 7)},
                                     {2, eventLine("r3", 1, "2026-05-01T10:00:00Z", 9)}});
        QCOMPARE(result.receipt.accepted, std::int64_t(1));
        QCOMPARE(result.refusals.size(), std::size_t(1));
        QCOMPARE(result.refusals[0].number, std::int64_t(1));
        QCOMPARE(w.batch(first.id)->corrected, std::int64_t(1));
        const auto alone =
            retried(w, first.id, {{1, eventLine(longId, 1, "2026-05-01T10:00:00Z", 7)}});
        QVERIFY2(alone.refusals.at(0).reason.find("512") != std::string::npos,
                 alone.refusals.at(0).reason.c_str());
    }

    void whatCannotBeTriedSaysWhy() {
        ImportedFiles files;
        auto& w = files.workspace();
        const store::Batch first = files.import("may.csv", kAliases + "p,a,m\np,,m\n");
        const auto errorOf = [&](std::int64_t batch, const std::vector<CorrectedRow>& rows) {
            const auto result = retryRows(w, batch, rows, {}, {});
            return result ? std::string() : result.error().message;
        };
        QVERIFY(errorOf(99, {}).find("no batch 99") != std::string::npos);
        QVERIFY(errorOf(first.id, {{7, "x"}}).find("no rejected row 7") != std::string::npos);
        QVERIFY(errorOf(first.id, {{1, "x"}, {1, "y"}}).find("twice") != std::string::npos);
        QVERIFY(w.setBatchActive(first.id, false));
        QVERIFY(errorOf(first.id, {{1, "p,b,m"}}).find("undone") != std::string::npos);
        QVERIFY(w.setBatchActive(first.id, true));
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(retryRows(w, first.id, {{1, "p,b,m"}}, {}, stop.get_token()).error().code,
                 core::Error::Code::Cancelled);
        QCOMPARE(w.batches()->size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(TestRetryRows)
#include "tst_retry_rows.moc"
