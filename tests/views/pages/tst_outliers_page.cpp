// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: row_walk.cpp
#include "views/pages/outliers_page.h"

#include "models/frame/frame.h"
#include "models/tables/report_table_model.h"
#include "tests/models/frame/memory_column_source.h"
#include "tests/models/frame/random_events.h"
#include "views/pages/attempts_page.h"
#include "views/pages/explanation_view.h"
#include "views/pages/report_page.h"
#include "views/pages/row_walk.h"
#include "views/pages/section_view.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/pinned_table.h"

#include <QHeaderView>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace ms;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;
using session::Page;

namespace {

constexpr std::int64_t kSecond = core::kMicrosPerSecond;

test::Event call(const std::string& request, std::int64_t second, std::int64_t output) {
    test::Event event;
    event[NumberColumn::Time] = test::microsOf("2026-05-04T12:00:00Z") + second * kSecond;
    event[NumberColumn::Attempt] = 1;
    event[NumberColumn::Input] = 500;
    event[NumberColumn::Output] = output;
    event[NumberColumn::LatencyMs] = 1'500;
    event[TextColumn::Feature] = "chat";
    event[TextColumn::Provider] = "maker";
    event[TextColumn::Model] = "small";
    event[TextColumn::Tenant] = "tenant-" + request;
    event[IdColumn::Request] = request;
    event[IdColumn::User] = "u" + request;
    return event;
}

/// Sixty requests of a kind, and three far dearer ones: "b" before "a" before "c", "a" in two
/// tries.
session::SnapshotPtr company() {
    std::vector<test::Event> events;
    for (int i = 0; i < 60; ++i)
        events.push_back(call("r" + std::to_string(i), 60 * i, 200 + i * 7 % 40));
    events.push_back(call("a", 100, 10'000));
    events.push_back(call("a", 110, 10'000));
    events.back()[NumberColumn::Attempt] = 2;
    events.push_back(call("b", 200, 30'000));
    events.push_back(call("c", 300, 15'000));
    frame::Facts facts;
    facts.baseCurrency = "USD";
    for (const auto& [bucket, amount] :
         {std::pair{core::Bucket::Input, "1"}, {core::Bucket::Output, "4"}}) {
        core::PriceRule& rule = facts.rules.emplace_back();
        rule.provider = "maker";
        rule.model = "small";
        rule.bucket = bucket;
        rule.amount = *core::Money::parse(amount);
        rule.currency = "USD";
    }
    auto snapshot = std::make_shared<session::Snapshot>();
    snapshot->settings.baseCurrency = "USD";
    store::Batch batch;
    batch.id = 1;
    batch.kind = core::FileKind::Events;
    batch.accepted = std::int64_t(events.size());
    snapshot->batches = {batch};
    snapshot->source = *frame::makeFrame(
        frame::loadColumns(std::make_shared<test::MemoryColumnSource>(test::blocksOf(events, 300)),
                           2),
        facts, {{}, ""}, {});
    return snapshot;
}

struct Rig {
    session::WorkspaceAccess access;
    std::unique_ptr<session::Session> session;
    session::FilterState state;
    std::unique_ptr<views::ReportPage> page;

    Rig() {
        access.load = [snapshot = company()](const session::SnapshotRequest&, std::stop_token)
            -> core::Result<session::SnapshotPtr> { return snapshot; };
        access.version = [](const std::string&) -> core::Result<std::int64_t> { return 0; };
        session = std::make_unique<session::Session>(access);
        page = std::make_unique<views::ReportPage>(*session, state, views::outliersPage());
        page->resize(1200, 800);
        page->show();
        QSignalSpy changed(session.get(), &session::Session::changed);
        session->open(QStringLiteral("acme.margin"));
        QVERIFY(changed.wait());
        state.visitPage(Page::Outliers);
        settle();
    }
    void settle() { QTRY_VERIFY(!page->isBusy()); }
    QTableView& table() { return *page->view().table().view(); }
    QString firstCell(int row) { return table().model()->index(row, 0).data().toString(); }
    void enter(int row) {
        Q_EMIT page->view().table().rowActivated(row);
        settle();
    }
    void step(int by) {
        page->stepRow(by);
        settle();
    }
    std::string shown() { // the id that the timeline is of
        return state.place().options.count("timeline") ? state.place().options.at("timeline") : "";
    }
    const report::Section& section() { return page->view().section(); }
};

} // namespace

class TestOutliersPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRowLeadsToItsTimeline();
    void theNextRowsFollowInTheirOrder();
    void backReturnsToTheRowThatWasLookedAtLast();
    void theListsTabReturnsThereToo();
    void theOrderOfTheListIsThatOfTheWalk();
    void theMedianIsATabFurther();
    void anAttemptLeadsToItsArithmetic();
    void theIdCanBeTyped();
    void nothingChosenSaysHow();
    void usersLeadToTheirAttempts();
    void anotherQuestionEndsTheWalk();
};

void TestOutliersPage::aRowLeadsToItsTimeline() {
    Rig rig;
    QCOMPARE(rig.firstCell(0), QStringLiteral("b"));
    QCOMPARE(rig.firstCell(1), QStringLiteral("a"));
    rig.enter(1);
    QCOMPARE(rig.state.place().page, Page::Outliers);
    QCOMPARE(rig.section().id, std::string("timeline"));
    QVERIFY2(rig.section().finding.starts_with("Request a: 2 attempts over 11.5 s"),
             rig.section().finding.c_str());
    QCOMPARE(rig.section().table.rows.size(), std::size_t{2});
    QCOMPARE(rig.page->tabs().tabText(rig.page->tabs().currentIndex()), QStringLiteral("Timeline"));
    QCOMPARE(rig.page->askedVerb().name, std::string("outliers"));
    QCOMPARE(rig.page->askedVerb().options,
             (std::map<std::string, std::string>{{"timeline", "a"}}));
    QCOMPARE(rig.section().charts.size(), std::size_t{2}); // and beside the median
}

void TestOutliersPage::theNextRowsFollowInTheirOrder() {
    Rig rig;
    QSignalSpy told(rig.page.get(), &views::ReportPage::told);
    QVERIFY(rig.page->walk().isHidden());
    rig.enter(0);
    QVERIFY(!rig.page->walk().isHidden());
    const auto buttons = rig.page->walk().findChildren<QToolButton*>();
    QVERIFY(!buttons[0]->isEnabled() && buttons[1]->isEnabled());
    for (const char* id : {"a", "c"}) {
        rig.step(1);
        QCOMPARE(rig.shown(), std::string(id));
        QVERIFY(rig.section().finding.starts_with("Request " + std::string(id) + ": "));
    }
    QVERIFY(!buttons[1]->isEnabled());
    QCOMPARE(told.count(), 0);
    rig.step(1); // there is none
    QCOMPARE(rig.shown(), std::string("c"));
    QCOMPARE(told.count(), 1);
    buttons[0]->click();
    rig.settle();
    QCOMPARE(rig.shown(), std::string("a"));
    rig.step(-1);
    QCOMPARE(rig.shown(), std::string("b"));
    rig.step(-1);
    QCOMPARE(told.count(), 2);
}

void TestOutliersPage::backReturnsToTheRowThatWasLookedAtLast() {
    Rig rig;
    rig.enter(0);
    rig.state.back();
    rig.settle();
    QCOMPARE(rig.section().id, std::string("request_outliers"));
    QCOMPARE(rig.page->view().table().currentRow(), 0);
    rig.enter(0);
    rig.step(1);
    rig.step(1);
    rig.state.back(); // one step, however many rows were looked at
    rig.settle();
    QCOMPARE(rig.section().id, std::string("request_outliers"));
    QCOMPARE(rig.page->view().table().currentRow(), 2);
    QVERIFY(rig.page->walk().isHidden());
    rig.state.forward();
    rig.settle();
    QCOMPARE(rig.shown(), std::string("c"));
    QVERIFY(!rig.page->walk().isHidden());
}

void TestOutliersPage::theListsTabReturnsThereToo() {
    Rig rig;
    rig.enter(0);
    rig.step(1);
    rig.page->tabs().setCurrentIndex(0);
    rig.settle();
    QCOMPARE(rig.section().id, std::string("request_outliers"));
    QCOMPARE(rig.page->view().table().currentRow(), 1);
    QVERIFY(rig.page->walk().isHidden());
    rig.page->tabs().setCurrentIndex(3); // users: another list
    rig.settle();
    QVERIFY(rig.page->walk().isHidden());
    rig.state.back();
    rig.state.back();
    rig.settle();
    QCOMPARE(rig.shown(), std::string("a"));
    QVERIFY(!rig.page->walk().isHidden());
}

void TestOutliersPage::theOrderOfTheListIsThatOfTheWalk() {
    Rig rig;
    const int cost = rig.page->view().model().columnOf(QStringLiteral("cost"));
    rig.table().sortByColumn(cost, Qt::AscendingOrder);
    QCOMPARE(rig.firstCell(0), QStringLiteral("c"));
    rig.enter(0);
    rig.step(1);
    QCOMPARE(rig.shown(), std::string("a"));
    rig.step(1);
    QCOMPARE(rig.shown(), std::string("b"));
    rig.step(-1);
    rig.state.back();
    rig.settle();
    QCOMPARE(rig.firstCell(0), QStringLiteral("c")); // still in that order
    QCOMPARE(rig.page->view().table().currentRow(), 1);
}

void TestOutliersPage::theMedianIsATabFurther() {
    Rig rig;
    rig.enter(0);
    rig.page->tabs().setCurrentIndex(rig.page->tabs().currentIndex() + 1);
    rig.settle();
    QCOMPARE(rig.section().id, std::string("comparison"));
    QVERIFY(rig.section().finding.starts_with("Request b: "));
    QVERIFY(!rig.page->walk().isHidden());
    rig.step(1);
    QCOMPARE(rig.section().id, std::string("comparison"));
    QVERIFY(rig.section().finding.starts_with("Request a: "));
}

void TestOutliersPage::anAttemptLeadsToItsArithmetic() {
    Rig rig;
    views::AttemptsPage attempts(*rig.session, rig.state);
    attempts.show();
    rig.enter(1);
    QSignalSpy explained(&attempts, &views::AttemptsPage::explained);
    Q_EMIT rig.page->view().table().rowActivated(1); // the second try
    QCOMPARE(rig.state.place().page, Page::Attempts);
    QCOMPARE(*rig.state.place().attempt, std::uint64_t{61});
    QTRY_VERIFY(explained.count() > 0 && !attempts.isBusy());
    QCOMPARE(attempts.table().view()->model()->rowCount(), 2);
    QCOMPARE(attempts.table().currentRow(), 1); // and not the first one
    rig.state.back();
    rig.settle();
    QCOMPARE(rig.section().id, std::string("timeline"));
    QCOMPARE(rig.shown(), std::string("a"));
    // The other one of the same attempts: they are not asked for again.
    Q_EMIT rig.page->view().table().rowActivated(0);
    QTRY_COMPARE(attempts.table().currentRow(), 0);
}

void TestOutliersPage::theIdCanBeTyped() {
    Rig rig;
    session::Place place = rig.state.place();
    place.section = "timeline";
    place.options = {{"timeline", "r7"}};
    rig.state.visit(place);
    rig.settle();
    QVERIFY(rig.section().finding.starts_with("Request r7: 1 attempt over 1.5 s"));
    QVERIFY(rig.page->walk().isHidden()); // it comes from no list
    place.options = {{"timeline", "r7"}, {"grain", "unit"}};
    rig.state.visit(place);
    rig.settle();
    QVERIFY(rig.page->view().isEmpty());
    QCOMPARE(rig.section().finding, std::string("This selection has no unit 'r7'."));
}

void TestOutliersPage::nothingChosenSaysHow() {
    Rig rig;
    session::Place place = rig.state.place();
    for (const char* section : {"timeline", "comparison"}) {
        place.section = section;
        rig.state.visit(place);
        rig.settle();
        QVERIFY(rig.page->view().isEmpty());
        QCOMPARE(rig.section().finding, std::string("No request is chosen."));
        QVERIFY(rig.section().notes.front().find("Enter on a row") != std::string::npos);
    }
    QSignalSpy told(rig.page.get(), &views::ReportPage::told);
    rig.step(1);
    QCOMPARE(told.count(), 1);
}

void TestOutliersPage::usersLeadToTheirAttempts() {
    Rig rig;
    session::Place place = rig.state.place();
    place.section = "user_outliers";
    rig.state.visit(place);
    rig.settle();
    QVERIFY(rig.section().table.rows.size() > 0);
    Q_EMIT rig.page->view().table().rowActivated(0);
    QCOMPARE(rig.state.place().page, Page::Attempts);
    QVERIFY(!rig.state.place().attempt);
}

void TestOutliersPage::anotherQuestionEndsTheWalk() {
    Rig rig;
    rig.enter(0);
    rig.state.setFilter(session::withValues({}, query::Dimension::Tenant, {"tenant-b"}));
    rig.settle();
    QVERIFY(rig.page->walk().isHidden());
    rig.state.back();
    rig.settle();
    QVERIFY(!rig.page->walk().isHidden());
}

QTEST_MAIN(TestOutliersPage)
#include "tst_outliers_page.moc"
