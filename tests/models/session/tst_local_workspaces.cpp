// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/workspace_access.h"

#include <QTemporaryDir>
#include <QTest>

using namespace ms;

class TestLocalWorkspaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewWorkspaceOpensEmpty();
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

void TestLocalWorkspaces::aMissingFileIsAnErrorThatNamesIt() {
    const auto snapshot = session::localWorkspaces().load({"/nowhere/x.margin", {}, {}, {}}, {});
    QVERIFY(!snapshot);
    QVERIFY(!snapshot.error().message.empty());
}

QTEST_GUILESS_MAIN(TestLocalWorkspaces)
#include "tst_local_workspaces.moc"
