// SPDX-License-Identifier: GPL-3.0-or-later
// Tables that are typed into, on the page and in the cell.
// Covers: reopen_window.cpp
#include "views/pages/report_page.h"

#include "models/report/unit_list_section.h"
#include "models/tables/report_table_model.h"
#include "tests/views/sample_company.h"
#include "views/pages/reopen_window.h"
#include "views/pages/report_pages.h"
#include "views/pages/section_view.h"
#include "views/widgets/pinned_table.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace ms;
using session::EnteredRows;
using session::Page;

namespace {

/// One with an outcome of its own, one of which only events say that it succeeded.
analysis::UnitList twoTickets() {
    analysis::UnitList list;
    list.all = 2;
    analysis::ListedUnit unit;
    unit.type = "ticket";
    unit.id = "T-17";
    unit.tenant = "acme";
    unit.status = "success";
    core::OutcomeFact fact;
    fact.outcome = "Resolved";
    fact.outcomeAt = *core::parseMoment("2026-05-03");
    fact.value = *core::Money::parse("12.5");
    fact.currency = "EUR";
    unit.fact = fact;
    list.units.push_back(unit);
    unit.id = "T-18";
    unit.fact.reset();
    list.units.push_back(unit);
    return list;
}

/// The endpoints of the sample company, or another section. What is entered is collected, and not
/// kept unless asked for.
struct Rig {
    std::shared_ptr<test::SampleWorkspace> workspace = test::SampleWorkspace::company();
    test::SampleImports imports{workspace};
    session::Session session{test::accessTo(workspace)};
    session::FilterState state;
    std::unique_ptr<views::ReportPage> page;
    std::vector<EnteredRows> entered;

    explicit Rig(Page name = Page::Costs, const char* section = "endpoints") : m_section{section} {
        for (views::ReportPageSpec& spec : views::reportPages()) {
            if (spec.page != name)
                continue;
            for (views::SectionSource& source : spec.sections)
                if (source.id == "unit_list") // the sample company has no units of its own
                    source.ask = [](const session::Snapshot& snapshot,
                                    const views::SectionQuestion& question, std::stop_token) {
                        return core::Result<report::Section>(report::unitListSection(
                            twoTickets(), question.context, snapshot.outcomes.rules.reopenDays));
                    };
            page = std::make_unique<views::ReportPage>(session, state, std::move(spec));
        }
        page->resize(1200, 800);
        page->show();
        QObject::connect(page.get(), &views::ReportPage::rowsEntered, page.get(),
                         [this](const EnteredRows& rows) { entered.push_back(rows); });
        QSignalSpy changed(&session, &session::Session::changed);
        session.open(QStringLiteral("acme.margin"));
        QVERIFY(changed.wait());
        session::Place place = state.place();
        place.page = name;
        place.section = m_section;
        state.visit(place);
        settle();
    }
    void settle() {
        QTRY_VERIFY(!page->isBusy());
        QCOMPARE(page->view().section().id, m_section);
    }
    /// As the window keeps it.
    void keep(const EnteredRows& rows) {
        QVERIFY(imports.enterRows({}, rows, {}));
        QSignalSpy changed(&session, &session::Session::changed);
        session.reload();
        QVERIFY(changed.wait());
        QTRY_VERIFY(!page->isBusy());
    }
    QTableView& table() { return *page->view().table().view(); }
    QModelIndex cell(const QString& endpoint, const char* column) {
        const auto& model = page->view().model();
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.index(row, 0).data(tables::ExactTextRole).toString() == endpoint)
                return model.index(row, model.columnOf(QString::fromLatin1(column)));
        return {};
    }
    QLineEdit* editor() {
        return qobject_cast<QLineEdit*>(table().indexWidget(table().currentIndex()));
    }
    void type(const QModelIndex& index, const QString& text) {
        table().setCurrentIndex(index);
        QTest::keyClick(&table(), Qt::Key_F2);
        QVERIFY(editor());
        editor()->setText(text);
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_VERIFY(!page->view().isEditing());
    }

private:
    std::string m_section;
};

const QString kSearch = QStringLiteral("Search");
const QString kDraft = QStringLiteral("Draft Email");
const QString kNotGiven = QStringLiteral("(not given)"); // attempts without an endpoint

} // namespace

class TestSectionEdits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsTypedBecomesARowOfTheNativeFile();
    void enterAndADoubleClickOpenTheCellToo();
    void whatIsNoTableOfTheUserCannotBeTypedInto();
    void anEmptyFeatureIsTheEndpointsOwnName();
    void aSecondCellOfTheRowKeepsTheFirst();
    void newFiguresWaitUntilTypingIsDone();
    void theCursorFollowsARowThatMoves();
    void whatWasNotKeptIsShownAsItWas();
    void attemptsWithoutAnEndpointSaySo();
    void outcomesKeepWhatIsKnownOfTheUnit();
    void theReopenWindowIsKeptInTheWorkspace();
};

void TestSectionEdits::whatIsTypedBecomesARowOfTheNativeFile() {
    Rig rig;
    rig.type(rig.cell(kSearch, "feature"), QStringLiteral("  Find, fast "));
    QCOMPARE(rig.entered.size(), std::size_t(1));
    QCOMPARE(rig.entered[0].kind, core::FileKind::Features);
    QCOMPARE(rig.entered[0].columns,
             (std::vector<std::string>{"endpoint", "feature", "owner_team"}));
    QCOMPARE(rig.entered[0].rows,
             (std::vector<std::vector<std::string>>{{"Search", "Find, fast", ""}}));
    // Shown at once; the figures are those of before until it is kept.
    QCOMPARE(rig.cell(kSearch, "feature").data().toString(), QStringLiteral("Find, fast"));
    rig.keep(rig.entered[0]);
    QCOMPARE(rig.cell(kSearch, "feature").data().toString(), QStringLiteral("Find, fast"));
    QCOMPARE(rig.cell(kSearch, "stated_by").data().toString(),
             QStringLiteral("features entered by hand, batch 4"));
    // The same once more is no change.
    rig.type(rig.cell(kSearch, "feature"), QStringLiteral("Find, fast"));
    QCOMPARE(rig.entered.size(), std::size_t(1));
}

void TestSectionEdits::enterAndADoubleClickOpenTheCellToo() {
    Rig rig;
    rig.table().setCurrentIndex(rig.cell(kSearch, "owner_team"));
    QTest::keyClick(&rig.table(), Qt::Key_Return);
    QVERIFY(rig.editor());
    QTest::keyClick(rig.editor(), Qt::Key_Escape);
    QTRY_VERIFY(!rig.page->view().isEditing());
    Q_EMIT rig.table().doubleClicked(rig.cell(kDraft, "feature"));
    QVERIFY(rig.page->view().isEditing());
    QVERIFY(rig.entered.empty());
}

void TestSectionEdits::whatIsNoTableOfTheUserCannotBeTypedInto() {
    Rig rig;
    for (const char* column : {"endpoint", "attempts", "cost", "stated_by"})
        QVERIFY(!(rig.cell(kSearch, column).flags() & Qt::ItemIsEditable));
    // F2 elsewhere goes to the first cell of the row that can be changed.
    rig.table().setCurrentIndex(rig.cell(kSearch, "cost"));
    QTest::keyClick(&rig.table(), Qt::Key_F2);
    QCOMPARE(rig.table().currentIndex(), rig.cell(kSearch, "feature"));
    QTest::keyClick(rig.editor(), Qt::Key_Escape);
    // Enter elsewhere leads to the attempts, as in every section.
    rig.table().setCurrentIndex(rig.cell(kSearch, "cost"));
    QTest::keyClick(&rig.table(), Qt::Key_Return);
    QCOMPARE(rig.state.place().page, Page::Attempts);
    QVERIFY(rig.page->view().notes().startsWith(
        QStringLiteral("Feature and Owner team can be changed here")));
}

void TestSectionEdits::anEmptyFeatureIsTheEndpointsOwnName() {
    Rig rig;
    rig.type(rig.cell(kSearch, "feature"), QString());
    QCOMPARE(rig.entered.at(0).rows[0], (std::vector<std::string>{"Search", "Search", ""}));
}

void TestSectionEdits::aSecondCellOfTheRowKeepsTheFirst() {
    Rig rig;
    rig.type(rig.cell(kSearch, "feature"), QStringLiteral("Find"));
    rig.type(rig.cell(kSearch, "owner_team"), QStringLiteral("Web"));
    QCOMPARE(rig.entered.at(1).rows[0], (std::vector<std::string>{"Search", "Find", "Web"}));
}

void TestSectionEdits::newFiguresWaitUntilTypingIsDone() {
    Rig rig;
    rig.type(rig.cell(kSearch, "feature"), QStringLiteral("Find"));
    rig.table().setCurrentIndex(rig.cell(kDraft, "feature"));
    QTest::keyClick(&rig.table(), Qt::Key_F2);
    rig.editor()->setText(QStringLiteral("Write"));
    rig.keep(rig.entered[0]);
    QVERIFY(rig.page->view().isEditing()); // nobody took the cell away
    QVERIFY(rig.cell(kSearch, "stated_by").data().toString().isEmpty());
    QTest::keyClick(rig.editor(), Qt::Key_Return);
    QTRY_COMPARE(rig.entered.size(), std::size_t(2));
    QCOMPARE(rig.entered[1].rows[0], (std::vector<std::string>{"Draft Email", "Write", ""}));
    QTRY_VERIFY(!rig.cell(kSearch, "stated_by").data().toString().isEmpty());
}

void TestSectionEdits::theCursorFollowsARowThatMoves() {
    Rig rig;
    const QModelIndex first = rig.page->view().model().index(0, 0);
    const QString endpoint = first.data(tables::ExactTextRole).toString();
    rig.type(rig.cell(endpoint, "feature"), QStringLiteral("Known"));
    rig.keep(rig.entered[0]);
    QTRY_VERIFY(rig.cell(endpoint, "feature").row() > 0); // behind those without a feature
    QTRY_COMPARE(rig.table().currentIndex(), rig.cell(endpoint, "feature"));
}

void TestSectionEdits::whatWasNotKeptIsShownAsItWas() {
    Rig rig;
    rig.type(rig.cell(kSearch, "feature"), QStringLiteral("Find"));
    rig.page->forgetTyped();
    QCOMPARE(rig.cell(kSearch, "feature").data().toString(), kSearch);
}

void TestSectionEdits::attemptsWithoutAnEndpointSaySo() {
    Rig rig;
    rig.workspace->events[0].feature.clear();
    ++rig.workspace->version;
    rig.keep({core::FileKind::Features, {"endpoint", "feature", "owner_team"}, {}});
    QSignalSpy told(rig.page.get(), &views::ReportPage::told);
    QTRY_VERIFY(rig.cell(kNotGiven, "feature").isValid());
    rig.type(rig.cell(kNotGiven, "feature"), QStringLiteral("Anything"));
    QCOMPARE(told.count(), 1);
    QVERIFY(rig.entered.empty());
    QCOMPARE(rig.cell(kNotGiven, "feature").data().toString(), QString());
}

void TestSectionEdits::outcomesKeepWhatIsKnownOfTheUnit() {
    Rig rig(Page::Units, "unit_list");
    const auto rowOf = [&rig](std::size_t entry) { return rig.entered.at(entry).rows.at(0); };
    rig.type(rig.cell(QStringLiteral("T-17"), "outcome"), QStringLiteral("escalated"));
    QCOMPARE(rig.entered[0].kind, core::FileKind::Outcomes);
    QCOMPARE(rig.entered[0].columns,
             (std::vector<std::string>{"unit_type", "unit_id", "tenant", "outcome", "outcome_at",
                                       "reopened_at", "value", "currency"}));
    QCOMPARE(rowOf(0), (std::vector<std::string>{"ticket", "T-17", "acme", "escalated",
                                                 "2026-05-03", "", "12.5", "EUR"}));
    // Reopened: what only events say of the outcome becomes a fact with it.
    rig.type(rig.cell(QStringLiteral("T-18"), "reopened_at"), QStringLiteral("2026-05-09"));
    QCOMPARE(rowOf(1), (std::vector<std::string>{"ticket", "T-18", "acme", "success", "",
                                                 "2026-05-09", "", ""}));
    rig.page->forgetTyped();
    rig.type(rig.cell(QStringLiteral("T-17"), "outcome"), QString());
    QCOMPARE(rowOf(2)[3], std::string("pending"));
    QCOMPARE(rig.page->askedVerb().name, std::string("units --list 200"));
}

void TestSectionEdits::theReopenWindowIsKeptInTheWorkspace() {
    Rig rig(Page::Units, "unit_list");
    QSpinBox* days = nullptr;
    for (auto* window : rig.page->findChildren<views::ReopenWindow*>())
        if (window->isVisible())
            days = &window->days();
    QVERIFY(days);
    QCOMPARE(days->text(), QStringLiteral("any time"));
    for (const int wanted : {5, 6, 14, 6}) // faster than it is written
        days->setValue(wanted);
    QTRY_COMPARE(rig.session.snapshot()->settings.reopenDays, std::optional(6));
    QTRY_VERIFY(rig.page->view().notes().contains(QStringLiteral("within 6 days")));
    QCOMPARE(days->value(), 6);
    days->setValue(-1);
    QTRY_VERIFY(!rig.session.snapshot()->settings.reopenDays);
    rig.workspace->refusesSwitches = true;
    QSignalSpy failed(&rig.session, &session::Session::failed);
    days->setValue(3);
    QTRY_COMPARE(failed.count(), 1);
    QTRY_COMPARE(days->value(), -1); // as it is in the workspace
}

QTEST_MAIN(TestSectionEdits)
#include "tst_section_edits.moc"
