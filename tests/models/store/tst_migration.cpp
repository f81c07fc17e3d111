// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/migration.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "models/store/event_table.h"
#include "models/store/saved_items.h"
#include "models/store/schema.h"
#include "models/store/workspace.h"
#include "tests/models/store/event_samples.h"

#include <SQLiteCpp/Statement.h>

using namespace ms;
using Access = store::Workspace::Access;

/// Workspaces of earlier versions, written with the scripts of that version alone.
class TestMigration : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_count = 0;

    std::filesystem::path workspaceOfVersion1() {
        const std::string path =
            (m_folder.path() + QStringLiteral("/%1.margin").arg(++m_count)).toStdString();
        SQLite::Database db{path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
        db.exec("PRAGMA page_size = 8192");
        db.exec("PRAGMA application_id = " + std::to_string(store::kApplicationId));
        db.exec(std::string{store::schemaScripts()[0]});
        db.exec("PRAGMA user_version = 1");
        db.exec("INSERT INTO setting VALUES ('zone', 'UTC'), ('base_currency', 'USD'), "
                "('default_book', 'default'), ('version', '7')");
        db.exec("INSERT INTO batch (id, kind, path, source, profile, book, imported_at) VALUES "
                "(3, 'revenue', '/in/r.csv', 'revenue', '', '', 5)");
        db.exec("INSERT INTO revenue VALUES (3, 2, 'acme', '', 'reply', '2026-05-01', "
                "'2026-06-01', 1250000000001, 'USD', 'contract')");
        db.exec("INSERT INTO active_users VALUES (3, 4, '2026-05-01', '2026-06-01', '', 'acme', "
                "'Pro', 42, NULL, '0.5')");
        db.exec("INSERT INTO budget VALUES (3, 5, '', '', '2026-05', 9000000000000, 'USD', "
                "NULL, NULL)");
        return path;
    }
    /// As the program wrote it before views could be saved.
    std::filesystem::path workspaceOfVersion7() {
        const std::string path =
            (m_folder.path() + QStringLiteral("/%1.margin").arg(++m_count)).toStdString();
        SQLite::Database db{path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
        db.exec("PRAGMA page_size = 8192");
        db.exec("PRAGMA application_id = " + std::to_string(store::kApplicationId));
        store::registerSqlFunctions(db.getHandle());
        for (std::size_t script = 0; script < 7; ++script)
            db.exec(std::string{store::schemaScripts()[script]});
        db.exec("PRAGMA user_version = 7");
        db.exec("INSERT INTO setting VALUES ('zone', 'UTC'), ('base_currency', 'USD'), "
                "('default_book', 'default'), ('version', '9')");
        db.exec("INSERT INTO batch (id, kind, path, source, profile, book, imported_at) VALUES "
                "(3, 'decisions', '/in/d.csv', 'decisions', '', '', 5)");
        db.exec("INSERT INTO decision VALUES (1, 3, 2, 'day/x', 'open', 'Mira', '', '', '', '', "
                "'', '')");
        return path;
    }
    static std::string one(const std::filesystem::path& path, const char* sql) {
        SQLite::Database db{path.string(), SQLite::OPEN_READONLY};
        SQLite::Statement row{db, sql};
        return row.executeStep() ? row.getColumn(0).getString() : std::string("nothing");
    }

private Q_SLOTS:
    void oldFactsAreReadAsBefore_data() {
        QTest::addColumn<bool>("isWriting");
        QTest::newRow("opened for reading") << false;
        QTest::newRow("opened for writing") << true;
    }
    void oldFactsAreReadAsBefore() {
        QFETCH(bool, isWriting);
        const auto path = workspaceOfVersion1();
        auto opened =
            store::Workspace::open(path, isWriting ? Access::ReadWrite : Access::ReadOnly);
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        const auto facts = opened->facts({});
        QVERIFY(facts);
        QCOMPARE(facts->revenue.size(), std::size_t(1));
        const core::RevenueFact& revenue = facts->revenue.front();
        QCOMPARE(toDecimalText(revenue.amount), std::string("1.250000000001"));
        QCOMPARE(revenue.basis, core::RevenueBasis::Period);
        QVERIFY(revenue.line == 2 && revenue.feature == "reply" && revenue.kind == "contract");
        QCOMPARE(toText(*revenue.periodEnd), std::string("2026-06-01"));
        QCOMPARE(one(path, "SELECT active_users || ' ' || engagement FROM active_users"),
                 std::string("42 0.5"));
        QCOMPARE(one(path, "SELECT amount FROM budget"), std::string("9"));
        QCOMPARE(one(path, "PRAGMA user_version"), std::to_string(store::schemaVersion()));
        QCOMPARE(one(path, "PRAGMA integrity_check"), std::string("ok"));
        QCOMPARE(opened->batches()->front().format, std::string());
    }
    void viewsAreSavedInAWorkspaceOfVersion7() {
        const auto path = workspaceOfVersion7();
        auto opened = store::Workspace::open(path, Access::ReadWrite);
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        QCOMPARE(one(path, "PRAGMA user_version"), std::to_string(store::schemaVersion()));
        QCOMPARE(one(store::backupOf(path, 7), "PRAGMA user_version"), std::string("7"));
        QVERIFY(store::savedIn(path)->views.empty());
        QVERIFY(store::changeSaved(path, store::SavedChange<store::SavedView>{
                                             {}, store::SavedView{"May", "units", "{}", {}, {}}}));
        QCOMPARE(one(path, "SELECT name FROM saved_view"), std::string("May"));
        QCOMPARE(opened->facts({})->decisions.front().owner, std::string("Mira"));
        QCOMPARE(one(path, "PRAGMA integrity_check"), std::string("ok"));
    }
    void theFileAsItWasIsKept() {
        const auto path = workspaceOfVersion1();
        QVERIFY(store::Workspace::open(path, Access::ReadWrite));
        const auto copy = store::backupOf(path, 1);
        QCOMPARE(one(copy, "PRAGMA user_version"), std::string("1"));
        QCOMPARE(one(copy, "SELECT amount_picos FROM revenue"), std::string("1250000000001"));
        const QFileInfo info(QString::fromStdString(copy.string()));
        QVERIFY(!(info.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
    }
    void whileAnotherProcessWritesTheFileStaysAsItWas() {
        const auto path = workspaceOfVersion1();
        SQLite::Database blocker{path.string(), SQLite::OPEN_READWRITE};
        blocker.exec("BEGIN EXCLUSIVE");
        QVERIFY(!store::Workspace::open(path, Access::ReadOnly));
        blocker.exec("ROLLBACK");
        QCOMPARE(one(path, "PRAGMA user_version"), std::string("1"));
        QCOMPARE(one(path, "SELECT amount_picos FROM revenue"), std::string("1250000000001"));
    }
    void aFolderThatTakesNoCopyLeavesTheFileAsItWas() {
        const auto path = workspaceOfVersion1();
        QVERIFY(QDir().mkdir(QString::fromStdString(store::backupOf(path, 1).string())));
        QFile(QString::fromStdString((store::backupOf(path, 1) / "x").string()))
            .open(QFile::WriteOnly);
        const auto opened = store::Workspace::open(path, Access::ReadWrite);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, core::Error::Code::Storage);
        QCOMPARE(one(path, "PRAGMA user_version"), std::string("1"));
    }
    void newEventsAreReadBesideThoseOfVersion1() {
        // A segment of version 1 has no body for the columns that came later.
        const std::string path =
            (m_folder.path() + QStringLiteral("/%1.margin").arg(++m_count)).toStdString();
        auto made = store::Workspace::create(path, {});
        QVERIFY(made);
        QVERIFY(tests::importEvents(*made, {tests::plainEvent("a", 1, 10, 1)},
                                    core::Identity::RequestAndAttempt));
        QCOMPARE(one(path, "SELECT count(*) FROM column_body WHERE id % 128 IN (19, 71)"),
                 std::string("0"));
        auto event = tests::plainEvent("b", 1, 10, 1);
        event.numbers[core::NumberColumn::Version] = 5;
        event.ids[core::IdColumn::Record] = "record-b";
        QVERIFY(tests::importEvents(*made, {event}, core::Identity::RequestAndAttempt));
        QCOMPARE(one(path, "SELECT count(*) FROM column_body WHERE id % 128 IN (19, 71)"),
                 std::string("2"));
        const auto all = tests::readBack(*made);
        QCOMPARE(all.size(), std::size_t(2));
        QVERIFY(!all[0].numbers.contains(core::NumberColumn::Version));
        QCOMPARE(all[1].numbers.at(core::NumberColumn::Version), std::int64_t(5));
        QCOMPARE(all[1].ids.at(core::IdColumn::Record), std::string("record-b"));
    }
};

QTEST_APPLESS_MAIN(TestMigration)
#include "tst_migration.moc"
