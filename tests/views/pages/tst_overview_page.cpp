// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/overview_page.h"

#include "models/tables/number_format.h"
#include "tests/views/sample_company.h"
#include "views/charts/chart_panel.h"
#include "views/widgets/figure_card.h"
#include "views/widgets/headline_button.h"

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>

using namespace ms;
using session::Page;

namespace {

struct Rig {
    std::shared_ptr<test::SampleWorkspace> workspace = test::SampleWorkspace::company();
    session::Session session{test::accessTo(workspace)};
    session::FilterState state;
    views::OverviewPage page{session, state};

    void open() {
        page.resize(1200, 800);
        page.show();
        QSignalSpy changed(&session, &session::Session::changed);
        session.open(QStringLiteral("acme.margin"));
        QVERIFY(changed.wait());
        state.visitPage(Page::Overview);
        settle();
    }
    void settle() { QTRY_VERIFY(!page.isBusy() && !page.sections().empty()); }
    report::Cell total(const char* column) const {
        const report::Table& table = page.sections().front().table;
        return table.total[report::columnNamed(table, column)];
    }
};

} // namespace

class TestOverviewPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cardsShowTheTotals() {
        Rig rig;
        rig.open();
        const auto& cards = rig.page.cards();
        QCOMPARE(cards.size(), std::size_t(6));
        QCOMPARE(cards[0]->content().title, QStringLiteral("Cost"));
        const tables::NumberFormat format("USD");
        QCOMPARE(cards[0]->content().value,
                 format.money(std::get<core::MoneySum>(rig.total("cost"))));
        QCOMPARE(cards[1]->content().value,
                 format.money(std::get<core::MoneySum>(rig.total("revenue"))));
        QCOMPARE(cards[2]->content().value,
                 format.money(std::get<core::MoneySum>(rig.total("margin"))));
        QVERIFY(rig.page.trustText().contains(QStringLiteral("Attempts without a price")));
    }
    void headlinesLeadToTheirAnswers() {
        Rig rig;
        rig.open();
        const auto buttons = rig.page.findChildren<views::HeadlineButton*>();
        QCOMPARE(std::size_t(buttons.size()), rig.page.headlines().table.rows.size());
        QVERIFY(!buttons.isEmpty());
        QTest::mouseClick(buttons.front(), Qt::LeftButton);
        QVERIFY(rig.state.place().page != Page::Overview);
        QVERIFY(!rig.state.place().section.empty());
        rig.state.back();
        QCOMPARE(rig.state.place().page, Page::Overview);
    }
    void cardsAndBarsLeadOn() {
        Rig rig;
        rig.open();
        QTest::keyClick(rig.page.cards()[4], Qt::Key_Space);
        QCOMPARE(rig.state.place().page, Page::Units);
        rig.state.back();
        const auto panels = rig.page.findChildren<views::ChartPanel*>();
        QVERIFY(panels.size() >= 3);
        const report::Table& losing = rig.page.sections()[2].table;
        QVERIFY(!losing.rows.empty());
        Q_EMIT panels[2]->rowClicked(0);
        QCOMPARE(rig.state.place().page, Page::Margin);
        QCOMPARE(rig.state.place().path.front().value,
                 std::get<std::string>(losing.rows[0].cells[0]));
    }
    void copyHasEveryTable() {
        Rig rig;
        rig.open();
        rig.page.copyTables();
        const QString text = QApplication::clipboard()->text();
        for (const report::Section& section : rig.page.sections())
            QVERIFY(text.contains(QString::fromStdString(section.title)));
    }
    void aFilterThatKeepsNothingSaysSo() {
        Rig rig;
        rig.open();
        query::Filter filter;
        filter.conditions = {{query::Dimension::Tenant, query::Condition::Kind::In, {"nobody"}}};
        QSignalSpy shown(&rig.page, &views::OverviewPage::shown);
        rig.state.setFilter(filter);
        QTRY_VERIFY(shown.count() > 0 && !rig.page.isBusy());
        QVERIFY(rig.page.sections().front().table.rows.empty());
        QVERIFY(!rig.page.cards()[0]->isVisible());
    }
    void closedWhileItComputes() {
        auto rig = std::make_unique<Rig>();
        rig->page.show();
        QSignalSpy changed(&rig->session, &session::Session::changed);
        rig->session.open(QStringLiteral("acme.margin"));
        QVERIFY(changed.wait());
        rig->state.visitPage(Page::Overview);
        QVERIFY(rig->page.isBusy());
        rig.reset();
        QTest::qWait(100); // the jobs end; nobody is there
    }
};

QTEST_MAIN(TestOverviewPage)
#include "tst_overview_page.moc"
