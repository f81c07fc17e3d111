// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/files/temporary_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <thread>
#include <unistd.h>

using ms::app::TemporaryFile;
using ms::core::Error;

namespace {

QByteArray contentOf(const TemporaryFile& file) {
    QFile in(QString::fromStdString(file.path().string()));
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray("cannot be opened");
}

} // namespace

class TestTemporaryFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_dir.isValid());
        qputenv("TMPDIR", m_dir.path().toUtf8());
    }

    void contentIsReadFromItsBeginningAndNothingStaysOnDisk() {
        auto file = TemporaryFile::create();
        QVERIFY(file);
        QVERIFY(file->write("a,b\n"));
        QCOMPARE(contentOf(*file), QByteArray("a,b\n"));
        QVERIFY(file->write("1,2\n"));
        const TemporaryFile moved = *std::move(file);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(contentOf(moved), QByteArray("a,b\n1,2\n"));
        QVERIFY(QDir(m_dir.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void aStreamIsTakenToItsEnd() {
        std::array<int, 2> ends{};
        QCOMPARE(::pipe(ends.data()), 0);
        std::thread writer([&ends] {
            const std::string line(1000, 'x');
            for (int i = 0; i < 200; ++i)
                if (::write(ends[1], line.data(), line.size()) < 0)
                    break;
            ::close(ends[1]);
        });
        const auto file = TemporaryFile::create();
        const auto read = file->writeAllOf(ends[0], {});
        writer.join();
        ::close(ends[0]);
        QVERIFY(read);
        QCOMPARE(contentOf(*file), QByteArray(200'000, 'x'));
    }

    void waitingForAStreamCanBeStopped() {
        std::array<int, 2> ends{};
        QCOMPARE(::pipe(ends.data()), 0);
        std::stop_source stop;
        std::jthread user([&stop] { stop.request_stop(); });
        const auto file = TemporaryFile::create();
        const auto read = file->writeAllOf(ends[0], stop.get_token());
        QVERIFY(!read);
        QCOMPARE(read.error().code, Error::Code::Cancelled);
        ::close(ends[0]);
        ::close(ends[1]);
    }

    void whatCannotBeReadOrMadeIsAStorageError() {
        std::array<int, 2> ends{};
        QCOMPARE(::pipe(ends.data()), 0);
        ::close(ends[0]);
        ::close(ends[1]);
        const auto file = TemporaryFile::create(); // takes the number of the first
        QCOMPARE(file->writeAllOf(ends[1], {}).error().code, Error::Code::Storage);
        qputenv("TMPDIR", "/no/such/folder");
        const auto none = TemporaryFile::create();
        qputenv("TMPDIR", m_dir.path().toUtf8());
        QVERIFY(!none);
        QCOMPARE(none.error().code, Error::Code::Storage);
    }
};

QTEST_APPLESS_MAIN(TestTemporaryFile)
#include "tst_temporary_file.moc"
