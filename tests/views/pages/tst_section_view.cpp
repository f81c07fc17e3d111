// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/section_view.h"

#include "models/session/session.h"
#include "tests/views/sample_company.h"
#include "views/charts/chart_panel.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace ms;

namespace {

report::Section sectionWith(std::size_t charts, const std::string& finding) {
    report::Section section;
    section.id = "costs";
    section.finding = finding;
    section.table.columns = {{"what", "What", report::Column::Kind::Text, {}},
                             {"cost", "Cost", report::Column::Kind::Money, {}}};
    const report::Cell cost(core::MoneySum::fromPicos(core::kPicosPerUnit));
    section.table.rows = {{{std::string("chat"), cost}}};
    report::Chart chart;
    chart.title = "Chat costs a dollar.";
    chart.series = {{"Cost", {{"chat", cost}}}};
    section.charts.assign(charts, chart);
    return section;
}

} // namespace

class TestSectionView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// What stands beside the answer goes away, and the sentence that appears above its charts lays
    /// all of it out anew, while the answer is still being put on the page.
    void fewerChartsThanBeforeAreNoDanger() {
        const auto workspace = test::SampleWorkspace::company();
        session::Session session{test::accessTo(workspace)};
        QSignalSpy changed(&session, &session::Session::changed);
        session.open(QStringLiteral("acme.margin"));
        QVERIFY(changed.wait());
        QWidget window;
        auto* beside = new QLabel(QStringLiteral("Settings"), &window);
        beside->setMinimumHeight(200);
        auto* view = new views::SectionView(&window);
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(beside);
        layout->addWidget(view, 1);
        window.resize(900, 600);
        window.show();
        for (int turn = 0; turn < 3; ++turn) {
            beside->show();
            view->setSection(sectionWith(4, "Chat costs a dollar."), session.snapshot(), {});
            QCoreApplication::processEvents();
            QCOMPARE(view->charts().size(), std::size_t(4));
            beside->hide();
            view->setSection(sectionWith(1, "Another sentence than above the chart."),
                             session.snapshot(), {});
            QCOMPARE(view->charts().size(), std::size_t(1));
        }
    }
};

QTEST_MAIN(TestSectionView)
#include "tst_section_view.moc"
