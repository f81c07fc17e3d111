// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: event_import.cpp, event_store.cpp, encode_queue.cpp, text_dictionary.cpp
// Covers: stored_columns.cpp, segment_columns.cpp, body_reader.cpp, batches.cpp
#include <QTemporaryDir>
#include <QTest>

#include "tests/models/store/event_samples.h"

using namespace ms;
using namespace ms::tests;
using core::IdColumn;
using core::NumberColumn;

class TestImport : public QObject {
    Q_OBJECT

private:
    store::Workspace fresh() {
        auto made = store::Workspace::create(
            (m_folder.path() + QStringLiteral("/%1.margin").arg(++m_count)).toStdString(), {});
        if (!made)
            throw std::runtime_error{made.error().message};
        return *std::move(made);
    }
    QTemporaryDir m_folder;
    int m_count = 0;

private Q_SLOTS:
    void everyColumnComesBackAsItWentIn_data() {
        QTest::addColumn<int>("events");
        QTest::newRow("one event") << 1;
        QTest::newRow("a few") << 777;
        QTest::newRow("more than one segment") << 66'000;
    }
    void everyColumnComesBackAsItWentIn() {
        QFETCH(int, events);
        auto workspace = fresh();
        std::vector<PlainEvent> in = randomEvents(std::size_t(events), 7);
        const auto receipt = importEvents(workspace, in, core::Identity::RequestAndAttempt);
        QVERIFY2(bool(receipt), receipt ? "" : receipt.error().message.c_str());
        QCOMPARE(receipt->accepted, std::int64_t(events));
        QCOMPARE(receipt->id, std::int64_t(1));
        const std::vector<PlainEvent> out = readBack(workspace);
        QCOMPARE(out.size(), in.size());
        for (std::size_t row = 0; row < in.size(); ++row) {
            in[row].numbers[NumberColumn::SourceRow] = std::int64_t(row + 1);
            in[row].numbers[NumberColumn::Flags] = 0;
            QVERIFY(out[row] == in[row]);
        }
    }
    void theSameFileAgainAddsNothing() {
        auto workspace = fresh();
        const auto events = randomEvents(20'000, 3);
        QVERIFY(importEvents(workspace, events, core::Identity::RequestAndAttempt));
        const auto again = importEvents(workspace, events, core::Identity::RequestAndAttempt);
        QVERIFY2(bool(again), again ? "" : again.error().message.c_str());
        QCOMPARE(again->accepted, std::int64_t(0));
        QCOMPARE(again->duplicates, std::int64_t(20'000));
        QCOMPARE(readBack(workspace).size(), std::size_t(20'000));
    }
    void aShuffledFileAgainAddsNothing() {
        auto workspace = fresh();
        auto events = randomEvents(20'000, 4);
        QVERIFY(importEvents(workspace, events, core::Identity::RequestAndAttempt));
        std::shuffle(events.begin(), events.end(), std::mt19937{1});
        const auto again =
            importEvents(workspace, events, core::Identity::RequestAndAttempt, "test", 4096);
        QVERIFY(again);
        QCOMPARE(again->duplicates, std::int64_t(20'000));
    }
    void undoneAndImportedAgain() {
        auto workspace = fresh();
        const auto events = randomEvents(1000, 5);
        const auto first = importEvents(workspace, events, core::Identity::RequestAndAttempt);
        QVERIFY(first);
        const auto before = workspace.version();
        QVERIFY(workspace.setBatchActive(first->id, false));
        QVERIFY(*workspace.version() != *before);
        QCOMPARE(readBack(workspace).size(), std::size_t(0));
        const auto again = importEvents(workspace, events, core::Identity::RequestAndAttempt);
        QCOMPARE(again->accepted, std::int64_t(1000));
        QCOMPARE(readBack(workspace).size(), std::size_t(1000));
        // Putting the first batch back must not count anything twice.
        QVERIFY(workspace.setBatchActive(first->id, true));
        QCOMPARE(readBack(workspace).size(), std::size_t(1000));
        QVERIFY(workspace.setBatchActive(again->id, false));
        QCOMPARE(readBack(workspace).size(), std::size_t(1000));
    }
    void aRequestIsFoundByItsText() {
        auto workspace = fresh();
        QVERIFY(
            importEvents(workspace, randomEvents(66'000, 6), core::Identity::RequestAndAttempt));
        const auto columns = *workspace.columns();
        for (const char* id : {"request-0", "request-65999", "request-12"}) {
            const auto key = columns->idKey(IdColumn::Request, id, {});
            QVERIFY(key && *key != 0);
            QCOMPARE(columns->idTexts(IdColumn::Root, std::vector{*key})->front(), std::string{id});
        }
        QCOMPARE(*columns->idKey(IdColumn::Request, "request-", {}), 0U);
        QCOMPARE(*columns->idKey(IdColumn::Request, "equest-1", {}), 0U);
    }
    void columnsOutliveTheWorkspace() {
        std::shared_ptr<const frame::ColumnSource> columns;
        {
            auto workspace = fresh();
            QVERIFY(
                importEvents(workspace, randomEvents(10, 1), core::Identity::RequestAndAttempt));
            columns = *workspace.columns();
        }
        QCOMPARE(columns->segments().size(), std::size_t(1));
        QVERIFY(columns->dictionary(core::TextColumn::Tenant));
    }
    void anIdThatIsTooLongIsRejected() {
        auto workspace = fresh();
        std::vector<PlainEvent> events{plainEvent("a", 1, 1, 1),
                                       plainEvent(std::string(513, 'x'), 1, 2, 2),
                                       plainEvent("b", 1, 3, 3)};
        events[1].ids[IdColumn::User] = std::string(9999, 'u');
        const auto receipt = importEvents(workspace, events, core::Identity::RequestAndAttempt);
        QCOMPARE(receipt->accepted, std::int64_t(2));
        QCOMPARE(receipt->rejected, std::int64_t(1));
        const auto rejects = workspace.rejects(receipt->id, {});
        QCOMPARE(rejects->size(), std::size_t(1));
        QCOMPARE(rejects->front().row.line, std::int64_t(2));
    }
    void nothingIsLeftOfAnImportThatIsNotCommitted() {
        auto workspace = fresh();
        {
            auto import = workspace.beginImport({});
            QVERIFY(import);
            QVERIFY((*import)->begin({}));
            QVERIFY((*import)->events(blockOf(randomEvents(100, 2))));
        }
        QVERIFY(workspace.batches()->empty());
        QCOMPARE(*workspace.version(), std::int64_t(1));
    }
};

QTEST_APPLESS_MAIN(TestImport)
#include "tst_import.moc"
