// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: shared.cpp
#include "tests/app/sample_program.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>

/// `shared` on the sample company, whose GPU pool is kept for one feature, against SQL over
/// `gpu_hour` and `event`, and against `margin`.
class TestShared : public QObject {
    Q_OBJECT

    SampleProgram m_sample;

    QJsonObject answer(const QStringList& arguments) const {
        return m_sample.run(arguments + QStringList{QStringLiteral("--json")}).json();
    }
    QJsonArray ask(const QStringList& options) const {
        return answer(QStringList{QStringLiteral("shared")} + options)[u"sections"].toArray();
    }
    QJsonObject askCosts(const QStringList& options) const {
        return ask(options).first().toObject();
    }
    QString sqlOne(const QString& expression) const {
        return m_sample.sql(QStringLiteral("select 'x', ") + expression)[QStringLiteral("x")].value(
            1);
    }
    /// What each tenant and what is left out used of the pool, in floating point: '' is no tenant,
    /// '~' what is not in production.
    QMap<QString, double> sharesBySql(bool isSpread) const;

private Q_SLOTS:
    void initTestCase();
    void totalsAreThoseOfSqlAndMargin_data();
    void totalsAreThoseOfSqlAndMargin();
    void marginsAndUnitsTakeThemOff();
    void sharesAreThoseOfSql_data();
    void sharesAreThoseOfSql();
    void daysAddUpToTheMonth();
    void overheadIsPartOfAll();
    void thePoolIsHeldAgainstAHostedModel();
    void wrongOptionsAreRefused_data();
    void wrongOptionsAreRefused();
};

namespace {

/// Picos of a decimal text with up to six whole digits: the sample is small.
qint64 picos(const QJsonValue& amount) {
    const QString text = amount.toString();
    const qsizetype point = text.indexOf(u'.');
    const QString whole = point < 0 ? text : text.left(point);
    const QString part = point < 0 ? QString() : text.mid(point + 1);
    return (whole + part.leftJustified(12, u'0')).toLongLong();
}

qint64 picos(const QJsonObject& row, const char* name) {
    return picos(row[QLatin1String(name)]);
}

QJsonObject rowOf(const QJsonObject& section, const QString& dimension, const QString& key) {
    for (const QJsonValue& row : section[u"rows"].toArray())
        if (row[u"keys"][dimension].toString() == key)
            return row.toObject();
    return {};
}

} // namespace

void TestShared::initTestCase() {
    QVERIFY(m_sample.make(6000, 7));
}

QMap<QString, double> TestShared::sharesBySql(bool isSpread) const {
    const QString used = isSpread ? QStringLiteral("1.0") : QStringLiteral("g.utilisation");
    const auto rows = m_sample.sql(
        QStringLiteral(
            "with used as (select substr(time_utc, 1, 13) hour, case when coalesce(environment, "
            "'') "
            "in ('', 'production') and coalesce(data_mode, '') in ('', 'real') then "
            "coalesce(tenant, '') else '~' end who, sum(case when app_cache_hit = 1 then 0 else "
            "coalesce(input_uncached_tokens, 0) + coalesce(cache_read_tokens, 0) + "
            "coalesce(cache_write_5m_tokens, 0) + coalesce(cache_write_1h_tokens, 0) + "
            "coalesce(output_tokens, 0) end) tokens from event "
            "where coalesce(nullif(feature, ''), workflow) = 'agent_triage' group by 1, 2), "
            "hours as (select hour, sum(tokens) tokens from used group by 1 having sum(tokens) > "
            "0) "
            "select u.who, sum(g.hourly_rate_picos * %1 * u.tokens / h.tokens) from used u "
            "join hours h on h.hour = u.hour join gpu_hour g on substr(g.hour_start, 1, 13) = "
            "u.hour "
            "group by 1")
            .arg(used));
    QMap<QString, double> shares;
    for (auto row = rows.begin(); row != rows.end(); ++row)
        shares.insert(row.key(), row.value()[1].toDouble());
    return shares;
}

void TestShared::totalsAreThoseOfSqlAndMargin_data() {
    QTest::addColumn<QString>("by");
    QTest::addColumn<QString>("idle");
    for (const char* by : {"feature", "tenant", "tier,month", "hour"})
        for (const char* idle : {"keep", "spread"})
            QTest::addRow("%s %s", by, idle)
                << QString::fromLatin1(by) << QString::fromLatin1(idle);
}

void TestShared::totalsAreThoseOfSqlAndMargin() {
    QFETCH(QString, by);
    QFETCH(QString, idle);
    const QJsonObject costs =
        askCosts({QStringLiteral("--by"), by, QStringLiteral("--idle"), idle});
    const QJsonObject total = costs[u"total"].toObject();
    qint64 direct = 0, shared = 0, idling = 0, all = 0;
    for (const QJsonValue& row : costs[u"rows"].toArray()) {
        direct += picos(row[u"direct"]);
        shared += picos(row[u"shared"]);
        idling += picos(row[u"idle"]);
        all += picos(row[u"all"]);
    }
    QCOMPARE(direct, picos(total, "direct"));
    QCOMPARE(shared, picos(total, "shared"));
    QCOMPARE(idling, picos(total, "idle"));
    QCOMPARE(all, direct + shared + idling);
    QCOMPARE(picos(total, "all"), all);
    const double outside = sharesBySql(idle == QStringLiteral("spread"))[QStringLiteral("~")];
    const qint64 bill =
        sqlOne(QStringLiteral("(select sum(hourly_rate_picos) from gpu_hour)")).toLongLong();
    QVERIFY(bill > 0);
    QVERIFY(std::abs(double(shared + idling) + outside - double(bill)) < 2000); // a pico an hour
    const ProgramRun margin = m_sample.run(
        {QStringLiteral("margin"), QStringLiteral("--by"), by, QStringLiteral("--json")});
    QCOMPARE(total[u"direct"].toString(), margin.json()[u"total"][u"cost"].toString());
}

/// The same GPU hours beside the direct cost of other answers; together they are the bill.
void TestShared::marginsAndUnitsTakeThemOff() {
    const qint64 bill = sqlOne(QStringLiteral("sum(hourly_rate_picos) from gpu_hour")).toLongLong();
    for (const char* name : {"tenant", "feature", "day"}) {
        const QString by = QString::fromLatin1(name);
        const QJsonObject costs = askCosts({QStringLiteral("--by"), by});
        for (const char* verb : {"margin", "units"}) {
            const QJsonObject table =
                answer({QString::fromLatin1(verb), QStringLiteral("--by"), by});
            const bool isMargin = verb == QByteArray("margin");
            qint64 shared = 0, idle = 0;
            for (const QJsonValue& value : table[u"rows"].toArray()) {
                const QJsonObject row = value.toObject();
                shared += picos(row, "shared_cost");
                idle += picos(row, "idle_cost");
                QCOMPARE(picos(row, "total_cost"),
                         picos(row, "cost") + picos(row, "shared_cost") + picos(row, "idle_cost"));
                const QString key = row[u"keys"][by].toString();
                if (picos(row, "shared_cost") > 0)
                    QCOMPARE(row[u"shared_cost"], rowOf(costs, by, key)[u"shared"]);
            }
            const QJsonObject total = table[u"total"].toObject();
            QCOMPARE(picos(total, "shared_cost"), shared);
            QCOMPARE(picos(total, "idle_cost"), idle);
            QCOMPARE(total[u"shared_cost"], costs[u"total"][u"shared"]);
            QCOMPARE(total[u"idle_cost"], costs[u"total"][u"idle"]);
            if (isMargin)
                QCOMPARE(picos(total, "margin"),
                         picos(total, "revenue") - picos(total, "total_cost"));
        }
    }
    const QJsonObject everything =
        answer({QStringLiteral("margin"), QStringLiteral("--environment"), QStringLiteral("all")});
    QCOMPARE(picos(everything[u"total"].toObject(), "shared_cost") +
                 picos(everything[u"total"].toObject(), "idle_cost"),
             bill);
    // A tenant below the total: its row's figures, and no idle hours.
    const QJsonObject row = SampleProgram::rowOf(
        answer({QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("tenant")}),
        "tenant", QStringLiteral("quillmark"));
    const QJsonObject alone =
        answer({QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("feature"),
                QStringLiteral("--where"), QStringLiteral("tenant=quillmark")})[u"total"]
            .toObject();
    for (const char* name : {"cost", "shared_cost", "idle_cost", "margin"})
        QCOMPARE(alone[QLatin1String(name)], row[QLatin1String(name)]);
}

void TestShared::sharesAreThoseOfSql_data() {
    QTest::addColumn<QString>("idle");
    QTest::newRow("keep") << QStringLiteral("keep");
    QTest::newRow("spread") << QStringLiteral("spread");
}

void TestShared::sharesAreThoseOfSql() {
    QFETCH(QString, idle);
    const QMap<QString, double> expected = sharesBySql(idle == QStringLiteral("spread"));
    QVERIFY(expected.size() > 20);
    const QJsonObject costs = askCosts(
        {QStringLiteral("--by"), QStringLiteral("tenant"), QStringLiteral("--idle"), idle});
    int found = 0;
    for (const QJsonValue& row : costs[u"rows"].toArray()) {
        const QString tenant = row[u"keys"][u"tenant"].toString();
        if (tenant == QStringLiteral("(idle)"))
            continue;
        const double share = double(picos(row[u"shared"]));
        QVERIFY2(std::abs(share - expected.value(tenant)) < 3000, qPrintable(tenant));
        found += expected.contains(tenant) ? 1 : 0;
    }
    QCOMPARE(found, expected.size() - int(expected.contains(QStringLiteral("~"))));
    // All of it is the feature's, whose hours they are; so is what is idle.
    const QJsonObject byFeature = askCosts({QStringLiteral("--idle"), idle});
    const QJsonObject triage =
        rowOf(byFeature, QStringLiteral("feature"), QStringLiteral("agent_triage"));
    for (const char* name : {"shared", "idle"})
        QCOMPARE(triage[QLatin1String(name)].toString(),
                 byFeature[u"total"][QLatin1String(name)].toString());
    QVERIFY(picos(triage, "shared") > 0 && picos(triage, "idle") > 0);
    const double utilisation =
        sqlOne(QStringLiteral("(select avg(utilisation) from gpu_hour)")).toDouble();
    QVERIFY(std::abs(byFeature[u"total"][u"utilisation"].toDouble() - utilisation) < 1e-6);
}

void TestShared::daysAddUpToTheMonth() {
    const QStringList june{QStringLiteral("--from"), QStringLiteral("2026-06-05"),
                           QStringLiteral("--to"),   QStringLiteral("2026-06-15"),
                           QStringLiteral("--zone"), QStringLiteral("Europe/Berlin")};
    const QJsonObject byDay =
        askCosts(june + QStringList{QStringLiteral("--by"), QStringLiteral("day")});
    const QJsonObject byFeature = askCosts(june);
    QCOMPARE(byDay[u"rows"].toArray().size(), 10);
    for (const char* name : {"direct", "idle"})
        QCOMPARE(byDay[u"total"][QLatin1String(name)].toString(),
                 byFeature[u"total"][QLatin1String(name)].toString());
    const qint64 bill = sqlOne(QStringLiteral("(select sum(hourly_rate_picos) from gpu_hour where "
                                              "hour_start >= '2026-06-04T22' and hour_start < "
                                              "'2026-06-14T22')"))
                            .toLongLong();
    QCOMPARE(bill, qint64(350'000'000'000) * 2 * 240);
    for (const QJsonValue& row : byDay[u"rows"].toArray())
        QVERIFY(picos(row[u"shared"]) + picos(row[u"idle"]) <= qint64(350'000'000'000) * 48);
}

void TestShared::overheadIsPartOfAll() {
    const QJsonObject costs =
        askCosts({QStringLiteral("--overhead"), QStringLiteral("20"),
                  QStringLiteral("--overhead-review"), QStringLiteral("2026-12-31")});
    for (const QJsonValue& value : costs[u"rows"].toArray()) {
        const QJsonObject row = value.toObject();
        const qint64 base = picos(row, "direct") + picos(row, "shared");
        QVERIFY(std::abs(5 * picos(row, "overhead") - base) <= 5);
        QCOMPARE(picos(row, "all"), base + picos(row, "overhead") + picos(row, "idle"));
    }
    QVERIFY(costs[u"notes"].toVariant().toStringList().join(u' ').contains(
        QStringLiteral("reviewed by 2026-12-31")));
}

void TestShared::thePoolIsHeldAgainstAHostedModel() {
    const QJsonObject hosting =
        ask({QStringLiteral("--against"), QStringLiteral("cobalt-mini")}).last().toObject();
    const QJsonArray pools = hosting[u"rows"].toArray();
    QCOMPARE(pools.size(), 1);
    const QJsonObject pool = pools.first().toObject();
    QCOMPARE(pool[u"pool"].toString(), QStringLiteral("triage-classifier"));
    QCOMPARE(pool[u"hours"].toInt(), 30 * 24);
    QCOMPARE(picos(pool, "cost"),
             sqlOne(QStringLiteral("(select sum(hourly_rate_picos) from gpu_hour)")).toLongLong());
    const ProgramRun margin = m_sample.run({QStringLiteral("margin"), QStringLiteral("--by"),
                                            QStringLiteral("model"), QStringLiteral("--json")});
    const QJsonObject mini =
        rowOf(margin.json(), QStringLiteral("model"), QStringLiteral("cobalt-mini"));
    double tokens = -mini[u"unpriced_tokens"].toDouble();
    for (const char* name :
         {"input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens"})
        tokens += mini[QLatin1String(name)].toDouble();
    const double expected = double(picos(mini, "cost")) / tokens * 1e6;
    QVERIFY(expected > 0);
    QVERIFY(std::abs(double(picos(pool, "hosted_per_million")) - expected) < 1);
    QVERIFY(pool[u"cheaper"].isString() && pool[u"gpus"].toDouble() == 2.0);
}

void TestShared::wrongOptionsAreRefused_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const QStringList& options, const char* reason) {
        QTest::newRow(name) << options << QByteArray(reason);
    };
    row("a percentage that is none", {QStringLiteral("--overhead"), QStringLiteral("12,5")},
        "'12,5'");
    row("a negative one", {QStringLiteral("--overhead=-1")}, "'-1'");
    row("a review of nothing", {QStringLiteral("--overhead-review"), QStringLiteral("2026-12-31")},
        "--overhead");
    row("a day that is none",
        {QStringLiteral("--overhead"), QStringLiteral("1"), QStringLiteral("--overhead-review"),
         QStringLiteral("soon")},
        "--overhead-review");
    row("an unknown dimension", {QStringLiteral("--by"), QStringLiteral("pool")}, "'pool'");
    row("an unknown policy", {QStringLiteral("--idle"), QStringLiteral("hide")}, "--idle");
}

void TestShared::wrongOptionsAreRefused() {
    QFETCH(QStringList, options);
    QFETCH(QByteArray, reason);
    const ProgramRun run = m_sample.run(QStringList{QStringLiteral("shared")} + options);
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(reason), run.err.constData());
    QVERIFY(run.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestShared)
#include "tst_shared.moc"
