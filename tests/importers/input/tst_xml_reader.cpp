// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/input/xml_reader.h"

#include <QtTest>

using namespace ms;
using namespace ms::importers;

namespace {

/// Writes down what it is told: "(a x=1 'text' )".
class Listener final : public XmlHandler {
public:
    std::string heard;
    std::size_t textBytes = 0;

    void begin(std::string_view element, const XmlAttributes& attributes) override {
        endText();
        heard.append("(").append(element);
        if (const std::string_view x = attributes["x"]; !x.empty())
            heard.append(" x=").append(x);
        heard += ' ';
    }
    void end(std::string_view /*element*/) override {
        endText();
        heard += ") ";
    }
    void text(std::string_view piece) override {
        textBytes += piece.size();
        m_text.append(piece.substr(0, 100));
    }

private:
    void endText() {
        if (!m_text.empty())
            heard += "'" + std::exchange(m_text, {}) + "' ";
    }
    std::string m_text;
};

/// Given in pieces of `step` bytes.
core::Status read(std::string_view document, std::size_t step, Listener& listener) {
    XmlReader reader(listener);
    for (std::size_t at = 0; at < document.size(); at += step)
        if (auto taken = reader.read(document.substr(at, step)); !taken)
            return taken;
    return reader.finish();
}

std::string refusalOf(std::string_view document) {
    Listener listener;
    const auto status = read(document, 64 << 10, listener);
    return status ? std::string() : status.error().message;
}

std::string nested(int levels) {
    std::string document;
    for (int i = 0; i < levels; ++i)
        document += "<a>";
    for (int i = 0; i < levels; ++i)
        document += "</a>";
    return document;
}

} // namespace

class TestXmlReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void piecesOfAnySizeTellTheSame() {
        const std::string document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                     "<p:a xmlns:p=\"urn:p\" p:x=\"1 &lt; 2\"><!-- no -->"
                                     "<b/>K&#xF6;ln &amp; <![CDATA[<c>]]></p:a>";
        for (std::size_t step = 1; step <= document.size(); ++step) {
            Listener listener;
            QVERIFY(read(document, step, listener));
            QCOMPARE(listener.heard, std::string("(a x=1 < 2 (b ) 'Köln & <c>' ) "));
        }
    }

    void otherEncodingsBecomeUtf8() {
        Listener listener;
        QVERIFY(read("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>K\xf6ln</a>", 7, listener));
        QCOMPARE(listener.heard, std::string("(a 'Köln' ) "));
    }

    void whatIsNoXmlIsRefused_data() {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char* name, const char* document, const char* why) {
            QTest::newRow(name) << QByteArray(document) << QByteArray(why);
        };
        row("an entity that grows",
            "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>",
            "document type declaration");
        row("a file of this computer",
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
            "document type declaration");
        row("a declaration elsewhere", "<!DOCTYPE a SYSTEM \"http://localhost/a.dtd\"><a/>",
            "document type declaration");
        row("an entity that nobody declared", "<a>&b;</a>", "undefined entity");
        row("tags that do not match", "<a>\n<b></a></b>", "line 2");
        row("a document cut short", "<a><b>", "no element found");
        row("two documents", "<a/><b/>", "junk");
        row("nothing", "", "no element found");
        row("no XML", "a,b\n1,2\n", "syntax error");
        row("bytes that are no UTF-8", "<a>K\xf6ln</a>", "not well-formed");
        row("an encoding that does not exist", "<?xml version=\"1.0\" encoding=\"x\"?><a/>",
            "unknown encoding");
    }
    void whatIsNoXmlIsRefused() {
        QFETCH(QByteArray, document);
        QFETCH(QByteArray, why);
        const std::string refusal = refusalOf(document.toStdString());
        QVERIFY2(refusal.find(why.toStdString()) != std::string::npos, refusal.c_str());
    }

    void elementsNestSixtyFourLevelsDeep() {
        QCOMPARE(refusalOf(nested(64)), std::string());
        QVERIFY(refusalOf(nested(65)).find("64 levels") != std::string::npos);
        QVERIFY(refusalOf(nested(200'000)).find("64 levels") != std::string::npos);
    }

    void longTextsAreFineAndLongTagsAreNot() {
        const std::string long_(std::size_t{3} << 20, 'x');
        Listener listener;
        QVERIFY(read("<a>" + long_ + "</a>", 64 << 10, listener));
        QCOMPARE(listener.textBytes, long_.size());
        QVERIFY(refusalOf("<a x=\"" + long_ + "\"/>").find("1 MiB") != std::string::npos);
        QVERIFY(refusalOf("<!--" + long_ + "--><a/>").find("1 MiB") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestXmlReader)
#include "tst_xml_reader.moc"
