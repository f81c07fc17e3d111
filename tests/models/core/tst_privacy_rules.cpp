// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/core/privacy_rules.h"

#include <QTest>

using namespace ms::core;
using Treatment = PrivacyRules::Treatment;

class TestPrivacyRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rulesAreWrittenAndRead() {
        PrivacyRules rules;
        QCOMPARE(textOf(rules), std::string());
        rules.set(IdentityField::Session, Treatment::Hash);
        rules.set(IdentityField::User, Treatment::Hash);
        QCOMPARE(textOf(rules), std::string("hash user, session_id"));
        rules.set(IdentityField::Account, Treatment::Keep);
        QCOMPARE(textOf(rules), std::string("hash user, session_id; keep account"));
        QVERIFY(privacyRulesIn(textOf(rules)) == rules);
        QVERIFY(privacyRulesIn("") == PrivacyRules());
        QVERIFY(!privacyRulesIn("hash nobody"));
        QVERIFY(!privacyRulesIn("drop user"));
    }
    void laterRulesGoBefore() {
        PrivacyRules profile;
        profile.set(IdentityField::User, Treatment::Hash);
        profile.set(IdentityField::Team, Treatment::Hash);
        PrivacyRules said;
        said.set(IdentityField::User, Treatment::Keep);
        QCOMPARE(textOf(profile.overriddenBy(said)), std::string("hash team; keep user"));
    }
    void columnsOfEventsAreIdentityFieldsByTheirNames() {
        QVERIFY(identityFieldOf(IdColumn::User) == IdentityField::User);
        QVERIFY(identityFieldOf(IdColumn::Session) == IdentityField::Session);
        QVERIFY(identityFieldOf(IdColumn::Unit) == IdentityField::Unit);
        QVERIFY(identityFieldOf(TextColumn::Tenant) == IdentityField::Tenant);
        QVERIFY(identityFieldOf(TextColumn::Account) == IdentityField::Account);
        QVERIFY(identityFieldOf(TextColumn::Team) == IdentityField::Team);
        QVERIFY(!identityFieldOf(TextColumn::Feature));
        QVERIFY(!identityFieldOf(IdColumn::Request));
    }
};

QTEST_APPLESS_MAIN(TestPrivacyRules)
#include "tst_privacy_rules.moc"
