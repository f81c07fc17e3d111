// SPDX-License-Identifier: GPL-3.0-or-later
// Threats T17 and T18 of packed files; README.md says where each is tested.
#include "tests/app/hostile/hostile_import.h"
#include "tests/app/hostile/made_zip.h"

#include <QElapsedTimer>

#include <array>

using namespace ms;
using namespace ms::app;

namespace {

const std::string kTenants = "tenant,tier\nacme,Pro\n";

std::string repeated(const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

/// A frame of the tenants and `blocks` blocks, each one letter that stands 128 KiB times: 4 bytes
/// become 131,072.
std::string zstdOf(int blocks, int windowLog) {
    const auto asItIs = static_cast<std::uint32_t>(kTenants.size() << 3);
    constexpr std::uint32_t kRepeated = std::uint32_t{1} << 17 << 3 | 1 << 1;
    const auto block = [](std::uint32_t bits) { return MadeZip::number(bits, 3); };
    return std::string("\x28\xb5\x2f\xfd\0", 5) +
           MadeZip::number(static_cast<std::uint64_t>(windowLog - 10) << 3, 1) + block(asItIs) +
           kTenants + repeated(block(kRepeated) + "x", blocks) + block(kRepeated | 1) + "x";
}

/// Packed by zlib; `windowBits` as deflateInit2 takes them: 31 gzip, -15 bare.
std::string deflated(const std::string& text, int windowBits) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

/// A zip as programs write it that cannot go back: sizes stand behind each file, and only what is
/// unpacked tells where it ends. The directory lists all.
std::string streamedZip(const std::vector<std::pair<std::string, std::string>>& files) {
    std::string all, directory;
    for (const auto& [name, content] : files) {
        const std::string packed = deflated(content, -15);
        const std::string sizes =
            MadeZip::number(crc32(0, reinterpret_cast<const Bytef*>(content.data()),
                                  static_cast<uInt>(content.size())),
                            4) +
            MadeZip::number(packed.size(), 4) + MadeZip::number(content.size(), 4);
        const std::string begin = MadeZip::number(20, 2) + MadeZip::number(8, 2) +
                                  MadeZip::number(8, 2) + MadeZip::number(0, 4);
        const std::string lengths = MadeZip::number(name.size(), 2) + MadeZip::number(0, 2);
        directory += std::string("PK\x01\x02") + MadeZip::number(0x031e, 2) + begin + sizes +
                     lengths + MadeZip::number(0, 6) +
                     MadeZip::number(std::uint64_t{0100644} << 16, 4) +
                     MadeZip::number(all.size(), 4) + name;
        all += "PK\x03\x04" + begin + MadeZip::number(0, 12) + lengths + name + packed +
               "PK\x07\x08" + sizes;
    }
    return all + directory + std::string("PK\x05\x06", 4) + MadeZip::number(0, 4) +
           MadeZip::number(files.size(), 2) + MadeZip::number(files.size(), 2) +
           MadeZip::number(directory.size(), 4) + MadeZip::number(all.size(), 4) +
           MadeZip::number(0, 2);
}

} // namespace

class TestHostileArchives : public QObject {
    Q_OBJECT

    HostileFolder m_folder;

private Q_SLOTS:
    void hostileArchivesAreRefusedAtOnce_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("why");
        const auto file = [](const char* name, const std::string& content, const char* why) {
            QTest::newRow(name) << QByteArray::fromStdString(content) << QByteArray(why);
        };
        file("T17 258 KB of zstd that become 8 GB", zstdOf(65'535, 17), "times its size");
        file("T17 zstd with a window of 1 GiB", zstdOf(10, 30), "memory");
        file("T17 2 MB of gzip that become 2 GB",
             deflated(kTenants, 31) + repeated(deflated(std::string(64 << 20, 'x'), 31), 32),
             "times its size");

        MadeZip wrong;
        wrong.add({.name = "a.csv", .content = kTenants, .checksumError = 1});
        file("T17 a wrong checksum", wrong.file(), "damaged");

        MadeZip nested;
        nested.add({.name = "a.csv", .content = deflated(kTenants, 31)});
        file("T17 gzip in zip", nested.file(), "again compressed");

        MadeZip many;
        for (int i = 0; i < 65'535; ++i)
            many.add({.name = std::to_string(i)});
        file("T17 65,535 entries", many.file(), "more than 1,000 entries");

        MadeZip large;
        large.add({.name = "a.csv",
                   .content = kTenants,
                   .claimedBytes = UINT32_MAX,
                   .extra = MadeZip::number(1, 2) + MadeZip::number(16, 2) +
                            MadeZip::number(std::uint64_t{1} << 62, 8) +
                            MadeZip::number(std::uint64_t{1} << 62, 8)});
        file("T17 zip64 that claims 4 EiB", large.file(), "damaged");

        MadeZip link;
        link.add({.name = "a.csv", .content = "/etc/passwd", .mode = 0120777});
        file("T18 a link", link.file(), "holds no files");
        MadeZip device;
        device.add({.name = "a.csv", .mode = 0020666});
        file("T18 a device", device.file(), "holds no files");
    }
    void hostileArchivesAreRefusedAtOnce() {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, why);
        QElapsedTimer timer;
        const auto file = m_folder.write(content.toStdString());
        timer.start();
        const HostileOutcome outcome = m_folder.import(file);
        QVERIFY2(outcome.refusal.find(why.toStdString()) != std::string::npos,
                 outcome.refusal.c_str());
        QVERIFY2(outcome.grownMib < 64, qPrintable(QString::number(outcome.grownMib)));
        QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
    }

    void entriesThatShareTheirBytesAreOneFile() {
        MadeZip zip;
        const MadeZip::Entry real{.name = "real.csv", .content = kTenants};
        zip.add(real);
        for (int i = 0; i < 900; ++i) {
            MadeZip::Entry copy = real;
            copy.name = std::to_string(i) + ".csv";
            zip.list(copy, 0);
        }
        const auto file = m_folder.write(zip.file());
        const auto inputs = importers::inputsIn(file);
        QVERIFY(inputs);
        auto workspace = store::Workspace::create(m_folder.path("shared.margin"), {});
        int taken = 0;
        for (const core::InputFile& input : *inputs)
            taken += importFile(*workspace, {input, {}, {}, {}}, {}, {}) ? 1 : 0;
        QCOMPARE(taken, 1);
    }

    void aBombIsNotUnpackedOnTheWayToAnotherFile() {
        const std::string zip =
            streamedZip({{"bomb", std::string(std::size_t{256} << 20, '0')}, {"b.csv", kTenants}});
        auto workspace = store::Workspace::create(m_folder.path("way.margin"), {});
        const auto refused =
            importFile(*workspace, {{m_folder.write(zip), "b.csv"}, {}, {}, {}}, {}, {});
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.find("times its size") != std::string::npos,
                 refused.error().message.c_str());
        const std::string fine = streamedZip({{"a.csv", "x\n"}, {"b.csv", kTenants}});
        const auto taken =
            importFile(*workspace, {{m_folder.write(fine), "b.csv"}, {}, {}, {}}, {}, {});
        QVERIFY2(bool(taken), taken ? "" : taken.error().message.c_str());
        QCOMPARE(taken->receipt.accepted, std::int64_t(1));
    }
};

QTEST_APPLESS_MAIN(TestHostileArchives)
#include "tst_hostile_archives.moc"
