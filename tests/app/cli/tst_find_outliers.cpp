// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: outliers.cpp
#include "tests/app/sample_program.h"

#include <QSet>
#include <QTest>

/// `outliers` on the sample company, against SQL over `event` and against `margin`.
class TestOutliersVerb : public QObject {
    Q_OBJECT

    SampleProgram m_company;

    /// "-1.25" in pico-units.
    static qint64 picosOf(const QJsonValue& amount) {
        QString text = amount.toString();
        const bool isNegative = text.startsWith(u'-');
        text.remove(u'-');
        const QString fraction = text.section(u'.', 1);
        const qint64 picos = text.section(u'.', 0, 0).toLongLong() * 1'000'000'000'000 +
                             fraction.leftJustified(12, u'0').toLongLong();
        return isNegative ? -picos : picos;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_company.make(30'000, 7)); }

    /// The planted long prompts, at the price of the higher context band.
    void longPromptsAreFound() {
        const QJsonArray rows = m_company.ask("outliers --limit 1000")[u"rows"].toArray();
        QSet<QString> listed;
        for (const QJsonValue& row : rows)
            listed.insert(row[u"id"].toString());
        const auto longOnes = m_company.sql(
            QStringLiteral("select request_id from event where input_uncached_tokens > 200000 "
                           "and feature_or_workflow = 'contract_review' and status = 'success' "
                           "and ") +
            SampleProgram::inScope());
        QVERIFY(longOnes.size() >= 5);
        qsizetype found = 0;
        for (auto one = longOnes.keyBegin(); one != longOnes.keyEnd(); ++one)
            found += listed.contains(*one) ? 1 : 0;
        // Some are of a model whose long prompts are all alike, and so are not far out.
        QVERIFY2(found * 3 >= longOnes.size() * 2, qPrintable(QString::number(found)));
    }
    void partsAddUpToTheCost() {
        const QList<QByteArray> grains{"attempt", "request", "action", "unit", "user", "tenant"};
        for (const QByteArray& grain : grains) {
            const QJsonArray rows =
                m_company.ask("outliers --limit 1000 --grain " + grain)[u"rows"].toArray();
            QVERIFY2(!rows.isEmpty(), grain.constData());
            qint64 before = std::numeric_limits<qint64>::max();
            for (const QJsonValue& value : rows) {
                const QJsonObject row = value.toObject();
                qint64 sum = picosOf(row[u"reference"]) + picosOf(row[u"other"]);
                for (auto cell = row.begin(); cell != row.end(); ++cell)
                    if (cell.key().startsWith(QStringLiteral("by_")))
                        sum += picosOf(cell.value());
                QCOMPARE(sum, picosOf(row[u"cost"]));
                const qint64 excess = picosOf(row[u"excess"]);
                QCOMPARE(excess, picosOf(row[u"cost"]) - picosOf(row[u"usual"]));
                QVERIFY(excess > 0 && excess <= before);
                before = excess;
            }
        }
    }
    /// What is listed is what any other question says of it.
    void costsAreThoseOfMargin_data() {
        QTest::addColumn<QByteArray>("grain");
        QTest::newRow("request") << QByteArray("request");
        QTest::newRow("action") << QByteArray("action");
        QTest::newRow("unit") << QByteArray("unit");
        QTest::newRow("user") << QByteArray("user");
    }
    void costsAreThoseOfMargin() {
        QFETCH(QByteArray, grain);
        const QJsonArray rows =
            m_company.ask("outliers --limit 3 --grain " + grain)[u"rows"].toArray();
        QCOMPARE(rows.size(), 3);
        for (const QJsonValue& row : rows) {
            const QJsonObject margin = m_company.ask("margin --by feature --where " + grain + "=" +
                                                     row[u"id"].toString().toUtf8());
            QCOMPARE(margin[u"total"][u"cost"], row[u"cost"]);
        }
    }
    void whatMattersCanBeSaid() {
        const QJsonArray all = m_company.ask("outliers --limit 1000")[u"rows"].toArray();
        const QJsonArray dear =
            m_company.ask("outliers --limit 1000 --least-excess 1.5")[u"rows"].toArray();
        QVERIFY(!dear.isEmpty() && dear.size() < all.size());
        QVERIFY(m_company.ask("outliers --least-score 1000")[u"rows"].toArray().size() <
                all.size());
        QCOMPARE(m_company.ask("outliers --limit 2")[u"rows"].toArray().size(), 2);
    }
    /// Marks stand for all requests: as many as SQL counts, at the cost that margin says.
    void marksOfAScatterAddUp() {
        const QJsonObject answer =
            m_company.ask("outliers --scatter output_tokens,calls --by request");
        qint64 requests = 0, picos = 0, unpriced = 0;
        for (const QJsonValue& row : answer[u"rows"].toArray()) {
            requests += row[u"requests"].toVariant().toLongLong();
            unpriced += row[u"with_unknown_cost"].toVariant().toLongLong();
            picos += picosOf(row[u"cost"]);
        }
        QVERIFY(requests > 10'000 && unpriced < requests);
        QVERIFY(answer[u"rows"].toArray().size() <= 4'000);
        QCOMPARE(answer[u"total"][u"requests"].toVariant().toLongLong(), requests);
        QCOMPARE(picosOf(answer[u"total"][u"cost"]), picos);
        const QString known = QStringLiteral("select 'all', count(*) from (select request_id from "
                                             "event where request_id <> '' and ");
        const QStringList counted =
            m_company
                .sql(known + SampleProgram::inScope() +
                     QStringLiteral(" group by request_id having sum(output_tokens is null or "
                                    "input_uncached_tokens is null) = 0)"))
                .value(QStringLiteral("all"));
        QCOMPARE(requests, counted.value(1).toLongLong());
    }
    void allCostIsInTheScatterOfTenants() {
        const QJsonObject answer =
            m_company.ask("outliers --scatter prompt_tokens,cost --by tenant --scale linear");
        const QJsonObject margin = m_company.ask("margin --by month --where tenant!=");
        QCOMPARE(answer[u"total"][u"cost"], margin[u"total"][u"cost"]);
        const QJsonObject turned = m_company.ask(
            "outliers --scatter prompt_tokens,cost --x cost --y prompt_tokens --grain tenant");
        QCOMPARE(turned[u"rows"].toArray().size(), answer[u"rows"].toArray().size());
        QVERIFY(turned[u"rows"][0].toObject().contains(u"x_cost"));
    }
    /// What a timeline adds up to is what the list and SQL say of the unit.
    void aTimelineIsTheListsUnit_data() {
        QTest::addColumn<QByteArray>("grain");
        QTest::newRow("request") << QByteArray("request");
        QTest::newRow("action") << QByteArray("action");
        QTest::newRow("unit") << QByteArray("unit");
    }
    void aTimelineIsTheListsUnit() {
        QFETCH(QByteArray, grain);
        const QJsonArray listed =
            m_company.ask("outliers --limit 4 --grain " + grain)[u"rows"].toArray();
        QCOMPARE(listed.size(), 4);
        for (const QJsonValue& row : listed) {
            const QString id = row[u"id"].toString();
            const QJsonObject answer =
                m_company.ask("outliers --grain " + grain + " --timeline " + id.toUtf8());
            const QJsonObject timeline = SampleProgram::sectionOf(answer, "timeline");
            QCOMPARE(timeline[u"total"][u"cost"], row[u"cost"]);
            qint64 sum = 0;
            double before = 0;
            for (const QJsonValue& attempt : timeline[u"rows"].toArray()) {
                sum += attempt[u"cost"].isNull() ? 0 : picosOf(attempt[u"cost"]);
                QVERIFY(attempt[u"start_s"].toDouble() >= before);
                before = attempt[u"start_s"].toDouble();
            }
            QCOMPARE(sum, picosOf(row[u"cost"]));
            const QString column = grain == "unit" ? QStringLiteral("unit_id")
                                   : grain == "action"
                                       ? QStringLiteral("coalesce(root_id, request_id)")
                                       : QStringLiteral("request_id");
            const auto counted = m_company.sql(
                QStringLiteral("select 'n', count(*), count(distinct request_id) from event where "
                               "%1 = '%2' and %3")
                    .arg(column, id, SampleProgram::inScope()));
            QCOMPARE(timeline[u"rows"].toArray().size(), counted[QStringLiteral("n")][1].toInt());
            const QJsonObject beside = SampleProgram::sectionOf(answer, "comparison");
            const auto figure = [&](const char* name) {
                return SampleProgram::rowOf(beside, "figure", QString::fromLatin1(name));
            };
            QCOMPARE(figure("Requests")[u"unit"].toInt(), counted[QStringLiteral("n")][2].toInt());
            QCOMPARE(figure("Cost")[u"unit"], row[u"cost"]);
            QVERIFY(figure("Cost")[u"times"].toDouble() > 1);
            // The median unit's cost is near what the list calls usual.
            const double usual = double(picosOf(row[u"usual"]));
            QVERIFY(std::abs(double(picosOf(figure("Cost")[u"median"])) / usual - 1) < 0.05);
        }
    }
    void aTimelineIsPrintedInEveryFormat() {
        const QString id =
            m_company.ask("outliers --limit 1 --grain action")[u"rows"][0][u"id"].toString();
        const QStringList command{QStringLiteral("outliers"), QStringLiteral("--grain"),
                                  QStringLiteral("action"), QStringLiteral("--timeline"), id};
        const QByteArray text = m_company.run(command).out;
        QVERIFY(text.contains("Attempts of one action"));
        QVERIFY(text.contains("Action " + id.toUtf8() + ": "));
        QVERIFY(text.contains("beside the median"));
        const QByteArray csv =
            m_company
                .run(command + QStringList{QStringLiteral("--csv"), QStringLiteral("--section"),
                                           QStringLiteral("comparison")})
                .out;
        QVERIFY2(csv.startsWith("figure,unit,median,times"), csv.constData());
        QVERIFY(csv.contains("\nWall time, s,") || csv.contains("\n\"Wall time, s\","));
    }
    void wrongOptionsAreRefused() {
        for (const QStringList& wrong :
             {QStringList{QStringLiteral("--timeline"), QStringLiteral("nobody")},
              QStringList{QStringLiteral("--timeline"), QStringLiteral("x"),
                          QStringLiteral("--grain"), QStringLiteral("user")}}) {
            const ProgramRun run = runProgram(
                QStringList{QStringLiteral("outliers"), m_company.path("sample.margin")} + wrong);
            QCOMPARE(run.code, 2);
            QVERIFY(run.err.contains(wrong.size() == 2
                                         ? "This selection has no request 'nobody'."
                                         : "A timeline is of a request, an action or a unit."));
        }
        for (const char* measures : {"cost", "cost,latency", ",", "cost,"})
            QCOMPARE(runProgram({QStringLiteral("outliers"), m_company.path("sample.margin"),
                                 QStringLiteral("--scatter"), QString::fromLatin1(measures)})
                         .code,
                     2);
        QCOMPARE(runProgram({QStringLiteral("outliers"), m_company.path("sample.margin"),
                             QStringLiteral("--least-excess"), QStringLiteral("much")})
                     .code,
                 2);
        QCOMPARE(runProgram({QStringLiteral("outliers"), m_company.path("sample.margin"),
                             QStringLiteral("--grain"), QStringLiteral("month")})
                     .code,
                 2);
    }
};

QTEST_APPLESS_MAIN(TestOutliersVerb)
#include "tst_find_outliers.moc"
