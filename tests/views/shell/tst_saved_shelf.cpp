// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: report_dialog.cpp, save_view_dialog.cpp, saved_button.cpp, saved_dialog.cpp
#include "views/shell/saved_shelf.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include "app/services/local_mapping_service.h"
#include "models/session/place_text.h"
#include "tests/views/sample_company.h"
#include "views/pages/overview_page.h"
#include "views/pages/report_page.h"
#include "views/pages/section_view.h"
#include "views/shell/main_window.h"
#include "views/shell/report_dialog.h"
#include "views/shell/save_view_dialog.h"
#include "views/shell/window_actions.h"

using namespace ms;
using query::Dimension;
using session::Page;
using session::Place;

namespace {

Place unitsOf(const char* tenant, const char* cost) {
    Place place;
    place.page = Page::Units;
    place.section = "units";
    place.sectionBy = {Dimension::Model};
    place.options = {{"manual-cost", cost}};
    place.filter = session::withValues({}, Dimension::Tenant, {tenant});
    place.filter.range = {core::Zone().startOf(*core::parseDay("2026-05-01")),
                          core::Zone().startOf(*core::parseDay("2026-06-01"))};
    return place;
}

QStringList linesOf(const QMenu& menu) {
    QStringList lines;
    for (const QAction* action : menu.actions())
        if (!action->isSeparator())
            lines << action->text();
    return lines;
}

QAction* lineOf(const QMenu& menu, const QString& begin) {
    for (QAction* action : menu.actions())
        if (action->text().startsWith(begin))
            return action;
    return nullptr;
}

} // namespace

/// A window on a workspace in memory.
class TestSavedShelf : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aPageIsSavedChangedAndOpened();
    void theButtonListsThePageAndNamesWhatIsShown();
    void namesAreCheckedWhileTheyAreTyped();
    void replacingIsUndone();
    void theMenuListsAllByPageWithTheirNotes();
    void namesAndNotesAreChangedInPlace();
    void whatIsDeletedComesBack();
    void nothingSavedIsOneSentence();
    void whatCannotBeOpenedIsAMessage();
    void reportsAreMadeOfTickedViewsInOrder();
    void hostileNamesAreShownAsText();
    void pagesWithoutAnswersAreNotSaved();

private:
    views::SavedShelf& shelf() { return m_window->savedShelf(); }
    session::SavedViews& saved() { return m_window->saved(); }
    void visit(const Place& place) {
        m_window->state().visit(place);
        if (views::ReportPage* page = m_window->reportPage())
            QTRY_VERIFY(!page->isBusy());
    }
    void save(const char* name, const char* note = "") {
        views::SaveViewDialog* dialog = shelf().saveShown();
        QVERIFY(dialog);
        dialog->name().setText(QString::fromUtf8(name));
        dialog->note().setText(QString::fromUtf8(note));
        dialog->button().click();
        QTRY_VERIFY(!saved().isBusy());
    }

    std::shared_ptr<test::SampleWorkspace> m_workspace;
    std::unique_ptr<test::SampleImports> m_imports;
    app::LocalMappingService m_mapping;
    std::unique_ptr<session::Session> m_session;
    std::unique_ptr<views::MainWindow> m_window;
};

void TestSavedShelf::init() {
    m_workspace = test::SampleWorkspace::company();
    m_imports = std::make_unique<test::SampleImports>(m_workspace);
    m_session = std::make_unique<session::Session>(test::accessTo(m_workspace));
    m_window = std::make_unique<views::MainWindow>(*m_session, *m_imports, m_mapping,
                                                   views::SettingsDoor{}, views::reportPages(),
                                                   test::savedIn(m_workspace));
    m_window->show();
    QSignalSpy shown(&m_window->overviewPage(), &views::OverviewPage::shown);
    m_window->openWorkspace(QStringLiteral("/x/acme.margin"));
    QTRY_VERIFY(shown.count() > 0);
}

void TestSavedShelf::cleanup() {
    m_window.reset();
    m_session.reset();
}

void TestSavedShelf::aPageIsSavedChangedAndOpened() {
    visit(unitsOf("acme", "4.50"));
    const Place before = m_window->state().place();
    const report::Table figures = m_window->reportPage()->view().section().table;
    const session::AskedVerb verb = m_window->reportPage()->askedVerb();
    QVERIFY(!figures.rows.empty());
    save("Acme in May");

    visit(unitsOf("globex", "9"));
    Place other = m_window->state().place();
    other.filter.range = {};
    other.filter.scope.kind = query::Scope::Kind::All;
    other.options = {{"dim", "model"}};
    other.section = "units";
    other.sectionBy = {Dimension::Tier};
    visit(other);
    QVERIFY(m_window->reportPage()->view().section().table.total != figures.total);
    m_window->state().visitPage(Page::Margin);

    shelf().open(QStringLiteral("Acme in May"));
    QTRY_VERIFY(m_window->reportPage() && !m_window->reportPage()->isBusy());
    const Place& after = m_window->state().place();
    QCOMPARE(after.page, before.page);
    QCOMPARE(after.section, before.section);
    QCOMPARE(after.sectionBy, before.sectionBy);
    QVERIFY(after.options == before.options);
    QVERIFY(after.filter == before.filter);
    const report::Table& again = m_window->reportPage()->view().section().table;
    QCOMPARE(again.rows.size(), figures.rows.size());
    for (std::size_t row = 0; row < figures.rows.size(); ++row)
        QVERIFY(again.rows[row].cells == figures.rows[row].cells);
    QVERIFY(again.total == figures.total);
    QCOMPARE(m_window->reportPage()->askedVerb().name, verb.name);
    QVERIFY(m_window->reportPage()->askedVerb().options == verb.options);
    m_window->state().back();
    QCOMPARE(m_window->state().place().page, Page::Margin);
}

void TestSavedShelf::theButtonListsThePageAndNamesWhatIsShown() {
    visit(unitsOf("acme", "4.50"));
    views::SavedButton& button = shelf().button();
    QVERIFY(button.isVisible());
    QVERIFY(linesOf(button.filledMenu())
                .contains(QStringLiteral("Nothing of this page is saved yet.")));
    save("Acme & co", "for Mira");
    QTRY_VERIFY(button.text().contains(QStringLiteral("Acme && co")));
    visit(unitsOf("globex", "4.50"));
    QVERIFY(!button.text().contains(QStringLiteral("Acme")));
    QAction* line = lineOf(button.filledMenu(), QStringLiteral("Acme && co\tfor Mira"));
    QVERIFY(line);
    line->trigger();
    QTRY_VERIFY(button.text().contains(QStringLiteral("Acme && co")));
    m_window->state().visitPage(Page::Drift);
    QVERIFY(!lineOf(button.filledMenu(), QStringLiteral("Acme")));
    m_window->state().visitPage(Page::Import);
    QVERIFY(!button.isVisible());
}

void TestSavedShelf::namesAreCheckedWhileTheyAreTyped() {
    visit(unitsOf("acme", "4.50"));
    save("A", "why");
    views::SaveViewDialog* dialog = shelf().saveShown();
    QCOMPARE(dialog->name().text(), QStringLiteral("Cost per unit, May 2026"));
    QVERIFY(dialog->button().isEnabled());
    dialog->name().setText(QStringLiteral("  "));
    QVERIFY(!dialog->button().isEnabled());
    QCOMPARE(dialog->message(), QStringLiteral("A name is needed."));
    dialog->name().setText(QString(201, u'x'));
    QVERIFY(!dialog->button().isEnabled());
    QVERIFY(dialog->message().contains(QStringLiteral("200 characters")));
    dialog->name().setText(QStringLiteral(" A "));
    QVERIFY(dialog->button().isEnabled());
    QCOMPARE(dialog->button().text(), QStringLiteral("&Replace"));
    QCOMPARE(dialog->note().text(), QStringLiteral("why")); // stays unless it is changed
    dialog->reject();
}

void TestSavedShelf::replacingIsUndone() {
    visit(unitsOf("acme", "4.50"));
    save("A", "first");
    const store::SavedView first = *saved().view("A");
    visit(unitsOf("globex", "9"));
    save("A", "second");
    QCOMPARE(saved().items().views.size(), std::size_t(1));
    const auto place = session::placeOf(*saved().view("A"), core::Zone());
    QVERIFY(place && place->options.at("manual-cost") == "9");
    auto* actions = m_window->findChild<views::WindowActions*>();
    QCOMPARE(actions->undo->text(), QStringLiteral("Undo change of A"));
    actions->undo->trigger();
    QTRY_VERIFY(saved().view("A") && *saved().view("A") == first);
    QTRY_COMPARE(m_window->message(), QStringLiteral("Done: change of A."));
    actions->redo->trigger();
    QTRY_VERIFY(saved().view("A") && saved().view("A")->note == "second");
}

void TestSavedShelf::theMenuListsAllByPageWithTheirNotes() {
    visit(unitsOf("acme", "4.50"));
    save("Acme", "for Mira");
    m_window->state().visitPage(Page::Margin);
    save("All of it");
    QMenu& menu = m_window->findChild<views::WindowActions*>()->savedViews();
    Q_EMIT menu.aboutToShow();
    QCOMPARE(linesOf(menu),
             (QStringList{QStringLiteral("All of it"), QStringLiteral("Acme\tfor Mira")}));
    QStringList titles;
    for (const QAction* action : menu.actions())
        if (action->isSeparator())
            titles << action->text();
    QCOMPARE(titles, (QStringList{QStringLiteral("Margin"), QStringLiteral("Units")}));
    lineOf(menu, QStringLiteral("Acme"))->trigger();
    QCOMPARE(m_window->state().place().page, Page::Units);
}

void TestSavedShelf::namesAndNotesAreChangedInPlace() {
    visit(unitsOf("acme", "4.50"));
    save("A", "first");
    views::SavedDialog* dialog = shelf().manage();
    QVERIFY(!dialog->isEmpty());
    dialog->itemOf(QStringLiteral("A"))->setText(0, QStringLiteral("B"));
    QTRY_VERIFY(dialog->itemOf(QStringLiteral("B")));
    dialog->itemOf(QStringLiteral("B"))->setText(1, QStringLiteral("second"));
    QTRY_VERIFY(saved().view("B") && saved().view("B")->note == "second");
    dialog->itemOf(QStringLiteral("B"))->setText(0, QStringLiteral(" "));
    QTRY_COMPARE(dialog->message(), QStringLiteral("A name is needed."));
    QCOMPARE(dialog->itemOf(QStringLiteral("B"))->text(0), QStringLiteral("B"));
    dialog->itemOf(QStringLiteral("B"))->setText(2, QStringLiteral("yesterday"));
    QVERIFY(dialog->itemOf(QStringLiteral("B"))->text(2) != QStringLiteral("yesterday"));
    QCOMPARE(saved().items().views.size(), std::size_t(1));
}

void TestSavedShelf::whatIsDeletedComesBack() {
    visit(unitsOf("acme", "4.50"));
    save("A", "first");
    const store::SavedItems before = saved().items();
    views::SavedDialog* dialog = shelf().manage();
    dialog->itemOf(QStringLiteral("A"))->setSelected(true);
    for (QPushButton* button : dialog->findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("&Delete"))
            button->click();
    QTRY_VERIFY(dialog->isEmpty());
    dialog->reject();
    m_window->findChild<views::WindowActions*>()->undo->trigger();
    QTRY_VERIFY(saved().items() == before);
}

void TestSavedShelf::nothingSavedIsOneSentence() {
    views::SavedDialog* dialog = shelf().manage();
    QVERIFY(dialog->isEmpty());
    for (QPushButton* button : dialog->findChildren<QPushButton*>())
        QCOMPARE(button->isEnabled(), button->text() == QStringLiteral("&Close"));
    QVERIFY(!shelf().editReport({}));
    QVERIFY(m_window->message().contains(QStringLiteral("save one first")));
}

void TestSavedShelf::whatCannotBeOpenedIsAMessage() {
    {
        const std::lock_guard lock{m_workspace->mutex};
        m_workspace->saved.views = {{"Later", "units", R"({"version":9})", {}, {}}};
    }
    saved().reload();
    QTRY_VERIFY(saved().view("Later"));
    const Place before = m_window->state().place();
    shelf().open(QStringLiteral("Later"));
    QVERIFY(m_window->message().contains(QStringLiteral("another version of MarginScope")));
    QVERIFY(m_window->state().place() == before);
}

void TestSavedShelf::reportsAreMadeOfTickedViewsInOrder() {
    visit(unitsOf("acme", "4.50"));
    save("A");
    visit(unitsOf("globex", "4.50"));
    save("B");
    views::ReportDialog* dialog = shelf().editReport({}, {QStringLiteral("B")});
    QVERIFY(!dialog->button().isEnabled()); // no name
    dialog->name().setText(QStringLiteral("Board"));
    QVERIFY(dialog->button().isEnabled());
    dialog->views().item(0)->setCheckState(Qt::Unchecked);
    QVERIFY(!dialog->button().isEnabled()); // of nothing
    dialog->views().item(0)->setCheckState(Qt::Checked);
    dialog->views().item(1)->setCheckState(Qt::Checked);
    dialog->views().setCurrentRow(1);
    dialog->move(-1);
    dialog->move(-1); // is first already
    dialog->button().click();
    QTRY_VERIFY(saved().report("Board"));
    QCOMPARE(saved().report("Board")->views, (std::vector<std::string>{"A", "B"}));

    QSignalSpy wanted(&shelf(), &views::SavedShelf::exportRequested);
    QMenu& menu = m_window->findChild<views::WindowActions*>()->savedReports();
    Q_EMIT menu.aboutToShow();
    lineOf(menu, QStringLiteral("Board"))->trigger();
    QCOMPARE(wanted.count(), 1);
    const auto views = wanted.front()[2].value<std::vector<store::SavedView>>();
    QCOMPARE(views.size(), std::size_t(2));
    QCOMPARE(views.front().name, std::string("A"));

    dialog = shelf().editReport(QStringLiteral("Board"));
    dialog->name().setText(QStringLiteral("Directors"));
    dialog->button().click();
    QTRY_VERIFY(saved().report("Directors") && !saved().report("Board"));
}

void TestSavedShelf::hostileNamesAreShownAsText() {
    visit(unitsOf("acme", "4.50"));
    const char* name = "<img src=file:///etc/passwd> \xe2\x80\xae&=cmd";
    save(name, "<b>bold</b>");
    views::SavedDialog* dialog = shelf().manage();
    const QTreeWidgetItem* item = dialog->itemOf(QString::fromUtf8(name));
    QVERIFY(item);
    QVERIFY(item->text(0).startsWith(QStringLiteral("<img src=file:///etc/passwd> <U+202E>")));
    QVERIFY(!Qt::mightBeRichText(item->toolTip(0)) ||
            item->toolTip(0).contains(QStringLiteral("&lt;img")));
    for (const QLabel* label : dialog->findChildren<QLabel*>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
    QVERIFY(lineOf(shelf().button().filledMenu(), QStringLiteral("<img"))
                ->text()
                .contains(QStringLiteral("&&=cmd")));
}

void TestSavedShelf::pagesWithoutAnswersAreNotSaved() {
    m_window->state().visitPage(Page::Batches);
    QVERIFY(!shelf().saveShown());
    QVERIFY(m_window->message().contains(QStringLiteral("no view that could be saved")));
}

QTEST_MAIN(TestSavedShelf)
#include "tst_saved_shelf.moc"
