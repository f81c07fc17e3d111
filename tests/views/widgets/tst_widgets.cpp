// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: choice_delegate.cpp, text_tables.cpp
// Covers: bar_delegate.cpp, breadcrumb.cpp, drop_overlay.cpp, empty_state.cpp, filter_bar.cpp
// Covers: filter_chip.cpp, flow_layout.cpp, job_panel.cpp, loss_mark_delegate.cpp
// Covers: message_bar.cpp, period_picker.cpp, pinned_table.cpp, text_table_model.cpp
// Covers: theme.cpp, titles.cpp, value_picker.cpp
#include "tests/views/sample_company.h"
#include "views/widgets/bar_delegate.h"
#include "views/widgets/breadcrumb.h"
#include "views/widgets/choice_delegate.h"
#include "views/widgets/drop_overlay.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/filter_bar.h"
#include "views/widgets/filter_chip.h"
#include "views/widgets/flow_layout.h"
#include "views/widgets/job_panel.h"
#include "views/widgets/message_bar.h"
#include "views/widgets/period_picker.h"
#include "views/widgets/pinned_table.h"
#include "views/widgets/text_table_model.h"
#include "views/widgets/text_tables.h"
#include "views/widgets/theme.h"
#include "views/widgets/titles.h"
#include "views/widgets/value_picker.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QUrl>

#include <cmath>

using namespace ms;

class TestWidgets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLossGrowsToTheLeftOfTheZeroLine();
    void aTinyLossIsStillAPixel();
    void aChipNamesTwoValuesAndCountsTheRest();
    void theBarSaysWhatIsKeptAndHidden();
    void tickingValuesAndApplyingGivesThem();
    void enterOnTheOnlyFoundValueTakesIt();
    void choosingAMonthAppliesItsRange();
    void crumbsClimb();
    void namesInCrumbsAreTextAndNeverMarkup();
    void aCopyEqualsTheTableAsShown();
    void controlZeroFitsTheColumns();
    void textTablesHoldTheModelRules();
    void droppedFilesAreHandedOn();
    void columnsOfNumbersAreSetToTheRight();
    void aCellThatWaitsForAChoiceTakesNoneByItself();
    void aMessageIsPlainTextAndCanBeClosed();
    void thePaceOfAJobIsSaid();
    void linesBreakWhereTheWidthEnds();
    void secondaryTextIsReadableInBothThemes_data();
    void secondaryTextIsReadableInBothThemes();
    void digitsOfTablesAreEquallyWide();
};

namespace {

double luminance(const QColor& colour) {
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

/// WCAG 2.1 contrast ratio.
double contrast(const QColor& a, const QColor& b) {
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace

void TestWidgets::aLossGrowsToTheLeftOfTheZeroLine() {
    using views::BarDelegate;
    const QRectF cell(0, 0, 100, 20);
    const QRectF gain = BarDelegate::barRect(cell, {30, -20, 80});
    QCOMPARE(gain.left(), 20.0);
    QCOMPARE(gain.width(), 30.0);
    const QRectF loss = BarDelegate::barRect(cell, {-20, -20, 80});
    QCOMPARE(loss.left(), 0.0);
    QCOMPARE(loss.right(), 20.0);
}

void TestWidgets::aTinyLossIsStillAPixel() {
    const QRectF bar = views::BarDelegate::barRect(QRectF(0, 0, 100, 20), {-0.001, -1000, 1000});
    QCOMPARE(bar.width(), 1.0);
    QCOMPARE(bar.right(), 50.0);
    QCOMPARE(views::BarDelegate::barRect(QRectF(0, 0, 100, 20), {0, -1, 1}).width(), 0.0);
}

void TestWidgets::aChipNamesTwoValuesAndCountsTheRest() {
    using views::chipText;
    QCOMPARE(chipText({}), QString());
    QCOMPARE(chipText({QStringLiteral("acme")}), QStringLiteral("acme"));
    QCOMPARE(chipText({QStringLiteral("acme"), QString()}), QStringLiteral("acme, (not given)"));
    QCOMPARE(chipText({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"),
                       QStringLiteral("d"), QStringLiteral("e")}),
             QStringLiteral("a, b +3"));
}

void TestWidgets::theBarSaysWhatIsKeptAndHidden() {
    session::KeptSummary summary;
    summary.kept = {1'204'551, core::MoneySum::fromPicos(core::Int128{48'200} * 1'000'000'000'000),
                    12};
    summary.hidden = {9'000, core::MoneySum::fromPicos(core::Int128{2'800} * 1'000'000'000'000), 0};
    summary.outsideScope = {40, core::MoneySum::fromPicos(41'200'000'000'000), 0};
    QCOMPARE(views::keptText(summary, "USD"),
             QStringLiteral("1,204,551 attempts · $48,200.00 kept, $2,800.00 hidden "
                            "(non-production $41.20) · 12 attempts without a price"));
    summary = {};
    summary.kept.attempts = 1;
    QCOMPARE(views::keptText(summary, "EUR"),
             QStringLiteral("1 attempt · EUR 0.00 kept, nothing hidden"));

    session::Session session(test::accessTo(test::SampleWorkspace::company()));
    session::FilterState state;
    views::FilterBar bar(session, state);
    session.open(QStringLiteral("acme.margin"));
    QTRY_VERIFY(bar.summaryText().contains(QStringLiteral("502 attempts")));
    state.setFilter(session::withValues({}, query::Dimension::Tenant, {"acme"}));
    QTRY_VERIFY(bar.summaryText().startsWith(QStringLiteral("37 attempts")));
}

void TestWidgets::tickingValuesAndApplyingGivesThem() {
    views::ValuePicker picker;
    QSignalSpy applied(&picker, &views::ValuePicker::applied);
    picker.setValues({QString(), QStringLiteral("acme"), QStringLiteral("globex")},
                     {QStringLiteral("acme")});
    QCOMPARE(picker.ticked(), QStringList{QStringLiteral("acme")});
    auto* list = picker.findChild<QListView*>();
    QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("(not given)"));
    list->model()->setData(list->model()->index(0, 0), Qt::Checked, Qt::CheckStateRole);
    QTest::keyClick(&picker, Qt::Key_Return);
    QCOMPARE(applied.front().front().toStringList(),
             (QStringList{QString(), QStringLiteral("acme")}));
}

void TestWidgets::enterOnTheOnlyFoundValueTakesIt() {
    views::ValuePicker picker;
    QSignalSpy applied(&picker, &views::ValuePicker::applied);
    picker.setValues({QStringLiteral("acme"), QStringLiteral("globex")}, {});
    auto* search = picker.findChild<QLineEdit*>();
    QTest::keyClicks(search, QStringLiteral("GLO"));
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(applied.front().front().toStringList(), QStringList{QStringLiteral("globex")});
}

void TestWidgets::choosingAMonthAppliesItsRange() {
    views::PeriodPicker picker;
    std::optional<core::TimeRange> applied;
    connect(&picker, &views::PeriodPicker::applied,
            [&](const core::TimeRange& range) { applied = range; });
    const core::Zone zone;
    const core::TimeRange span{zone.startOf(core::dayFromCivil(2026, 5, 2)),
                               zone.startOf(core::dayFromCivil(2026, 6, 20))};
    picker.setChoices(span, {}, zone);
    auto* list = picker.findChild<QListWidget*>();
    QCOMPARE(list->item(1)->text(), QStringLiteral("Latest month: June 2026"));
    list->setCurrentRow(1);
    Q_EMIT list->itemActivated(list->item(1));
    QVERIFY(applied.has_value());
    QCOMPARE(session::periodText(*applied, zone), std::string("June 2026"));
}

void TestWidgets::crumbsClimb() {
    views::Breadcrumb crumbs;
    QSignalSpy climbs(&crumbs, &views::Breadcrumb::climbRequested);
    crumbs.setCrumbs({QStringLiteral("All"), QStringLiteral("acme"), QStringLiteral("Search")});
    const auto buttons = crumbs.findChildren<QToolButton*>();
    QCOMPARE(buttons.size(), 2); // the last crumb is where we are
    buttons[1]->click();
    QCOMPARE(climbs.front().front().toInt(), 1);
}

void TestWidgets::namesInCrumbsAreTextAndNeverMarkup() {
    views::Breadcrumb crumbs;
    crumbs.setCrumbs({QStringLiteral("<b>a & b</b>"), QStringLiteral("end")});
    const auto* button = crumbs.findChild<QToolButton*>();
    QCOMPARE(button->text(), QStringLiteral("<b>a && b</b>"));
    QVERIFY(!button->toolTip().contains(QStringLiteral("<b>")));
}

void TestWidgets::aCopyEqualsTheTableAsShown() {
    views::TextTableModel model;
    model.setTable({QStringLiteral("Tenant"), QStringLiteral("Cost"), QStringLiteral("Note")},
                   {{QStringLiteral("acme"), QStringLiteral("$1.00"), QStringLiteral("a\tb\nc")},
                    {QStringLiteral("globex"), QStringLiteral("-$2.00")}});
    views::TextTableModel totals;
    totals.setTable({{}, {}, {}}, {{QStringLiteral("Total"), QStringLiteral("-$1.00"), {}}});
    views::PinnedTable table;
    table.setModels(&model, &totals);
    QCOMPARE(views::tabSeparated(*table.view(), &totals),
             QStringLiteral("Tenant\tCost\tNote\nacme\t$1.00\ta b c\nglobex\t-$2.00\t\n"
                            "Total\t-$1.00\t\n"));
    // What is moved and hidden on screen is moved and hidden in the copy.
    table.view()->horizontalHeader()->moveSection(1, 0);
    table.view()->setColumnHidden(2, true);
    QCOMPARE(views::tabSeparated(*table.view(), nullptr),
             QStringLiteral("Cost\tTenant\n$1.00\tacme\n-$2.00\tglobex\n"));
}

void TestWidgets::controlZeroFitsTheColumns() {
    views::TextTableModel model;
    model.setTable({QStringLiteral("Tenant")}, {{QStringLiteral("acme")}});
    views::PinnedTable table;
    table.setModels(&model, nullptr);
    table.fitColumns();
    const int fitting = table.view()->columnWidth(0);
    table.view()->setColumnWidth(0, 5 * fitting);
    table.show();
    table.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&table));
    table.view()->setFocus();
    QTest::keyClick(table.view(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(table.view()->columnWidth(0), fitting);
}

void TestWidgets::textTablesHoldTheModelRules() {
    views::TextTableModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTable({QStringLiteral("a"), QStringLiteral("b")}, {{QStringLiteral("1")}}, {0});
    QCOMPARE(model.index(0, 1).data().toString(), QString()); // a short row
    QVERIFY(model.index(0, 0).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
    model.setTable({}, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestWidgets::droppedFilesAreHandedOn() {
    QWidget window;
    views::DropOverlay overlay(&window);
    QSignalSpy dropped(&overlay, &views::DropOverlay::filesDropped);
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(QStringLiteral("/a/one.csv")),
                  QUrl(QStringLiteral("https://example.org/two.csv"))});
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QVERIFY(!overlay.isHidden());
    QDropEvent event(QPointF(5, 5), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
    QVERIFY(overlay.isHidden());
    QCOMPARE(dropped.count(), 1);
    QCOMPARE(dropped.front().front().toStringList(), QStringList{QStringLiteral("/a/one.csv")});
}

void TestWidgets::columnsOfNumbersAreSetToTheRight() {
    views::TextTableModel model;
    views::showTexts({"cost", "model", "note"}, {{"1.5", "gpt-4o", ""}, {"", "7", ""}}, model);
    const auto isRight = [&](int column) {
        return (model.index(0, column).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
    };
    QVERIFY(isRight(0)); // what is not given is no text
    QVERIFY(!isRight(1));
    QWidget window;
    QTableView* view = views::newTextTable(&model, QStringLiteral("Rows"), &window);
    views::showTexts({"long"}, {{std::string(2000, 'x')}}, model);
    views::fitTextColumns(*view);
    QVERIFY(view->columnWidth(0) < 500);
}

void TestWidgets::aCellThatWaitsForAChoiceTakesNoneByItself() {
    QStandardItemModel model(1, 1);
    auto* item = new QStandardItem;
    item->setData(QStringList{QStringLiteral("One"), QStringLiteral("Two")},
                  views::ChoiceDelegate::TitlesRole);
    item->setData(QStringList{QStringLiteral("1"), QStringLiteral("2")},
                  views::ChoiceDelegate::ValuesRole);
    item->setData(QStringLiteral("2"), Qt::EditRole);
    model.setItem(0, item);
    const QModelIndex cell = model.index(0, 0);
    QWidget window;
    const views::ChoiceDelegate delegate(nullptr);
    auto* combo = qobject_cast<QComboBox*>(delegate.createEditor(&window, {}, cell));
    delegate.setEditorData(combo, cell);
    QCOMPARE(combo->currentText(), QStringLiteral("Two"));
    item->setData(true, views::ChoiceDelegate::IsOpenRole);
    delegate.setEditorData(combo, cell);
    QCOMPARE(combo->currentIndex(), -1);
    delegate.setModelData(combo, &model, cell);
    QCOMPARE(cell.data(Qt::EditRole).toString(), QStringLiteral("2")); // left as it was
    combo->setCurrentIndex(0);
    delegate.setModelData(combo, &model, cell);
    QCOMPARE(cell.data(Qt::EditRole).toString(), QStringLiteral("1"));
    item->setData(QStringList(), views::ChoiceDelegate::TitlesRole);
    QVERIFY(!delegate.createEditor(&window, {}, cell));
}

void TestWidgets::aMessageIsPlainTextAndCanBeClosed() {
    views::MessageBar bar;
    bar.tell(views::MessageBar::Tone::Error, QStringLiteral("<b>no</b>"));
    QVERIFY(!bar.isHidden());
    QCOMPARE(bar.text(), QStringLiteral("<b>no</b>"));
    bar.findChild<QToolButton*>()->click();
    QVERIFY(bar.isHidden());
    views::EmptyState empty;
    empty.setTexts(QStringLiteral("t"), QStringLiteral("a"), QStringLiteral("Do it"));
    QSignalSpy asked(&empty, &views::EmptyState::actionRequested);
    empty.findChild<QPushButton*>()->click();
    QCOMPARE(asked.count(), 1);
}

void TestWidgets::thePaceOfAJobIsSaid() {
    session::JobQueue::Job job;
    job.progress.rows = 820'000;
    job.pace.rowsPerSecond = 410'000;
    job.pace.remaining = std::chrono::seconds{72};
    QCOMPARE(views::paceText(job),
             QStringLiteral("820,000 rows · 410,000 rows/s · 1 min 12 s left"));
}

void TestWidgets::linesBreakWhereTheWidthEnds() {
    QWidget box;
    auto* flow = new views::FlowLayout(5);
    box.setLayout(flow);
    for (int i = 0; i < 4; ++i) {
        auto* item = new QWidget(&box);
        item->setFixedSize(40, 10);
        flow->addWidget(item);
    }
    QCOMPARE(flow->heightForWidth(200), 10);
    QCOMPARE(flow->heightForWidth(90), 25); // two lines and one gap
    QCOMPARE(flow->heightForWidth(40), 55);
}

void TestWidgets::secondaryTextIsReadableInBothThemes_data() {
    QTest::addColumn<QString>("theme");
    QTest::newRow("light") << QStringLiteral("light");
    QTest::newRow("dark") << QStringLiteral("dark");
}

void TestWidgets::secondaryTextIsReadableInBothThemes() {
    QFETCH(QString, theme);
    views::applyTheme(*qApp, views::themeNamed(theme));
    const QPalette palette = QApplication::palette();
    const views::Colours colours = views::coloursOf(palette);
    const QColor base = palette.color(QPalette::Base);
    const QColor window = palette.color(QPalette::Window);
    QVERIFY(contrast(palette.color(QPalette::Text), base) >= 7.0);
    QVERIFY(contrast(colours.muted, window) >= 4.5);
    QVERIFY(contrast(palette.color(QPalette::PlaceholderText), window) >= 4.5);
    QVERIFY(contrast(colours.loss, base) >= 4.5); // written figures
    QVERIFY(contrast(colours.gain, base) >= 3.0); // bars
    QVERIFY(contrast(colours.other, base) >= 3.0);
    QVERIFY(contrast(Qt::white, colours.accent) >= 4.5);
}

void TestWidgets::digitsOfTablesAreEquallyWide() {
    const QFontMetricsF metrics(views::tabularFont(QApplication::font()));
    for (char16_t digit = u'1'; digit <= u'9'; ++digit)
        QCOMPARE(metrics.horizontalAdvance(QChar(digit)), metrics.horizontalAdvance(u'0'));
    QCOMPARE(views::fileNameOf("/a/b.csv"), QStringLiteral("b.csv"));
}

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
