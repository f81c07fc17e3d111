// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/plain_database.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace ms::store;

class TestPlainDatabase : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::filesystem::path path(const char* name) const {
        return m_dir.filePath(QString::fromLatin1(name)).toStdString();
    }
    const std::vector<PlainColumn> m_columns{{"name", PlainColumn::Type::Text},
                                             {"count", PlainColumn::Type::Integer}};

private Q_SLOTS:
    void anyToolReadsItBack() {
        const auto file = path("plain.sqlite");
        auto database = PlainDatabase::create(file, "event", m_columns);
        QVERIFY(database);
        const std::vector<PlainValue> first{std::string("Köln \"x\""), std::int64_t{INT64_MAX}};
        const std::vector<PlainValue> second{std::monostate{}, std::int64_t{-1}};
        QVERIFY(database->add(first) && database->add(second) && database->finish());
        QProcess shell;
        shell.start(QStringLiteral("sqlite3"),
                    {QString::fromStdString(file.string()),
                     QStringLiteral("select name, count, typeof(name) from event")});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()),
                 QStringLiteral("Köln \"x\"|9223372036854775807|text\n|-1|null\n"));
    }
    void anUnfinishedFileIsGone() {
        const auto file = path("unfinished.sqlite");
        {
            auto database = PlainDatabase::create(file, "event", m_columns);
            const std::vector<PlainValue> row{std::string("a"), std::int64_t{1}};
            QVERIFY(database && database->add(row));
        }
        QVERIFY(!std::filesystem::exists(file));
    }
    void nothingIsOverwritten() {
        const auto file = path("there.sqlite");
        auto first = PlainDatabase::create(file, "event", m_columns);
        QVERIFY(first && first->finish());
        const auto second = PlainDatabase::create(file, "event", m_columns);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ms::core::Error::Code::Storage);
        QVERIFY(std::filesystem::exists(file));
    }
    void aMissingFolderIsAStorageError() {
        const auto database = PlainDatabase::create(path("none/x.sqlite"), "event", m_columns);
        QVERIFY(!database);
        QCOMPARE(database.error().code, ms::core::Error::Code::Storage);
    }
};

QTEST_APPLESS_MAIN(TestPlainDatabase)
#include "tst_plain_database.moc"
