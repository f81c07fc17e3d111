// SPDX-License-Identifier: GPL-3.0-or-later
// Threats T41 to T43 of the process, and cancelling; README.md says where each is tested.
#include "tests/app/hostile/hostile_import.h"
#include "tests/app/program.h"

#include <QElapsedTimer>

#include <csignal>
#include <xxhash.h>

using namespace ms;
using namespace ms::app;
namespace fs = std::filesystem;

namespace {

constexpr qint64 kMostMs = 1'000; // from the wish to stop to the end

QString qt(const fs::path& path) {
    return QString::fromStdString(path.string());
}

std::string line(int number) {
    const std::string id = std::to_string(number);
    return R"({"event_type":"ai_api_cost_allocation","request_id":"request-)" + id +
           R"(","timestamp_utc":"2026-05-01T08:00:00Z","tenant_id":"tenant-)" +
           std::to_string(number % 997) +
           R"(","provider":"openai","model_or_deployment":"gpt-5","usage":{"input_tokens":)" + id +
           R"(,"output_tokens":7}})" + "\n";
}

} // namespace

class TestHostileProcess : public QObject {
    Q_OBJECT

    HostileFolder m_folder;
    fs::path m_workspace;
    std::uint64_t m_before = 0; // of the workspace's bytes

    static std::uint64_t hashOf(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        return XXH3_64bits(bytes.data(), bytes.size());
    }
    /// A log that takes some seconds.
    fs::path largeLog() const {
        std::string lines;
        for (int i = 0; i < 600'000; ++i)
            lines += line(i);
        return m_folder.write(lines);
    }
    fs::path journal() const { return m_workspace.string() + "-journal"; }

private Q_SLOTS:
    void init() {
        m_workspace = m_folder.path("ws.margin");
        const HostileOutcome one = m_folder.importText(line(1'000'001) + line(1'000'002));
        QCOMPARE(one.receipt.accepted, std::int64_t(2));
        m_before = hashOf(m_workspace);
    }
    void cleanup() { // whatever was done to the import: nothing of it is there
        QVERIFY(!fs::exists(journal()));
        QCOMPARE(hashOf(m_workspace), m_before);
        const auto workspace =
            store::Workspace::open(m_workspace, store::Workspace::Access::ReadOnly);
        QVERIFY(workspace);
        QCOMPARE(workspace->batches()->size(), std::size_t(1));
    }

    void aCancelledImportEndsAtOnce() {
        const fs::path log = largeLog();
        auto workspace = store::Workspace::open(m_workspace, store::Workspace::Access::ReadWrite);
        QVERIFY(workspace);
        std::stop_source stop;
        QElapsedTimer timer;
        const auto imported = importFile(
            *workspace, {log, {}, {}, {}},
            [&](const core::Progress&) {
                if (!stop.stop_requested()) {
                    timer.start();
                    stop.request_stop();
                }
            },
            stop.get_token());
        QVERIFY(stop.stop_requested());
        QVERIFY(!imported);
        QCOMPARE(imported.error().code, core::Error::Code::Cancelled);
        QVERIFY2(timer.elapsed() < kMostMs, qPrintable(QString::number(timer.elapsed())));
    }

    void aSignalEndsAnImport_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("T41 SIGINT") << SIGINT;
        QTest::newRow("T41 SIGTERM") << SIGTERM;
        QTest::newRow("T41 SIGHUP") << SIGHUP;
    }
    void aSignalEndsAnImport() {
        QFETCH(int, signal);
        QProcess program;
        program.start(QStringLiteral(MARGINSCOPE_PROGRAM),
                      {QStringLiteral("import"), qt(m_workspace), qt(largeLog())});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY(fs::exists(journal())); // it has begun to write
        QTest::qWait(100);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(::kill(pid_t(program.processId()), signal), 0);
        QVERIFY(program.waitForFinished());
        QVERIFY2(timer.elapsed() < kMostMs, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 130);
        QVERIFY(program.readAllStandardOutput().isEmpty());
    }

    void aReaderThatGoesAwayEndsTheOutput() { // T41 SIGPIPE
        QProcess program;
        QProcess reader;
        program.setStandardOutputProcess(&reader);
        program.start(QStringLiteral(MARGINSCOPE_PROGRAM),
                      {QStringLiteral("read"), qt(largeLog()), QStringLiteral("--json")});
        reader.start(QStringLiteral("head"), {QStringLiteral("-c"), QStringLiteral("1")});
        QVERIFY(reader.waitForFinished());
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 8);
        QVERIFY(program.readAllStandardError().contains("The output could not be written"));
    }

    void timesDoNotDependOnTheComputersZone() { // T42
        const fs::path log = m_folder.write(line(1) + line(2));
        QByteArrayList outputs;
        for (const char* zone : {"UTC", "Pacific/Apia", "America/St_Johns"}) {
            QProcess program;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("TZ"), QString::fromLatin1(zone));
            program.setProcessEnvironment(environment);
            program.start(QStringLiteral(MARGINSCOPE_PROGRAM),
                          {QStringLiteral("read"), qt(log), QStringLiteral("--json")});
            QVERIFY(program.waitForFinished());
            outputs << program.readAllStandardOutput();
        }
        QVERIFY(outputs[0].contains("2026-05-01T08:00:00.000Z"));
        QCOMPARE(outputs[1], outputs[0]);
        QCOMPARE(outputs[2], outputs[0]);
    }

    void aFileThatChangesWhileItIsReadIsRefused_data() {
        QTest::addColumn<QString>("change");
        for (const char* change : {"T43 cut", "T43 emptied", "T43 replaced", "T43 removed"})
            QTest::newRow(change) << QString::fromLatin1(change);
    }
    void aFileThatChangesWhileItIsReadIsRefused() {
        QFETCH(QString, change);
        const fs::path log = largeLog();
        const fs::path other = m_folder.path("other");
        auto workspace = store::Workspace::open(m_workspace, store::Workspace::Access::ReadWrite);
        QVERIFY(workspace);
        bool isDone = false;
        const auto imported = importFile(*workspace, {log, {}, {}, {}},
                                         [&](const core::Progress&) {
                                             if (std::exchange(isDone, true))
                                                 return;
                                             if (change.endsWith(QStringLiteral("cut")))
                                                 fs::resize_file(log, fs::file_size(log) - 100);
                                             else if (change.endsWith(QStringLiteral("emptied")))
                                                 fs::resize_file(log, 0);
                                             else if (change.endsWith(QStringLiteral("removed")))
                                                 fs::remove(log);
                                             else
                                                 fs::copy_file(log, other), fs::rename(other, log);
                                         },
                                         {});
        QVERIFY(isDone);
        QVERIFY(!imported);
        QCOMPARE(imported.error().code, core::Error::Code::BadInput);
        QCOMPARE(imported.error().message,
                 std::string("The file changed while it was read. Import it again once it is "
                             "complete."));
    }
};

QTEST_GUILESS_MAIN(TestHostileProcess)
#include "tst_hostile_process.moc"
