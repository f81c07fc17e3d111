// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: lever_card.cpp, lever_number.cpp, lever_words.cpp, number_box.cpp, page_body.cpp
// Covers: scenario_choices.cpp, scenario_draft.cpp
#include "views/pages/scenario_editor.h"

#include "models/frame/frame.h"
#include "models/scenario/document.h"
#include "models/scenario/match_text.h"
#include "models/session/undo_history.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"
#include "tests/views/sample_company.h"
#include "views/pages/lever_card.h"
#include "views/pages/lever_number.h"
#include "views/pages/lever_words.h"
#include "views/pages/number_box.h"
#include "views/pages/report_page.h"
#include "views/pages/section_view.h"
#include "views/pages/whatif_page.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace ms;
using scenario::Field;
using scenario::LeverKind;
using session::Page;

namespace {

constexpr std::int64_t kOne = scenario::kBillion;

/// A workspace of random events, costed by the real frame.
session::WorkspaceAccess someEvents() {
    session::WorkspaceAccess access = test::accessTo(test::SampleWorkspace::company());
    access.load = [load = access.load](const session::SnapshotRequest& request,
                                       std::stop_token stop) -> core::Result<session::SnapshotPtr> {
        const auto snapshot = load(request, std::move(stop));
        auto made = std::make_shared<session::Snapshot>(**snapshot);
        made->source = *frame::makeFrame(
            frame::loadColumns(std::make_shared<test::MemoryColumnSource>(
                                   test::blocksOf(test::RandomEvents(5).make(400), 100)),
                               1),
            test::randomFacts(), {{}, "default"}, {});
        made->revenue = {};
        return session::SnapshotPtr(made);
    };
    return access;
}

/// The page of the product, with its history.
struct Rig {
    session::Session session{someEvents()};
    session::FilterState state;
    session::UndoHistory history{session, state};
    std::unique_ptr<views::ReportPage> page;

    explicit Rig(const QSize& size = {1240, 800}) {
        page = std::make_unique<views::ReportPage>(session, state, views::whatIfPage());
        page->resize(size);
        page->show();
        QSignalSpy changed(&session, &session::Session::changed);
        session.open(QStringLiteral("acme.margin"));
        QVERIFY(changed.wait());
        state.visitPage(Page::WhatIf);
        settle();
    }
    void settle() { QTRY_VERIFY(!page->isBusy() && !editor().isBusy()); }
    views::ScenarioEditor& editor() const {
        return *qobject_cast<views::ScenarioEditor*>(page->optionEditor());
    }
    views::LeverCard& card(std::size_t place) const { return *editor().cards().at(place); }
    void add(LeverKind kind) { editor().addMenu().actions().at(int(kind))->trigger(); }
    /// The scenario that the page is asked with.
    scenario::Scenario asked() const {
        const auto& options = state.place().options;
        const auto found = options.find("scenario");
        return found == options.end() ? scenario::Scenario{}
                                      : *scenario::parseScenario(found->second);
    }
    int rows() const {
        return page->view().section().table.rows.empty()
                   ? 0
                   : int(page->view().section().table.rows.size());
    }
};

void type(QLineEdit& line, const char* text) {
    line.setFocus();
    line.selectAll();
    QTest::keyClicks(&line, QString::fromLatin1(text));
    QTest::keyClick(&line, Qt::Key_Return);
}

void press(const views::LeverCard& card, const char* name) {
    for (auto* button : card.findChildren<QToolButton*>())
        if (button->accessibleName().startsWith(QString::fromLatin1(name)))
            return button->click();
    QFAIL("no such button");
}

} // namespace

class TestScenarioEditor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindCanBeAddedAndTakenBack();
    void aSliderAsksThePageAnewAndADragIsOneStep();
    void theBoxIsExact();
    void leversAreDoubledMovedAndRemoved();
    void matchesAreTyped();
    void wordsOfALever();
    void numbersAtTheirStandardAreFoldedAway();
    void nameNotesAndFiles();
    void rangesFollowTheirNumber();
    void aWheelDoesNotChangeNumbers();
    void typedLeversBecomePartOfTheDocument();
    void theWindowFitsNineHundredPixels();
    void aDragNeverBlocks();
};

void TestScenarioEditor::everyKindCanBeAddedAndTakenBack() {
    Rig rig;
    QCOMPARE(rig.editor().addMenu().actions().size(), qsizetype(scenario::kLeverKinds));
    std::size_t added = 0;
    for (std::size_t k = scenario::kLeverKinds; k-- > 0;) {
        rig.add(LeverKind(k));
        if (LeverKind(k) == LeverKind::Route) { // the sample has no price book
            QVERIFY(rig.editor().message().contains(QStringLiteral("no model")));
            continue;
        }
        ++added;
        QCOMPARE(rig.asked().levers.size(), added);
        QCOMPARE(rig.editor().cards().size(), added);
        QVERIFY(rig.asked().levers.front().kind == LeverKind(k));
    }
    for (std::size_t i = 0; i < added; ++i)
        rig.history.undo();
    QVERIFY(rig.asked().levers.empty() && rig.editor().cards().empty());
    for (std::size_t i = 0; i < added; ++i)
        rig.history.redo();
    QCOMPARE(rig.editor().cards().size(), added);
}

void TestScenarioEditor::aSliderAsksThePageAnewAndADragIsOneStep() {
    Rig rig;
    rig.add(LeverKind::ResponseCache);
    rig.settle();
    const auto margin = [&] {
        return std::get<core::MoneySum>(rig.page->view().section().table.total[3]);
    };
    QVERIFY(margin().isZero());
    QSlider& slider = rig.card(0).numberOf(Field::HitRate)->slider();
    slider.setSliderDown(true);
    for (int place = 10; place <= 100; place += 10) {
        slider.setSliderPosition(place);
        QTest::qWait(15);
    }
    slider.setSliderDown(false);
    QTRY_COMPARE(rig.asked().levers[0][Field::HitRate], kOne / 2);
    rig.settle();
    QVERIFY(margin() > core::MoneySum());
    rig.history.undo();
    rig.settle();
    QCOMPARE(rig.asked().levers[0][Field::HitRate], std::int64_t(0));
    QCOMPARE(rig.card(0).numberOf(Field::HitRate)->value(), std::int64_t(0));
    QVERIFY(margin().isZero());
    rig.history.redo();
    QCOMPARE(rig.card(0).numberOf(Field::HitRate)->value(), kOne / 2);
    QTest::keyClick(&slider, Qt::Key_Right); // a step of its own
    QTRY_VERIFY(rig.asked().levers[0][Field::HitRate] > kOne / 2);
    rig.history.undo();
    QCOMPARE(rig.asked().levers[0][Field::HitRate], kOne / 2);
}

void TestScenarioEditor::theBoxIsExact() {
    Rig rig;
    rig.add(LeverKind::ResponseCache);
    views::NumberBox& box = rig.card(0).numberOf(Field::HitRate)->box();
    type(*box.findChild<QLineEdit*>(), "0.123456789");
    QCOMPARE(rig.asked().levers[0][Field::HitRate], std::int64_t(123'456'789));
    type(*box.findChild<QLineEdit*>(), "1.5"); // beyond the end: turned back
    QCOMPARE(rig.asked().levers[0][Field::HitRate], std::int64_t(123'456'789));
    QCOMPARE(box.text(), QStringLiteral("0.123456789"));
    QTest::keyClick(&box, Qt::Key_Up);
    QCOMPARE(rig.asked().levers[0][Field::HitRate], std::int64_t(133'456'789));
    QVERIFY(box.toolTip().contains(QStringLiteral("From 0 to 1")));
}

void TestScenarioEditor::leversAreDoubledMovedAndRemoved() {
    Rig rig;
    rig.add(LeverKind::OutputCap);
    type(*rig.card(0).numberOf(Field::Cap)->box().findChild<QLineEdit*>(), "500");
    press(rig.card(0), "The same lever");
    QCOMPARE(rig.asked().levers.size(), std::size_t(2));
    type(*rig.card(1).numberOf(Field::Cap)->box().findChild<QLineEdit*>(), "300");
    press(rig.card(1), "Let it act earlier");
    QCOMPARE(rig.asked().levers[0][Field::Cap], std::int64_t(300));
    QCOMPARE(rig.card(1).numberOf(Field::Cap)->value(), std::int64_t(500));
    press(rig.card(0), "Remove");
    QCOMPARE(rig.asked().levers.size(), std::size_t(1));
    QCOMPARE(rig.card(0).numberOf(Field::Cap)->value(), std::int64_t(500));
    rig.history.undo();
    QCOMPARE(rig.asked().levers[0][Field::Cap], std::int64_t(300));
}

void TestScenarioEditor::matchesAreTyped() {
    Rig rig;
    rig.add(LeverKind::Batch);
    type(rig.card(0).matchLine(), "tier=Free,Pro; prompt_tokens=..8000");
    QCOMPARE(scenario::matchText(rig.asked().levers[0].match),
             std::string("tier=Free,Pro; prompt_tokens=..8000"));
    type(rig.card(0).matchLine(), "planet=x");
    QCOMPARE(rig.asked().levers[0].match.conditions.size(), std::size_t(1)); // as it was
    bool isSaid = false;
    for (auto* label : rig.card(0).findChildren<QLabel*>())
        isSaid = isSaid || (label->isVisible() && label->text().contains(QStringLiteral("planet")));
    QVERIFY(isSaid);
}

void TestScenarioEditor::wordsOfALever() {
    Rig rig;
    rig.add(LeverKind::PromptCache);
    QComboBox& mode = *rig.card(0).words().mode();
    mode.setCurrentIndex(1);
    Q_EMIT mode.activated(1);
    QVERIFY(rig.asked().levers[0].cacheMode == scenario::CacheMode::Replay);
    QVERIFY(rig.card(0).numberOf(Field::BlockTokens) != nullptr);
    QVERIFY(!rig.card(0).numberOf(Field::ReadShare)->isVisible());
    QVERIFY(rig.card(0).numberOf(Field::Capacity)->isVisible());
    rig.history.undo();
    QCOMPARE(mode.currentIndex(), 0);
    QVERIFY(rig.card(0).numberOf(Field::ReadShare)->isVisible());
}

void TestScenarioEditor::numbersAtTheirStandardAreFoldedAway() {
    Rig rig;
    rig.add(LeverKind::ResponseCache);
    views::LeverCard& card = rig.card(0);
    QVERIFY(!card.numberOf(Field::LookupCost)->isVisible());
    card.moreButton().click();
    QVERIFY(card.numberOf(Field::LookupCost)->isVisible());
    type(*card.numberOf(Field::LookupCost)->box().findChild<QLineEdit*>(), "0.000002");
    QCOMPARE(rig.asked().levers[0][Field::LookupCost], std::int64_t(2'000'000));
    card.moreButton().click();
    QVERIFY(card.numberOf(Field::LookupCost)->isVisible());
    QVERIFY(!card.numberOf(Field::TimeToLiveSeconds)->isVisible()); // of a replay only
}

void TestScenarioEditor::nameNotesAndFiles() {
    Rig rig;
    rig.editor().openFrom(
        QStringLiteral(MARGINSCOPE_SOURCE_DIR "/resources/scenarios/pro_price.json"));
    QCOMPARE(rig.editor().cards().size(), std::size_t(2));
    QCOMPARE(rig.editor().nameLine().text(), QStringLiteral("Pro costs a fifth more"));
    type(rig.editor().nameLine(), "Mine");
    QPlainTextEdit& notes = rig.editor().notesField();
    QVERIFY(notes.toPlainText().startsWith(QStringLiteral("Elasticity")));
    notes.setFocus();
    notes.setPlainText(QStringLiteral("As agreed."));
    rig.editor().nameLine().setFocus();
    QTRY_COMPARE(rig.asked().notes, std::string("As agreed."));
    QCOMPARE(rig.asked().name, std::string("Mine"));
    const QTemporaryDir dir;
    QVERIFY(rig.editor().saveTo(dir.filePath(QStringLiteral("mine.json"))));
    QFile file(dir.filePath(QStringLiteral("mine.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(*scenario::parseScenario(file.readAll().toStdString()) == rig.asked());
    QVERIFY(!rig.editor().saveTo(dir.filePath(QStringLiteral("no/such/folder.json"))));
    rig.editor().openFrom(QStringLiteral("nowhere.json"));
    QVERIFY(rig.editor().message().contains(QStringLiteral("could not be read")));
    QCOMPARE(rig.editor().cards().size(), std::size_t(2));
}

void TestScenarioEditor::rangesFollowTheirNumber() {
    Rig rig;
    rig.editor().openFrom(
        QStringLiteral(MARGINSCOPE_SOURCE_DIR "/resources/scenarios/pro_price.json"));
    const scenario::Range before = rig.asked().ranges.at(0);
    QCOMPARE(before.low, -kOne * 16 / 10);
    type(*rig.card(0).numberOf(Field::Elasticity)->box().findChild<QLineEdit*>(), "-2.5");
    QCOMPARE(rig.asked().ranges.at(0).low, -kOne * 25 / 10);
    QCOMPARE(rig.asked().ranges.at(0).high, before.high);
}

void TestScenarioEditor::aWheelDoesNotChangeNumbers() {
    Rig rig;
    rig.add(LeverKind::ResponseCache);
    rig.editor().nameLine().setFocus();
    for (QWidget* part :
         std::initializer_list<QWidget*>{&rig.card(0).numberOf(Field::HitRate)->slider(),
                                         &rig.card(0).numberOf(Field::HitRate)->box()}) {
        QWheelEvent wheel(QPointF(3, 3), part->mapToGlobal(QPointF(3, 3)), {}, QPoint(0, 120),
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(part, &wheel);
    }
    QCOMPARE(rig.asked().levers[0][Field::HitRate], std::int64_t(0));
}

void TestScenarioEditor::typedLeversBecomePartOfTheDocument() {
    Rig rig;
    rig.state.setOptions({{"batch-share", "0.3"}, {"for", "tier=Free"}});
    rig.settle();
    QCOMPARE(rig.editor().cards().size(), std::size_t(1));
    QCOMPARE(rig.card(0).matchLine().text(), QStringLiteral("tier=Free"));
    QSlider& slider = rig.card(0).numberOf(Field::Discount)->slider();
    slider.setValue(50);
    QCOMPARE(rig.state.place().options.size(), std::size_t(1));
    QCOMPARE(rig.asked().levers[0][Field::Share], kOne * 3 / 10);
    rig.history.undo();
    QCOMPARE(rig.state.place().options.at("batch-share"), std::string("0.3"));
    QCOMPARE(rig.card(0).numberOf(Field::Discount)->value(), kOne / 2);
}

/// The navigation beside the page takes some 180 of them.
void TestScenarioEditor::theWindowFitsNineHundredPixels() {
    Rig rig({700, 700});
    rig.editor().openFrom(
        QStringLiteral(MARGINSCOPE_SOURCE_DIR "/resources/scenarios/free_pays.json"));
    rig.settle();
    QVERIFY2(rig.page->minimumSizeHint().width() <= 700,
             qPrintable(QString::number(rig.page->minimumSizeHint().width())));
    QVERIFY(rig.editor().y() < rig.page->view().y() || rig.page->view().y() > 100);
    rig.page->resize(1240, 800);
    QTRY_COMPARE(rig.editor().width(), 340);
}

/// No event of the window waits for a replay.
void TestScenarioEditor::aDragNeverBlocks() {
    Rig rig;
    rig.add(LeverKind::Compression);
    rig.settle();
    QSlider& slider = rig.card(0).numberOf(Field::KeepRatio)->slider();
    slider.setSliderDown(true);
    QElapsedTimer timer;
    qint64 longest = 0;
    for (int place = 200; place > 0; --place) {
        timer.start();
        slider.setSliderPosition(place);
        longest = std::max(longest, timer.elapsed());
        QCoreApplication::sendPostedEvents();
    }
    slider.setSliderDown(false);
    QVERIFY2(longest < 500, qPrintable(QString::number(longest))); // on a busy machine
    QTRY_COMPARE(rig.asked().levers[0][Field::KeepRatio], kOne / 200);
}

QTEST_MAIN(TestScenarioEditor)
#include "tst_scenario_editor.moc"
