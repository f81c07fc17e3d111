// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: whatif.cpp
#include "tests/app/sample_program.h"

#include <QFile>
#include <QTest>

#include <cmath>

/// `whatif` on the sample company.
class TestWhatIf : public QObject {
    Q_OBJECT

    SampleProgram m_sample;

    static double amount(const QJsonValue& money) { return money.toString().toDouble(); }

private Q_SLOTS:
    void initTestCase();
    void withoutLeversItIsTheMargin();
    void aCacheAnswersItsShare();
    void leversOfAPartLeaveTheRest();
    void theSamplesOfTheResourcesRun_data();
    void theSamplesOfTheResourcesRun();
    void drawsAreTheSameForASeed();
    void breakEvenHolds();
    void aSavedScenarioGivesTheSame();
    void theMooncakeTraceGivesItsPublishedFigures();
    void scenariosStandSideBySide();
    void notesAreSaidOnce();
    void mistakesAreRefused_data();
    void mistakesAreRefused();
};

void TestWhatIf::initTestCase() {
    QVERIFY(m_sample.make(20'000, 7));
}

void TestWhatIf::withoutLeversItIsTheMargin() {
    const QJsonObject rows =
        SampleProgram::sectionOf(m_sample.ask("whatif --by tier"), "whatif_rows");
    const QJsonObject margin = m_sample.ask("margin --by tier");
    int compared = 0;
    for (const char* tier : {"Free", "Pro", "Team", "Enterprise"}) {
        const QJsonObject own = SampleProgram::rowOf(rows, "tier", QString::fromLatin1(tier));
        const QJsonObject row = SampleProgram::rowOf(margin, "tier", QString::fromLatin1(tier));
        QCOMPARE(own[u"cost_before"], row[u"cost"]);
        QCOMPARE(own[u"cost_after"], row[u"cost"]);
        QCOMPARE(own[u"revenue_before"], row[u"revenue"]);
        compared += row.isEmpty() ? 0 : 1;
    }
    QVERIFY(compared >= 3);
    QCOMPARE(rows[u"total"][u"cost_before"], margin[u"total"][u"cost"]);
    QCOMPARE(rows[u"total"][u"revenue_before"], margin[u"total"][u"revenue"]);
}

void TestWhatIf::aCacheAnswersItsShare() {
    const QJsonObject rows = SampleProgram::sectionOf(
        m_sample.ask("whatif --cache-hit-rate 0.25 --by feature"), "whatif_rows");
    QVERIFY(rows[u"rows"].toArray().size() > 3);
    for (const QJsonValue& row : rows[u"rows"].toArray())
        QVERIFY(std::abs(amount(row[u"cost_after"]) - 0.75 * amount(row[u"cost_before"])) < 1e-9);
}

void TestWhatIf::leversOfAPartLeaveTheRest() {
    const QJsonObject rows = SampleProgram::sectionOf(
        m_sample.ask("whatif --for tier=Free --route-to cobalt-mini --output-cap 200 --by tier"),
        "whatif_rows");
    const QJsonObject free = SampleProgram::rowOf(rows, "tier", QStringLiteral("Free"));
    const QJsonObject pro = SampleProgram::rowOf(rows, "tier", QStringLiteral("Pro"));
    QVERIFY(amount(free[u"cost_after"]) < amount(free[u"cost_before"]));
    QCOMPARE(pro[u"cost_after"], pro[u"cost_before"]);
}

void TestWhatIf::theSamplesOfTheResourcesRun_data() {
    QTest::addColumn<QString>("file");
    for (const char* name : {"free_pays", "cheaper_model", "pro_price"})
        QTest::newRow(name) << QStringLiteral(MARGINSCOPE_SOURCE_DIR "/resources/scenarios/%1.json")
                                   .arg(QLatin1String(name));
}

void TestWhatIf::theSamplesOfTheResourcesRun() {
    QFETCH(QString, file);
    const ProgramRun run = m_sample.run({QStringLiteral("whatif"), file, QStringLiteral("--json")});
    QCOMPARE(run.code, 0);
    const QJsonObject levers = SampleProgram::sectionOf(run.json(), "whatif");
    QVERIFY(!levers[u"rows"].toArray().isEmpty());
    double sum = 0;
    for (const QJsonValue& lever : levers[u"rows"].toArray()) {
        QVERIFY(amount(lever[u"margin_change"]) != 0);
        sum += amount(lever[u"margin_change"]);
    }
    QVERIFY(std::abs(sum - amount(levers[u"total"][u"margin_change"])) < 1e-9);
}

void TestWhatIf::drawsAreTheSameForASeed() {
    const QString file =
        QStringLiteral(MARGINSCOPE_SOURCE_DIR "/resources/scenarios/free_pays.json");
    const auto draw = [&](const char* seed) {
        return SampleProgram::sectionOf(
                   m_sample
                       .run({QStringLiteral("whatif"), file, QStringLiteral("--monte-carlo"),
                             QStringLiteral("500"), QStringLiteral("--seed"),
                             QString::fromLatin1(seed), QStringLiteral("--json")})
                       .json(),
                   "whatif_range")[u"finding"]
            .toString();
    };
    QVERIFY(draw("7").contains(QStringLiteral("500 draws")));
    QCOMPARE(draw("7"), draw("7"));
    QVERIFY(draw("7") != draw("8"));
    const QJsonObject spread = SampleProgram::sectionOf(
        m_sample
            .run({QStringLiteral("whatif"), file, QStringLiteral("--bootstrap"),
                  QStringLiteral("300"), QStringLiteral("--by"), QStringLiteral("feature"),
                  QStringLiteral("--json")})
            .json(),
        "whatif_spread");
    QCOMPARE(spread[u"rows"].toArray().size(), qsizetype(3));
    const QJsonObject both = spread[u"rows"].toArray()[2].toObject();
    QVERIFY(amount(both[u"p10"]) < amount(both[u"p50"]));
    QVERIFY(amount(both[u"p50"]) < amount(both[u"p90"]));
}

void TestWhatIf::breakEvenHolds() {
    const QJsonObject answer =
        m_sample.ask("whatif --plan-change 0.1 --solve price_change --target margin_pct=0.5");
    const QJsonArray rows = SampleProgram::sectionOf(answer, "whatif_solve")[u"rows"].toArray();
    QCOMPARE(rows.size(), qsizetype(1));
    const QJsonObject again =
        m_sample.ask("whatif --plan-change " + rows[0][u"value"].toString().toLatin1());
    const QJsonArray cases = SampleProgram::sectionOf(again, "whatif_risk")[u"rows"].toArray();
    QVERIFY(std::abs(cases[1][u"margin_pct"].toDouble() - 0.5) < 1e-6);
}

void TestWhatIf::aSavedScenarioGivesTheSame() {
    const QString saved = m_sample.path("saved.json");
    const QStringList typed{QStringLiteral("--for"),           QStringLiteral("tier=Free"),
                            QStringLiteral("--compress-keep"), QStringLiteral("0.6"),
                            QStringLiteral("--retry-limit"),   QStringLiteral("1"),
                            QStringLiteral("--json")};
    const ProgramRun first = m_sample.run(QStringList{QStringLiteral("whatif")} + typed +
                                          QStringList{QStringLiteral("--save"), saved});
    QCOMPARE(first.code, 0);
    const ProgramRun second =
        m_sample.run({QStringLiteral("whatif"), saved, QStringLiteral("--json")});
    QCOMPARE(second.out, first.out);
    QFile file(saved);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const ProgramRun third =
        m_sample.run({QStringLiteral("whatif"), QStringLiteral("--scenario"),
                      QString::fromUtf8(file.readAll()), QStringLiteral("--json")});
    QCOMPARE(third.out, first.out); // the document itself, as the window's command has it
}

/// Figures of METHODS 9, through import and the command line.
void TestWhatIf::theMooncakeTraceGivesItsPublishedFigures() {
    const QString trace =
        QStringLiteral(MARGINSCOPE_SOURCE_DIR "/../shared/data/mooncake_synthetic.jsonl");
    if (!QFile::exists(trace))
        QSKIP("The trace is not in ../shared/data.");
    const QString workspace = m_sample.path("trace.margin");
    QCOMPARE(runProgram({QStringLiteral("import"), workspace, trace}).code, 0);
    const QJsonArray rows = runProgram({QStringLiteral("cache"), workspace,
                                        QStringLiteral("--replay"), QStringLiteral("--environment"),
                                        QStringLiteral("all"), QStringLiteral("--json")})
                                .json()[u"rows"]
                                .toArray();
    const double published[] = {.034, .155, .260, .443, .589, .640};
    QCOMPARE(rows.size(), qsizetype(std::size(published)));
    for (qsizetype i = 0; i < rows.size(); ++i)
        QVERIFY(std::abs(rows[i][u"block_ratio"].toDouble() - published[i]) <= 0.001);
    QVERIFY(rows.last()[u"token_ratio"].toDouble() <= 0.66);
    QVERIFY(rows.last()[u"token_ratio_most"].toDouble() >= 0.66);
}

/// Each figure is what the scenario has by itself.
void TestWhatIf::scenariosStandSideBySide() {
    const auto file = [](const char* name) {
        return QStringLiteral(MARGINSCOPE_SOURCE_DIR "/resources/scenarios/%1.json")
            .arg(QLatin1String(name));
    };
    const QStringList a{QStringLiteral("whatif"), file("free_pays"), QStringLiteral("--by"),
                        QStringLiteral("tier"), QStringLiteral("--json")};
    const QStringList b{QStringLiteral("whatif"), file("cheaper_model"), QStringLiteral("--by"),
                        QStringLiteral("tier"), QStringLiteral("--json")};
    const ProgramRun both =
        m_sample.run(a + QStringList{QStringLiteral("--against"), file("cheaper_model")});
    QCOMPARE(both.code, 0);
    const QJsonObject beside = SampleProgram::sectionOf(both.json(), "whatif_against");
    const QJsonObject alone[] = {SampleProgram::sectionOf(m_sample.run(a).json(), "whatif_rows"),
                                 SampleProgram::sectionOf(m_sample.run(b).json(), "whatif_rows")};
    QVERIFY(beside[u"rows"].toArray().size() >= 3);
    for (const char* tier : {"Free", "Pro", "Enterprise"}) {
        const QString name = QString::fromLatin1(tier);
        const QJsonObject row = SampleProgram::rowOf(beside, "tier", name);
        const QJsonObject first = SampleProgram::rowOf(alone[0], "tier", name);
        const QJsonObject second = SampleProgram::rowOf(alone[1], "tier", name);
        QVERIFY(!row.isEmpty());
        QCOMPARE(row[u"margin_a"], first[u"margin_after"]);
        QCOMPARE(row[u"margin_b"], second[u"margin_after"]);
        QCOMPARE(row[u"cost_b"], second[u"cost_after"]);
        QCOMPARE(row[u"revenue_a"], first[u"revenue_after"]);
        QCOMPARE(row[u"cost_per_request_b"], second[u"cost_per_request_after"]);
    }
    QVERIFY(SampleProgram::sectionOf(both.json(), "whatif_assumptions")[u"rows"].toArray().size() >
            4);
}

void TestWhatIf::notesAreSaidOnce() {
    const ProgramRun run = m_sample.run(
        {QStringLiteral("whatif"), QStringLiteral("--cache-hit-rate"), QStringLiteral("0.2")});
    QCOMPARE(run.out.count("Actual figures are not touched."), qsizetype(1));
    QCOMPARE(run.out.count("Savings do not add up"), qsizetype(1));
    const ProgramRun one = m_sample.run(
        {QStringLiteral("whatif"), QStringLiteral("--cache-hit-rate"), QStringLiteral("0.2"),
         QStringLiteral("--section"), QStringLiteral("whatif_rows")});
    QCOMPARE(one.out.count("Actual figures are not touched."), qsizetype(1));
}

void TestWhatIf::mistakesAreRefused_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const QStringList& options, int code, const char* words) {
        QTest::newRow(name) << options << code << QByteArray(words);
    };
    row("a hit rate above one", {QStringLiteral("--cache-hit-rate"), QStringLiteral("1.5")}, 2,
        "from 0 to 1");
    row("a model that nobody sells", {QStringLiteral("--route-to"), QStringLiteral("dodo")}, 2,
        "no price for dodo");
    row("no such file", {QStringLiteral("nowhere.json")}, 8, "could not be read");
    row("draws without ranges", {QStringLiteral("--monte-carlo"), QStringLiteral("10")}, 2,
        "ranges");
    row("a number that no lever has",
        {QStringLiteral("--batch-share"), QStringLiteral("0.1"), QStringLiteral("--solve"),
         QStringLiteral("hit_rate")},
        2, "No lever");
}

void TestWhatIf::mistakesAreRefused() {
    QFETCH(QStringList, options);
    QFETCH(int, code);
    QFETCH(QByteArray, words);
    const ProgramRun run = m_sample.run(QStringList{QStringLiteral("whatif")} + options);
    QCOMPARE(run.code, code);
    QVERIFY2(run.err.contains(words), run.err.constData());
}

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_whatif.moc"
