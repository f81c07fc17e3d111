// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: event_table.cpp, event_cursor.cpp, query.cpp, sql_functions.cpp, extension.cpp
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "tests/models/store/event_samples.h"

using namespace ms;
using namespace ms::tests;
using core::IdColumn;
using core::NumberColumn;
using core::TextColumn;

namespace {

QString askAll(const store::Workspace& workspace, const std::string& sql) {
    std::string out;
    const core::Status status = workspace.query(sql,
                                                {{},
                                                 [&](const store::Workspace::SqlRow& row) {
                                                     for (std::size_t i = 0; i < row.size(); ++i)
                                                         out +=
                                                             (i ? "|" : "") + row[i].value_or("");
                                                     out += '\n';
                                                     return true;
                                                 }},
                                                {});
    return QString::fromStdString(status ? out : "error: " + status.error().message);
}

} // namespace

class TestEventTable : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<store::Workspace> m_workspace;
    std::vector<PlainEvent> m_events;

private Q_SLOTS:
    void initTestCase() {
        auto made = store::Workspace::create(
            (m_folder.path() + QStringLiteral("/a.margin")).toStdString(), {});
        QVERIFY(made);
        m_workspace = std::make_unique<store::Workspace>(*std::move(made));
        std::mt19937 random{11};
        for (int i = 0; i < 70'000; ++i) {
            PlainEvent e =
                plainEvent("r" + std::to_string(i), 1,
                           1'700'000'000'000'000 + std::int64_t(i) * 1'000'000, random() % 5000);
            e.texts[TextColumn::Tenant] = "tenant-" + std::to_string(random() % 7);
            if (i % 3 == 0)
                e.texts[TextColumn::Feature] = "chat";
            else
                e.texts[TextColumn::Workflow] = "flow";
            e.ids[IdColumn::User] = "u" + std::to_string(random() % 1000);
            if (i % 10 == 0)
                e.numbers.erase(NumberColumn::Input);
            m_events.push_back(e);
        }
        QVERIFY(importEvents(*m_workspace, m_events, core::Identity::RequestAndAttempt));
        // A second file with later versions of 100 rows, and a third that is undone.
        std::vector<PlainEvent> later(m_events.begin() + 65'500, m_events.begin() + 65'600);
        for (std::size_t i = 0; i < later.size(); ++i) {
            later[i].numbers[NumberColumn::Time] += 1;
            later[i].numbers[NumberColumn::Input] = 1'000'000;
            m_events[65'500 + i] = later[i];
        }
        QVERIFY(importEvents(*m_workspace, later, core::Identity::RequestAndAttempt));
        const auto other =
            importEvents(*m_workspace, randomEvents(50, 1), core::Identity::RequestAndAttempt, "x");
        QVERIFY(m_workspace->setBatchActive(other->id, false));
    }
    void sumsEqualWhatWasFedIn() {
        std::map<std::string, std::pair<std::int64_t, std::int64_t>> expected;
        for (const PlainEvent& e : m_events) {
            auto& [count, sum] = expected[e.texts.at(TextColumn::Tenant)];
            ++count;
            if (e.numbers.contains(NumberColumn::Input))
                sum += e.numbers.at(NumberColumn::Input);
        }
        std::string text;
        for (const auto& [tenant, figures] : expected)
            text += tenant + "|" + std::to_string(figures.first) + "|" +
                    std::to_string(figures.second) + "\n";
        QCOMPARE(askAll(*m_workspace, "SELECT tenant, count(*), sum(input_uncached_tokens) "
                                      "FROM event GROUP BY tenant ORDER BY tenant"),
                 QString::fromStdString(text));
    }
    void unknownIsNull() {
        QCOMPARE(askAll(*m_workspace,
                        "SELECT count(*) FROM event WHERE input_uncached_tokens IS NULL "
                        "AND output_tokens IS NULL AND model IS NULL"),
                 QStringLiteral("6990\n")); // one in ten of the 69,900 rows not replaced
    }
    void rowsAreReadableAndStable() {
        QCOMPARE(askAll(*m_workspace,
                        "SELECT request_id, time_utc, feature_or_workflow, source_row, "
                        "batch, segment, rowid FROM event WHERE request_id = 'r65536'"),
                 QStringLiteral("r65536|2023-11-15T16:25:36.000001Z|flow|37|2|3|196644\n"));
        QCOMPARE(
            askAll(*m_workspace, "SELECT feature, feature_or_workflow, rowid FROM event LIMIT 2"),
            QStringLiteral("chat|chat|65536\n|flow|65537\n"));
    }
    void timeRangesNarrow() {
        const std::string from = std::to_string(1'700'000'000'000'000 + 69'990LL * 1'000'000);
        QCOMPARE(askAll(*m_workspace, "SELECT count(*) FROM event WHERE timestamp >= " + from),
                 QStringLiteral("10\n"));
        QCOMPARE(askAll(*m_workspace, "SELECT count(*) FROM event WHERE timestamp > " + from),
                 QStringLiteral("9\n"));
        QCOMPARE(askAll(*m_workspace, "SELECT count(*) FROM event WHERE batch = 2"),
                 QStringLiteral("100\n"));
        QCOMPARE(askAll(*m_workspace, "SELECT count(*) FROM event WHERE batch = 3"),
                 QStringLiteral("0\n"));
    }
    void moneyIsExactText() {
        QCOMPARE(askAll(*m_workspace, "SELECT money(1250000000000), money(-1), money(NULL)"),
                 QStringLiteral("1.25|-0.000000000001|\n"));
    }
    void onlyReadingIsAllowed_data() {
        QTest::addColumn<QString>("sql");
        for (const char* sql :
             {"DELETE FROM batch", "ATTACH '/tmp/x' AS y", "PRAGMA query_only = 0",
              "SELECT 1; SELECT 2", "CREATE TEMP TABLE t (a)", "VACUUM",
              "SELECT load_extension('x')", "", "SELECT \"typo\""})
            QTest::newRow(*sql ? sql : "nothing") << QString::fromLatin1(sql);
    }
    void onlyReadingIsAllowed() {
        QFETCH(QString, sql);
        const auto status = m_workspace->query(sql.toStdString(), {}, {});
        QVERIFY(!status);
        QCOMPARE(status.error().code, core::Error::Code::Usage);
    }
    void stopsWhenAsked() {
        std::stop_source source;
        source.request_stop();
        const auto status = m_workspace->query("SELECT sum(input_uncached_tokens) FROM event", {},
                                               source.get_token());
        QVERIFY(!status);
        QCOMPARE(status.error().code, core::Error::Code::Cancelled);
    }
    void thePlainShellSaysTheSame() {
        const QString shell = QStandardPaths::findExecutable(QStringLiteral("sqlite3"));
        const QString extension = QStringLiteral(MARGINSCOPE_BINARY_DIR "/marginscope_event");
        if (shell.isEmpty())
            QSKIP("The sqlite3 shell is not installed.");
        const QString sql = QStringLiteral(
            "SELECT tenant, count(*), sum(input_uncached_tokens), min(user), max(request_id), "
            "money(sum(input_uncached_tokens)) FROM event GROUP BY tenant ORDER BY tenant");
        QProcess process;
        process.start(shell, {QString::fromStdString(m_workspace->path().string()),
                              QStringLiteral("-cmd"), QStringLiteral(".load ") + extension, sql});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardError(), QByteArray{});
        QCOMPARE(QString::fromUtf8(process.readAllStandardOutput()),
                 askAll(*m_workspace, sql.toStdString()));
    }
};

QTEST_APPLESS_MAIN(TestEventTable)
#include "tst_event_table.moc"
