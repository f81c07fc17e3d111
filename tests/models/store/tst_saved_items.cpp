// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/saved_items.h"

#include <QTemporaryDir>
#include <QTest>

#include "models/store/workspace.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

using namespace ms;
using ViewChange = store::SavedChange<store::SavedView>;
using ReportChange = store::SavedChange<store::SavedReport>;

namespace {

store::SavedView viewOf(const std::string& name, const std::string& page = "units") {
    return {name, page, "{\"version\":1}", "why " + name, core::Instant{17}};
}

std::string errorOf(const core::Status& status) {
    return status ? std::string() : status.error().message;
}

struct Rig {
    QTemporaryDir folder;
    std::string path = folder.filePath(QStringLiteral("a.margin")).toStdString();
    core::Result<store::Workspace> workspace = store::Workspace::create(path, {});

    std::string add(const store::SavedView& view) {
        return errorOf(store::changeSaved(path, ViewChange{{}, view}));
    }
    std::string add(const store::SavedReport& report) {
        return errorOf(store::changeSaved(path, ReportChange{{}, report}));
    }
    std::string change(const store::SavedView& before, const store::SavedView& after) {
        return errorOf(store::changeSaved(path, ViewChange{before, after}));
    }
    std::string remove(const store::SavedView& view) {
        return errorOf(store::changeSaved(path, ViewChange{view, {}}));
    }
    /// All values of a statement, by another connection than the program's.
    std::string sql(const std::string& statement) const {
        SQLite::Database db{path, SQLite::OPEN_READONLY};
        SQLite::Statement rows{db, statement};
        std::string text;
        while (rows.executeStep())
            for (int column = 0; column < rows.getColumnCount(); ++column)
                text += rows.getColumn(column).getString() + '|';
        return text;
    }
};

} // namespace

class TestSavedItems : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSavedIsInTheFile() {
        Rig rig;
        store::SavedView view = viewOf("May", "whatif");
        view.place = "{\"scenario\":\"{\\\"levers\\\":[]}\"}";
        QCOMPARE(rig.add(view), std::string());
        QCOMPARE(rig.add(viewOf("April")), std::string());
        QCOMPARE(rig.sql("SELECT name, page, place, note, saved_at FROM saved_view "
                         "WHERE name = 'May'"),
                 "May|whatif|" + view.place + "|why May|17|");
        const auto saved = store::savedIn(rig.path);
        QVERIFY(saved);
        QCOMPARE(saved->views.size(), std::size_t(2));
        QCOMPARE(saved->views[0].name, std::string("April"));
        QVERIFY(saved->views[1] == view);
    }
    void rowsThatAnotherProgramWroteAreRead() {
        Rig rig;
        SQLite::Database db{rig.path, SQLite::OPEN_READWRITE};
        db.exec("INSERT INTO saved_view VALUES (5, 'by hand', 'drift', '{}', 'a note', 42)");
        const auto saved = store::savedIn(rig.path);
        QVERIFY(saved);
        QVERIFY(saved->views == (std::vector<store::SavedView>{
                                    {"by hand", "drift", "{}", "a note", core::Instant{42}}}));
    }
    void rowsThatAreTooLongAreLeftOut() {
        Rig rig;
        QCOMPARE(rig.add(viewOf("small")), std::string());
        SQLite::Database db{rig.path, SQLite::OPEN_READWRITE};
        db.exec("INSERT INTO saved_view VALUES (5, 'bomb', 'drift', "
                "hex(zeroblob(1000000)), '', 42)");
        const auto saved = store::savedIn(rig.path);
        QVERIFY(saved);
        QCOMPARE(saved->views.size(), std::size_t(1));
        QCOMPARE(saved->views.front().name, std::string("small"));
    }
    void changesAndDeletionsAreTakenBack() {
        Rig rig;
        const store::SavedView first = viewOf("May");
        store::SavedView renamed = first;
        renamed.name = "Mai";
        renamed.note = "translated";
        const store::SavedStep rename = ViewChange{first, renamed};
        QCOMPARE(rig.add(first), std::string());
        QCOMPARE(errorOf(store::changeSaved(rig.path, rename)), std::string());
        QCOMPARE(rig.sql("SELECT name, note FROM saved_view"), std::string("Mai|translated|"));
        QCOMPARE(errorOf(store::changeSaved(rig.path, reversed(rename))), std::string());
        QCOMPARE(rig.sql("SELECT name, note FROM saved_view"), std::string("May|why May|"));
        const store::SavedStep removal = ViewChange{first, {}};
        QCOMPARE(errorOf(store::changeSaved(rig.path, removal)), std::string());
        QCOMPARE(rig.sql("SELECT count(*) FROM saved_view"), std::string("0|"));
        QCOMPARE(errorOf(store::changeSaved(rig.path, reversed(removal))), std::string());
        QVERIFY(store::savedIn(rig.path)->views == std::vector{first});
    }
    void namesAreTakenOncePerKind() {
        Rig rig;
        QCOMPARE(rig.add(viewOf("May")), std::string());
        QCOMPARE(rig.add(viewOf("May", "drift")),
                 std::string("There is a saved view 'May' already; choose another name."));
        QCOMPARE(rig.add(store::SavedReport{"May", "", {"May"}, {}}), std::string());
        QCOMPARE(rig.add(store::SavedReport{"May", "", {"May"}, {}}),
                 std::string("There is a report 'May' already; choose another name."));
        QCOMPARE(rig.add(viewOf("may")), std::string()); // another name
        store::SavedView taken = viewOf("may");
        taken.name = "May";
        QVERIFY(rig.change(viewOf("may"), taken).find("already") != std::string::npos);
    }
    void namesThatAreNone_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("empty") << QByteArray() << QByteArray("A name is needed.");
        QTest::newRow("blanks only") << QByteArray("   ") << QByteArray("A name is needed.");
        QTest::newRow("201 characters")
            << QByteArray(201, 'x')
            << QByteArray("A name has at most 200 characters; this one has 201.");
        QTest::newRow("a line feed") << QByteArray("a\nb") << QByteArray("one line");
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray("one line");
        QTest::newRow("an escape") << QByteArray("\x1b[2J") << QByteArray("one line");
        QTest::newRow("no UTF-8") << QByteArray("\xff\xfe") << QByteArray("one line");
        QTest::newRow("half a character") << QByteArray("a\xc3") << QByteArray("one line");
    }
    void namesThatAreNone() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, reason);
        Rig rig;
        const auto checked = store::savedName(name.toStdString());
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, core::Error::Code::Usage);
        QVERIFY2(checked.error().message.find(reason.toStdString()) != std::string::npos,
                 checked.error().message.c_str());
        QVERIFY(!rig.add(viewOf(name.toStdString())).empty());
        QCOMPARE(rig.sql("SELECT count(*) FROM saved_view"), std::string("0|"));
    }
    void namesThatLookBadAreOnlyNames_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("200 characters of two bytes") << QByteArray("\xc3\xa9").repeated(200);
        QTest::newRow("SQL") << QByteArray("x'); DROP TABLE saved_view; --");
        QTest::newRow("a formula") << QByteArray("=HYPERLINK(\"x\")");
        QTest::newRow("HTML") << QByteArray("<img src=file:///etc/passwd>");
        QTest::newRow("a path") << QByteArray("../../etc/passwd");
        QTest::newRow("a comma") << QByteArray("Free tier, cached");
    }
    void namesThatLookBadAreOnlyNames() {
        QFETCH(QByteArray, name);
        Rig rig;
        QCOMPARE(*store::savedName(("  " + name + " ").toStdString()), name.toStdString());
        QCOMPARE(rig.add(viewOf(name.toStdString())), std::string());
        QCOMPARE(store::savedIn(rig.path)->views.front().name, name.toStdString());
        QCOMPARE(rig.sql("SELECT name FROM saved_view"), name.toStdString() + "|");
    }
    void nobodysLaterChangeIsOverwritten() {
        Rig rig;
        const store::SavedView mine = viewOf("May");
        QCOMPARE(rig.add(mine), std::string());
        store::SavedView theirs = mine;
        theirs.note = "theirs";
        QCOMPARE(rig.change(mine, theirs), std::string());
        store::SavedView again = mine;
        again.note = "mine again";
        QVERIFY(rig.change(mine, again).find("somebody else") != std::string::npos);
        QVERIFY(rig.remove(mine).find("somebody else") != std::string::npos);
        QVERIFY(rig.remove(viewOf("June")).find("There is no saved view") != std::string::npos);
        QVERIFY(store::savedIn(rig.path)->views == std::vector{theirs});
    }
    void reportsHoldTheirViewsInOrder() {
        Rig rig;
        const store::SavedView may = viewOf("May");
        QCOMPARE(rig.add(may), std::string());
        QCOMPARE(rig.add(viewOf("June")), std::string());
        const store::SavedReport board{"Board", "For the board", {"May", "June", "May"}, {}};
        QCOMPARE(rig.add(board), std::string());
        QVERIFY(store::savedIn(rig.path)->reports == std::vector{board});
        QVERIFY(rig.remove(may).find("'Board'") != std::string::npos);
        store::SavedView renamed = may;
        renamed.name = "Mai"; // the report follows
        QCOMPARE(rig.change(may, renamed), std::string());
        QCOMPARE(rig.sql("SELECT v.name FROM saved_report_view r JOIN saved_view v ON "
                         "v.id = r.view ORDER BY position"),
                 std::string("Mai|June|Mai|"));
        const store::SavedReport now = store::savedIn(rig.path)->reports.front();
        QCOMPARE(errorOf(store::changeSaved(rig.path, ReportChange{now, {}})), std::string());
        QCOMPARE(rig.sql("SELECT count(*) FROM saved_report_view"), std::string("0|"));
        QCOMPARE(rig.remove(renamed), std::string());
    }
    void aReportOfNothingIsNone() {
        Rig rig;
        QVERIFY(rig.add(store::SavedReport{"Board", "", {}, {}}).find("at least one") !=
                std::string::npos);
        QCOMPARE(rig.add(store::SavedReport{"Board", "", {"gone"}, {}}),
                 std::string("There is no saved view 'gone'."));
        QCOMPARE(rig.sql("SELECT count(*) FROM saved_report"), std::string("0|"));
    }
    void whatIsTooLongIsRefused() {
        Rig rig;
        store::SavedView view = viewOf("long");
        view.note = std::string(store::kLongestNote + 1, 'n');
        QVERIFY(rig.add(view).find("note") != std::string::npos);
        view = viewOf("long");
        view.place = std::string(store::kLongestPlace + 1, 'p');
        QVERIFY(rig.add(view).find("cannot be saved") != std::string::npos);
        QCOMPARE(rig.sql("SELECT count(*) FROM saved_view"), std::string("0|"));
    }
    void figuresAreNotTouched() {
        Rig rig;
        const auto before = *rig.workspace->version();
        QCOMPARE(rig.add(viewOf("May")), std::string());
        QCOMPARE(*rig.workspace->version(), before);
        const auto missing = store::savedIn(rig.path + ".gone");
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, core::Error::Code::Storage);
    }
};

QTEST_APPLESS_MAIN(TestSavedItems)
#include "tst_saved_items.moc"
