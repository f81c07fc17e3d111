// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: section_output.cpp, section_verb.cpp, units.cpp, customers.cpp, concentration.cpp
#include "tests/app/sample_program.h"

#include <QJsonArray>
#include <QTest>

namespace {

/// The sample has GPU hours from June on; margins of customers are before them.
const QStringList kBeforeGpuHours{QStringLiteral("--to"), QStringLiteral("2026-06-01")};

} // namespace

/// Verbs that answer in sections, on the sample company, against SQL over the same rows and against
/// `margin`, whose figures have a truth of their own.
class TestUnitEconomics : public QObject {
    Q_OBJECT

    SampleProgram m_sample;

    QJsonObject ask(const QStringList& arguments) const {
        return m_sample.run(arguments + QStringList{QStringLiteral("--json")}).json();
    }

private Q_SLOTS:
    void initTestCase();
    void unitsAreThoseOfSql();
    void typesOfUnitsAreThoseOfSql();
    void kindsOfCallsAreThoseOfSql();
    void customersOfATierAreThoseOfSql();
    void tiersAddUpToTheMargin();
    void theWhaleCurveIsTheMarginInAnotherOrder();
    void oneSectionCanBeHadAsCsv();
    void wrongOptionsAreRefused_data();
    void wrongOptionsAreRefused();
};

void TestUnitEconomics::initTestCase() {
    QVERIFY(m_sample.make(4000, 3));
}

void TestUnitEconomics::unitsAreThoseOfSql() {
    const auto attempted = m_sample.sql(QStringLiteral(
        "select 'all', count(distinct unit_type || '|' || unit_id) from event "
        "where coalesce(environment, '') in ('', 'production') "
        "and coalesce(data_mode, '') in ('', 'real') and coalesce(unit_id, '') <> ''"));
    const QJsonObject total = ask({QStringLiteral("units")})[u"total"].toObject();
    QCOMPARE(total[u"attempted"].toInt(), attempted[QStringLiteral("all")][1].toInt());
    QCOMPARE(total[u"attempted"].toInt(),
             total[u"successful"].toInt() + total[u"failed"].toInt() + total[u"pending"].toInt());
    // The sample has one outcome a unit, as a fact or in its events.
    const auto solved = m_sample.sql(
        QStringLiteral("select 'all', count(distinct e.unit_type || '|' || e.unit_id) from event e "
                       "left join outcome o on o.unit_id = e.unit_id and o.unit_type = e.unit_type "
                       "where coalesce(e.environment, '') in ('', 'production') "
                       "and coalesce(e.data_mode, '') in ('', 'real') "
                       "and coalesce(o.outcome, e.unit_outcome) in ('RESOLVED', 'accepted')"));
    QCOMPARE(total[u"successful"].toInt(), solved[QStringLiteral("all")][1].toInt());
}

void TestUnitEconomics::typesOfUnitsAreThoseOfSql() {
    const auto expected =
        m_sample.sql(QStringLiteral("select unit_type, count(distinct unit_id) from event where %1 "
                                    "and coalesce(unit_id, '') <> '' group by 1")
                         .arg(SampleProgram::inScope()));
    QVERIFY(expected.size() > 1);
    const QJsonObject answer = ask({QStringLiteral("units"), QStringLiteral("--types"),
                                    QStringLiteral("--by"), QStringLiteral("outcome")});
    QHash<QString, int> counted; // a unit has one outcome
    QHash<QString, int> primaries;
    for (const QJsonValue& row : answer[u"rows"].toArray()) {
        const QJsonObject keys = row[u"keys"].toObject();
        counted[keys[u"unit_type"].toString()] += row[u"attempted"].toInt();
        primaries[keys[u"outcome"].toString()] +=
            row[u"primary"].toString() == QStringLiteral("primary") ? 1 : 0;
    }
    for (auto type = expected.begin(); type != expected.end(); ++type)
        QCOMPARE(counted[type.key()], type.value()[1].toInt());
    for (const int count : primaries)
        QCOMPARE(count, 1);
    QCOMPARE(answer[u"total"][u"unit_cost"].toString(),
             ask({QStringLiteral("units")})[u"total"][u"unit_cost"].toString());
}

void TestUnitEconomics::kindsOfCallsAreThoseOfSql() {
    const auto expected = m_sample.sql(
        QStringLiteral("select coalesce(call_kind, ''), count(*), count(distinct request_id) "
                       "from event where %1 group by 1")
            .arg(SampleProgram::inScope()));
    QVERIFY(expected.size() > 1);
    const QJsonObject answer = ask({QStringLiteral("actions")});
    const QJsonObject kinds = SampleProgram::sectionOf(answer, "inference");
    const QJsonObject margin =
        ask({QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("call_kind")});
    for (auto kind = expected.begin(); kind != expected.end(); ++kind) {
        const QJsonObject row = SampleProgram::rowOf(kinds, "call_kind", kind.key());
        QCOMPARE(row[u"attempts"].toInt(), kind.value()[1].toInt());
        QCOMPARE(row[u"requests"].toInt(), kind.value()[2].toInt());
        QCOMPARE(row[u"cost"].toString(),
                 SampleProgram::rowOf(margin, "call_kind", kind.key())[u"cost"].toString());
    }
    // The sample's retrieval is a service of its own: nothing joins its calls to an answer.
    QCOMPARE(SampleProgram::sectionOf(answer, "rag_queries")[u"total"][u"queries"].toInt(), 0);
}

void TestUnitEconomics::customersOfATierAreThoseOfSql() {
    const QJsonObject answer =
        ask({QStringLiteral("customers"), QStringLiteral("--from"), QStringLiteral("2026-06-01"),
             QStringLiteral("--to"), QStringLiteral("2026-07-01")});
    // Nobody changes tier in June.
    const auto expected = m_sample.sql(QStringLiteral(
        "select t.tier, count(distinct e.tenant) from event e join tenant t on t.tenant = e.tenant "
        "and (t.since is null or t.since <= '2026-06-01') "
        "and (t.until is null or t.until > '2026-06-01') "
        "where e.time_utc >= '2026-06-01' and e.time_utc < '2026-07-01' "
        "and coalesce(e.environment, '') in ('', 'production') "
        "and coalesce(e.data_mode, '') in ('', 'real') group by 1"));
    QVERIFY(expected.size() >= 4);
    int found = 0;
    for (const QJsonValue& row : SampleProgram::sectionOf(answer, "tiers")[u"rows"].toArray()) {
        const QString tier = row[u"keys"][u"tier"].toString();
        if (!expected.contains(tier))
            continue;
        QCOMPARE(row[u"customers"].toInt(), expected[tier][1].toInt());
        ++found;
    }
    QCOMPARE(found, expected.size());
}

void TestUnitEconomics::tiersAddUpToTheMargin() {
    const QStringList until = kBeforeGpuHours;
    const QJsonObject tiers =
        SampleProgram::sectionOf(ask(QStringList{QStringLiteral("customers")} + until), "tiers");
    const QJsonObject total =
        ask(QStringList{QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("tier")} +
            until)[u"total"]
            .toObject();
    for (const char* name : {"cost", "revenue", "margin"})
        QCOMPARE(tiers[u"total"][QLatin1String(name)].toString(),
                 total[QLatin1String(name)].toString());
}

void TestUnitEconomics::theWhaleCurveIsTheMarginInAnotherOrder() {
    const QJsonArray holders =
        SampleProgram::sectionOf(
            ask(QStringList{QStringLiteral("concentration")} + kBeforeGpuHours),
            "whale_curve")[u"rows"]
            .toArray();
    QHash<QString, QString> margins;
    for (const QJsonValue& row : ask(QStringList{QStringLiteral("margin"), QStringLiteral("--by"),
                                                 QStringLiteral("tenant")} +
                                     kBeforeGpuHours)[u"rows"]
                                     .toArray())
        if (row[u"keys"][u"tenant"].isString())
            margins.insert(row[u"keys"][u"tenant"].toString(), row[u"margin"].toString());
    QCOMPARE(holders.size(), margins.size());
    for (const QJsonValue& holder : holders)
        QCOMPARE(holder[u"margin"].toString(), margins[holder[u"keys"][u"tenant"].toString()]);
}

void TestUnitEconomics::oneSectionCanBeHadAsCsv() {
    const ProgramRun run =
        m_sample.run({QStringLiteral("concentration"), QStringLiteral("--section"),
                      QStringLiteral("whale_curve"), QStringLiteral("--csv")});
    QCOMPARE(run.code, 0);
    QVERIFY(run.out.startsWith("tenant,margin,margin_pct,cumulated_margin,revenue,cost"));
}

void TestUnitEconomics::wrongOptionsAreRefused_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("several tables are no CSV")
        << QStringList{QStringLiteral("customers"), QStringLiteral("--csv")}
        << QByteArray("tiers, plan_fit");
    QTest::newRow("an unknown section")
        << QStringList{QStringLiteral("customers"), QStringLiteral("--section"),
                       QStringLiteral("whales")}
        << QByteArray("'whales'");
    QTest::newRow("an amount that is none")
        << QStringList{QStringLiteral("units"), QStringLiteral("--manual-cost"),
                       QStringLiteral("4,50")}
        << QByteArray("'4,50'");
    QTest::newRow("two dimensions have no one concentration")
        << QStringList{QStringLiteral("concentration"), QStringLiteral("--by"),
                       QStringLiteral("tenant,user")}
        << QByteArray("Name one dimension");
}

void TestUnitEconomics::wrongOptionsAreRefused() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, reason);
    const ProgramRun run = m_sample.run(arguments);
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(reason), run.err.constData());
    QVERIFY(run.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestUnitEconomics)
#include "tst_unit_economics.moc"
