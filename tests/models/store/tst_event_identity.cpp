// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: event_identity.cpp, event_content.cpp, content_index.cpp, replaced_rows.cpp
#include <QTemporaryDir>
#include <QTest>

#include "tests/models/store/event_samples.h"

using namespace ms;
using namespace ms::tests;
using core::Identity;
using core::NumberColumn;

class TestEventIdentity : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_count = 0;

    store::Workspace fresh() {
        auto made = store::Workspace::create(
            (m_folder.path() + QStringLiteral("/%1.margin").arg(++m_count)).toStdString(), {});
        if (!made)
            throw std::runtime_error{made.error().message};
        return *std::move(made);
    }
    /// "request/attempt/input" of every counted event, sorted.
    static QStringList counted(const store::Workspace& workspace) {
        QStringList all;
        for (const PlainEvent& e : readBack(workspace)) {
            const auto attempt = e.numbers.find(NumberColumn::Attempt);
            const auto request = e.ids.find(core::IdColumn::Request);
            all << QStringLiteral("%1/%2/%3")
                       .arg(request == e.ids.end() ? QStringLiteral("-")
                                                   : QString::fromStdString(request->second))
                       .arg(attempt == e.numbers.end() ? -1 : attempt->second)
                       .arg(e.numbers.at(NumberColumn::Input));
        }
        all.sort();
        return all;
    }
    static PlainEvent unnumbered(const std::string& request, std::int64_t time,
                                 std::int64_t input) {
        PlainEvent e = plainEvent(request, 1, time, input);
        e.numbers.erase(NumberColumn::Attempt);
        if (request.empty())
            e.ids.clear();
        return e;
    }
    static store::Batch add(store::Workspace& w, const std::vector<PlainEvent>& events,
                            Identity how, const std::string& source = "log") {
        auto receipt = importEvents(w, events, how, source);
        if (!receipt)
            throw std::runtime_error{receipt.error().message};
        return *receipt;
    }

private Q_SLOTS:
    void attemptsOfOneRequestAreDifferentEvents() {
        auto w = fresh();
        const auto receipt = add(w, {plainEvent("a", 1, 10, 1), plainEvent("a", 2, 20, 1)},
                                 Identity::RequestAndAttempt);
        QCOMPARE(int(receipt.accepted), 2);
        QCOMPARE(int(receipt.duplicates), 0);
    }
    void theSameRowTwiceInAFileIsADuplicate() {
        auto w = fresh();
        const auto receipt = add(w, {plainEvent("a", 1, 10, 1), plainEvent("a", 1, 10, 1)},
                                 Identity::RequestAndAttempt);
        QCOMPARE(int(receipt.accepted), 1);
        QCOMPARE(int(receipt.duplicates), 1);
    }
    void aLaterVersionInTheSameFileWins() {
        auto w = fresh();
        const auto receipt = add(w,
                                 {plainEvent("a", 1, 10, 1), plainEvent("a", 1, 30, 3),
                                  plainEvent("a", 1, 20, 2), plainEvent("a", 1, 30, 4)},
                                 Identity::RequestAndAttempt);
        QCOMPARE(int(receipt.accepted), 1);
        QCOMPARE(int(receipt.duplicates), 3);
        QCOMPARE(int(receipt.replaced), 0);
        QCOMPARE(counted(w),
                 (QStringList{QStringLiteral("a/1/4")})); // a tie goes to the row read last
    }
    void differentTagsAreDifferentContent() {
        auto w = fresh();
        std::vector<PlainEvent> events{plainEvent("a", 1, 10, 1), plainEvent("a", 1, 10, 1)};
        events[1].blobs[core::BlobColumn::Tags] = "{}";
        const auto receipt = add(w, events, Identity::RequestAndAttempt);
        QCOMPARE(int(receipt.accepted), 1);
        QCOMPARE(readBack(w).front().blobs.size(), std::size_t(1));
    }
    void replacedVersionsReturnAfterUndo() {
        auto w = fresh();
        add(w, {plainEvent("a", 1, 10, 1), plainEvent("b", 1, 10, 1)}, Identity::RequestAndAttempt);
        const auto later = add(w, {plainEvent("a", 1, 20, 2)}, Identity::RequestAndAttempt);
        QCOMPARE(int(later.replaced), 1);
        const auto latest = add(w, {plainEvent("a", 1, 30, 3)}, Identity::RequestAndAttempt);
        QCOMPARE(counted(w), (QStringList{QStringLiteral("a/1/3"), QStringLiteral("b/1/1")}));
        QVERIFY(w.setBatchActive(later.id, false)); // the one between: the first must stay replaced
        QCOMPARE(counted(w), (QStringList{QStringLiteral("a/1/3"), QStringLiteral("b/1/1")}));
        QVERIFY(w.setBatchActive(latest.id, false));
        QCOMPARE(counted(w), (QStringList{QStringLiteral("a/1/1"), QStringLiteral("b/1/1")}));
        QVERIFY(w.setBatchActive(later.id, true));
        QCOMPARE(counted(w), (QStringList{QStringLiteral("a/1/2"), QStringLiteral("b/1/1")}));
    }
    void anOlderVersionIsDropped() {
        auto w = fresh();
        add(w, {plainEvent("a", 1, 20, 2)}, Identity::RequestAndAttempt);
        const auto older = add(w, {plainEvent("a", 1, 10, 1)}, Identity::RequestAndAttempt);
        QCOMPARE(int(older.duplicates), 1);
        QCOMPARE(counted(w), (QStringList{QStringLiteral("a/1/2")}));
    }
    void aReplacedVersionAgainIsADuplicate() {
        auto w = fresh();
        add(w, {plainEvent("a", 1, 10, 1)}, Identity::RequestAndAttempt);
        add(w, {plainEvent("a", 1, 10, 2)}, Identity::RequestAndAttempt);
        QCOMPARE(int(add(w, {plainEvent("a", 1, 10, 1)}, Identity::RequestAndAttempt).duplicates),
                 1);
        QCOMPARE(counted(w), (QStringList{QStringLiteral("a/1/2")}));
    }
    void anUndoneLaterVersionComesBackAlone() {
        auto w = fresh();
        const auto later = add(w, {plainEvent("a", 1, 20, 2)}, Identity::RequestAndAttempt);
        QVERIFY(w.setBatchActive(later.id, false));
        QCOMPARE(int(add(w, {plainEvent("a", 1, 10, 1)}, Identity::RequestAndAttempt).accepted), 1);
        QCOMPARE(counted(w), (QStringList{QStringLiteral("a/1/1")}));
        QVERIFY(w.setBatchActive(later.id, true));
        QCOMPARE(counted(w), (QStringList{QStringLiteral("a/1/2")}));
    }
    void sourcesDoNotShareIdentities() {
        auto w = fresh();
        add(w, {plainEvent("a", 1, 10, 1)}, Identity::RequestAndAttempt, "one");
        QCOMPARE(
            int(add(w, {plainEvent("a", 1, 10, 1)}, Identity::RequestAndAttempt, "two").accepted),
            1);
    }
    void logsWithoutNumbersGetThem() {
        auto w = fresh();
        const auto receipt =
            add(w,
                {unnumbered("a", 10, 1), unnumbered("b", 10, 1), unnumbered("a", 20, 2),
                 unnumbered("a", 10, 1), unnumbered("a", 20, 3)},
                Identity::RequestOnly);
        QCOMPARE(int(receipt.accepted), 3); // the last is the final version of the third
        QCOMPARE(int(receipt.duplicates), 2);
        QCOMPARE(counted(w), (QStringList{QStringLiteral("a/1/1"), QStringLiteral("a/2/3"),
                                          QStringLiteral("b/1/1")}));
        for (const PlainEvent& e : readBack(w))
            QCOMPARE(e.numbers.at(NumberColumn::Flags), core::bitOf(core::Flag::AttemptInferred));
        const auto next =
            add(w, {unnumbered("a", 20, 3), unnumbered("a", 40, 4)}, Identity::RequestOnly);
        QCOMPARE(int(next.accepted), 1);
        QCOMPARE(int(next.duplicates), 1);
        QVERIFY(counted(w).contains(QStringLiteral("a/3/4")));
    }
    void equalRowsWithoutIdsCountAsOftenAsTheyOccur() {
        auto w = fresh();
        const std::vector<PlainEvent> two{unnumbered("", 10, 1), unnumbered("", 10, 1)};
        const auto first = add(w, two, Identity::Content);
        QCOMPARE(int(first.accepted), 2);
        QCOMPARE(int(add(w, two, Identity::Content).duplicates), 2);
        const auto three =
            add(w, {two[0], two[0], two[0], unnumbered("", 11, 1)}, Identity::Content);
        QCOMPARE(int(three.accepted), 2);
        QCOMPARE(int(three.duplicates), 2);
        QVERIFY(w.setBatchActive(first.id, false));
        QCOMPARE(int(add(w, two, Identity::Content).accepted),
                 1); // one is still there, from the third file
        QCOMPARE(counted(w).size(), 3);
        QVERIFY(w.setBatchActive(first.id, true));
        QCOMPARE(counted(w).size(), 4);
    }
    void equalHashesAreNotEqualRows() {
        auto w = fresh();
        PlainEvent a = unnumbered("", 10, 1);
        PlainEvent b = a; // differs only where the finding hash does not look
        b.texts[core::TextColumn::Tenant] = "acme";
        add(w, {a, a}, Identity::Content);
        QCOMPARE(int(add(w, {b, a, b, a, a}, Identity::Content).duplicates), 2);
    }
    void recordsAreVersionsWhateverTheirRequests() {
        auto w = fresh();
        const auto version = [](const char* request, std::int64_t order, std::int64_t input) {
            PlainEvent e = unnumbered(request, 10 * input, input);
            e.ids[core::IdColumn::Record] = "msg_1";
            e.numbers[NumberColumn::Version] = order;
            return e;
        };
        // The version decides, whichever came later or is read later.
        const auto receipt = add(w, {version("a", 1, 1), version("a", 7, 2), version("b", 3, 3)},
                                 Identity::RequestAndAttempt);
        QCOMPARE(int(receipt.accepted), 1);
        QCOMPARE(int(receipt.duplicates), 2);
        QCOMPARE(counted(w), (QStringList{QStringLiteral("a/-1/2")}));
        QCOMPARE(int(add(w, {version("c", 5, 4)}, Identity::RequestAndAttempt).duplicates), 1);
        QCOMPARE(int(add(w, {version("d", 9, 5)}, Identity::RequestAndAttempt).replaced), 1);
        QCOMPARE(counted(w), (QStringList{QStringLiteral("d/-1/5")}));
        // A request of the same name is not the record.
        QCOMPARE(int(add(w, {unnumbered("msg_2", 1, 6)}, Identity::RequestAndAttempt).accepted), 1);
    }
    void rowsOfUnknownTimeAreOldest() {
        auto w = fresh();
        PlainEvent unknown = plainEvent("a", 1, 0, 1);
        unknown.numbers.erase(NumberColumn::Time);
        add(w, {plainEvent("a", 1, 5, 2)}, Identity::RequestAndAttempt);
        QCOMPARE(int(add(w, {unknown}, Identity::RequestAndAttempt).duplicates), 1);
    }
};

QTEST_APPLESS_MAIN(TestEventIdentity)
#include "tst_event_identity.moc"
