// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/folder_files.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using ms::app::filesIn;

class TestFolderFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsVisibleFilesByPath() {
        QTemporaryDir dir;
        for (const char* name : {"b.csv", "a.csv", ".hidden"}) {
            QFile file(dir.filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QVERIFY(QDir(dir.path()).mkpath(QStringLiteral("day=01/.git")));
        for (const char* name : {"day=01/c.csv", "day=01/.git/config"}) {
            QFile file(dir.filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        const auto files = filesIn(dir.path().toStdString());
        QVERIFY(files);
        QCOMPARE(files->size(), std::size_t(3));
        QCOMPARE(files->at(0).filename().string(), std::string("a.csv"));
        QCOMPARE(files->at(1).filename().string(), std::string("b.csv"));
        QCOMPARE(files->at(2).filename().string(), std::string("c.csv"));
    }
    void linksAreFollowedToFilesOnly() {
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("a.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(QDir(dir.path()).mkdir(QStringLiteral("folder")));
        const auto link = [&dir](const char* target, const char* name) {
            return QFile::link(QString::fromLatin1(target),
                               dir.filePath(QString::fromLatin1(name)));
        };
        QVERIFY(link("a.csv", "b.csv"));
        QVERIFY(link("..", "folder/up"));
        QVERIFY(link("itself", "itself"));
        QVERIFY(link("nowhere", "gone"));
        const auto files = filesIn(dir.path().toStdString());
        QVERIFY(files);
        QCOMPARE(files->size(), std::size_t(2));
        QCOMPARE(files->at(1).filename().string(), std::string("b.csv"));
    }
    void foldersAreReadToALimitThatIsTold() {
        QTemporaryDir dir;
        QString path;
        for (int i = 0; i < ms::app::kMostFolderLevels; ++i)
            path += QStringLiteral("d/");
        QVERIFY(QDir(dir.path()).mkpath(path));
        QFile file(dir.filePath(path + QStringLiteral("a.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(filesIn(dir.path().toStdString()).error().message,
                 std::string("The folder has more than 32 levels of folders."));
        const auto files = filesIn(dir.filePath(QStringLiteral("d")).toStdString());
        QVERIFY(files);
        QCOMPARE(files->size(), std::size_t(1));
    }
    void aMissingFolderIsAStorageError() {
        const auto files = filesIn("/no/such/folder");
        QVERIFY(!files);
        QCOMPARE(files.error().code, ms::core::Error::Code::Storage);
        QCOMPARE(files.error().where, std::string("/no/such/folder"));
    }
};

QTEST_APPLESS_MAIN(TestFolderFiles)
#include "tst_folder_files.moc"
