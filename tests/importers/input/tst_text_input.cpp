// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/text_input.h"
#include "tests/importers/collected_rows.h"
#include "tests/importers/input/made_archive.h"

#include <QStringEncoder>

#include <xxhash.h>

using namespace ms;
using namespace ms::importers;

namespace {

std::string encoded(const QString& text, QStringConverter::Encoding encoding,
                    QStringConverter::Flags flags = {}) {
    QStringEncoder encoder(encoding, flags);
    const QByteArray bytes = encoder(text);
    return bytes.toStdString();
}

struct Read {
    std::string text;
    std::string problem;
    std::optional<Encoding> encoding;
    std::uint64_t hash = 0;
};

Read read(const core::InputFile& file, std::optional<Encoding> encoding = {},
          std::size_t bufferBytes = 1000) {
    Read read;
    auto opened = openText(file, encoding);
    if (!opened) {
        read.problem = opened.error().message;
        return read;
    }
    read.encoding = opened->encoding;
    std::string buffer(bufferBytes, '\0');
    while (true) {
        const auto got = opened->input->read(buffer);
        if (!got || *got == 0) {
            read.problem = got ? "" : got.error().message;
            break;
        }
        read.text.append(buffer, 0, *got);
    }
    if (read.problem.empty())
        if (const auto finished = opened->input->finish(); !finished)
            read.problem = finished.error().message;
    read.hash = opened->input->hash();
    return read;
}
Read readBytes(std::string_view content, std::optional<Encoding> encoding = {},
               std::size_t bufferBytes = 1000) {
    return read(ScratchFile(content).path(), encoding, bufferBytes);
}

QString longText() {
    QString text;
    for (int i = 0; i < 3000; ++i)
        text += QStringLiteral("K\u00f6ln, \U0001F680 %1\n").arg(i);
    return text;
}

} // namespace

class TestTextInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsOfAnyEncodingBecomeUtf8_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("encoding");
        const auto mark = QStringConverter::Flag::WriteBom;
        const auto row = [](const char* name, const std::string& bytes, Encoding encoding) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << int(encoding);
        };
        const QString text = longText();
        row("UTF-8", encoded(text, QStringConverter::Utf8), Encoding::Utf8);
        row("UTF-8 with mark", encoded(text, QStringConverter::Utf8, mark), Encoding::Utf8);
        row("UTF-16LE", encoded(text, QStringConverter::Utf16LE), Encoding::Utf16Le);
        row("UTF-16LE with mark", encoded(text, QStringConverter::Utf16LE, mark),
            Encoding::Utf16Le);
        row("UTF-16BE", encoded(text, QStringConverter::Utf16BE), Encoding::Utf16Be);
        row("UTF-16BE with mark", encoded(text, QStringConverter::Utf16BE, mark),
            Encoding::Utf16Be);
    }
    void textsOfAnyEncodingBecomeUtf8() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, encoding);
        for (const std::size_t buffer : {1, 3, 4096, 100'000}) {
            const Read got = readBytes(bytes.toStdString(), {}, buffer);
            QCOMPARE(got.problem, std::string());
            QCOMPARE(int(*got.encoding), encoding);
            QVERIFY(got.text == longText().toStdString());
            QCOMPARE(got.hash, XXH3_64bits(bytes.constData(), std::size_t(bytes.size())));
        }
    }

    void theUserMayKnowBetter() {
        const Read latin = readBytes("K\xf6ln\n", Encoding::Latin1);
        QCOMPARE(latin.text, std::string("K\u00f6ln\n"));
        QVERIFY(latin.encoding == Encoding::Latin1);
        QCOMPARE(readBytes("5 \x80\n", Encoding::Windows1252).text, std::string("5 \u20ac\n"));
        const std::string wide = encoded(QStringLiteral("\u6771\u4eac"), QStringConverter::Utf16BE);
        QCOMPARE(readBytes(wide, Encoding::Utf16Be).text, std::string("\u6771\u4eac"));
        QCOMPARE(readBytes("\xff\xfe" + std::string("a\0", 2), Encoding::Utf16Le).text,
                 std::string("a"));
    }

    void whatIsNoCharacterStaysWrong() {
        QCOMPARE(readBytes("K\xf6ln\n").text, std::string("K\xf6ln\n"));
        QCOMPARE(readBytes(std::string("a\0\n\0b", 5)).text, std::string("a\n\xff"));
        QCOMPARE(readBytes("").text, std::string());
    }

    void textWithinArchivesIsTextToo() {
        const std::string wide =
            encoded(longText(), QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
        const Read got = readBytes(zipOf({{"a.csv", wide}}));
        QCOMPARE(got.problem, std::string());
        QVERIFY(got.text == longText().toStdString());
    }

    void whatIsNoTextIsRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char* name, const QByteArray& bytes, const char* why) {
            QTest::newRow(name) << bytes << QByteArray(why);
        };
        const QByteArray ole("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        const QByteArray stream("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
        row("PDF", "%PDF-1.7\n", "PDF");
        row("SQLite", QByteArray("SQLite format 3\0", 16), "Workspaces are opened, not imported");
        row("Parquet", QByteArray("PAR1\x15\0", 6), "Parquet");
        row("Avro", "Obj\x01", "Avro");
        row("Arrow", QByteArray("ARROW1\0\0", 8), "Arrow");
        row("RTF", "{\\rtf1\\ansi", "RTF");
        row("a program", QByteArray("\x7f\x45LF\2\1\1\0", 8), "program");
        row("7-Zip", "7z\xbc\xaf\x27\x1c", "7-Zip");
        row("RAR", "Rar!\x1a\x07", "RAR");
        row("UTF-32LE", QByteArray("\xff\xfe\0\0a\0\0\0", 8), "UTF-32");
        row("UTF-32BE", QByteArray("\0\0\xfe\xff\0\0\0a", 8), "UTF-32");
        row("an old workbook", ole + QByteArray(1000, '\0'), "old Excel workbook (.xls), or");
        row("a workbook with password", ole + QByteArray(1000, '\0') + stream, "a password. Save");
        row("a web page", "\n <!DOCTYPE HTML><p>", "web page");
        row("a web page with mark", "\xef\xbb\xbf<html>", "web page");
        row("a table of a web page", "<TABLE border=1>", "web page");
        row("a wide web page", QByteArray("\xff\xfe<\0h\0t\0m\0l\0>\0", 14), "web page");
        row("XML", "<?xml version='1.0'?><a/>", "XML");
        row("zeros", QByteArray(5000, '\0'), "binary");
        QByteArray noise;
        for (int i = 0; i < 5000; ++i)
            noise += char(i * 7919 % 251 ^ i >> 3);
        row("noise", noise, "binary");
    }
    void whatIsNoTextIsRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, why);
        const Read got = readBytes(bytes.toStdString());
        QVERIFY2(got.problem.find(why.toStdString()) != std::string::npos, got.problem.c_str());
    }

    void textThatLooksLikeSomethingElseIsText() {
        for (const char* text : {"PDF,a\n", "SQLite,b\n", "a\0b,c\n", "{\"a\":1}\n", "<a,b\n"})
            QCOMPARE(readBytes(text).text, std::string(text));
        const std::string controls = std::string("a\0\x1a\v\f", 5) + std::string(300, 'x');
        QCOMPARE(readBytes(controls).text, controls);
    }

    void errorsTellWhatTheUserGave() {
        const ScratchFile scratch("%PDF-1.7");
        core::InputFile file(scratch.path());
        file.shownAs = "(standard input)";
        QCOMPARE(openText(file, {}).error().where, std::string("(standard input)"));
        const ScratchFile zip(zipOf({{"a.csv", "x"}, {"b.csv", "y"}}));
        const core::InputFile part(zip.path(), "c.csv");
        QCOMPARE(openText(part, {}).error().where, zip.path().string() + "/c.csv");
        QVERIFY(openText(part, {}).error().message.find("no file 'c.csv'") != std::string::npos);
        QCOMPARE(openText({"/no/such"}, {}).error().where, std::string("/no/such"));
    }
};

QTEST_APPLESS_MAIN(TestTextInput)
#include "tst_text_input.moc"
