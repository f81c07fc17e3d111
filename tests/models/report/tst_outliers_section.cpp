// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/outliers_section.h"

#include <QTest>

using namespace ms;
using analysis::Outlier;
using analysis::OutlierTable;
using core::MoneySum;
using query::Dimension;
using query::Grain;
using stats::UnitDriver;

namespace {

const report::Context kContext{"USD", "UTC", "default", "May 2026"};

MoneySum cents(std::int64_t amount) {
    return MoneySum::fromPicos(core::Int128(amount) * (core::kPicosPerUnit / 100));
}

/// One request at $2.00 where $0.50 is usual: $1.20 by longer answers, $0.40 by calls, ten cents
/// less by the price, and 20 cents of fees.
OutlierTable one(Grain grain = Grain::Request) {
    OutlierTable table;
    table.query.grain = grain;
    table.by = {Dimension::Feature, Dimension::Model};
    Outlier row;
    row.id = "r1";
    row.keys = {"chat", "small"};
    row.band = analysis::LengthBand::UpTo4k;
    row.cost = cents(200);
    row.usual = cents(50);
    row.score = 9;
    row.shareOfCohort = 0.25;
    row.cohortUnits = 412;
    row.drivers = {{UnitDriver::OutputTokens, cents(120)},
                   {UnitDriver::Attempts, cents(40)},
                   {UnitDriver::PriceOut, cents(-10)}};
    row.reference = cents(30);
    row.other = cents(20);
    row.checks = {analysis::OutlierCheck::Duplicated, analysis::OutlierCheck::Truncated};
    table.rows = {row};
    table.units = 500;
    table.judged = 420;
    table.withoutCost = 10;
    table.unpriced = 5;
    table.flagged = 4;
    table.material = 3;
    table.cost = cents(10'000);
    table.materialCost = cents(600);
    table.materialExcess = cents(450);
    table.leastExcess = cents(1);
    table.bins = {{0.1, 0.2, 400, 0}, {0.2, 0.4, 20, 3}};
    return table;
}

QString cell(const report::Section& section, std::string_view column) {
    const report::Cell& value =
        section.table.rows[0].cells[report::columnNamed(section.table, column)];
    if (const auto* text = std::get_if<std::string>(&value))
        return QString::fromStdString(*text);
    if (const auto* money = std::get_if<MoneySum>(&value))
        return QString::fromStdString(core::toDecimalText(*money));
    return QString::number(std::get<double>(value));
}

} // namespace

class TestOutliersSection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFindingSaysHowMuchAndWhy() {
        const report::Section section = report::outliersSection(one(), kContext);
        QCOMPARE(QString::fromStdString(section.finding),
                 QStringLiteral("3 requests cost $4.50 more than usual, 4.5% of all cost; r1 costs "
                                "$2.00 instead of $0.50 (longer answers +$1.20, more calls "
                                "+$0.40, fees and reported costs +$0.20)."));
        QCOMPARE(section.id, std::string("request_outliers"));
    }
    void aRowTellsUsualDriversAndChecks() {
        const report::Section section = report::outliersSection(one(), kContext);
        QCOMPARE(section.table.rows[0].cells.size(), section.table.columns.size());
        QCOMPARE(cell(section, "excess"), QStringLiteral("1.5"));
        QCOMPARE(cell(section, "times_usual"), QStringLiteral("4"));
        QCOMPARE(cell(section, "why"),
                 QStringLiteral("longer answers +$1.20, more calls +$0.40, fees and reported costs "
                                "+$0.20"));
        QCOMPARE(cell(section, "checks"), QStringLiteral("duplicated, truncated"));
        QCOMPARE(cell(section, "compared_with"), QStringLiteral("412 alike"));
        QCOMPARE(cell(section, "by_output_tokens"), QStringLiteral("1.2"));
        QCOMPARE(cell(section, "by_price_out"), QStringLiteral("-0.1"));
        QCOMPARE(cell(section, "by_price_in"), QStringLiteral("0"));
    }
    void aRowLeadsToItsAttempts() {
        const std::map<Grain, Dimension> dimensions{
            {Grain::Attempt, Dimension::Request}, {Grain::Request, Dimension::Request},
            {Grain::Action, Dimension::Action},   {Grain::Unit, Dimension::Unit},
            {Grain::User, Dimension::User},       {Grain::Tenant, Dimension::Tenant}};
        for (const auto& [grain, dimension] : dimensions) {
            OutlierTable table = one(grain);
            const auto drill = report::outliersSection(table, kContext).table.rows[0].drill;
            QVERIFY(drill == report::conditionsOf({dimension}, {"r1"}));
            table.rows[0].id.clear();
            QVERIFY(!report::outliersSection(table, kContext).table.rows[0].drill);
        }
    }
    void notesSayWhatIsLeftOut() {
        QStringList notes;
        for (const std::string& note : report::outliersSection(one(), kContext).notes)
            notes << QString::fromStdString(note);
        QCOMPARE(notes.size(), 6);
        QVERIFY(notes[0].contains(QStringLiteral("score above 3.5")));
        QVERIFY(notes[0].contains(QStringLiteral("$0.01")));
        QVERIFY(notes[1].startsWith(QStringLiteral("1 more")));
        QVERIFY(notes[2].contains(QStringLiteral("The 1 with")));
        QVERIFY(notes[3].startsWith(QStringLiteral("5 requests")));
        QVERIFY(notes[4].startsWith(QStringLiteral("10 requests")));
        QVERIFY(notes[5].startsWith(QStringLiteral("65 requests with too few")));
    }
    void theChartCountsWhatIsJudged() {
        const report::Section section = report::outliersSection(one(), kContext);
        QCOMPARE(section.charts.size(), std::size_t(1));
        core::Int128 sum = 0;
        for (const report::Series& series : section.charts[0].series)
            for (const report::Point& point : series.points)
                sum += std::get<core::Int128>(point.value);
        QVERIFY(sum == 420);
        QCOMPARE(section.charts[0].series[1].points[1].label, std::string("$0.20"));
    }
    void nothingIsSaidInWords() {
        OutlierTable none = one();
        none.rows.clear();
        none.material = 0;
        QVERIFY(QString::fromStdString(report::outliersSection(none, kContext).finding)
                    .startsWith(QStringLiteral("No request of this selection is far out")));
        none.judged = 0;
        QVERIFY(QString::fromStdString(report::outliersSection(none, kContext).finding)
                    .contains(QStringLiteral("fewer than 30")));
        none.units = 0;
        QCOMPARE(QString::fromStdString(report::outliersSection(none, kContext).finding),
                 QStringLiteral("There is no request in this selection."));
    }
};

QTEST_APPLESS_MAIN(TestOutliersSection)
#include "tst_outliers_section.moc"
