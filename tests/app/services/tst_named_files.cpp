// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/named_files.h"
#include "tests/importers/input/made_archive.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace ms;
using namespace ms::app;
using importers::zipOf;

namespace {

/// Standard input is this file as long as it lives.
class InputFrom {
public:
    explicit InputFrom(const QString& path) : m_before{::dup(STDIN_FILENO)} {
        const int file = ::open(qPrintable(path), O_RDONLY | O_CLOEXEC);
        ::dup2(file, STDIN_FILENO);
        ::close(file);
    }
    InputFrom(const InputFrom&) = delete;
    InputFrom& operator=(const InputFrom&) = delete;
    ~InputFrom() {
        ::dup2(m_before, STDIN_FILENO);
        ::close(m_before);
    }

private:
    int m_before;
};

} // namespace

class TestNamedFiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    QString path(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    void make(const char* name, const std::string& content) const {
        QFile file(path(name));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content.data(), qint64(content.size()));
    }
    /// "folder/a.csv found": where it lies in the test's folder, and where it came from.
    QByteArrayList named(const std::vector<const char*>& names,
                         const std::string& part = {}) const {
        std::vector<std::string> paths;
        for (const char* name : names)
            paths.push_back(path(name).toStdString());
        const auto files = filesOf(paths, part, {});
        if (!files)
            return {QByteArray::fromStdString(files.error().message)};
        QByteArrayList list;
        for (const NamedFile& file : *files)
            list << QByteArray::fromStdString(file.input.name()).mid(m_dir.path().size() + 1) +
                        (file.origin == NamedFile::Origin::Found ? " found" : "");
        return list;
    }

private Q_SLOTS:
    void initTestCase() {
        make("a.csv", "a,b\n");
        make("folder/z.csv", "a,b\n");
        make("folder/day=01/c.csv", "a,b\n");
        make("folder/ws.margin", "no workspace in truth");
        make("folder/ws.margin-journal", "");
        make("folder/bad.zip", "PK\x03\x04");
        make("folder/two.zip", zipOf({{"y.csv", "y"}, {"x.csv", "x"}}));
        make("one.zip", zipOf({{"x.csv", "x"}, {"__MACOSX/._x.csv", "x"}}));
        make("two.zip", zipOf({{"y.csv", "y"}, {"x.csv", "x"}}));
        make("bad.zip", "PK\x03\x04");
    }

    void filesStayInTheOrderGiven() {
        QCOMPARE(named({"one.zip", "a.csv"}), (QByteArrayList{"one.zip", "a.csv"}));
        QCOMPARE(named({}), QByteArrayList());
    }

    void archivesAreReplacedByWhatTheyHold() {
        QCOMPARE(named({"two.zip", "a.csv"}),
                 (QByteArrayList{"two.zip/x.csv found", "two.zip/y.csv found", "a.csv"}));
        QVERIFY(named({"bad.zip"}).first().contains("damaged or cut"));
    }

    void foldersAreReplacedByTheirFiles() {
        QCOMPARE(named({"folder"}),
                 (QByteArrayList{"folder/bad.zip found", "folder/day=01/c.csv found",
                                 "folder/two.zip/x.csv found", "folder/two.zip/y.csv found",
                                 "folder/z.csv found"}));
    }

    void aPartIsThatOfEachFile() {
        QCOMPARE(named({"two.zip"}, "x.csv"), QByteArrayList{"two.zip/x.csv"});
        QCOMPARE(named({"a.csv"}, "x.csv"),
                 QByteArrayList{"a.csv/x.csv"}); // refused when it is read
        QVERIFY(named({"folder"}, "x.csv").contains("folder/two.zip/x.csv found"));
        QCOMPARE(named({"folder"}, "x.csv").size(), qsizetype(4));
    }

    void whatIsNotThereIsAnError() {
        QCOMPARE(named({"a.csv", "nothing.csv"}), QByteArrayList{"There is no such file."});
        QCOMPARE(named({"folder/ws.margin"}),
                 QByteArrayList{"The file is a workspace. Workspaces are opened, not imported."});
    }

    void standardInputIsAFileOfItsOwn() {
        const InputFrom input(path("a.csv"));
        const auto files = filesOf({"-"}, {}, {});
        QVERIFY(files);
        QCOMPARE(files->size(), std::size_t(1));
        QCOMPARE(files->at(0).input.name(), std::string("(standard input)"));
        QVERIFY(files->at(0).origin == NamedFile::Origin::Named);
        QFile content(QString::fromStdString(files->at(0).input.path.string()));
        QVERIFY(content.open(QIODevice::ReadOnly));
        QCOMPARE(content.readAll(), QByteArray("a,b\n"));
    }

    void anArchiveMayComeOverStandardInput() {
        const InputFrom input(path("two.zip"));
        const auto files = filesOf({"-"}, {}, {});
        QVERIFY(files);
        QCOMPARE(files->size(), std::size_t(2));
        QCOMPARE(files->at(1).input.name(), std::string("(standard input)/y.csv"));
        QVERIFY(files->at(1).content != nullptr);
    }

    void waitingForStandardInputCanBeStopped() {
        const InputFrom input(path("a.csv"));
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(filesOf({"-"}, {}, stop.get_token()).error().code, core::Error::Code::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestNamedFiles)
#include "tst_named_files.moc"
