// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: batches.cpp, import.cpp
#include <QTemporaryDir>
#include <QTest>

#include "tests/models/store/event_samples.h"
#include "tests/models/store/fact_samples.h"

using namespace ms;
using namespace ms::tests;
using core::FileKind;

/// Rejected rows, and the imports that hold them corrected.
class TestCorrectedRows : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_count = 0;

    store::Workspace fresh() {
        auto made = store::Workspace::create(
            (m_folder.path() + QStringLiteral("/%1.margin").arg(++m_count)).toStdString(), {});
        if (!made)
            throw std::runtime_error{made.error().message};
        return *std::move(made);
    }
    static core::TenantFact tenant(const std::string& name) {
        core::TenantFact fact;
        fact.tenant = name;
        return fact;
    }
    /// One row taken, three rejected.
    static std::int64_t importWithRejects(store::Workspace& w) {
        auto import = w.beginImport({});
        core::SourceInfo info;
        info.kind = FileKind::Tenants;
        info.path = "/in/tenants.csv";
        info.head = "tenant,name\n";
        info.format = "tenants";
        info.profile = "mine";
        info.profileText = "{\"name\":\"mine\"}";
        info.compression = "gzip";
        info.encoding = "utf-16le";
        const std::vector<core::Diagnostic> rejects{{3, "seats", "No number.", "b,x"},
                                                    {5, "", "Too short.", "c"},
                                                    {9, "seats", "No number.", "d,y"}};
        const std::vector<core::Fact> facts{tenant("acme")};
        bool isGood = bool((*import)->begin(info));
        isGood = isGood && (*import)->facts(facts);
        isGood = isGood && (*import)->rejects(rejects);
        core::ReadTotals totals;
        totals.rows = 4;
        totals.rejected = 3;
        totals.convention = "cached tokens within the input";
        isGood = isGood && (*import)->end(totals);
        const auto receipt = (*import)->commit();
        if (!isGood || !receipt)
            throw std::runtime_error{"import"};
        return receipt->id;
    }
    static core::Result<store::Batch> correct(store::Workspace& w, std::int64_t batch,
                                              const std::vector<std::int64_t>& numbers,
                                              const std::string& name, std::uint64_t hash) {
        auto import = w.beginImport({});
        core::SourceInfo info;
        info.kind = FileKind::Tenants;
        info.path = "fixed rows of tenants.csv";
        if (!(*import)->begin(info) || !(*import)->facts({tenant(name)}))
            throw std::runtime_error{"begin"};
        core::ReadTotals totals;
        totals.rows = 1;
        totals.hash = hash;
        if (!(*import)->end(totals))
            throw std::runtime_error{"end"};
        std::vector<store::Reject> rows;
        for (const std::int64_t number : numbers)
            rows.push_back({number, {number + 100, {}, {}, {}}, {}});
        if (auto said = (*import)->corrects(batch, rows); !said)
            return said.error();
        return (*import)->commit();
    }

private Q_SLOTS:
    void howAFileWasReadIsKept() {
        auto w = fresh();
        const store::Batch batch = *w.batch(importWithRejects(w));
        QCOMPARE(batch.head, std::string("tenant,name\n"));
        QCOMPARE(batch.profileText, std::string("{\"name\":\"mine\"}"));
        QCOMPARE(batch.compression, std::string("gzip"));
        QCOMPARE(batch.encoding, std::string("utf-16le"));
        QCOMPARE(batch.convention, std::string("cached tokens within the input"));
        QVERIFY(!batch.corrects && batch.corrected == 0);
    }

    void rejectsComeInPages() {
        auto w = fresh();
        const std::int64_t id = importWithRejects(w);
        const auto all = *w.rejects(id, {});
        QCOMPARE(all.size(), std::size_t(3));
        QCOMPARE(all[1].number, std::int64_t(2));
        QCOMPARE(all[1].row.line, std::int64_t(5));
        QCOMPARE(all[2].row.raw, std::string("d,y"));
        const auto first = *w.rejects(id, {0, 2});
        QCOMPARE(first.size(), std::size_t(2));
        const auto rest = *w.rejects(id, {first.back().number, 2});
        QCOMPARE(rest.size(), std::size_t(1));
        QCOMPARE(rest[0].number, std::int64_t(3));
        QVERIFY(w.rejects(id + 1, {})->empty());
    }

    void aCorrectedRowIsOpenAgainOnceItsBatchIsUndone() {
        auto w = fresh();
        const std::int64_t id = importWithRejects(w);
        const auto fixed = correct(w, id, {1, 3}, "b", 7);
        QVERIFY2(bool(fixed), fixed ? "" : fixed.error().message.c_str());
        QCOMPARE(fixed->corrects, std::optional<std::int64_t>(id));
        QCOMPARE(w.batch(id)->corrected, std::int64_t(2));
        QCOMPARE(w.batch(id)->rejected, std::int64_t(3)); // the receipt says what was
        QCOMPARE(w.rejects(id, {})->at(0).correctedBy, std::optional(fixed->id));
        QVERIFY(!w.rejects(id, {})->at(1).correctedBy);
        QVERIFY(w.setBatchActive(fixed->id, false));
        QCOMPARE(w.batch(id)->corrected, std::int64_t(0));
        QVERIFY(!w.rejects(id, {})->at(0).correctedBy);
        QCOMPARE(w.facts({})->tenants.size(), std::size_t(1));
    }

    void aRowThatWasCorrectedTwiceCountsOnce() {
        auto w = fresh();
        const std::int64_t id = importWithRejects(w);
        const auto first = correct(w, id, {1}, "b", 7);
        QVERIFY(w.setBatchActive(first->id, false));
        const auto second = correct(w, id, {1}, "better", 8);
        const auto back = w.setBatchActive(first->id, true);
        QVERIFY(!back);
        QVERIFY2(back.error().message.find("batch " + std::to_string(second->id)) !=
                     std::string::npos,
                 back.error().message.c_str());
        QVERIFY(w.setBatchActive(second->id, false));
        QVERIFY(w.setBatchActive(first->id, true));
        QCOMPARE(w.facts({})->tenants.back().tenant, std::string("b"));
    }

    void aRowThatTheStoreRefusesStaysOpen() {
        auto w = fresh();
        const std::int64_t id = importWithRejects(w);
        auto import = w.beginImport({});
        core::SourceInfo info;
        info.source = "test";
        QVERIFY((*import)->begin(info));
        QVERIFY((*import)->events(
            blockOf({plainEvent("a", 1, 1, 1), plainEvent(std::string(600, 'x'), 1, 1, 1)}, 5)));
        core::ReadTotals totals;
        totals.rows = 2;
        QVERIFY((*import)->end(totals));
        QVERIFY((*import)->corrects(id, {{1, {5, {}, {}, {}}, {}}, {2, {6, {}, {}, {}}, {}}}));
        const auto receipt = (*import)->commit();
        QCOMPARE(receipt->rejected, std::int64_t(1));
        QVERIFY(w.rejects(id, {})->at(0).correctedBy);
        QVERIFY(!w.rejects(id, {})->at(1).correctedBy);
    }

    void whatIsNotThereCannotBeCorrected() {
        auto w = fresh();
        const auto fixed = correct(w, 99, {1}, "b", 7);
        QVERIFY(!fixed);
        QCOMPARE(fixed.error().code, core::Error::Code::Usage);
        QVERIFY(w.batches()->empty());
    }
};

QTEST_APPLESS_MAIN(TestCorrectedRows)
#include "tst_corrected_rows.moc"
