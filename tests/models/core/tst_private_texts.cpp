// SPDX-License-Identifier: GPL-3.0-or-later
// Covers: private_texts.cpp, pseudonymiser.cpp
#include "models/core/private_texts.h"

#include <QTest>

#include <array>
#include <map>

using namespace ms::core;

namespace {

/// Counts values, so that a test can say which one a token stands for.
class Counted : public Pseudonymiser {
public:
    Result<std::string> tokenOf(std::string_view value) override {
        if (isBroken)
            return Error{Error::Code::BadInput, "No key.", {}};
        const auto [at, isNew] = m_known.emplace(value, m_known.size());
        std::array<std::uint8_t, 13> hash{};
        hash[0] = std::uint8_t(at->second);
        return tokenText(hash);
    }
    Result<std::string> keyFingerprint() override { return std::string("00000000"); }
    bool isBroken = false;

private:
    std::map<std::string, std::size_t, std::less<>> m_known;
};

} // namespace

class TestPrivateTexts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tokensAreBase32() {
        std::array<std::uint8_t, 13> hash{};
        QCOMPARE(tokenText(hash), std::string("u_aaaaaaaaaaaaaaaaaaaa"));
        hash.fill(0xff);
        QCOMPARE(tokenText(hash), std::string("u_77777777777777777777"));
        hash.fill(0);
        hash[12] = 0x10; // the last of the 100 bits
        QCOMPARE(tokenText(hash), std::string("u_aaaaaaaaaaaaaaaaaaab"));
        QVERIFY(isToken(tokenText(hash)));
        QVERIFY(!isToken("u_aaaaaaaaaaaaaaaaaaa"));
        QVERIFY(!isToken("u_aaaaaaaaaaaaaaaaaa@b"));
    }
    void theSameAddressBecomesTheSameTokenAnywhere() {
        Counted source;
        PrivateTexts texts(source);
        const std::string token = *texts.withoutAddresses("jane@example.com");
        QVERIFY(isToken(token));
        QCOMPARE(*texts.withoutAddresses("from Jane@Example.com, to bob@example.com"),
                 "from " + token + ", to " + *texts.withoutAddresses("bob@example.com"));
        QCOMPARE(texts.tokenFor(" JANE@example.com"), token);
        QVERIFY(!texts.withoutAddresses("claude@20240620"));
    }
    void tokensAndNothingStayAsTheyAre() {
        Counted source;
        PrivateTexts texts(source);
        QCOMPARE(texts.tokenFor(""), std::string());
        const std::string token = texts.tokenFor("user-17");
        QCOMPARE(texts.tokenFor(token), token);
        QVERIFY(texts.tokenFor("USER-17") != token);
    }
    void withoutAKeyNothingOfTheValueIsLeft() {
        Counted source;
        source.isBroken = true;
        PrivateTexts texts(source);
        QVERIFY(texts.withoutAddresses("to jane@example.com")->find("jane") == std::string::npos);
        QVERIFY(!texts.status());
        QVERIFY(!texts.hasReplaced());
    }
};

QTEST_APPLESS_MAIN(TestPrivateTexts)
#include "tst_private_texts.moc"
