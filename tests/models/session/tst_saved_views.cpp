// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/saved_views.h"

#include "tests/views/sample_company.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "models/session/place_text.h"
#include "models/session/undo_history.h"

using namespace ms;
using session::Place;

namespace {

Place unitsOf(const char* tenant) {
    Place place;
    place.page = session::Page::Units;
    place.section = "units";
    place.options = {{"manual-cost", "4.50"}};
    place.filter =
        session::withValues({}, query::Dimension::Tenant, std::vector<std::string>{tenant});
    return place;
}

/// A real file, and the window's state without a window.
struct Rig {
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("a.margin"));
    session::Session session{session::localWorkspaces()};
    session::FilterState filter;
    session::SavedViews views{session, session::savedInFiles()};
    session::UndoHistory history{session, filter};
    QStringList failures;

    Rig() {
        history.follow(views);
        QObject::connect(&views, &session::SavedViews::failed, &views,
                         [this](const QString& text) { failures << text; });
        QSignalSpy opened(&session, &session::Session::opened);
        session.create(path);
        opened.wait();
        wait();
    }
    session::SavedViews& saved() { return views; }
    void wait() { QTRY_VERIFY(!saved().isBusy()); }
    void save(const char* name, const Place& place, const char* note = "") {
        saved().save({name, note, place, core::Zone()});
        wait();
    }
    QStringList names() {
        QStringList names;
        for (const store::SavedView& view : saved().items().views)
            names << QString::fromStdString(view.name);
        return names;
    }
    /// As another program finds it in the file.
    store::SavedItems inFile() const { return *store::savedIn(path.toStdString()); }
};

} // namespace

class TestSavedViews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSavedComesBackAsItWas() {
        Rig rig;
        QSignalSpy changed(&rig.saved(), &session::SavedViews::changed);
        rig.save("  Acme by hand ", unitsOf("acme"), "for Mira");
        QCOMPARE(changed.count(), 1);
        QCOMPARE(rig.names(), QStringList{QStringLiteral("Acme by hand")});
        const store::SavedView* view = rig.saved().view("Acme by hand");
        QVERIFY(view);
        QCOMPARE(view->note, std::string("for Mira"));
        QCOMPARE(view->page, std::string("units"));
        const auto place = session::placeOf(*view, core::Zone());
        QVERIFY(place && *place == unitsOf("acme"));
        QVERIFY(rig.inFile() == rig.saved().items());
    }
    void everyStepIsUndoneAndDoneAgain() {
        Rig rig;
        rig.save("A", unitsOf("acme"));
        rig.saved().rename("A", "B");
        rig.wait();
        rig.saved().setNote("B", "why");
        rig.wait();
        rig.saved().duplicate("B");
        rig.wait();
        rig.saved().replace({"B", "why", unitsOf("globex"), core::Zone()});
        rig.wait();
        rig.saved().remove("B (2)");
        rig.wait();
        QVERIFY2(rig.failures.isEmpty(), qPrintable(rig.failures.join(u'\n')));
        QCOMPARE(rig.names(), QStringList{QStringLiteral("B")});

        // Back to nothing, step by step, then forward to the same.
        const store::SavedItems last = rig.inFile();
        std::vector<store::SavedItems> states{last};
        QStringList texts;
        while (rig.history.canUndo()) {
            texts << rig.history.undoText();
            rig.history.undo();
            rig.wait();
            states.push_back(rig.inFile());
        }
        QCOMPARE(texts,
                 (QStringList{
                     QStringLiteral("Undo deletion of B (2)"), QStringLiteral("Undo change of B"),
                     QStringLiteral("Undo saving of B (2)"), QStringLiteral("Undo change of B"),
                     QStringLiteral("Undo renaming of A"), QStringLiteral("Undo saving of A")}));
        QVERIFY(states.back().views.empty());
        QCOMPARE(states[1].views.size(), std::size_t(2)); // the deleted one is back
        QCOMPARE(states[1].views[1].name, std::string("B (2)"));
        QCOMPARE(states[5].views[0].name, std::string("A"));
        for (std::size_t i = states.size() - 1; i-- > 0;) {
            QVERIFY(rig.history.canRedo());
            rig.history.redo();
            rig.wait();
            QVERIFY(rig.inFile() == states[i]);
        }
        QVERIFY(!rig.history.canRedo());
        QVERIFY(rig.failures.isEmpty());
    }
    void filtersAndSavedViewsAreOneHistory() {
        Rig rig;
        rig.filter.setFilter(unitsOf("acme").filter);
        rig.save("A", unitsOf("acme"));
        rig.filter.setFilter({});
        QCOMPARE(rig.history.undoText(), QStringLiteral("Undo filter"));
        rig.history.undo();
        QVERIFY(rig.filter.place().filter == unitsOf("acme").filter);
        QSignalSpy again(&rig.history, &session::UndoHistory::savedAgain);
        rig.history.undo();
        rig.wait();
        QCOMPARE(again.count(), 1);
        QVERIFY(rig.names().isEmpty());
        QCOMPARE(rig.history.undoText(), QStringLiteral("Undo filter"));
        QCOMPARE(rig.history.redoText(), QStringLiteral("Redo saving of A"));
    }
    void namesThatCannotBeAreTold_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("reason");
        QTest::newRow("empty") << QStringLiteral(" ") << QStringLiteral("A name is needed.");
        QTest::newRow("taken") << QStringLiteral("A")
                               << QStringLiteral("There is a saved view 'A' already");
        QTest::newRow("too long") << QString(201, u'x') << QStringLiteral("at most 200 characters");
    }
    void namesThatCannotBeAreTold() {
        QFETCH(QString, name);
        QFETCH(QString, reason);
        Rig rig;
        rig.save("A", unitsOf("acme"));
        rig.save("B", unitsOf("acme"));
        const store::SavedItems before = rig.inFile();
        rig.saved().save({name.toStdString(), {}, unitsOf("globex"), core::Zone()});
        rig.wait();
        rig.saved().rename("B", name.toStdString());
        rig.wait();
        QCOMPARE(rig.failures.size(), 2);
        for (const QString& failure : rig.failures)
            QVERIFY2(failure.contains(reason), qPrintable(failure));
        QVERIFY(rig.inFile() == before);
        QCOMPARE(rig.history.undoText(), QStringLiteral("Undo saving of B"));
    }
    void whatSomebodyElseChangedIsNotOverwritten() {
        Rig rig;
        rig.save("A", unitsOf("acme"));
        store::SavedView theirs = *rig.saved().view("A");
        theirs.note = "theirs";
        QVERIFY(store::changeSaved(rig.path.toStdString(), store::SavedChange<store::SavedView>{
                                                               *rig.saved().view("A"), theirs}));
        rig.saved().setNote("A", "mine");
        rig.wait();
        QCOMPARE(rig.failures.size(), 1);
        QVERIFY(rig.failures.front().contains(QStringLiteral("somebody else")));
        QCOMPARE(rig.saved().view("A")->note, std::string("theirs")); // read again
        rig.history.undo(); // the saving is not so any more, and forgotten
        rig.wait();
        QCOMPARE(rig.failures.size(), 2);
        QVERIFY(!rig.history.canUndo());
        QVERIFY(!rig.history.canRedo());
        QCOMPARE(rig.names().size(), 1);
    }
    void whatSomebodyElseSavedIsSeen() {
        Rig rig;
        QSignalSpy changed(&rig.saved(), &session::SavedViews::changed);
        QVERIFY(store::changeSaved(rig.path.toStdString(),
                                   store::SavedChange<store::SavedView>{
                                       {}, store::SavedView{"T", "units", "{}", {}, {}}}));
        QSignalSpy loaded(&rig.session, &session::Session::changed);
        rig.saved().reload();
        QVERIFY(changed.wait());
        QCOMPARE(rig.names(), QStringList{QStringLiteral("T")});
        QTest::qWait(100);
        QCOMPARE(loaded.count(), 0); // no figure was computed anew
        QVERIFY(!rig.history.canUndo());
    }
    void reportsAreChangedAndUndone() {
        Rig rig;
        rig.save("A", unitsOf("acme"));
        rig.save("B", unitsOf("globex"));
        rig.saved().saveReport({"Board", "For the board", {"B", "A"}, {}});
        rig.wait();
        rig.saved().remove("A");
        rig.wait();
        QCOMPARE(rig.failures.size(), 1);
        QVERIFY(rig.failures.front().contains(QStringLiteral("'Board'")));
        rig.saved().changeReport("Board", {"Directors", "For the board", {"B"}, {}});
        rig.wait();
        QVERIFY(rig.saved().report("Directors")->views == std::vector<std::string>{"B"});
        rig.saved().removeReport("Directors");
        rig.wait();
        QCOMPARE(rig.history.undoText(), QStringLiteral("Undo deletion of the report Directors"));
        rig.history.undo();
        rig.wait();
        rig.history.undo();
        rig.wait();
        QVERIFY((rig.saved().report("Board")->views == std::vector<std::string>{"B", "A"}));
    }
    void anotherWorkspaceHasItsOwn() {
        Rig rig;
        rig.save("A", unitsOf("acme"));
        QSignalSpy opened(&rig.session, &session::Session::opened);
        rig.session.create(rig.folder.filePath(QStringLiteral("b.margin")));
        QVERIFY(opened.wait());
        rig.wait();
        QVERIFY(rig.names().isEmpty());
        QVERIFY(!rig.history.canUndo());
    }
};

QTEST_GUILESS_MAIN(TestSavedViews)
#include "tst_saved_views.moc"
