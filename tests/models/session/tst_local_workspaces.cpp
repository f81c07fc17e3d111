// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/workspace_access.h"

#include <QTemporaryDir>
#include <QTest>

#include "tests/models/store/event_samples.h"
#include "tests/models/store/fact_samples.h"

using namespace ms;

class TestLocalWorkspaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewWorkspaceOpensEmpty();
    void factsKeepTheColumnsAndEventsDoNot();
    void reopenDaysAreKeptAndCanBeAskedOtherwise();
    void aMissingFileIsAnErrorThatNamesIt();
};

void TestLocalWorkspaces::aNewWorkspaceOpensEmpty() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("a.margin")).toStdString();
    const session::WorkspaceAccess access = session::localWorkspaces();
    QVERIFY(bool(access.create(path)));
    QVERIFY(!access.create(path)); // never over an existing file
    const auto snapshot = access.load({path, {}, {}, {}}, {});
    QVERIFY2(bool(snapshot), snapshot ? "" : snapshot.error().message.c_str());
    QCOMPARE((*snapshot)->eventRows(), std::int64_t{0});
    QCOMPARE((*snapshot)->settings.baseCurrency, std::string("USD"));
    QVERIFY(!(*snapshot)->span);
    QVERIFY((*snapshot)->activeUsers->empty());
    QCOMPARE(*access.version(path), (*snapshot)->version);
    // The same version again keeps the columns.
    const auto again = access.load({path, {}, {}, *snapshot}, {});
    QVERIFY(bool(again));
    QCOMPARE((*again)->columns, (*snapshot)->columns);
}

/// What is typed into a table must not read ten million events anew.
void TestLocalWorkspaces::factsKeepTheColumnsAndEventsDoNot() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("a.margin")).toStdString();
    auto workspace = store::Workspace::create(path, {});
    QVERIFY(workspace);
    tests::PlainEvent event = tests::plainEvent("r1", 1, 1, 5);
    event.texts[core::TextColumn::Feature] = "chat";
    QVERIFY(tests::importEvents(*workspace, {event}, core::Identity::RequestOnly));
    const session::WorkspaceAccess access = session::localWorkspaces();
    const auto features = [](const session::SnapshotPtr& snapshot) {
        return *snapshot->source->values(query::Dimension::Feature, {});
    };
    const auto first = access.load({path, {}, {}, {}}, {});
    QCOMPARE(features(*first), std::vector<std::string>{"chat"});

    core::FeatureFact rule;
    rule.endpoint = "chat";
    rule.feature = "Assistant";
    const auto batch = tests::importFacts(*workspace, core::FileKind::Features, {rule}, 2);
    const auto mapped = access.load({path, {}, {}, *first}, {});
    QVERIFY((*mapped)->version != (*first)->version);
    QCOMPARE((*mapped)->columns, (*first)->columns);
    QCOMPARE(features(*mapped), std::vector<std::string>{"Assistant"});
    QVERIFY(workspace->setBatchActive(batch.id, false));
    const auto undone = access.load({path, {}, {}, *mapped}, {});
    QCOMPARE((*undone)->columns, (*first)->columns);
    QCOMPARE(features(*undone), std::vector<std::string>{"chat"});

    QVERIFY(tests::importEvents(*workspace, {tests::plainEvent("r2", 1, 2, 5)},
                                core::Identity::RequestOnly));
    const auto more = access.load({path, {}, {}, *undone}, {});
    QVERIFY((*more)->columns != (*first)->columns);
    QCOMPARE(features(*more), (std::vector<std::string>{"", "chat"}));
}

void TestLocalWorkspaces::reopenDaysAreKeptAndCanBeAskedOtherwise() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("a.margin")).toStdString();
    const session::WorkspaceAccess access = session::localWorkspaces();
    QVERIFY(bool(access.create(path)));
    const auto rules = [&](std::optional<int> asked) {
        session::SnapshotRequest request{path, {}, {}, {}};
        request.reopenDays = asked;
        return (*access.load(request, {}))->outcomes.rules.reopenDays;
    };
    QCOMPARE(rules({}), std::optional<int>());
    QVERIFY(access.setReopenDays(path, 14));
    QCOMPARE(rules({}), std::optional(14));
    QCOMPARE(rules(3), std::optional(3));
    QCOMPARE(rules({}), std::optional(14));
    QVERIFY(access.setReopenDays(path, std::nullopt));
    QCOMPARE(rules({}), std::optional<int>());
}

void TestLocalWorkspaces::aMissingFileIsAnErrorThatNamesIt() {
    const auto snapshot = session::localWorkspaces().load({"/nowhere/x.margin", {}, {}, {}}, {});
    QVERIFY(!snapshot);
    QVERIFY(!snapshot.error().message.empty());
}

QTEST_GUILESS_MAIN(TestLocalWorkspaces)
#include "tst_local_workspaces.moc"
