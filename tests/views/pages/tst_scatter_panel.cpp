// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: outliers_page.cpp
#include "views/pages/scatter_panel.h"

#include "models/tables/report_table_model.h"
#include "tests/views/sample_company.h"
#include "views/charts/scatter_view.h"
#include "views/pages/option_form.h"
#include "views/pages/outliers_page.h"
#include "views/pages/report_page.h"
#include "views/pages/section_view.h"
#include "views/widgets/filter_bar.h"
#include "views/widgets/filter_chip.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace ms;
using query::Dimension;

namespace {

/// The page Outliers of the product on its tab Scatter, under the bar of chips.
struct Rig {
    std::shared_ptr<test::SampleWorkspace> workspace = test::SampleWorkspace::company();
    session::Session session{test::accessTo(workspace)};
    session::FilterState state;
    views::FilterBar bar{session, state};
    views::ReportPage page{session, state, views::outliersPage()};

    Rig() {
        page.resize(1200, 900);
        page.show();
        bar.show();
        QSignalSpy changed(&session, &session::Session::changed);
        session.open(QStringLiteral("acme.margin"));
        QVERIFY(changed.wait());
        session::Place place = state.place();
        place.page = session::Page::Outliers;
        place.section = "scatter";
        state.visit(place);
        settle();
    }
    void settle() { QTRY_VERIFY(!page.isBusy() && !panel().isBusy()); }
    views::ScatterPanel& panel() { return page.view().scatter(); }
    views::ScatterView& view() { return panel().view(); }
    views::FilterChip* chipNamed(const QString& title) {
        for (auto* chip : bar.findChildren<views::FilterChip*>())
            if (chip->accessibleName().contains(title))
                return chip;
        return nullptr;
    }
    /// From one part of the plot to another; 0, 0 is its lower left.
    void drag(double left, double bottom, double right, double top) {
        const QRectF plot = view().layoutInForce().plot();
        const auto at = [&plot](double x, double y) {
            return QPointF(plot.left() + x * plot.width(), plot.bottom() - y * plot.height())
                .toPoint();
        };
        QTest::mousePress(&view(), Qt::LeftButton, {}, at(left, bottom));
        QTest::mouseMove(&view(), at((left + right) / 2, (bottom + top) / 2));
        QTest::mouseMove(&view(), at(right, top));
        QTest::mouseRelease(&view(), Qt::LeftButton, {}, at(right, top));
    }
};

std::size_t cellCount(const report::Section& section, std::string_view name) {
    return report::columnNamed(section.table, name);
}

} // namespace

class TestScatterPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTabShowsPointsAndTheDearest() {
        Rig rig;
        QVERIFY(rig.panel().isVisible());
        QCOMPARE(rig.page.view().model().rowCount(), 100);
        QVERIFY(!rig.panel().filterButton().isEnabled());
        QVERIFY(rig.panel().words().contains(QStringLiteral("Drag to select")));
        // In scope and of known cost, counted by hand.
        std::size_t known = 0;
        for (const test::PlainEvent& event : rig.workspace->events)
            known += event.environment == "production" && event.costPicos ? 1 : 0;
        QCOMPARE(rig.view().scatter()->drawn().entities, known);
        rig.page.toggleChart();
        QVERIFY(!rig.panel().isVisible());
    }
    /// The way of issue and brush: select, read the sum, filter, see it everywhere, undo.
    void aBrushBecomesAChip() {
        Rig rig;
        const core::MoneySum all = rig.view().scatter()->all().cost;
        rig.drag(0.7, 0.8, 1, 1);
        rig.settle();
        const analysis::ScatterSum selected = *rig.view().selected();
        QVERIFY(selected.entities > 2 && selected.entities < 300);
        QVERIFY2(rig.panel().words().startsWith(
                     QStringLiteral("%1 requests, cost $").arg(selected.entities)),
                 qPrintable(rig.panel().words()));
        QVERIFY(rig.panel().words().contains(QStringLiteral("% of all)")));
        // The table is about the selection now.
        const report::Section& listed = rig.page.view().section();
        QCOMPARE(listed.table.rows.size(), std::min<std::size_t>(selected.entities, 100));
        QVERIFY(rig.page.view().finding().startsWith(QString::number(selected.entities)));
        QVERIFY(rig.chipNamed(QStringLiteral("Request"))->isHidden());
        QVERIFY(rig.panel().filterButton().isEnabled());
        rig.panel().filterButton().click();
        QTRY_VERIFY(!rig.state.place().filter.conditions.empty());
        rig.settle();
        const query::Condition condition = rig.state.place().filter.conditions.front();
        QCOMPARE(condition.dimension, Dimension::Request);
        QCOMPARE(condition.values.size(), selected.entities);
        // Everything else is about them: another question over the same filter.
        const auto kept = rig.session.snapshot()->source->groups(
            {{}, {query::Measure::Cost, query::Measure::Attempts}, rig.state.place().filter}, {});
        QVERIFY(core::MoneySum::fromPicos(kept->total[0]) == selected.cost);
        QVERIFY(kept->total[1] == core::Int128(selected.entities));
        QVERIFY(selected.cost < all);
        QVERIFY(!rig.chipNamed(QStringLiteral("Request"))->isHidden());
        QCOMPARE(rig.view().scatter()->all().entities, selected.entities);
        QVERIFY(!rig.view().region());
        rig.state.undo();
        rig.settle();
        QVERIFY(rig.chipNamed(QStringLiteral("Request"))->isHidden());
        QVERIFY(rig.view().scatter()->all().cost == all);
    }
    void clearingListsAllAgain() {
        Rig rig;
        rig.drag(0.8, 0.8, 1, 1);
        rig.settle();
        QVERIFY(rig.page.view().model().rowCount() < 100);
        QTest::keyClick(&rig.view(), Qt::Key_Escape);
        rig.settle();
        QCOMPARE(rig.page.view().model().rowCount(), 100);
    }
    void optionsChooseGrainAndMeasures() {
        Rig rig;
        session::Place place = rig.state.place();
        place.options = {
            {"grain", "user"}, {"x", "calls"}, {"y", "output_tokens"}, {"scale", "linear"}};
        rig.state.visit(place);
        rig.settle();
        const analysis::ScatterQuery& query = rig.view().scatter()->query();
        QCOMPARE(query.grain, query::Grain::User);
        QCOMPARE(query.x, analysis::ScatterMeasure::Calls);
        QCOMPARE(query.y, analysis::ScatterMeasure::OutputTokens);
        QCOMPARE(query.scale, stats::PlotScale::Linear);
        QVERIFY(cellCount(rig.page.view().section(), "output_tokens") > 0);
        QCOMPARE(rig.view().scatter()->all().entities, std::size_t{37});
        QTest::keyClick(&rig.view(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&rig.view(), Qt::Key_Return);
        QTRY_VERIFY(!rig.state.place().filter.conditions.empty());
        QCOMPARE(rig.state.place().filter.conditions.front().dimension, Dimension::User);
        rig.settle();
    }
    void nothingSelectedIsSaid() {
        Rig rig;
        QSignalSpy told(&rig.page, &views::ReportPage::told);
        QTest::keyClick(&rig.view(), Qt::Key_Return);
        QCOMPARE(told.count(), 1);
        QVERIFY(rig.state.place().filter.conditions.empty());
    }
    void tooManyAreRefusedInWords() {
        auto workspace = test::SampleWorkspace::company();
        const std::vector<test::PlainEvent> once = workspace->events;
        for (int copy = 0; copy < 3; ++copy)
            for (test::PlainEvent event : once) {
                event.request += "-" + std::to_string(copy);
                workspace->events.push_back(event);
            }
        const session::SnapshotPtr snapshot = workspace->snapshot("acme.margin");
        views::ScatterPanel panel;
        report::Section section;
        section.scatter = *analysis::scatterOf({}, *snapshot->source, {});
        panel.resize(900, 500);
        panel.setSection(section, snapshot, {"USD", "UTC", "default", "May 2026"});
        panel.show();
        QSignalSpy told(&panel, &views::ScatterPanel::told);
        QSignalSpy wanted(&panel, &views::ScatterPanel::filterRequested);
        QTest::keyClick(&panel.view(), Qt::Key_A, Qt::ControlModifier);
        panel.filterButton().click();
        QTRY_COMPARE(told.count(), 1);
        QVERIFY(told.front().front().toString().contains(QStringLiteral("smaller selection")));
        QCOMPARE(wanted.count(), 0);
        QTRY_VERIFY(!panel.isBusy());
        QVERIFY(panel.filterButton().isEnabled()); // a smaller one can follow
    }
    void aPanelThatIsClosedWhileItAsksGetsNoCallback() {
        auto rig = std::make_unique<Rig>();
        QTest::keyClick(&rig->view(), Qt::Key_A, Qt::ControlModifier);
        rig.reset();
        QTest::qWait(50);
        QVERIFY(!rig);
    }
};

QTEST_MAIN(TestScatterPanel)
#include "tst_scatter_panel.moc"
