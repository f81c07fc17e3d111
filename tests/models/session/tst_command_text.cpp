// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: period.cpp
#include "models/session/command_text.h"
#include "models/session/period.h"

#include <QProcess>
#include <QTest>

using namespace ms;
using query::Dimension;

class TestCommandText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aShellReadsBackWhatWasQuoted_data();
    void aShellReadsBackWhatWasQuoted();
    void aPlaceBecomesItsCommand();
    void aSectionBecomesItsVerb();
    void optionsAreThoseOfTheVerb();
    void anExplainedRequestBecomesExplain();
    void periodsAreSaidAsPeopleSayThem();
    void presetsAreTheLatestMonthsOfTheData();
};

namespace {

core::Zone berlin() {
    return *core::Zone::find("Europe/Berlin");
}

core::TimeRange month(int year, unsigned number, const core::Zone& zone) {
    const core::Day first = core::dayFromCivil(year, number, 1);
    return session::daysRange(
        first, core::Day{first.number + core::daysIn(core::monthOf(first)) - 1}, zone);
}

} // namespace

void TestCommandText::aShellReadsBackWhatWasQuoted_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("a plain word") << "acme";
    QTest::newRow("blanks") << "Draft Email";
    QTest::newRow("a quote") << "O'Brien & co; $(rm x) `y` \"z\" \\";
    QTest::newRow("nothing") << "";
    QTest::newRow("a line break") << "two\nlines";
    QTest::newRow("no ASCII") << "Müller – 東京";
    QTest::newRow("a tilde and a star") << "~/*";
}

void TestCommandText::aShellReadsBackWhatWasQuoted() {
    QFETCH(QString, text);
    const QString quoted = QString::fromStdString(session::shellQuoted(text.toStdString()));
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"), QStringLiteral("printf '%s' ") + quoted});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), text);
}

void TestCommandText::aPlaceBecomesItsCommand() {
    session::Place place;
    place.page = session::Page::Margin;
    place.by = {Dimension::Feature, Dimension::Model};
    place.path = {{Dimension::Tenant, "acme co"}};
    place.filter = session::withValues({}, Dimension::Tier, {"Free", "Pro"});
    place.filter.range = month(2026, 5, berlin());
    place.filter.scope.kind = query::Scope::Kind::All;
    place.book = "contract";
    QCOMPARE(
        commandText(place, {"/data/my company.margin", "UTC", berlin(), {"margin", {}, place.by}}),
        "marginscope margin '/data/my company.margin' --by feature,model"
        " --where tier=Free,Pro --where 'tenant=acme co' --from 2026-05-01 --to 2026-06-01"
        " --environment all --zone Europe/Berlin --book contract");
}

void TestCommandText::aSectionBecomesItsVerb() {
    session::Place place;
    place.by = {Dimension::Tenant}; // of the margin page: not asked here
    const session::CommandContext context{
        "a.margin", "UTC", core::Zone{}, {"customers", "p95", {}}};
    QCOMPARE(commandText(place, context), "marginscope customers a.margin --section p95");
}

void TestCommandText::optionsAreThoseOfTheVerb() {
    session::Place place;
    place.options = {{"idle", "spread"}, {"token-budget", "9"}}; // the second is another section's
    QCOMPARE(commandText(place, {"w.margin",
                                 "UTC",
                                 core::Zone{},
                                 {"shared", {}, {Dimension::Feature}, {{"idle", "spread"}}}}),
             "marginscope shared w.margin --by feature --idle spread");
}

void TestCommandText::anExplainedRequestBecomesExplain() {
    session::Place place;
    place.request = "req 7";
    QCOMPARE(commandText(place, {"a.margin", "UTC", core::Zone{}, {}}),
             "marginscope explain a.margin 'req 7'");
}

void TestCommandText::periodsAreSaidAsPeopleSayThem() {
    const core::Zone zone = berlin();
    const auto day = [](unsigned number) { return core::dayFromCivil(2026, 3, number); };
    QCOMPARE(session::periodText({}, zone), "all time");
    QCOMPARE(session::periodText(month(2026, 3, zone), zone), "March 2026"); // with a DST change
    QCOMPARE(session::periodText(session::daysRange(day(3), day(9), zone), zone),
             "2026-03-03 to 2026-03-09");
    QCOMPARE(session::periodText(session::daysRange(day(3), day(3), zone), zone), "2026-03-03");
    QCOMPARE(session::periodText({zone.startOf(day(3)), {}}, zone), "since 2026-03-03");
    QCOMPARE(session::periodText({{}, zone.startOf(day(10))}, zone), "until 2026-03-09");
}

void TestCommandText::presetsAreTheLatestMonthsOfTheData() {
    const core::Zone zone = berlin();
    // 22:30 UTC on 30 June is already July in Berlin.
    const core::Instant first{core::dayFromCivil(2026, 5, 20).number * core::kMicrosPerDay};
    const core::Instant last{core::dayFromCivil(2026, 6, 30).number * core::kMicrosPerDay +
                             (22 * 3600 + 1800) * core::kMicrosPerSecond};
    const auto presets = session::periodPresets(core::TimeRange{first, last}, zone);
    QCOMPARE(presets.size(), std::size_t{4});
    QCOMPARE(presets[1].title, "Latest month: July 2026");
    QCOMPARE(presets[2].title, "Month before: June 2026");
    QCOMPARE(presets[2].range, month(2026, 6, zone));
    QCOMPARE(presets[3].title, "May 2026");
    QCOMPARE(session::periodPresets({}, zone).size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestCommandText)
#include "tst_command_text.moc"
