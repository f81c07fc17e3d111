// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: coverage.cpp
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

QTEST_GUILESS_MAIN(TestCostAnswers)
#include "tst_cost_answers.moc"
