// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: map.cpp, map_text.cpp, reading_options.cpp
#include "tests/app/program.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

/// A log that no format knows, mapped from the command line and imported with what was saved.
class TestMap : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString path(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    /// "--save|x": options of map.
    ProgramRun mapLog(const char* options) const {
        QStringList arguments{QStringLiteral("map"), path("log.csv")};
        for (const QByteArray& option : QByteArray(options).split('|'))
            arguments << QString::fromLatin1(option);
        return runProgram(arguments);
    }

private Q_SLOTS:
    void initTestCase() {
        qputenv("MARGINSCOPE_HOME", path("home").toUtf8());
        QVERIFY(writeFile(path("log.csv"), "When;Customer;Model;Tokens in;Cost EUR;Call\n"
                                           "03/04/2026 10:00;Acme;m;1.200;0,002;c1\n"
                                           "04/04/2026 11:00;Beta;m;1.500;0,004;c2\n"));
    }

    void anUnknownFileIsRefusedWithAWayOut() {
        const auto refused = runProgram({QStringLiteral("read"), path("log.csv")});
        QCOMPARE(refused.code, 3);
        QVERIFY(refused.err.contains("marginscope map"));
    }

    void whatIsOpenIsAskedAndNothingIsSaved() {
        const auto asked = mapLog("--save|gw|--json");
        QCOMPARE(asked.code, 3);
        const QJsonArray questions = asked.json()[QLatin1String("questions")].toArray();
        QCOMPARE(questions.size(), 2);
        for (const auto& question : questions)
            if (question.toObject()[QLatin1String("field")] ==
                QJsonValue(QLatin1String("reported_cost"))) {
                const QJsonArray readings =
                    question.toObject()[QLatin1String("readings")].toArray();
                QCOMPARE(readings[0].toObject()[QLatin1String("meaning")].toString(),
                         QStringLiteral("2"));
                QCOMPARE(readings[0].toObject()[QLatin1String("total")].toString().toDouble(), 6.0);
                QCOMPARE(readings[1].toObject()[QLatin1String("total")].toString().toDouble(),
                         0.006);
            }
        QVERIFY(!QDir(path("home/profiles")).exists(QStringLiteral("gw.json")));
    }

    void aSavedMappingIsAppliedByTheHeader() {
        const auto saved =
            mapLog("--format|timestamp=day_month_year|--format|reported_cost=comma_decimal|"
                   "--zone|Europe/Berlin|--save|gw");
        QCOMPARE(saved.code, 0);
        const auto imported = runProgram({QStringLiteral("import"), path("w.margin"),
                                          path("log.csv"), QStringLiteral("--json")});
        QCOMPARE(imported.code, 0);
        const auto file = imported.json()[QLatin1String("files")].toArray()[0].toObject();
        QCOMPARE(file[QLatin1String("profile")].toString(), QStringLiteral("gw"));
        QCOMPARE(file[QLatin1String("accepted")].toInt(), 2);
        const auto rows = runProgram(
            {QStringLiteral("sql"), path("w.margin"),
             QStringLiteral("select tenant, timestamp, input_uncached_tokens from event"),
             QStringLiteral("--csv")});
        QVERIFY2(rows.out.contains("Acme,1775203200000000,1200"), rows.out.constData());
    }

    void aProfileIsReplacedOnlyWhenThatIsSaid() {
        const char* const other =
            "--format|timestamp=month_day_year|--format|reported_cost=comma_decimal|--save|gw";
        QFile file(path("home/profiles/gw.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        const auto refused = mapLog(other);
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("--replace"), refused.err.constData());
        file.seek(0);
        QCOMPARE(file.readAll(), before);
        QCOMPARE(mapLog((QByteArray(other) + "|--replace").constData()).code, 0);
        QFile replaced(file.fileName());
        QVERIFY(replaced.open(QIODevice::ReadOnly));
        QVERIFY(replaced.readAll().contains("month_day_year"));
    }

    void aBrokenProfileIsToldAndPassedOver() {
        const QString broken = path("home/profiles/broken.json");
        QVERIFY(writeFile(broken, "{\"name\": 1}"));
        const auto run = runProgram({QStringLiteral("read"), path("log.csv")});
        QCOMPARE(run.code, 0);
        QVERIFY2(run.err.contains("broken.json"), run.err.constData());
        QVERIFY(QFile::remove(broken));
    }

    void mistakesAreUsageErrors_data() {
        QTest::addColumn<QByteArray>("options");
        QTest::newRow("field") << QByteArray("--set|customer=Customer");
        QTest::newRow("column") << QByteArray("--set|tenant=Kunde");
        QTest::newRow("format") << QByteArray("--format|reported_cost=commas");
        QTest::newRow("constant") << QByteArray("--constant|money=EUR");
        QTest::newRow("no value") << QByteArray("--set|tenant");
        QTest::newRow("part") << QByteArray("--beside|everything");
        QTest::newRow("name of a profile")
            << QByteArray("--save|../../evil|--format|timestamp=day_month_year|--format|"
                          "reported_cost=comma_decimal");
    }
    void mistakesAreUsageErrors() {
        QFETCH(QByteArray, options);
        const auto run = mapLog(options.constData());
        QCOMPARE(run.code, 2);
        QVERIFY(!run.err.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMap)
#include "tst_map.moc"
