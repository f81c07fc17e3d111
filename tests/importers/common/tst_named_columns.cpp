// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/named_columns.h"

#include <QtTest>

#include <array>

using namespace ms;
using namespace ms::importers;

namespace {

constexpr std::array<std::string_view, 2> kTierNames{"plantiermetadata", "tier"};
constexpr std::array kColumns{NamedColumn{"plan_tier", kTierNames}, NamedColumn{"amount"}};

} // namespace

class TestNamedColumns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreComparedByTheirLetters() {
        QCOMPARE(lettersOf("Plan-Tier (metadata) 2"), std::string("plantiermetadata2"));
        QCOMPARE(lettersOf("Größe €"), std::string("größe€"));
        QCOMPARE(lettersOf(" $/% "), std::string());
    }

    void theBestNameWins() {
        const FileHead head("Tier,Plan tier (metadata),plan_tier,AMOUNT\n", true);
        QCOMPARE(namesIn(head, kColumns),
                 (std::vector<std::string>{"Plan tier (metadata)", "AMOUNT"}));
        QCOMPARE(*findColumn(kColumns[0], *head.csv()), std::size_t(1));
    }

    void missingColumnsKeepTheirOwnName() {
        const FileHead head("tier,x\n", true);
        QCOMPARE(namesIn(head, kColumns), (std::vector<std::string>{"tier", "amount"}));
        QCOMPARE(namesIn(FileHead("{\"tier\":1}\n", true), kColumns),
                 (std::vector<std::string>{"plan_tier", "amount"}));
    }

    void aMatchNeedsAllColumnsAndNamesThem() {
        const Match match = matchByColumns("Amounts", kColumns, FileHead("Tier,Amount\n", true));
        QCOMPARE(match.fields, 2);
        QCOMPARE(match.evidence, std::string("Amounts, by its columns (Tier, Amount)"));
        QVERIFY(match.score > 0 && match.score < 90);
        QCOMPARE(matchByColumns("Amounts", kColumns, FileHead("Tier,Sum\n", true)).score, 0);
        QCOMPARE(matchByColumns("Amounts", kColumns, FileHead("{\"tier\":1}\n", true)).score, 0);
    }
};

QTEST_APPLESS_MAIN(TestNamedColumns)
#include "tst_named_columns.moc"
