// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: actions.cpp, books.cpp, cache.cpp, coverage.cpp, models/session/costing.cpp
#include "tests/app/sample_program.h"

#include <QTest>

/// Verbs about what costs are made of, on the sample company, against SQL over the same rows and
/// against `margin`, whose figures have a truth of their own.
class TestCostAnswers : public QObject {
    Q_OBJECT

    SampleProgram m_sample;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_sample.make(4000, 3)); }
    void coverageIsThatOfSqlAndOfTheMargin_data();
    void coverageIsThatOfSqlAndOfTheMargin();
    void twoBooksDifferAsTheirPricesDo();
    void theSameBookTwiceDiffersInNothing();
    void aBookThatIsNotThereIsNamed();
    void cacheTokensAreThoseOfTheTruth();
    void wholeActionsAreThoseOfSql();
    void whoBreaksABudgetIsThatOfSql_data();
    void whoBreaksABudgetIsThatOfSql();
};

void TestCostAnswers::coverageIsThatOfSqlAndOfTheMargin_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("column"); // of `event`
    QTest::addColumn<QString>("dimension");
    const auto row = [](const char* key, const char* column, const char* dimension) {
        QTest::newRow(key) << QString::fromLatin1(key) << QString::fromLatin1(column)
                           << QString::fromLatin1(dimension);
    };
    row("feature", "coalesce(nullif(feature, ''), workflow)", "feature");
    row("tenant", "tenant", "tenant");
    row("unit", "unit_id", "");
    row("prompt version", "prompt_version", "prompt_version");
    row("user", "user", "user");
}

void TestCostAnswers::coverageIsThatOfSqlAndOfTheMargin() {
    QFETCH(QString, key);
    QFETCH(QString, column);
    QFETCH(QString, dimension);
    const QJsonObject row = SampleProgram::rowOf(m_sample.ask("coverage"), "key", key);
    const auto counted = m_sample.sql(
        QStringLiteral("select 'all', count(*), sum(coalesce(%1, '') = '') from event where %2")
            .arg(column, SampleProgram::inScope()));
    QCOMPARE(row[u"attempts"].toInt(), counted[QStringLiteral("all")][1].toInt());
    QCOMPARE(row[u"attempts_without"].toInt(), counted[QStringLiteral("all")][2].toInt());
    if (dimension.isEmpty()) {
        QCOMPARE(row[u"cost_with"], m_sample.ask("units")[u"total"][u"unit_cost"]);
        return;
    }
    const QJsonObject margin = m_sample.ask("margin --by " + dimension.toLatin1());
    const QJsonObject without = SampleProgram::rowOf(margin, dimension.toLatin1().constData(), {});
    QCOMPARE(row[u"cost"], margin[u"total"][u"cost"]);
    QCOMPARE(row[u"cost_without"].toString(),
             without.isEmpty() ? QStringLiteral("0") : without[u"cost"].toString());
}

/// The contract sells one model at $1 and $5 a million tokens and has no rates for its cache.
void TestCostAnswers::twoBooksDifferAsTheirPricesDo() {
    const QString file = m_sample.path("contract.csv");
    QVERIFY(writeFile(file, "provider,model,bucket,per,amount,currency\n"
                            "aurora,aurora-small,input,1000000,1,USD\n"
                            "aurora,aurora-small,output,1000000,5,USD\n"));
    QCOMPARE(m_sample
                 .run({QStringLiteral("import"), file, QStringLiteral("--book"),
                       QStringLiteral("contract")})
                 .code,
             0);
    const auto contract = m_sample.sql(
        QStringLiteral("select 'all', count(*), money(sum((input_uncached_tokens + "
                       "coalesce(cache_read_tokens, 0) + coalesce(cache_write_5m_tokens, 0) + "
                       "coalesce(cache_write_1h_tokens, 0)) * 1000000 + output_tokens * 5000000)) "
                       "from event where model = 'aurora-small' and output_tokens is not null "
                       "and coalesce(app_cache_hit, 0) <> 1 "
                       "and coalesce(service_tier, '') in ('', 'standard') and %1")
            .arg(SampleProgram::inScope()));
    const QJsonObject answer = m_sample.ask("books --a default --b contract --by model");
    const QJsonObject row = SampleProgram::rowOf(answer, "model", QStringLiteral("aurora-small"));
    QCOMPARE(row[u"cost_b"].toString(), contract[QStringLiteral("all")][2]);
    QVERIFY(contract[QStringLiteral("all")][1].toInt() > 100);
    const QJsonObject margin = SampleProgram::rowOf(m_sample.ask("margin --by model"), "model",
                                                    QStringLiteral("aurora-small"));
    QCOMPARE(row[u"attempts"], margin[u"attempts"]);
    const QJsonObject other = SampleProgram::rowOf(answer, "model", QStringLiteral("cobalt-pro"));
    QCOMPARE(other[u"cost_b"].toString(), QStringLiteral("0"));
    QVERIFY(other[u"attempts_only_a"].toInt() > 0);
    QVERIFY(other[u"difference_pct"].isNull());
}

void TestCostAnswers::theSameBookTwiceDiffersInNothing() {
    const QJsonObject total =
        m_sample.ask("books --a default --b default --by feature")[u"total"].toObject();
    QCOMPARE(total[u"difference"].toString(), QStringLiteral("0"));
    QCOMPARE(total[u"attempts_only_a"].toInt() + total[u"attempts_only_b"].toInt(), 0);
    QVERIFY(total[u"cost_a"].toString() != QStringLiteral("0"));
}

void TestCostAnswers::aBookThatIsNotThereIsNamed() {
    const ProgramRun run =
        m_sample.run({QStringLiteral("books"), QStringLiteral("--b"), QStringLiteral("nowhere")});
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains("'nowhere'"), run.err.constData());
}

void TestCostAnswers::cacheTokensAreThoseOfTheTruth() {
    QFile file(m_sample.path("sample/truth.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QJsonObject story;
    for (const QJsonValue& one : QJsonDocument::fromJson(file.readAll())[u"stories"].toArray())
        if (one[u"name"].toString() == QStringLiteral("cache_heavy_feature"))
            story = one.toObject();
    const QJsonObject answer = m_sample.ask("cache --by feature");
    const QJsonObject row = SampleProgram::rowOf(answer, "feature", story[u"feature"].toString());
    QVERIFY(row[u"cache_read_tokens"].toDouble() > 0);
    QCOMPARE(row[u"cache_read_tokens"], story[u"cache_read_tokens"]);
    QCOMPARE(row[u"write_5m_tokens"], story[u"cache_write_5m_tokens"]);
    QCOMPARE(row[u"write_1h_tokens"], story[u"cache_write_1h_tokens"]);
    QCOMPARE(row[u"cost"], story[u"cost"]);
    QVERIFY(row[u"reads_per_write"].toDouble() > row[u"break_even"].toDouble());
    QCOMPARE(answer[u"total"][u"cost"], m_sample.ask("margin --by feature")[u"total"][u"cost"]);
}

void TestCostAnswers::wholeActionsAreThoseOfSql() {
    const QStringList expected = m_sample.sql(
        QStringLiteral(
            "with action as (select coalesce(nullif(root_id, ''), request_id) as id, "
            "count(distinct request_id) as requests from event where %1 group by 1) "
            "select 'all', sum(requests = 1), sum(requests > 1), max(requests) from action")
            .arg(SampleProgram::inScope()))[QStringLiteral("all")];
    const QJsonObject answer = m_sample.ask("actions --by feature");
    const QJsonObject agents = SampleProgram::sectionOf(answer, "agents")[u"total"].toObject();
    QCOMPARE(agents[u"single_actions"].toInt(), expected[1].toInt());
    QCOMPARE(agents[u"several_actions"].toInt(), expected[2].toInt());
    QCOMPARE(agents[u"deepest"].toInt(), expected[3].toInt());
    QVERIFY(agents[u"several_actions"].toInt() > 0);
    const QJsonObject requests = SampleProgram::sectionOf(answer, "actions")[u"total"].toObject();
    const QJsonObject margin = m_sample.ask("margin --by feature")[u"total"].toObject();
    for (const char* name : {"cost", "attempts", "requests", "actions", "retry_cost",
                             "fallback_cost", "unpriced_attempts"})
        QCOMPARE(requests[QLatin1String(name)], margin[QLatin1String(name)]);
    QCOMPARE(agents[u"cost"], margin[u"cost"]);
}

void TestCostAnswers::whoBreaksABudgetIsThatOfSql_data() {
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("budget");
    QTest::newRow("action") << QStringLiteral("coalesce(nullif(root_id, ''), request_id)")
                            << QStringLiteral("30000");
    QTest::newRow("session") << QStringLiteral("session_id") << QStringLiteral("60000");
}

void TestCostAnswers::whoBreaksABudgetIsThatOfSql() {
    QFETCH(QString, id);
    QFETCH(QString, budget);
    const QHash<QString, QStringList> over = m_sample.sql(
        QStringLiteral(
            "with one as (select %1 as id, count(*) as calls, sum(case when app_cache_hit = 1 "
            "then 0 else coalesce(input_uncached_tokens, 0) + coalesce(cache_read_tokens, 0) + "
            "coalesce(cache_write_5m_tokens, 0) + coalesce(cache_write_1h_tokens, 0) + "
            "coalesce(output_tokens, 0) end) as tokens from event where %2 group by 1) "
            "select id, tokens, calls from one where id <> '' and tokens > %3")
            .arg(id, SampleProgram::inScope(), budget));
    const QJsonObject answer =
        m_sample.ask(qPrintable(QStringLiteral("actions --by feature --token-budget %1 "
                                               "--budget-of %2")
                                    .arg(budget, QString::fromUtf8(QTest::currentDataTag()))));
    const QJsonObject total = SampleProgram::sectionOf(answer, "token_budget")[u"total"].toObject();
    QVERIFY(!over.isEmpty());
    QCOMPARE(total[u"over"].toInt(), int(over.size()));
    qint64 beyond = 0;
    for (const QStringList& one : over)
        beyond += one[1].toLongLong() - budget.toLongLong();
    QCOMPARE(total[u"tokens_beyond"].toInteger(), beyond);
    const QJsonArray listed =
        SampleProgram::sectionOf(answer, "budget_breakers")[u"rows"].toArray();
    QCOMPARE(listed.size(), std::min(qsizetype(200), qsizetype(over.size())));
    for (const QJsonValue& row : listed) {
        const QStringList expected = over[row[u"id"].toString()];
        QCOMPARE(row[u"tokens"].toInteger(), expected.at(1).toLongLong());
        QCOMPARE(row[u"attempts"].toInteger(), expected.at(2).toLongLong());
    }
}

QTEST_GUILESS_MAIN(TestCostAnswers)
#include "tst_cost_answers.moc"
