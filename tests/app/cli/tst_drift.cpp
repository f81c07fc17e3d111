// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: drift.cpp
#include "tests/app/sample_program.h"

#include <QTest>

#include <cmath>

/// `drift --explain` on the sample company: against SQL over the same rows, against `margin`, and
/// against what was planted.
class TestDrift : public QObject {
    Q_OBJECT

    SampleProgram m_sample;

    QJsonObject ask(const QStringList& arguments) const {
        return m_sample.run(arguments + QStringList{QStringLiteral("--json")}).json();
    }
    QJsonObject drift(const QStringList& options, const char* section) const {
        const QJsonObject answer =
            ask(QStringList{QStringLiteral("drift"), QStringLiteral("--explain")} + options);
        return SampleProgram::sectionOf(answer, section);
    }
    static QStringList during(const char* from, const char* to) {
        return {QStringLiteral("--from"), QString::fromLatin1(from), QStringLiteral("--to"),
                QString::fromLatin1(to)};
    }
    /// Money of the command line in pico-units.
    static qint64 picosOf(const QJsonValue& amount) {
        const QStringList parts = amount.toString().split(u'.');
        const QString decimals = parts.size() > 1 ? parts[1] : QString();
        const bool isNegative = parts[0].startsWith(u'-');
        const qint64 whole = std::abs(parts[0].toLongLong()) * 1'000'000'000'000 +
                             decimals.leftJustified(12, u'0').toLongLong();
        return isNegative ? -whole : whole;
    }
    static QJsonObject driverOf(const QJsonObject& section, const char* name) {
        for (const QJsonValue& row : section[u"rows"].toArray())
            if (row[u"driver"].toString() == QLatin1String(name))
                return row.toObject();
        return {};
    }
    /// The driver with the largest amount, either sign.
    static QString largestOf(const QJsonObject& section) {
        const QJsonArray rows = section[u"rows"].toArray();
        QString name;
        qint64 most = -1;
        for (qsizetype r = 1; r + 1 < rows.size(); ++r) {
            const qint64 amount = std::abs(picosOf(rows[r][u"amount"]));
            if (amount <= most)
                continue;
            most = amount;
            name = rows[r][u"driver"].toString();
        }
        return name;
    }

private Q_SLOTS:
    void initTestCase();
    void bridgesCloseToThePico_data();
    void bridgesCloseToThePico();
    void costsOfAModelAreThoseOfSql();
    void slicesAreThoseOfTheMargin();
    void thePlantedPriceChangeIsNamed();
    void thePlantedStormIsNamed();
    void thePlantedPromptVersionIsNamed();
    void aPeriodCanBeStated();
    void wrongOptionsAreRefused_data();
    void wrongOptionsAreRefused();
};

void TestDrift::initTestCase() {
    QVERIFY(m_sample.make(20'000, 7));
}

void TestDrift::bridgesCloseToThePico_data() {
    QTest::addColumn<QString>("metric");
    QTest::addColumn<QString>("by");
    for (const char* metric : {"cost", "unit-cost", "margin"})
        for (const char* by : {"feature", "model", "tenant", "tier,prompt_version"})
            QTest::addRow("%s by %s", metric, by)
                << QString::fromLatin1(metric) << QString::fromLatin1(by);
}

void TestDrift::bridgesCloseToThePico() {
    QFETCH(QString, metric);
    QFETCH(QString, by);
    const QString prefix = metric == QStringLiteral("cost")     ? QString()
                           : metric == QStringLiteral("margin") ? QStringLiteral("margin_")
                                                                : QStringLiteral("unit_cost_");
    const QStringList options = during("2026-05-01", "2026-06-01")
                                << QStringLiteral("--metric") << metric << QStringLiteral("--by")
                                << by;
    const QJsonArray rows =
        drift(options, qPrintable(prefix + QStringLiteral("drivers")))[u"rows"].toArray();
    QVERIFY(rows.size() > 4);
    qint64 sum = 0;
    for (qsizetype r = 0; r + 1 < rows.size(); ++r)
        sum += picosOf(rows[r][u"amount"]);
    QCOMPARE(sum, picosOf(rows.last()[u"amount"]));
}

void TestDrift::costsOfAModelAreThoseOfSql() {
    const auto rate = [](const char* bucket) {
        return QStringLiteral(
                   "(select amount_picos / per from price_rule p where p.model = e.model "
                   "and p.bucket = '%1' and coalesce(nullif(p.service_tier, ''), "
                   "'standard') = coalesce(nullif(e.service_tier, ''), 'standard') and "
                   "(p.valid_from is null or p.valid_from <= e.time_utc) and "
                   "(p.valid_to is null or p.valid_to > e.time_utc))")
            .arg(QLatin1String(bucket));
    };
    const QString statement =
        QStringLiteral(
            "select case when time_utc < '2026-05-01' then 'before' else 'after' end, "
            "sum(input_uncached_tokens * %1 + coalesce(cache_read_tokens, 0) * %2 + "
            "output_tokens * %3) from event e "
            "where model = 'cobalt-mini' and time_utc >= '2026-03-31' and time_utc < '2026-06-01' "
            "and coalesce(environment, '') in ('', 'production') "
            "and coalesce(data_mode, '') in ('', 'real') group by 1")
            .arg(rate("input"), rate("cache_read"), rate("output"));
    const auto expected = m_sample.sql(statement);
    QCOMPARE(expected.size(), 2);
    const QJsonObject section =
        drift(during("2026-05-01", "2026-06-01")
                  << QStringLiteral("--where") << QStringLiteral("model=cobalt-mini"),
              "drivers");
    const QJsonArray rows = section[u"rows"].toArray();
    QCOMPARE(picosOf(rows.first()[u"amount"]), expected[QStringLiteral("before")][1].toLongLong());
    QCOMPARE(picosOf(rows.last()[u"amount"]), expected[QStringLiteral("after")][1].toLongLong());
}

void TestDrift::slicesAreThoseOfTheMargin() {
    const QJsonObject where = drift(during("2026-05-01", "2026-06-01")
                                        << QStringLiteral("--by") << QStringLiteral("tier"),
                                    "where");
    QHash<QString, QString> costs;
    const QJsonObject margin =
        ask(QStringList{QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("tier")} +
            during("2026-05-01", "2026-06-01"));
    for (const QJsonValue& row : margin[u"rows"].toArray())
        costs.insert(row[u"keys"][u"tier"].toString(), row[u"cost"].toString());
    int compared = 0;
    for (const QJsonValue& row : where[u"rows"].toArray()) {
        const QString tier = row[u"keys"][u"tier"].toString();
        if (!costs.contains(tier))
            continue;
        QCOMPARE(row[u"after"].toString(), costs[tier]);
        QCOMPARE(picosOf(row[u"change"]), picosOf(row[u"after"]) - picosOf(row[u"before"]));
        ++compared;
    }
    QVERIFY(compared >= 4);
    QCOMPARE(where[u"total"][u"after"].toString(), margin[u"total"][u"cost"].toString());
}

/// cobalt-mini gets dearer by 60 % on 1 May.
void TestDrift::thePlantedPriceChangeIsNamed() {
    const QJsonObject section =
        drift(during("2026-05-01", "2026-05-31")
                  << QStringLiteral("--by") << QStringLiteral("feature")
                  << QStringLiteral("--where") << QStringLiteral("model=cobalt-mini"),
              "drivers");
    QCOMPARE(largestOf(section), QStringLiteral("Price"));
    QVERIFY(section[u"finding"].toString().contains(QStringLiteral(": price +")));
    // ln 1.6 of the logarithmic mean: the same factor for each token of each feature.
    const QJsonArray rows = section[u"rows"].toArray();
    const double before = double(picosOf(rows.first()[u"amount"]));
    const double after = double(picosOf(rows.last()[u"amount"]));
    const double price = double(picosOf(driverOf(section, "Price")[u"amount"]));
    const double mean = (after - before) / std::log(after / before);
    QVERIFY(std::abs(price / (mean * std::log(1.6)) - 1) < 0.1);
}

/// Three days on which a provider fails more than a third of its calls.
void TestDrift::thePlantedStormIsNamed() {
    const QJsonObject section =
        drift(during("2026-04-14", "2026-04-17")
                  << QStringLiteral("--where") << QStringLiteral("provider=aurora"),
              "drivers");
    QCOMPARE(largestOf(section), QStringLiteral("Retries"));
    QVERIFY(picosOf(driverOf(section, "Retries")[u"amount"]) > 0);
}

/// v8, from 20 April on half of the tickets: cheaper a call, dearer a solved ticket, because it
/// takes more calls and solves less.
void TestDrift::thePlantedPromptVersionIsNamed() {
    const QJsonObject section =
        drift(during("2026-04-20", "2026-05-01")
                  << QStringLiteral("--metric") << QStringLiteral("unit-cost")
                  << QStringLiteral("--where") << QStringLiteral("feature=ticket_reply"),
              "unit_cost_drivers");
    QCOMPARE(largestOf(section), QStringLiteral("Requests a unit"));
    QVERIFY(picosOf(driverOf(section, "Requests a unit")[u"amount"]) > 0);
    QVERIFY(picosOf(driverOf(section, "Success rate")[u"amount"]) > 0);
    QVERIFY(picosOf(driverOf(section, "Prompt length")[u"amount"]) < 0);
    QVERIFY(picosOf(driverOf(section, "Output length")[u"amount"]) < 0);
}

void TestDrift::aPeriodCanBeStated() {
    const QJsonObject stated =
        drift(during("2026-05-01", "2026-05-31")
                  << QStringLiteral("--against") << QStringLiteral("2026-04-01..2026-05-01"),
              "drivers");
    QCOMPARE(stated[u"rows"][0][u"driver"].toString(), QStringLiteral("2026-04-01 to 2026-04-30"));
    const QJsonObject usual = drift(during("2026-05-01", "2026-05-31"), "drivers");
    QCOMPARE(stated[u"rows"].toArray(), usual[u"rows"].toArray());
}

void TestDrift::wrongOptionsAreRefused_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const char* options, const char* reason) {
        QTest::newRow(name) << QString::fromLatin1(options).split(u' ', Qt::SkipEmptyParts)
                            << QByteArray(reason);
    };
    row("a margin without --explain", "--metric margin", "--explain");
    row("an unknown metric", "--explain --metric price", "--metric");
    row("a dimension of time", "--explain --by day", "day");
    row("an unknown dimension", "--explain --by colour", "colour");
    row("no period", "--explain --against april", "FROM..TO");
    row("no date", "--explain --against 2026-04-31..2026-05-01", "--against");
    row("a period that runs backwards", "--explain --against 2026-05-01..2026-04-01", "later end");
}

void TestDrift::wrongOptionsAreRefused() {
    QFETCH(QStringList, options);
    QFETCH(QByteArray, reason);
    const ProgramRun run = m_sample.run(QStringList{QStringLiteral("drift")} + options);
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(reason), run.err.constData());
}

QTEST_GUILESS_MAIN(TestDrift)
#include "tst_drift.moc"
