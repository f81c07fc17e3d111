// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: bar_chart.cpp, chart_panel.cpp
#include "views/charts/margin_chart.h"

#include "views/charts/bar_chart.h"
#include "views/charts/chart_panel.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace ms;
using views::ChartBar;
using views::ChartSpec;

class TestMarginChart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFindingNamesTheDeepestLoss();
    void withoutLossesTheFindingNamesTheDearest();
    void withoutRevenueTheChartShowsCost();
    void lossesComeFirst();
    void timeStaysInOrder();
    void barsAddUpToTheTotal();
    void lossesAreInSightHoweverManyGainsThereAre();
    void namesAreTextAndNeverMarkup();
    void equalLabelsStaySeparateBars();
    void noMoreThanFourThousandBarsAreDrawn();
    void theSpokenTextHasEveryBar();
};

namespace {

core::MoneySum dollars(std::int64_t amount) {
    return core::MoneySum::fromPicos(core::Int128{amount} * core::kPicosPerUnit);
}

struct Slice {
    std::string name;
    std::int64_t revenue;
    std::int64_t cost;
};

analysis::MarginTable tableOf(const std::vector<Slice>& slices) {
    analysis::MarginTable table;
    table.query.by = {query::Dimension::Tenant};
    for (const Slice& slice : slices) {
        analysis::MarginRow row;
        row.keys = {slice.name};
        row.figures.revenue = dollars(slice.revenue);
        row.figures.cost = dollars(slice.cost);
        table.total.revenue += row.figures.revenue;
        table.total.cost += row.figures.cost;
        table.rows.push_back(row);
    }
    return table;
}

ChartSpec chartOf(const std::vector<Slice>& slices, std::size_t bars = 10) {
    return views::marginChart(tableOf(slices),
                              {"USD", "UTC", "default", QStringLiteral("May 2026")}, bars);
}

} // namespace

void TestMarginChart::theFindingNamesTheDeepestLoss() {
    const ChartSpec spec = chartOf({{"globex", 100, 150}, {"acme", 312, 2152}, {"hooli", 900, 1}});
    QCOMPARE(spec.title, QStringLiteral("acme loses $1,840.00: $2,152.00 cost on $312.00 revenue. "
                                        "1 other loses $50.00."));
    QCOMPARE(spec.source, QStringLiteral("May 2026 · UTC · price book default"));
}

void TestMarginChart::withoutLossesTheFindingNamesTheDearest() {
    QCOMPARE(chartOf({{"globex", 100, 50}, {"hooli", 900, 1}}).title,
             QStringLiteral("globex takes 98.0% of the cost: $50.00 of $51.00."));
}

void TestMarginChart::withoutRevenueTheChartShowsCost() {
    const ChartSpec spec = chartOf({{"acme", 0, 30}, {"globex", 0, 10}});
    QCOMPARE(spec.axisTitle, QStringLiteral("Cost, USD"));
    QCOMPARE(spec.bars.front().valueText, QStringLiteral("$30.00"));
    QVERIFY(spec.title.contains(QStringLiteral("No revenue is known yet")));
}

void TestMarginChart::lossesComeFirst() {
    const ChartSpec spec = chartOf({{"a", 10, 1}, {"b", 5, 8}, {"c", 50, 1}, {"d", 1, 9}});
    QStringList labels;
    for (const ChartBar& bar : spec.bars)
        labels << bar.label;
    QCOMPARE(labels.join(u' '), QStringLiteral("d b c a"));
}

void TestMarginChart::timeStaysInOrder() {
    analysis::MarginTable table =
        tableOf({{"2026-06", 10, 9}, {"2026-04", 5, 8}, {"2026-05", 9, 7}});
    table.query.by = {query::Dimension::Month};
    const ChartSpec spec = views::marginChart(table, {"USD", "UTC", "default", {}}, 2);
    QCOMPARE(spec.bars.size(), std::size_t{3});
    QCOMPARE(spec.bars[0].label, QStringLiteral("2026-05"));
    QCOMPARE(spec.bars[1].label, QStringLiteral("2026-06"));
    QCOMPARE(spec.bars[2].kind, ChartBar::Kind::Other);
}

void TestMarginChart::barsAddUpToTheTotal() {
    std::vector<Slice> slices;
    for (int i = 0; i < 40; ++i)
        slices.push_back({"t" + std::to_string(i), i * 37 % 100, i * 53 % 90});
    const ChartSpec spec = chartOf(slices, 8);
    QCOMPARE(spec.bars.size(), std::size_t{9});
    QCOMPARE(spec.bars.back().kind, ChartBar::Kind::Other);
    double sum = 0;
    for (const ChartBar& bar : spec.bars)
        sum += bar.value;
    std::int64_t total = 0;
    for (const Slice& slice : slices)
        total += slice.revenue - slice.cost;
    QCOMPARE(sum, double(total));
}

void TestMarginChart::lossesAreInSightHoweverManyGainsThereAre() {
    std::vector<Slice> slices;
    for (int i = 0; i < 30; ++i)
        slices.push_back({"g" + std::to_string(i), 1000 + i, 1});
    slices.push_back({"loser", 1, 5});
    const ChartSpec spec = chartOf(slices, 6);
    const auto loss = std::find_if(spec.bars.begin(), spec.bars.end(), [](const ChartBar& bar) {
        return bar.kind == ChartBar::Kind::Loss;
    });
    QVERIFY(loss != spec.bars.end());
    QCOMPARE(loss->label, QStringLiteral("loser"));
    QCOMPARE(loss->valueText, QStringLiteral("-$4.00"));
    QCOMPARE(loss->row, 30);
}

void TestMarginChart::namesAreTextAndNeverMarkup() {
    views::BarChart chart;
    chart.setSpec(chartOf({{"<b>bold & co</b>", 5, 1}, {"<img src=x>", 3, 1}}));
    for (const QString& label : chart.axisLabels())
        QVERIFY(!label.contains(u'<'));
    QVERIFY(chart.axisLabels().front().contains(QStringLiteral("&lt;b&gt;bold &amp; co")));
}

void TestMarginChart::equalLabelsStaySeparateBars() {
    ChartSpec spec;
    for (int i = 0; i < 3; ++i)
        spec.bars.push_back(
            {ChartBar::Kind::Gain, QStringLiteral("same"), QStringLiteral("$1.00"), 1.0, {}, i});
    views::BarChart chart;
    chart.setSpec(spec);
    const QStringList labels = chart.axisLabels();
    QCOMPARE(QSet<QString>(labels.begin(), labels.end()).size(), 3);
}

void TestMarginChart::noMoreThanFourThousandBarsAreDrawn() {
    std::vector<Slice> slices;
    for (int i = 0; i < 5'000; ++i)
        slices.push_back({"t" + std::to_string(i), i, 1});
    QCOMPARE(chartOf(slices, 100'000).bars.size(), ChartSpec::kMostBars);
}

void TestMarginChart::theSpokenTextHasEveryBar() {
    const ChartSpec spec = chartOf({{"acme", 312, 2152}, {"hooli", 900, 1}});
    const QString spoken = views::spokenText(spec);
    for (const ChartBar& bar : spec.bars)
        QVERIFY(spoken.contains(bar.label + QStringLiteral(": ") + bar.valueText));
    views::ChartPanel panel;
    panel.setSpec(spec);
    panel.setRoom(views::ChartPanel::Room::Little);
    QVERIFY(panel.findChild<views::BarChart*>()->isHidden());
    panel.toggleFolded(); // by hand: stays whatever the room
    panel.setRoom(views::ChartPanel::Room::Little);
    QVERIFY(!panel.findChild<views::BarChart*>()->isHidden());
}

QTEST_MAIN(TestMarginChart)
#include "tst_margin_chart.moc"
