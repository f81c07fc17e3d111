// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/text_encoding.h"

#include <QStringDecoder>
#include <QStringEncoder>
#include <QTest>

using namespace ms::importers;

namespace {

/// All of `bytes` as UTF-8, given `step` bytes at a time.
std::string decoded(Encoding encoding, std::string_view bytes, std::size_t step) {
    Utf8Writer writer(encoding);
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += step)
        writer.write(bytes.substr(at, step), out);
    writer.finish(out);
    return out;
}

bool isUtf8(const std::string& text) {
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString ignored = decoder(QByteArrayView(text.data(), qsizetype(text.size())));
    return !decoder.hasError();
}

} // namespace

class TestTextEncoding : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void qtReadsTheSameTexts_data() {
        QTest::addColumn<int>("encoding");
        QTest::addColumn<int>("codec");
        QTest::addColumn<QString>("text");
        const QString any = QStringLiteral("Köln, €, 株式会社, 🚀\nz");
        QTest::newRow("UTF-16LE") << int(Encoding::Utf16Le) << int(QStringConverter::Utf16LE)
                                  << any;
        QTest::newRow("UTF-16BE") << int(Encoding::Utf16Be) << int(QStringConverter::Utf16BE)
                                  << any;
        QTest::newRow("Latin-1") << int(Encoding::Latin1) << int(QStringConverter::Latin1)
                                 << QStringLiteral("Köln ÿ\u00a0");
    }
    void qtReadsTheSameTexts() {
        QFETCH(int, encoding);
        QFETCH(int, codec);
        QFETCH(QString, text);
        QStringEncoder encoder{QStringConverter::Encoding(codec)};
        const QByteArray bytes = encoder(text);
        for (const std::size_t step : {std::size_t(1), std::size_t(3), std::size_t(1000)})
            QCOMPARE(QString::fromStdString(decoded(
                         Encoding(encoding), {bytes.constData(), std::size_t(bytes.size())}, step)),
                     text);
    }

    void windowsHasLettersWhereLatin1HasNone() {
        QCOMPARE(decoded(Encoding::Windows1252, "\x80 \x93x\x94 \xe4", 1), std::string("€ “x” ä"));
        QVERIFY(!isUtf8(decoded(Encoding::Windows1252, "a\x81", 9)));
    }

    void whatIsNoCharacterIsNoUtf8_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("a lone first surrogate") << QByteArray("\x00\xd8\x61\x00", 4);
        QTest::newRow("a lone second surrogate") << QByteArray("\x00\xdc", 2);
        QTest::newRow("half a pair at the end") << QByteArray("\x61\x00\x3d\xd8", 4);
        QTest::newRow("half a unit at the end") << QByteArray("\x61\x00\x62", 3);
    }
    void whatIsNoCharacterIsNoUtf8() {
        QFETCH(QByteArray, bytes);
        QVERIFY(
            !isUtf8(decoded(Encoding::Utf16Le, {bytes.constData(), std::size_t(bytes.size())}, 1)));
    }

    void encodingsAreTold_data() {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<int>("encoding");
        QTest::addColumn<qint64>("mark");
        const auto row = [](const char* name, const QByteArray& begin, Encoding encoding,
                            qint64 mark) { QTest::newRow(name) << begin << int(encoding) << mark; };
        row("UTF-8", "a,b\n", Encoding::Utf8, 0);
        row("UTF-8 with its mark",
            "\xef\xbb\xbf"
            "a,b\n",
            Encoding::Utf8, 3);
        row("UTF-16LE with its mark",
            QByteArray("\xff\xfe"
                       "a\0",
                       4),
            Encoding::Utf16Le, 2);
        row("UTF-16BE with its mark", QByteArray("\xfe\xff\0a", 4), Encoding::Utf16Be, 2);
        row("UTF-16LE without", QByteArray("a\0,\0b\0\n\0", 8), Encoding::Utf16Le, 0);
        row("UTF-16BE without", QByteArray("\0a\0,\0b\0\n", 8), Encoding::Utf16Be, 0);
        row("one NUL is no UTF-16", QByteArray("a,\0b\n1,2\n", 9), Encoding::Utf8, 0);
        row("nothing", "", Encoding::Utf8, 0);
    }
    void encodingsAreTold() {
        QFETCH(QByteArray, begin);
        QFETCH(int, encoding);
        QFETCH(qint64, mark);
        const auto guess = encodingOf({begin.constData(), std::size_t(begin.size())});
        QCOMPARE(int(guess.encoding), encoding);
        QCOMPARE(qint64(guess.markBytes), mark);
    }

    void namesReadBack() {
        for (std::size_t i = 0; i < kEncodings; ++i)
            QVERIFY(encodingNamed(nameOf(Encoding(i))) == Encoding(i));
        QVERIFY(!encodingNamed("ebcdic"));
    }
};

QTEST_APPLESS_MAIN(TestTextEncoding)
#include "tst_text_encoding.moc"
