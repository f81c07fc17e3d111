// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: features.cpp
#include "tests/app/sample_program.h"

#include <QTest>

/// Which endpoint is which feature, on the sample company: held against SQL over `event` joined
/// with the table of features.
class TestFeatures : public QObject {
    Q_OBJECT

    SampleProgram m_sample;

    ProgramRun set(const QStringList& arguments) const {
        return m_sample.run(QStringList{QStringLiteral("features")} + arguments);
    }
    QStringList attemptsBy(const char* dimension, const char* expression) const {
        const QJsonObject margin = m_sample.ask(QByteArray("margin --by ") + dimension);
        QStringList rows;
        for (const QJsonValue& row : margin[u"rows"].toArray())
            if (row[u"attempts"].toInt() > 0)
                rows << row[u"keys"][QLatin1String(dimension)].toString() + u'=' +
                            QString::number(row[u"attempts"].toInt());
        const auto counted = m_sample.sql(
            QStringLiteral("select coalesce(%1, ''), count(*) from event e left join "
                           "(select endpoint, f.feature, owner_team, max(f.id) from "
                           "endpoint_feature f join batch b on b.id = f.batch "
                           "where b.is_active group by endpoint) f "
                           "on f.endpoint = coalesce(nullif(e.feature, ''), e.workflow) "
                           "where %2 group by 1")
                .arg(QString::fromLatin1(expression), SampleProgram::inScope()));
        QStringList expected;
        for (const QStringList& row : counted)
            expected << row[0] + u'=' + row[1];
        rows.sort();
        expected.sort();
        if (rows != expected)
            qWarning() << rows << expected;
        return rows == expected ? rows : QStringList();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_sample.make(3000, 5)); }
    void anEntryRenamesAllOfHistoryAndUndoTakesItBack();
    void endpointsAreListedWithWhatTheyCost();
    void whatCannotBeSetIsRefused();
};

void TestFeatures::anEntryRenamesAllOfHistoryAndUndoTakesItBack() {
    const QStringList before = attemptsBy("feature", "coalesce(nullif(e.feature, ''), e.workflow)");
    QVERIFY(before.size() >= 3);
    QCOMPARE(attemptsBy("endpoint", "coalesce(nullif(e.feature, ''), e.workflow)"), before);
    QStringList names;
    for (const QString& row : before)
        if (const QString name = row.section(u'=', 0, -2); !name.isEmpty())
            names << name;

    const QJsonObject receipt =
        set({QStringLiteral("--set"), names[0] + QStringLiteral("=Renamed"),
             QStringLiteral("--set"), names[1] + QStringLiteral("=Renamed"),
             QStringLiteral("--team"), QStringLiteral("Mail"), QStringLiteral("--json")})
            .json();
    const QJsonValue file = receipt[u"files"][0];
    QCOMPARE(file[u"path"].toString(), QStringLiteral("features entered by hand"));
    QCOMPARE(file[u"accepted"].toInt(), 2);
    const char* renamed = "coalesce(f.feature, nullif(e.feature, ''), e.workflow)";
    const QStringList after = attemptsBy("feature", renamed);
    QCOMPARE(after.size(), before.size() - 1);
    QVERIFY(!attemptsBy("team", "coalesce(nullif(f.owner_team, ''), e.team)").isEmpty());
    QCOMPARE(attemptsBy("endpoint", "coalesce(nullif(e.feature, ''), e.workflow)"), before);
    const QJsonObject narrow =
        m_sample
            .run({QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("feature"),
                  QStringLiteral("--where"), QStringLiteral("endpoint=") + names[0],
                  QStringLiteral("--json")})
            .json();
    QCOMPARE(narrow[u"rows"].toArray().size(), 1);
    QCOMPARE(narrow[u"rows"][0][u"keys"][u"feature"].toString(), QStringLiteral("Renamed"));

    const QString batch = QString::number(file[u"batch"].toInt());
    QCOMPARE(m_sample.run({QStringLiteral("undo"), batch}).code, 0);
    QCOMPARE(attemptsBy("feature", renamed), before);
    QCOMPARE(m_sample.run({QStringLiteral("redo"), batch}).code, 0);
    QCOMPARE(attemptsBy("feature", renamed), after);
}

void TestFeatures::endpointsAreListedWithWhatTheyCost() {
    const QJsonObject listed = m_sample.ask("features");
    const QJsonObject margin = m_sample.ask("margin --by endpoint");
    QCOMPARE(listed[u"total"][u"cost"], margin[u"total"][u"cost"]);
    bool isSomeMapped = false;
    for (const QJsonValue& row : listed[u"rows"].toArray()) {
        const QString endpoint = row[u"keys"][u"endpoint"].toString();
        QCOMPARE(row[u"cost"], SampleProgram::rowOf(margin, "endpoint", endpoint)[u"cost"]);
        if (row[u"feature"].toString() != QStringLiteral("Renamed"))
            continue;
        isSomeMapped = true;
        QCOMPARE(row[u"owner_team"].toString(), QStringLiteral("Mail"));
        QVERIFY(row[u"stated_by"].toString().startsWith(
            QStringLiteral("features entered by hand, batch ")));
    }
    QVERIFY(isSomeMapped);
    QVERIFY(m_sample.run({QStringLiteral("features")}).out.contains("without a feature of their"));
}

void TestFeatures::whatCannotBeSetIsRefused() {
    for (const char* wrong : {"chat", "=Assistant", "chat="})
        QCOMPARE(set({QStringLiteral("--set"), QString::fromLatin1(wrong)}).code, 2);
    QCOMPARE(set({QStringLiteral("--team"), QStringLiteral("Mail")}).code, 2);
}

QTEST_APPLESS_MAIN(TestFeatures)
#include "tst_features.moc"
