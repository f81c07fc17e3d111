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
    void listsVisibleFilesByName() {
        QTemporaryDir dir;
        for (const char* name : {"b.csv", "a.csv", ".hidden"}) {
            QFile file(dir.filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QVERIFY(QDir(dir.path()).mkdir(QStringLiteral("folder")));
        const auto files = filesIn(dir.path().toStdString());
        QVERIFY(files);
        QCOMPARE(files->size(), std::size_t(2));
        QCOMPARE(files->at(0).filename().string(), std::string("a.csv"));
        QCOMPARE(files->at(1).filename().string(), std::string("b.csv"));
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
