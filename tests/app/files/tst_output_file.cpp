// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/output_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using ms::app::OutputFile;

class TestOutputFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::filesystem::path path(const char* name) const {
        return m_dir.filePath(QString::fromLatin1(name)).toStdString();
    }
    static QByteArray contentOf(const std::filesystem::path& path) {
        QFile file(QString::fromStdString(path.string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(missing)");
    }

private Q_SLOTS:
    void appearsOnlyWhenPublished() {
        const auto target = path("report.csv");
        auto file = OutputFile::create(target);
        QVERIFY(file && file->write("a,b\n") && file->close());
        QVERIFY(!std::filesystem::exists(target));
        QVERIFY(file->publish());
        QCOMPARE(contentOf(target), QByteArray("a,b\n"));
    }
    void anAbandonedFileLeavesNothing() {
        const auto target = path("abandoned.csv");
        {
            auto file = OutputFile::create(target);
            QVERIFY(file && file->write("half"));
        }
        QVERIFY(!std::filesystem::exists(target));
        QVERIFY(!std::filesystem::exists(target.string() + std::string(OutputFile::kPartSuffix)));
    }
    void theOldFileStaysUntilTheNewOneIsWhole() {
        const auto target = path("old.csv");
        auto first = OutputFile::create(target);
        QVERIFY(first && first->write("old") && first->close() && first->publish());
        auto second = OutputFile::create(target);
        QVERIFY(second && second->write("new"));
        QCOMPARE(contentOf(target), QByteArray("old"));
        QVERIFY(second->close() && second->publish());
        QCOMPARE(contentOf(target), QByteArray("new"));
    }
    void aMissingFolderIsAStorageError() {
        const auto file = OutputFile::create(path("none/report.csv"));
        QVERIFY(!file);
        QCOMPARE(file.error().code, ms::core::Error::Code::Storage);
        QVERIFY(!file.error().where.empty());
    }
    void aFullDiskIsAStorageError() {
        if (!std::filesystem::exists("/dev/full"))
            QSKIP("This system has no /dev/full.");
        std::filesystem::create_symlink("/dev/full", path("full.part"));
        auto file = OutputFile::create(path("full"));
        QVERIFY(file);
        const auto written = file->write(std::string(1 << 20, 'x'));
        QVERIFY(!written || !file->close());
    }
};

QTEST_APPLESS_MAIN(TestOutputFile)
#include "tst_output_file.moc"
