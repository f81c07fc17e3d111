// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: arm_mix_section.cpp arm_slices_section.cpp arm_timeline_section.cpp arm_words.cpp
// Covers: version_changes_section.cpp
#include "models/report/arms_section.h"

#include "models/analysis/averages.h"
#include "models/report/arm_slices_section.h"
#include "models/report/arm_timeline_section.h"
#include "models/report/arm_words.h"
#include "models/report/version_changes_section.h"
#include "tests/models/analysis/arm_company.h"

#include <QTest>

#include <cmath>

using namespace ms;
using analysis::ArmMetric;
using analysis::ArmSum;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using report::Cell;
using report::Row;
using report::Section;
using test::Version;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};
const Version kOld{"v7"};
const Version kDearerResults{"v8", 4, 700'000'000, 550};

analysis::ArmQuery question() {
    analysis::ArmQuery query;
    query.arms = {"v7", "v8"};
    return query;
}

analysis::ArmComparison compared(const Version& fresh, const analysis::ArmQuery& query = question(),
                                 const test::ArmCompany& company = {}) {
    test::ArmCompany all = company;
    all.versions = {kOld, fresh};
    return *analysis::compareArms(query, *test::frameOfEvents(test::ticketsOf(all)), {});
}

QString verdictOf(const analysis::ArmComparison& all) {
    return QString::fromStdString(report::verdictsWords(all, kContext));
}

const Cell& at(const Section& section, std::size_t row, const char* column) {
    return section.table.rows.at(row).cells[report::columnNamed(section.table, column)];
}

bool areWhole(const Section& section) {
    for (const Row& row : section.table.rows)
        if (row.cells.size() != section.table.columns.size())
            return false;
    return true;
}

} // namespace

/// Sections of a comparison of arms, on companies whose story is known.
class TestArmsSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theVerdictIsASentenceWithItsFigures_data();
    void theVerdictIsASentenceWithItsFigures();
    void everyVerdictHasWords();
    void figuresAreExact();
    void theForestHasEveryMetricWithItsInterval();
    void theGuardrailShowsTheMargin();
    void severalArmsStandBelowEachOther();
    void checksAreListed();
    void theWaterfallAddsUp();
    void slicesLeadToTheirAttempts();
    void overTimeHasATwinTable();
    void versionChangesAreRanked();
    void whereThereIsNothing();
};

void TestArmsSection::theVerdictIsASentenceWithItsFigures_data() {
    QTest::addColumn<int>("calls");
    QTest::addColumn<qint64>("picos");
    QTest::addColumn<int>("success");
    QTest::addColumn<QString>("words");
    const auto row = [](int calls, qint64 picos, int success, const char* words) {
        QTest::newRow(words) << calls << picos << success << QString::fromLatin1(words);
    };
    row(4, 700'000'000, 550, "Reject v8: cheaper calls, dearer results. A request costs $");
    row(1, 700'000'000, 900, "Adopt v8: a request costs $");
    row(1, 700'000'000, 790, "Extend: v8 is cheaper, but it is not shown that success holds");
    row(1, 1'500'000'000, 790, "Reject v8: a request costs $");
    row(1, 1'500'000'000, 950, "Trade-off: v8 is dearer and succeeds more often");
    row(1, 1'000'000'000, 800, "Nothing is shown yet between v7 and v8");
}

void TestArmsSection::theVerdictIsASentenceWithItsFigures() {
    QFETCH(int, calls);
    QFETCH(qint64, picos);
    QFETCH(int, success);
    QFETCH(QString, words);
    const auto all = compared({"v8", calls, picos, std::size_t(success)});
    const QString verdict = verdictOf(all);
    QVERIFY2(verdict.startsWith(words), qPrintable(verdict));
    QVERIFY(verdict.contains(QStringLiteral("95% interval")) && verdict.endsWith(u'.'));
    QVERIFY(!verdict.contains(QStringLiteral("caused")));
    QVERIFY(!report::whatWouldChange(all, all.pairs[0], kContext).empty());
}

void TestArmsSection::everyVerdictHasWords() {
    auto all = compared(kDearerResults);
    for (int verdict = 0; verdict <= int(stats::Verdict::Inconclusive); ++verdict) {
        all.pairs[0].verdict = stats::Verdict(verdict);
        const QString words = verdictOf(all);
        QVERIFY2(words.contains(QStringLiteral("v8")) && words.endsWith(u'.'), qPrintable(words));
    }
}

void TestArmsSection::figuresAreExact() {
    const auto all = compared(kDearerResults);
    const Section section = report::armsSection(all, kContext);
    QVERIFY(areWhole(section));
    QCOMPARE(section.table.rows.size(), std::size_t(8));
    for (const bool isArm : {false, true}) {
        const auto& sums = all.arms[isArm ? 1 : 0].sums;
        const auto exact =
            analysis::averageOf(MoneySum::fromPicos(sums[ArmSum::Cost]), sums[ArmSum::Requests]);
        QVERIFY(at(section, 0, isArm ? "value" : "baseline") == Cell(*exact));
    }
    QVERIFY(at(section, 2, "baseline") ==
            Cell(report::Share{*analysis::shareOf(all.arms[0].sums[ArmSum::Successful],
                                                  all.arms[0].sums[ArmSum::Finished])}));
    QVERIFY(std::holds_alternative<MoneySum>(at(section, 1, "margin_month")));
    QVERIFY(std::holds_alternative<std::monostate>(at(section, 2, "margin_month")));
    QVERIFY(at(section, 6, "reason") == Cell(std::string("zero_variance"))); // one call each
    QCOMPARE(section.table.rows[0].drill->front().values, std::vector<std::string>{"v8"});
}

void TestArmsSection::theForestHasEveryMetricWithItsInterval() {
    const auto all = compared(kDearerResults);
    const Section section = report::armsSection(all, kContext);
    const report::Chart& forest = section.charts.front();
    QVERIFY(forest.kind == report::Chart::Kind::Intervals && forest.reference == 0.0);
    QCOMPARE(forest.series.front().points.size(), std::size_t(8));
    for (const report::Point& point : forest.series.front().points) {
        QVERIFY(point.value == at(section, std::size_t(point.row), "change_pct"));
        if (point.low)
            QVERIFY(Cell(*point.low) == at(section, std::size_t(point.row), "change_low"));
    }
}

void TestArmsSection::theGuardrailShowsTheMargin() {
    analysis::ArmQuery query = question();
    query.marginBasisPoints = 150;
    const Section section = report::armsSection(compared(kDearerResults, query), kContext);
    const report::Chart& guardrail = section.charts.at(1);
    QCOMPARE(*guardrail.reference, -0.015);
    QVERIFY(QString::fromStdString(guardrail.title).contains(QStringLiteral("-1.5%")));
    QVERIFY(*guardrail.series.front().points.front().high < -0.015);
}

void TestArmsSection::severalArmsStandBelowEachOther() {
    analysis::ArmQuery query = question();
    query.arms.emplace_back("v9");
    query.metrics = {ArmMetric::CostPerSuccess, ArmMetric::SuccessRate};
    const auto events = test::ticketsOf({{kOld, kDearerResults, {"v9"}}});
    const auto all = *analysis::compareArms(query, *test::frameOfEvents(events), {});
    const Section section = report::armsSection(all, kContext);
    QCOMPARE(section.table.rows.size(), std::size_t(4));
    QVERIFY(at(section, 2, "arm") == Cell(std::string("v9")));
    QVERIFY(at(section, 2, "metric") == Cell(std::string("Cost per success")));
    const auto& success = all.pairs[0].of(ArmMetric::SuccessRate).effect.shown();
    QVERIFY(at(section, 1, "baseline") == Cell(report::Share{*success.a.ratio}));
    QVERIFY(std::holds_alternative<MoneySum>(at(section, 0, "baseline")));
    QCOMPARE(section.charts.front().series.size(), std::size_t(3)); // and how far success may fall
    QVERIFY(QString::fromStdString(section.finding).contains(QStringLiteral("97.5% interval")));
}

void TestArmsSection::checksAreListed() {
    const Section section = report::armChecksSection(compared(kDearerResults), kContext);
    QVERIFY(areWhole(section) && section.table.rows.size() >= 6);
    QVERIFY(section.finding.starts_with("No check failed"));
    analysis::ArmQuery query = question();
    query.shares = {1, 9};
    const auto all = compared(kDearerResults, query);
    const Section failed = report::armChecksSection(all, kContext);
    QVERIFY2(failed.finding.starts_with("1 check of "), failed.finding.c_str());
    QVERIFY(verdictOf(all).startsWith(QStringLiteral("No verdict on v8: ")));
}

void TestArmsSection::theWaterfallAddsUp() {
    for (const std::size_t tenants : {5U, 60U}) {
        test::ArmCompany company;
        company.tenants = tenants;
        const auto all = compared(kDearerResults, question(), company);
        const Section section = report::armMixSection(all, kContext);
        QVERIFY(areWhole(section));
        QCOMPARE(section.table.rows.size(), tenants);
        const auto& points = section.charts.front().series.front().points;
        double sum = 0;
        for (std::size_t i = 0; i + 1 < points.size(); ++i)
            sum += analysis::inUnits(std::get<MoneySum>(points[i].value));
        QVERIFY(std::abs(sum - analysis::inUnits(std::get<MoneySum>(points.back().value))) < 1e-10);
        QVERIFY(points.size() <= 12);
    }
}

void TestArmsSection::slicesLeadToTheirAttempts() {
    const auto source = test::frameOfEvents(test::ticketsOf({{kOld, kDearerResults}}));
    const auto all = *analysis::armSlices(question(), Dimension::ServiceTier, *source, {});
    const Section section = report::armSlicesSection(all, kContext);
    QVERIFY(areWhole(section));
    QVERIFY2(section.finding.starts_with("In 2 of 2 service tiers a difference is shown"),
             section.finding.c_str());
    const auto& drill = *section.table.rows.front().drill;
    QCOMPARE(drill.size(), std::size_t(2));
    QVERIFY(drill[0].dimension == Dimension::ServiceTier);
    QCOMPARE(drill[1].values, std::vector<std::string>{"v8"});
    QCOMPARE(section.charts.front().series.front().points.size(), std::size_t(2));
}

void TestArmsSection::overTimeHasATwinTable() {
    const auto source = test::frameOfEvents(test::ticketsOf({{kOld, kDearerResults}}));
    const auto timeline = *analysis::armTimeline(question(), *source, {});
    const Section section = report::armTimelineSection(timeline, kContext);
    QVERIFY(areWhole(section));
    QVERIFY2(section.finding.starts_with("Since 2026-05-"), section.finding.c_str());
    QVERIFY(QString::fromStdString(section.finding).contains(QStringLiteral("is lower than")));
    QCOMPARE(section.table.rows.size(), std::size_t(60));
    QCOMPARE(section.charts.size(), std::size_t(3));
    const report::Series& differences = section.charts[0].series[0];
    QVERIFY(at(section, 59, "difference") == differences.points.back().value);
    Int128 requests = 0;
    for (std::size_t row = 0; row < section.table.rows.size(); ++row)
        requests += std::get<Int128>(at(section, row, "requests"));
    Int128 expected = 0;
    for (const auto& arm : timeline.days)
        for (const auto& day : arm)
            expected += day.sums[ArmSum::Requests];
    QCOMPARE(requests, expected);
}

void TestArmsSection::versionChangesAreRanked() {
    auto events = test::ticketsOf({{kOld, kDearerResults}});
    for (test::Event& event : events)
        if (event[core::TextColumn::PromptVersion] == "v8")
            event[core::NumberColumn::Time] += core::kMicrosPerDay;
    const auto all = *analysis::versionChanges({}, *test::frameOfEvents(events), {});
    const Section section = report::versionChangesSection(all, kContext);
    QVERIFY(areWhole(section));
    QVERIFY2(section.finding.starts_with(
                 "1 change of a prompt version; the most costly: v8 of reply, -$"),
             section.finding.c_str());
    QVERIFY(at(section, 0, "before") == Cell(std::string("v7")));
    QCOMPARE(section.table.rows[0].drill->size(), std::size_t(2));
}

void TestArmsSection::whereThereIsNothing() {
    const Section none = report::noArmsSection({}, Dimension::PromptVersion);
    QVERIFY(none.table.columns.empty() && none.finding.ends_with("in this selection."));
    QCOMPARE(report::versionChangesSection({}, kContext).finding,
             std::string("No request in this selection names a prompt version."));
    analysis::ArmTimeline empty;
    empty.query = question();
    QVERIFY(report::armTimelineSection(empty, kContext).finding.starts_with("There were no two"));
    analysis::ArmSlices slices;
    slices.query = question();
    QVERIFY(report::armSlicesSection(slices, kContext).finding.starts_with("No tier has"));
    QVERIFY(report::armSlicesSection(slices, kContext).charts.empty());
}

QTEST_APPLESS_MAIN(TestArmsSection)
#include "tst_arms_section.moc"
