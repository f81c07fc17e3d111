// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/dice.h"
#include "app/demo/gzip_member.h"

#include <QtTest>

#include <zlib.h>

using ms::app::demo::Dice;
using ms::app::demo::GzipMember;

namespace {

/// zlib's reading of one or more members, with their checksums; "(damaged)" when it objects.
QByteArray inflated(const std::string& compressed) {
    QByteArray all;
    z_stream z{};
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
    z.avail_in = uInt(compressed.size());
    while (z.avail_in > 0) {
        inflateInit2(&z, 15 + 16);
        int rc = Z_OK;
        while (rc == Z_OK) {
            QByteArray part(1 << 16, '\0');
            z.next_out = reinterpret_cast<Bytef*>(part.data());
            z.avail_out = uInt(part.size());
            rc = inflate(&z, Z_NO_FLUSH);
            all.append(part.constData(), part.size() - qsizetype(z.avail_out));
        }
        inflateEnd(&z);
        if (rc != Z_STREAM_END)
            return "(damaged)";
    }
    return all;
}

std::string member(const std::vector<std::string>& texts) {
    GzipMember gzip;
    std::string compressed;
    gzip.begin(compressed);
    for (const std::string& text : texts)
        gzip.add(text, compressed);
    gzip.end(compressed);
    return compressed;
}

std::string randomText(std::uint64_t seed, std::size_t size, std::uint32_t letters) {
    Dice dice{seed};
    std::string text(size, '\0');
    for (char& c : text)
        c = char(dice.below(letters));
    return text;
}

} // namespace

class TestGzipMember : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void zlibReadsItBack_data();
    void zlibReadsItBack();
    void membersFollowEachOther();
    void everyDistanceAndLengthIsReadBack();
    void likeLinesShrink();
};

void TestGzipMember::zlibReadsItBack_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray{};
    QTest::newRow("one letter") << QByteArray{"a"};
    QTest::newRow("seven letters") << QByteArray{"aaaaaaa"};
    QTest::newRow("one letter a million times") << QByteArray(1'000'000, 'x');
    QTest::newRow("all letters") << QByteArray::fromStdString(randomText(1, 100'000, 256));
    QTest::newRow("two letters") << QByteArray::fromStdString(randomText(2, 300'000, 2));
    QTest::newRow("nine-bit letters") << QByteArray(1, char(0xff)) + QByteArray(10, char(0x90));
}

void TestGzipMember::zlibReadsItBack() {
    QFETCH(QByteArray, text);
    QVERIFY(inflated(member({text.toStdString()})) == text);
    const std::string half = text.left(text.size() / 3).toStdString();
    const std::string rest = text.mid(text.size() / 3).toStdString();
    QVERIFY(inflated(member({half, rest})) == text);
}

void TestGzipMember::membersFollowEachOther() {
    GzipMember gzip;
    std::string compressed;
    for (const char* text : {"first", "second"}) {
        gzip.begin(compressed);
        gzip.add(text, compressed);
        gzip.end(compressed);
    }
    QCOMPARE(inflated(compressed), QByteArray{"firstsecond"});
}

void TestGzipMember::everyDistanceAndLengthIsReadBack() {
    for (std::uint32_t size = 1; size < 34'000; size = size * 3 / 2 + 1) {
        const std::string filler = randomText(size, size, 256);
        std::string text;
        for (std::size_t length = 1; length < 700; length = length * 5 / 4 + 1)
            text += filler + filler.substr(0, std::min<std::size_t>(length, size)) + char(length);
        QVERIFY(inflated(member({text})) == QByteArray::fromStdString(text));
    }
}

void TestGzipMember::likeLinesShrink() {
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text +=
            R"({"event_type": "ai_api_cost_allocation", "event_version": "2026-09-01", "request": )" +
            std::to_string(i * 7919) + "}\n";
    QVERIFY(member({text}).size() * 5 < text.size());
}

QTEST_APPLESS_MAIN(TestGzipMember)
#include "tst_gzip_member.moc"
