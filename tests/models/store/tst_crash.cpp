// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: import.cpp
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "models/store/connection.h"
#include "models/store/workspace.h"

#include <SQLiteCpp/Statement.h>

#include <random>

using namespace ms;

/// kill -9 at random moments: the workspace opens, is sound, and holds each file wholly or not at
/// all.
class TestCrash : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static QStringList ask(const store::Workspace& workspace, const std::string& sql) {
        QStringList rows;
        const auto status =
            workspace.query(sql,
                            {{},
                             [&](const store::Workspace::SqlRow& row) {
                                 QStringList cells;
                                 for (const auto& cell : row)
                                     cells << QString::fromStdString(cell.value_or(""));
                                 rows << cells.join(QLatin1Char('|'));
                                 return true;
                             }},
                            {});
        if (!status)
            rows << QString::fromStdString("error: " + status.error().message);
        return rows;
    }
    static std::string soundness(const std::filesystem::path& path) {
        const auto db = store::openConnection(path, store::Purpose::Read);
        if (!db)
            return db.error().message;
        SQLite::Statement check{**db, "PRAGMA quick_check"};
        check.executeStep();
        return check.getColumn(0).getString();
    }

private Q_SLOTS:
    void killedAtAnyMomentAFileIsThereOrNot() {
        bool isGiven = false;
        const int given = qEnvironmentVariableIntValue("MARGINSCOPE_KILLS", &isGiven);
        const int kills = isGiven ? given : 40;
        constexpr int kEvents = 4000;
        std::mt19937 random{20261121};
        std::filesystem::path path;
        int files = 0; // in the workspace
        int cutShort = 0;
        for (int kill = 0; kill < kills; ++kill) {
            if (kill % 10 == 0) {
                path = (m_folder.path() + QStringLiteral("/%1.margin").arg(kill)).toStdString();
                QVERIFY(store::Workspace::create(path, {}));
                files = 0;
            }
            QProcess writer;
            writer.start(QStringLiteral(MARGINSCOPE_WRITER),
                         {QString::fromStdString(path.string()), QString::number(files),
                          QString::number(kEvents)});
            QVERIFY(writer.waitForStarted());
            QTest::qWait(int(5 + random() % 150));
            writer.kill();
            QVERIFY(writer.waitForFinished());
            QCOMPARE(writer.readAllStandardError(), QByteArray{});
            const int told = int(writer.readAllStandardOutput().count('\n'));

            // Whoever comes first must find it in order: every other time that is a reader.
            const auto access = kill % 2 == 0 ? store::Workspace::Access::ReadOnly
                                              : store::Workspace::Access::ReadWrite;
            auto workspace = store::Workspace::open(path, access);
            QVERIFY2(bool(workspace), workspace ? "" : workspace.error().message.c_str());
            QCOMPARE(soundness(path), std::string{"ok"});
            const int found = int(workspace->batches()->size());
            // What was told is there; one more file may have been committed but not yet told.
            QVERIFY2(
                found == files + told || found == files + told + 1,
                qPrintable(QStringLiteral("%1 + %2, found %3").arg(files).arg(told).arg(found)));
            if (found == files + told)
                ++cutShort;
            QStringList expected;
            for (int file = 0; file < found; ++file)
                expected << QStringLiteral("%1|%2|%3")
                                .arg(file + 1)
                                .arg(kEvents)
                                .arg(qint64(kEvents) * file * 1000 +
                                     qint64(kEvents) * (kEvents - 1) / 2);
            QCOMPARE(ask(*workspace,
                         "SELECT batch, count(DISTINCT request_id), "
                         "sum(input_uncached_tokens) FROM event GROUP BY batch ORDER BY batch"),
                     expected);
            files = found;
        }
        QVERIFY2(cutShort > kills / 4, "most kills should hit an import");
    }
};

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
