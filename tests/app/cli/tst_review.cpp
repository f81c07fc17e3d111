// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: active_users.cpp, review.cpp
#include "tests/app/sample_program.h"

#include <QTest>

#include <cmath>

/// Active users and red flags of the sample company, against SQL over the same rows, against
/// `margin`, and against what was planted in the sample.
class TestReview : public QObject {
    Q_OBJECT

    SampleProgram m_sample;
    QJsonObject m_truth;

    QJsonObject ask(const QStringList& arguments) const {
        return m_sample.run(arguments + QStringList{QStringLiteral("--json")}).json();
    }
    /// The second column of a query by its first one.
    QHash<QString, qint64> sql(const QString& statement) const {
        QHash<QString, qint64> second;
        const auto rows = m_sample.sql(statement);
        for (auto row = rows.begin(); row != rows.end(); ++row)
            second.insert(row.key(), row.value().value(1).toLongLong());
        return second;
    }
    QJsonObject story(const char* name) const {
        for (const QJsonValue& story : m_truth[u"stories"].toArray())
            if (story[u"name"].toString() == QLatin1String(name))
                return story.toObject();
        return {};
    }
    static QList<QJsonObject> flagsOf(const QJsonObject& review, const char* id) {
        QList<QJsonObject> flags;
        for (const QJsonValue& row : review[u"rows"].toArray())
            if (row[u"id"].toString() == QLatin1String(id))
                flags << row.toObject();
        return flags;
    }

private Q_SLOTS:
    void initTestCase();
    void activeUsersAreThoseOfSql();
    void usersSeenAreThoseOfSql();
    void aMonthByTierIsThatOfSql();
    void plantedStoriesAreNamed();
    void everyRuleAnswersOrSaysWhyNot();
    void thresholdsAreOptions();
    void wrongOptionsAreRefused_data();
    void wrongOptionsAreRefused();
};

namespace {

double number(const QJsonValue& value) {
    return value.isString() ? value.toString().toDouble() : value.toDouble();
}

} // namespace

void TestReview::initTestCase() {
    QVERIFY(m_sample.make(30'000, 7));
    QFile truth(m_sample.path("sample/truth.json"));
    QVERIFY(truth.open(QIODevice::ReadOnly));
    m_truth = QJsonDocument::fromJson(truth.readAll()).object();
}

void TestReview::activeUsersAreThoseOfSql() {
    const QJsonObject answer = ask({QStringLiteral("active-users")});
    const auto expected = sql(QStringLiteral(
        "select coalesce(feature, ''), sum(active_users) from active_users group by 1"));
    QHash<QString, QString> costs;
    for (const QJsonValue& row :
         ask({QStringLiteral("margin"), QStringLiteral("--by"), QStringLiteral("feature")})[u"rows"]
             .toArray())
        costs.insert(row[u"keys"][u"feature"].toString(), row[u"cost"].toString());
    int known = 0;
    for (const QJsonValue& row : answer[u"rows"].toArray()) {
        const QString feature = row[u"keys"][u"feature"].toString();
        if (!feature.isEmpty()) // else the margin has a row without usage too
            QCOMPARE(row[u"cost"].toString(), costs.value(feature));
        if (feature.isEmpty() || !expected.contains(feature)) {
            QVERIFY(row[u"cost_per_active_user"].isNull());
            QVERIFY(row[u"active_users"].isNull());
            continue;
        }
        ++known;
        QCOMPARE(qint64(number(row[u"active_users"])), expected[feature]);
        QVERIFY(std::abs(number(row[u"cost_per_active_user"]) * double(expected[feature]) -
                         number(row[u"covered_cost"])) < 1e-6);
        QVERIFY(number(row[u"covered_cost"]) <= number(row[u"cost"]));
        QVERIFY(number(row[u"uncertain_from"]) < number(row[u"cost_per_active_user"]));
        QVERIFY(number(row[u"uncertain_to"]) > number(row[u"cost_per_active_user"]));
        QVERIFY(number(row[u"p10_customers"]) < number(row[u"p90_customers"]));
        QVERIFY(std::abs(number(row[u"reach"]) -
                         double(expected[feature]) / double(expected[QString()])) < 1e-9);
    }
    QCOMPARE(known, expected.size() - 1);
    QCOMPARE(qint64(number(answer[u"total"][u"active_users"])), expected[QString()]);
}

void TestReview::usersSeenAreThoseOfSql() {
    const auto expected = sql(QStringLiteral(
        "select substr(time_utc, 1, 7), count(distinct user) from event "
        "where coalesce(user, '') <> '' and coalesce(environment, '') in ('', 'production') "
        "and coalesce(data_mode, '') in ('', 'real') and time_utc is not null group by 1"));
    const QJsonObject answer =
        ask({QStringLiteral("active-users"), QStringLiteral("--by"), QStringLiteral("month")});
    QCOMPARE(answer[u"rows"].toArray().size(), expected.size());
    for (const QJsonValue& row : answer[u"rows"].toArray())
        QCOMPARE(qint64(number(row[u"seen_users"])),
                 expected.value(row[u"keys"][u"month"].toString()));
}

void TestReview::aMonthByTierIsThatOfSql() {
    const QJsonObject answer =
        ask({QStringLiteral("active-users"), QStringLiteral("--by"), QStringLiteral("tier"),
             QStringLiteral("--from"), QStringLiteral("2026-05-01"), QStringLiteral("--to"),
             QStringLiteral("2026-06-01")});
    const auto expected =
        sql(QStringLiteral("select tier, active_users from active_users "
                           "where coalesce(feature, '') = '' and period_start = '2026-05-01'"));
    QCOMPARE(expected.size(), 4);
    int found = 0;
    for (const QJsonValue& row : answer[u"rows"].toArray()) {
        const QString tier = row[u"keys"][u"tier"].toString();
        if (!expected.contains(tier))
            continue;
        QCOMPARE(qint64(number(row[u"active_users"])), expected[tier]);
        ++found;
    }
    QCOMPARE(found, 4);
}

void TestReview::plantedStoriesAreNamed() {
    const QJsonObject review = ask({QStringLiteral("review")});
    const auto raisedOf = [&](const char* id, const QString& subject) {
        for (const QJsonObject& flag : flagsOf(review, id))
            if (flag[u"state"].toString() == QStringLiteral("raised") &&
                flag[u"subject"].toString().contains(subject))
                return flag;
        return QJsonObject{};
    };
    const QJsonObject heavy = story("heavy_pro_tenant");
    const QJsonObject loss = raisedOf("loss_making_customer", heavy[u"tenant"].toString());
    // What was planted are calls; the flag has what they take of the GPUs too, as the margin has.
    const QJsonObject margin = SampleProgram::rowOf(m_sample.ask("margin --by tenant"), "tenant",
                                                    heavy[u"tenant"].toString());
    QCOMPARE(u'-' + loss[u"severity"].toString(), margin[u"margin"].toString());
    QVERIFY(number(loss[u"severity"]) > -number(heavy[u"margin"]));

    const QJsonObject versions = story("prompt_v8");
    const QJsonObject cheaper = raisedOf("cheaper_attempts", QStringLiteral("v8"));
    QVERIFY(cheaper[u"subject"].toString().startsWith(versions[u"feature"].toString()));
    const double v7 = number(versions[u"v7"][u"cost_per_success"]);
    const double v8 = number(versions[u"v8"][u"cost_per_success"]);
    QVERIFY(std::abs(number(cheaper[u"figure"]) - (v8 - v7) / v7) < 1e-6);
    QVERIFY(std::abs(number(cheaper[u"severity"]) -
                     (v8 - v7) * number(versions[u"v8"][u"successful_tickets"])) < 1e-6);

    const QJsonObject free = story("free_tier");
    const QJsonObject spend = raisedOf("free_tier_spend", free[u"tier"].toString());
    const double total = number(m_sample.ask("margin --by tier")[u"total"][u"cost"]);
    QVERIFY(std::abs(number(spend[u"figure"]) - number(free[u"cost"]) / total) < 1e-9);
    QVERIFY(std::abs(number(spend[u"severity"]) - (number(free[u"cost"]) - total / 10)) < 1e-9);

    QVERIFY(!raisedOf("dear_actions", QStringLiteral("agent_triage")).isEmpty());
}

void TestReview::everyRuleAnswersOrSaysWhyNot() {
    const QJsonObject review = ask({QStringLiteral("review")});
    QSet<QString> rules;
    double severity = HUGE_VAL;
    for (const QJsonValue& row : review[u"rows"].toArray()) {
        rules << row[u"id"].toString();
        QVERIFY(!row[u"found"].toString().isEmpty());
        const bool isRaised = row[u"state"].toString() == QStringLiteral("raised");
        QCOMPARE(row[u"severity"].isNull(), !isRaised);
        if (isRaised) {
            QVERIFY(number(row[u"severity"]) <= severity);
            severity = number(row[u"severity"]);
        }
    }
    QCOMPARE(rules.size(), 10);
    // Nothing is known of a tenant that is not there, and nothing is fine for that.
    const QJsonObject nobody =
        ask({QStringLiteral("review"), QStringLiteral("--where"), QStringLiteral("tenant=nobody")});
    for (const QJsonValue& row : nobody[u"rows"].toArray())
        QCOMPARE(row[u"state"].toString(), QStringLiteral("unknown"));
}

void TestReview::thresholdsAreOptions() {
    const QJsonObject review =
        ask({QStringLiteral("review"), QStringLiteral("--free-share"), QStringLiteral("100")});
    const QList<QJsonObject> flags = flagsOf(review, "free_tier_spend");
    QCOMPARE(flags.size(), 1);
    QCOMPARE(flags.front()[u"state"].toString(), QStringLiteral("clear"));
    QVERIFY(flags.front()[u"rule"].toString().contains(QStringLiteral("100%")));
}

void TestReview::wrongOptionsAreRefused_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("a threshold below nothing")
        << QStringList{QStringLiteral("review"), QStringLiteral("--free-share"),
                       QStringLiteral("-1")}
        << QByteArray("--free-share");
    QTest::newRow("a threshold that is no whole number")
        << QStringList{QStringLiteral("review"), QStringLiteral("--retention"),
                       QStringLiteral("0.5")}
        << QByteArray("--retention");
    QTest::newRow("active users are not known by model")
        << QStringList{QStringLiteral("active-users"), QStringLiteral("--by"),
                       QStringLiteral("model")}
        << QByteArray("by model");
}

void TestReview::wrongOptionsAreRefused() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, reason);
    const ProgramRun run = m_sample.run(arguments);
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(reason), run.err.constData());
    QVERIFY(run.out.isEmpty());
}

QTEST_GUILESS_MAIN(TestReview)
#include "tst_review.moc"
