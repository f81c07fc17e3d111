// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: dimension_choosers.cpp, figure_panel.cpp, option_form.cpp, report_pages.cpp
// Covers: drivers_page.cpp
// Covers: drift_page.cpp, section_options.cpp, section_view.cpp
#include "views/pages/report_page.h"

#include "models/tables/report_table_model.h"
#include "tests/views/fake_sections.h"
#include "tests/views/pages/report_page_rig.h"
#include "views/charts/bar_chart.h"
#include "views/charts/chart_panel.h"
#include "views/pages/dimension_choosers.h"
#include "views/pages/figure_panel.h"
#include "views/pages/option_form.h"
#include "views/pages/report_pages.h"
#include "views/pages/section_options.h"
#include "views/pages/section_view.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/pinned_table.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>

#include <atomic>

using namespace ms;
using query::Dimension;
using Rig = test::ReportPageRig;
using session::Page;

class TestReportPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSectionShowsFindingChartTableAndNotes();
    void sortAndWidthsStayWhenTheShapeDoes();
    void anotherSectionFitsItsOwnColumns();
    void sectionsAreSwitchedByKeyAndComeBackByBack();
    void whatItIsAskedByIsPartOfThePlace();
    void whatItIsAskedWithIsPartOfThePlace();
    void oneDimensionHasNoSecondChooser();
    void optionsOfTheProductAreRead();
    void aRowOfAnotherPeriodLeadsThere();
    void enterGoesToTheAttemptsBehindARow();
    void aRowWithoutAttemptsSaysSo();
    void aThousandRowsAreShownInTheirOrder();
    void anEmptySectionNamesTheNextAction();
    void anErrorIsSaidOnThePage();
    void staleFiguresAreGreyUntilNewOnesCome();
    void aPageThatIsClosedWhileAJobRunsGetsNoCallback();
    void theSidePanelTellsWhatAFigureRestsOn();
    void namesAreTextAndNeverMarkup();
    void theProductHasNoPageWithoutSections();
    void theBridgeOfTheProductClosesOnTheScreen();
    void answersNameTheirVerbs();
};

namespace {

std::vector<views::SectionSource> twoSections() {
    views::SectionSource second = test::fakeSource("second", QStringLiteral("Second"), 3);
    second.by = {Dimension::Feature};
    return {test::fakeSource("first", QStringLiteral("First"), 12), second};
}

} // namespace

void TestReportPage::aSectionShowsFindingChartTableAndNotes() {
    Rig rig(twoSections());
    rig.settle();
    const views::SectionView& view = rig.page->view();
    QVERIFY(!view.isEmpty());
    QCOMPARE(view.model().rowCount(), 12);
    QCOMPARE(view.charts().size(), std::size_t{1});
    QVERIFY(view.notes().contains(QStringLiteral("Units that are pending are left out.")));
    QVERIFY(!view.charts().front()->isFolded());
    rig.page->toggleChart();
    QVERIFY(view.charts().front()->isFolded());
    QCOMPARE(rig.page->view().table().totalsView()->model()->index(0, 0).data().toString(),
             QStringLiteral("Total"));
    rig.page->copyTable();
    const QStringList lines = QApplication::clipboard()->text().trimmed().split(u'\n');
    QCOMPARE(lines.size(), 1 + 12 + 1);
    QCOMPARE(lines.front().split(u'\t').front(), QStringLiteral("Tenant"));
    QVERIFY(lines.back().contains(QStringLiteral("-$123.45")));
    QCOMPARE(rig.page->askedVerb().name, std::string("units"));
    QCOMPARE(rig.page->askedVerb().section, std::string("first"));
}

void TestReportPage::sortAndWidthsStayWhenTheShapeDoes() {
    Rig rig(twoSections());
    rig.settle();
    const int margin = rig.page->view().model().columnOf(QStringLiteral("margin"));
    rig.table().sortByColumn(margin, Qt::DescendingOrder);
    rig.table().setColumnWidth(2, 222);
    QSignalSpy shown(rig.page.get(), &views::ReportPage::shown);
    rig.state.setFilter(session::withValues({}, Dimension::Tier, {"Free"}));
    QTRY_COMPARE(shown.count(), 1);
    QCOMPARE(rig.page->view().model().rowAt(0).cells[4], report::Cell{test::cents(4'200 * 11)});
    QCOMPARE(rig.table().columnWidth(2), 222);
}

/// Another answer with the same columns has other texts in them.
void TestReportPage::anotherSectionFitsItsOwnColumns() {
    auto sections = twoSections();
    sections[1].ask = [ask = sections[0].ask](const session::Snapshot& snapshot,
                                              const views::SectionQuestion& question,
                                              std::stop_token stop) {
        auto section = ask(snapshot, question, std::move(stop));
        if (section)
            section->id = "second";
        return section;
    };
    Rig rig(sections);
    rig.settle();
    const int fitting = rig.table().columnWidth(2);
    rig.table().setColumnWidth(2, fitting + 99);
    session::Place place = rig.state.place();
    place.section = "second";
    rig.state.visit(place);
    rig.settle();
    QCOMPARE(rig.page->view().section().id, std::string("second"));
    QCOMPARE(rig.table().columnWidth(2), fitting);
}

void TestReportPage::sectionsAreSwitchedByKeyAndComeBackByBack() {
    Rig rig(twoSections());
    rig.settle();
    QVERIFY(QTest::qWaitForWindowActive(rig.page.get()));
    QTest::keyClick(rig.page.get(), Qt::Key_PageDown, Qt::ControlModifier);
    rig.settle();
    QCOMPARE(rig.state.place().section, std::string("second"));
    QCOMPARE(rig.page->view().section().id, std::string("second"));
    rig.state.back();
    rig.settle();
    QCOMPARE(rig.page->tabs().currentIndex(), 0);
    QCOMPARE(rig.page->view().section().id, std::string("first"));
    rig.state.forward();
    QCOMPARE(rig.page->tabs().currentIndex(), 1);
}

void TestReportPage::whatItIsAskedByIsPartOfThePlace() {
    std::vector<views::SectionSource> sections = twoSections();
    std::vector<Dimension> askedBy;
    sections[1].ask = [&askedBy](const session::Snapshot&, const views::SectionQuestion& question,
                                 std::stop_token) -> core::Result<report::Section> {
        askedBy = question.by;
        return test::fakeSection("second", 2);
    };
    Rig rig(sections);
    rig.settle();
    auto* choosers = rig.page->findChild<views::DimensionChoosers*>();
    QVERIFY(choosers->isHidden()); // the first section is not asked by dimensions
    rig.page->tabs().setCurrentIndex(1);
    rig.settle();
    QVERIFY(!choosers->isHidden());
    QCOMPARE(askedBy, std::vector{Dimension::Feature});
    auto* box = choosers->findChild<QComboBox*>();
    box->setCurrentIndex(box->findData(int(Dimension::Model)));
    Q_EMIT box->activated(box->currentIndex());
    rig.settle();
    QCOMPARE(askedBy, std::vector{Dimension::Model});
    QCOMPARE(rig.page->askedVerb().by, std::vector{Dimension::Model});
    rig.state.back();
    rig.settle();
    QCOMPARE(askedBy, std::vector{Dimension::Feature});
}

void TestReportPage::whatItIsAskedWithIsPartOfThePlace() {
    std::vector<views::SectionSource> sections = twoSections();
    std::string policy, budget;
    sections[1].ask = [&](const session::Snapshot&, const views::SectionQuestion& question,
                          std::stop_token) -> core::Result<report::Section> {
        policy = question.option("idle");
        budget = question.option("token-budget");
        return test::fakeSection("second", 2);
    };
    views::SectionOption idle = views::idlePolicyOption();
    sections[1].options = {idle, views::tokenBudgetOption()};
    Rig rig(sections);
    rig.settle();
    auto& form = rig.page->optionForm();
    QVERIFY(!form.fieldOf("idle")); // the first section has none
    rig.page->tabs().setCurrentIndex(1);
    rig.settle();
    QVERIFY(policy.empty() && budget.empty());
    auto* box = qobject_cast<QComboBox*>(form.fieldOf("idle"));
    auto* line = qobject_cast<QLineEdit*>(form.fieldOf("token-budget"));
    QVERIFY(box && line);
    QCOMPARE(line->placeholderText(), QStringLiteral("what 99 of 100 keep to"));
    QVERIFY(!line->toolTip().isEmpty() && line->accessibleName() == u"Token budget");
    box->setCurrentIndex(box->findData(QStringLiteral("spread")));
    Q_EMIT box->activated(box->currentIndex());
    rig.settle();
    QCOMPARE(policy, std::string("spread"));
    line->setText(QStringLiteral(" 5000 "));
    Q_EMIT line->editingFinished();
    rig.settle();
    QCOMPARE(budget, std::string("5000"));
    QCOMPARE(rig.page->askedVerb().options,
             (std::map<std::string, std::string>{{"idle", "spread"}, {"token-budget", "5000"}}));
    rig.state.back();
    rig.settle();
    QVERIFY(budget.empty() && line->text().isEmpty());
    QCOMPARE(policy, std::string("spread"));
    box->setCurrentIndex(0); // as it was before it was chosen: not part of the place
    Q_EMIT box->activated(0);
    rig.settle();
    QVERIFY(rig.state.place().options.empty() && policy.empty());
}

void TestReportPage::oneDimensionHasNoSecondChooser() {
    std::vector<views::SectionSource> sections = twoSections();
    sections[1].grouping = views::SectionSource::Grouping::One;
    sections[1].by = {Dimension::Feature, Dimension::Model};
    Rig rig(sections);
    rig.settle();
    rig.page->tabs().setCurrentIndex(1);
    rig.settle();
    const auto boxes = rig.page->findChild<views::DimensionChoosers*>()->findChildren<QComboBox*>();
    QCOMPARE(boxes.size(), 2);
    QVERIFY(!boxes[0]->isHidden() && boxes[1]->isHidden());
    QCOMPARE(rig.page->askedVerb().by, std::vector{Dimension::Feature});
}

/// What the sections of the product are asked with: what is typed is read, or refused in words.
void TestReportPage::optionsOfTheProductAreRead() {
    views::SectionQuestion question;
    QCOMPARE(views::thresholdsOf(question)->freeSharePct, std::int64_t(10));
    question.options = {{"free-share", "7"}, {"fewest", "1"}};
    const auto thresholds = views::thresholdsOf(question);
    QVERIFY(thresholds);
    QCOMPARE(thresholds->freeSharePct, std::int64_t(7));
    QCOMPARE(thresholds->fewest, std::int64_t(1));
    QCOMPARE(thresholds->actionTimes, analysis::FlagThresholds{}.actionTimes);
    question.options = {{"fewest", "0"}};
    const auto refused = views::thresholdsOf(question);
    QVERIFY(!refused && refused.error().message.starts_with("fewest is a whole number"));
    // Every option says what it is, by the name that the command line has.
    for (const views::ReportPageSpec& spec : views::reportPages())
        for (const views::SectionSource& source : spec.sections)
            for (const views::SectionOption& option : source.options) {
                QVERIFY(!option.name.starts_with("-") && !option.title.isEmpty());
                QVERIFY(!option.help.isEmpty());
                QVERIFY(option.choicesOf || !option.choices.empty() || !option.byDefault.isEmpty());
            }
}

void TestReportPage::aRowOfAnotherPeriodLeadsThere() {
    const core::TimeRange april{core::Instant{100}, core::Instant{200}};
    views::SectionSource source = test::fakeSource("gone", QStringLiteral("Gone"), 3);
    source.ask = [april](const session::Snapshot&, const views::SectionQuestion& question,
                         std::stop_token) -> core::Result<report::Section> {
        report::Section section = test::fakeSection("gone", 3);
        section.filter = question.filter;
        section.table.rows[2].drillRange = april;
        return section;
    };
    Rig rig({source});
    rig.settle();
    rig.table().selectRow(2);
    QTest::keyClick(&rig.table(), Qt::Key_Return);
    QCOMPARE(rig.state.place().page, Page::Attempts);
    QCOMPARE(rig.state.place().filter.range, april);
}

void TestReportPage::enterGoesToTheAttemptsBehindARow() {
    Rig rig(twoSections());
    rig.settle();
    rig.table().selectRow(2);
    QTest::keyClick(&rig.table(), Qt::Key_Return);
    QCOMPARE(rig.state.place().page, Page::Attempts);
    QCOMPARE(rig.state.place().path,
             (std::vector<session::DrillStep>{{Dimension::Tenant, "tenant-2"}}));
    rig.state.back();
    QCOMPARE(rig.state.place().page, Page::Units);
    Q_EMIT rig.page->view().charts().front()->rowClicked(3);
    QCOMPARE(rig.state.place().path.back().value, std::string("tenant-3"));
}

void TestReportPage::aRowWithoutAttemptsSaysSo() {
    Rig rig(twoSections());
    rig.settle();
    QSignalSpy told(rig.page.get(), &views::ReportPage::told);
    rig.table().selectRow(1);
    QTest::keyClick(&rig.table(), Qt::Key_Return);
    QCOMPARE(told.count(), 1);
    QCOMPARE(rig.state.place().page, Page::Units);
}

void TestReportPage::aThousandRowsAreShownInTheirOrder() {
    Rig rig({test::fakeSource("many", QStringLiteral("Many"), 1000)});
    rig.settle();
    const auto& model = rig.page->view().model();
    QCOMPARE(model.rowCount(), 1000);
    for (int row = 0; row < 1000; ++row)
        QCOMPARE(model.resultRowAt(row), row);
    const views::ChartSpec& spec = rig.page->view().charts().front()->spec();
    QVERIFY(spec.bars.size() <= 12);
    QVERIFY(spec.source.endsWith(QStringLiteral("of 1000")));
    QVERIFY(rig.page->askedVerb().section.empty()); // the page's only one
}

void TestReportPage::anEmptySectionNamesTheNextAction() {
    Rig rig({test::fakeSource("none", QStringLiteral("None"), 0)});
    rig.settle();
    const views::SectionView& view = rig.page->view();
    QVERIFY(view.isEmpty());
    QStringList texts;
    for (const QLabel* label : view.emptyState().findChildren<QLabel*>())
        texts << label->text();
    QVERIFY(texts.join(u'\n').contains(QStringLiteral("import a log with the column unit_id")));
    QSignalSpy files(rig.page.get(), &views::ReportPage::filesRequested);
    auto* button = view.emptyState().findChild<QPushButton*>();
    button->click();
    QCOMPARE(files.count(), 1);
    rig.state.setFilter(session::withValues({}, Dimension::Tier, {"Free"}));
    rig.settle();
    button->click(); // the filter may be why: show everything
    QCOMPARE(rig.state.place().filter, query::Filter{});
    QCOMPARE(files.count(), 1);
}

void TestReportPage::anErrorIsSaidOnThePage() {
    views::SectionSource broken = test::fakeSource("broken", QStringLiteral("Broken"), 1);
    broken.ask = [](const session::Snapshot&, const views::SectionQuestion&,
                    std::stop_token) -> core::Result<report::Section> {
        return core::Error{core::Error::Code::Usage, "There are no two periods to compare.", {}};
    };
    Rig rig({broken});
    QSignalSpy failed(rig.page.get(), &views::ReportPage::failed);
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(rig.page->view().isEmpty());
    QStringList texts;
    for (const QLabel* label : rig.page->view().emptyState().findChildren<QLabel*>())
        texts << label->text();
    QVERIFY(texts.contains(QStringLiteral("There are no two periods to compare.")));
}

void TestReportPage::staleFiguresAreGreyUntilNewOnesCome() {
    std::atomic<bool> mayEnd = true;
    views::SectionSource slow = test::fakeSource("slow", QStringLiteral("Slow"), 4);
    slow.ask = [&mayEnd, answer = slow.ask](const session::Snapshot& snapshot,
                                            const views::SectionQuestion& question,
                                            std::stop_token stop) {
        while (!mayEnd && !stop.stop_requested())
            QThread::msleep(5);
        return answer(snapshot, question, stop);
    };
    Rig rig({slow});
    rig.settle();
    mayEnd = false;
    rig.state.setFilter(session::withValues({}, Dimension::Tier, {"Free"}));
    QTRY_VERIFY(rig.page->view().isStale());
    QCOMPARE(rig.page->view().model().rowCount(), 4);
    mayEnd = true;
    QTRY_VERIFY(!rig.page->view().isStale());
}

void TestReportPage::aPageThatIsClosedWhileAJobRunsGetsNoCallback() {
    std::atomic<bool> wasStopped = false;
    views::SectionSource endless = test::fakeSource("endless", QStringLiteral("Endless"), 1);
    endless.ask = [&wasStopped](const session::Snapshot&, const views::SectionQuestion&,
                                std::stop_token stop) -> core::Result<report::Section> {
        while (!stop.stop_requested())
            QThread::msleep(2);
        wasStopped = true;
        return report::Section{};
    };
    Rig rig({endless});
    QVERIFY(rig.page->isBusy());
    rig.page.reset();
    QTRY_VERIFY(wasStopped);
}

void TestReportPage::theSidePanelTellsWhatAFigureRestsOn() {
    Rig rig(twoSections());
    rig.state.setFilter(session::withValues({}, Dimension::Tier, {"<Free>"}));
    rig.settle();
    views::FigurePanel& panel = rig.page->figurePanel();
    QVERIFY(panel.isHidden());
    QVERIFY(QTest::qWaitForWindowActive(rig.page.get()));
    QTest::keyClick(rig.page.get(), Qt::Key_F1);
    QVERIFY(!panel.isHidden());
    rig.table().setCurrentIndex(rig.table().model()->index(0, 4));
    const QString text = panel.text();
    for (const char* fact : {"Margin", "Revenue minus cost.", "Tier: <Free>", "all time", "UTC",
                             "default", "USD", "requests.jsonl: Usage log (one row per call)"})
        QVERIFY2(text.contains(QString::fromLatin1(fact)), fact);
    rig.workspace->batches[0].isActive = false;
    rig.session.reload();
    QTRY_VERIFY(!panel.text().contains(QStringLiteral("requests.jsonl")));
}

void TestReportPage::namesAreTextAndNeverMarkup() {
    Rig rig(twoSections());
    rig.settle();
    for (const QLabel* label : rig.page->findChildren<QLabel*>())
        QVERIFY(label->textFormat() == Qt::PlainText || !label->text().contains(u'<'));
    const auto* chart = rig.page->findChild<views::BarChart*>();
    for (const QString& label : chart->axisLabels())
        QVERIFY(!label.contains(u'<'));
    const auto& model = rig.page->view().model();
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("<b>acme</b> & sons"));
}

void TestReportPage::theProductHasNoPageWithoutSections() {
    const std::vector<views::ReportPageSpec> pages = views::reportPages();
    QVERIFY(!pages.empty());
    for (const views::ReportPageSpec& spec : pages)
        QVERIFY(!spec.sections.empty());
}

void TestReportPage::theBridgeOfTheProductClosesOnTheScreen() {
    for (const views::ReportPageSpec& spec : views::reportPages()) {
        if (spec.page != Page::Drivers)
            continue;
        Rig rig(spec.sections);
        rig.settle();
        const report::Section& section = rig.page->view().section();
        QCOMPARE(section.id, std::string("drivers"));
        QVERIFY(section.table.rows.size() > 3);
        core::MoneySum sum;
        for (const report::Row& row : section.table.rows)
            sum += std::get<core::MoneySum>(row.cells[1]);
        const auto last = std::get<core::MoneySum>(section.table.rows.back().cells[1]);
        QVERIFY(sum == last + last); // the last row is what the others add up to
        QVERIFY(!last.isZero());
        QCOMPARE(rig.page->askedVerb().by, std::vector{Dimension::Feature});
        return;
    }
    QFAIL("The product has no page that says why something moved.");
}

/// The command that a page copies must be one that the command line takes.
void TestReportPage::answersNameTheirVerbs() {
    for (const views::ReportPageSpec& spec : views::reportPages()) {
        if (spec.page != Page::Units && spec.page != Page::Costs)
            continue;
        Rig rig(spec.sections);
        rig.settle();
        const session::AskedVerb first = rig.page->askedVerb();
        QCOMPARE(first.name, std::string(spec.page == Page::Units ? "units" : "cache"));
        QVERIFY(first.section.empty()); // these verbs have one section, and no --section
        if (spec.page == Page::Units)
            continue;
        for (const char* id : {"shared_cost", "self_hosting"}) {
            session::Place place = rig.state.place();
            place.section = id;
            rig.state.visit(place);
            rig.settle();
            QCOMPARE(rig.page->askedVerb().name, std::string("shared"));
            QCOMPARE(rig.page->view().section().id, std::string(id));
            QCOMPARE(rig.page->view().section().finding,
                     std::string("There are no GPU hours in this selection."));
        }
    }
}

QTEST_MAIN(TestReportPage)
#include "tst_report_page.moc"
