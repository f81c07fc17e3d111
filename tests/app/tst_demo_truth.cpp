// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: app/services/import_file.cpp
#include "models/core/money.h"
#include "tests/app/program.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace {

QJsonObject readJson(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

} // namespace

/// The sample company, imported and asked through the program, against the totals that its
/// generator added up with none of the code under test.
class TestDemoTruth : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_workspace;
    QJsonObject m_truth;

    QJsonObject margin(const QStringList& options) const {
        const ProgramRun run = runProgram(
            QStringList{QStringLiteral("margin"), m_workspace, QStringLiteral("--json")} + options);
        if (run.code != 0)
            qWarning("%s", run.err.constData());
        return run.json();
    }

    /// Compare the figures both sides have. Counts are integers, money exact text.
    static void compareFigures(const QJsonObject& got, const QJsonObject& want,
                               const QString& where) {
        static const QStringList names{
            QStringLiteral("attempts"),          QStringLiteral("requests"),
            QStringLiteral("actions"),           QStringLiteral("input_tokens"),
            QStringLiteral("cache_read_tokens"), QStringLiteral("cache_write_tokens"),
            QStringLiteral("output_tokens"),     QStringLiteral("cost"),
            QStringLiteral("revenue"),           QStringLiteral("margin"),
            QStringLiteral("retry_cost"),        QStringLiteral("unpriced_attempts"),
            QStringLiteral("unpriced_tokens")};
        for (const QString& name : names) {
            if (!want.contains(name))
                continue;
            QVERIFY2(got[name] == want[name],
                     qPrintable(QStringLiteral("%1 %2: %3, expected %4")
                                    .arg(where, name, got[name].toVariant().toString(),
                                         want[name].toVariant().toString())));
        }
    }

    /// Every group of `want` is a row, and every row is a group of `want` or is empty.
    static void compareRows(const QJsonObject& table, const QString& dimension,
                            const QJsonObject& want, const QString& where,
                            const QJsonObject& noUsage = {}) {
        int found = 0;
        for (const QJsonValue& value : table[u"rows"].toArray()) {
            const QJsonObject row = value.toObject();
            const QString key = row[u"keys"][dimension].toString();
            if (row[u"no_usage"].toBool()) {
                compareFigures(row, noUsage, where + QStringLiteral(" no usage"));
                continue;
            }
            const bool isEmpty =
                row[u"attempts"].toInt() == 0 && row[u"revenue"].toString() == QStringLiteral("0");
            const bool isOnlyRevenue =
                row[u"attempts"].toInt() == 0 && !want.contains(key) &&
                !want.begin()->toObject().contains(QStringLiteral("revenue"));
            if (isEmpty || isOnlyRevenue || row[u"idle"].toBool())
                continue;
            const QString place = where + u' ' + dimension + u'=' + key;
            QVERIFY2(want.contains(key) || (row[u"cost"].toString() == QStringLiteral("0") &&
                                            row[u"revenue"].toString() == QStringLiteral("0")),
                     qPrintable(place));
            if (!want.contains(key))
                continue;
            compareFigures(row, want[key].toObject(), place);
            if (QTest::currentTestFailed())
                return;
            ++found;
        }
        QVERIFY2(found == want.size(), qPrintable(QStringLiteral("%1 %2: %3 groups, expected %4")
                                                      .arg(where, dimension)
                                                      .arg(found)
                                                      .arg(want.size())));
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_dir.isValid());
        const QByteArray events = qEnvironmentVariableIntValue("MARGINSCOPE_TRUTH_EVENTS") > 0
                                      ? qgetenv("MARGINSCOPE_TRUTH_EVENTS")
                                      : QByteArray("1000");
        const QString folder = m_dir.filePath(QStringLiteral("sample"));
        m_workspace = m_dir.filePath(QStringLiteral("sample.margin"));
        QCOMPARE(runProgram({QStringLiteral("demo"), folder, QStringLiteral("--events"),
                             QString::fromLatin1(events), QStringLiteral("--seed"),
                             QStringLiteral("11")})
                     .code,
                 0);
        m_truth = readJson(folder + QStringLiteral("/truth.json"));
        QCOMPARE(m_truth[u"events"].toInt(), events.toInt());
        const ProgramRun run =
            runProgram({QStringLiteral("import"), m_workspace, folder, QStringLiteral("--json")});
        QVERIFY2(run.code == 0, run.err.constData());
        qint64 rows = 0;
        qint64 accepted = 0;
        for (const QJsonValue& file : run.json()[u"files"].toArray()) {
            QCOMPARE(file[u"rejected"].toInt(), 0);
            if (file[u"kind"].toString() != QStringLiteral("events"))
                continue;
            rows += file[u"rows"].toInteger();
            accepted += file[u"accepted"].toInteger();
        }
        QCOMPARE(rows, m_truth[u"events"].toInteger());
        QCOMPARE(accepted, m_truth[u"duplicates"][u"distinct_rows"].toInteger());
    }

    void usageAndCostEqualTheTruth_data() {
        QTest::addColumn<QString>("scope");
        QTest::addColumn<QString>("zone");
        for (const char* scope : {"production", "all"})
            for (const char* zone : {"UTC", "Europe/Berlin"})
                QTest::addRow("%s %s", scope, zone)
                    << QString::fromLatin1(scope) << QString::fromLatin1(zone);
    }
    void usageAndCostEqualTheTruth() {
        QFETCH(QString, scope);
        QFETCH(QString, zone);
        const QJsonObject side = m_truth[u"scopes"][scope].toObject();
        const QJsonObject groups = side[zone].toObject();
        QVERIFY(groups.size() >= 13);
        for (auto group = groups.begin(); group != groups.end(); ++group) {
            if (group.key() == QStringLiteral("tenant_month"))
                continue;
            const QJsonObject table =
                margin({QStringLiteral("--by"), group.key(), QStringLiteral("--zone"), zone,
                        QStringLiteral("--environment"), scope});
            compareFigures(table[u"total"].toObject(), side[u"total"].toObject(),
                           scope + QStringLiteral(" total"));
            compareRows(table, group.key(), group->toObject(), scope + u' ' + zone);
            if (QTest::currentTestFailed())
                return;
        }
    }

    void tenantMonthsEqualTheTruth() {
        const QJsonObject want =
            m_truth[u"scopes"][u"production"][u"UTC"][u"tenant_month"].toObject();
        const QJsonObject table = margin({QStringLiteral("--by"), QStringLiteral("tenant,month")});
        int found = 0;
        for (const QJsonValue& row : table[u"rows"].toArray()) {
            const QString key =
                row[u"keys"][u"tenant"].toString() + u'|' + row[u"keys"][u"month"].toString();
            if (!want.contains(key) || row[u"idle"].toBool())
                continue; // months of revenue without usage, idle GPU hours
            compareFigures(row.toObject(), want[key].toObject(), key);
            ++found;
        }
        QCOMPARE(found, want.size());
    }

    void revenueAndMarginEqualTheTruth_data() {
        QTest::addColumn<QString>("zone");
        QTest::newRow("UTC") << QStringLiteral("UTC");
        QTest::newRow("daylight saving") << QStringLiteral("Europe/Berlin");
    }
    /// The truth knows no GPU hours: its margins are those of direct cost.
    static QJsonObject beforeGpuHours(QJsonObject figures) {
        const auto margin = ms::core::MoneySum::parse(figures[u"margin"].toString().toStdString());
        const auto total =
            ms::core::MoneySum::parse(figures[u"total_cost"].toString().toStdString());
        const auto direct = ms::core::MoneySum::parse(figures[u"cost"].toString().toStdString());
        if (margin && total && direct)
            figures[u"margin"] =
                QString::fromStdString(ms::core::toDecimalText(*margin + *total - *direct));
        return figures;
    }
    void revenueAndMarginEqualTheTruth() {
        QFETCH(QString, zone);
        const QJsonObject side = m_truth[u"margin"][zone].toObject();
        const QStringList range{QStringLiteral("--zone"), zone,
                                QStringLiteral("--from"), side[u"from"].toString(),
                                QStringLiteral("--to"),   side[u"to"].toString()};
        for (const char* name : {"tenant", "tier", "feature", "model", "day", "month"}) {
            const QString dimension = QString::fromLatin1(name);
            QJsonObject table = margin(range + QStringList{QStringLiteral("--by"), dimension});
            QJsonArray rows;
            for (const QJsonValue& row : table[u"rows"].toArray())
                if (!row[u"idle"].toBool())
                    rows.append(beforeGpuHours(row.toObject()));
            table[u"rows"] = rows;
            compareFigures(beforeGpuHours(table[u"total"].toObject()), side[u"total"].toObject(),
                           zone + QStringLiteral(" total"));
            compareRows(table, dimension, side[dimension].toObject(),
                        zone + QStringLiteral(" margin"),
                        side[dimension + QStringLiteral("_no_usage")].toObject());
            if (QTest::currentTestFailed())
                return;
        }
    }

    void unitsEqualTheTruth() {
        const QJsonObject truth = m_truth[u"units"].toObject();
        for (const QString& dimension :
             {QStringLiteral("feature"), QStringLiteral("prompt_version")}) {
            const ProgramRun run =
                runProgram({QStringLiteral("units"), m_workspace, QStringLiteral("--by"), dimension,
                            QStringLiteral("--json")});
            QVERIFY2(run.code == 0, run.err.constData());
            const QJsonObject want = truth[dimension].toObject();
            QVERIFY(!want.isEmpty());
            int found = 0;
            for (const QJsonValue& row : run.json()[u"rows"].toArray()) {
                const QString key = row[u"keys"][dimension].toString();
                if (!want.contains(key)) {
                    QCOMPARE(row[u"attempted"].toInt(), 0);
                    continue;
                }
                const QJsonObject unit = want[key].toObject();
                for (const char* name : {"attempted", "successful", "failed", "pending"})
                    QCOMPARE(row[QLatin1String(name)].toInt(), unit[QLatin1String(name)].toInt());
                QCOMPARE(row[u"unit_cost"].toString(), unit[u"cost"].toString());
                QCOMPARE(row[u"failed_cost"].toString(), unit[u"failed_cost"].toString());
                ++found;
            }
            QCOMPARE(found, want.size());
        }
    }
    void importingEverythingAgainAddsNothing() {
        const QString folder = m_dir.filePath(QStringLiteral("sample"));
        const ProgramRun run =
            runProgram({QStringLiteral("import"), m_workspace, folder, QStringLiteral("--json")});
        QVERIFY2(run.code == 0, run.err.constData());
        const QJsonArray files = run.json()[u"files"].toArray();
        QVERIFY(files.size() >= 8);
        for (const QJsonValue& file : files) {
            QCOMPARE(file[u"accepted"].toInt(), 0);
            QCOMPARE(file[u"duplicates"].toInteger(),
                     file[u"rows"].toInteger() - file[u"skipped"].toInteger());
        }
        const QJsonObject table = margin({QStringLiteral("--by"), QStringLiteral("tenant")});
        compareFigures(table[u"total"].toObject(),
                       m_truth[u"scopes"][u"production"][u"total"].toObject(),
                       QStringLiteral("after a second import"));
    }
};

QTEST_GUILESS_MAIN(TestDemoTruth)
#include "tst_demo_truth.moc"
