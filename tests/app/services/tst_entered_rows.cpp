// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/entered_rows.h"

#include "models/query/feature_map.h"

#include "tests/app/services/imported_file.h"

using namespace ms;
using namespace ms::app;
using session::EnteredRows;

namespace {

EnteredRows featureRow(const std::string& endpoint, const std::string& feature,
                       const std::string& team = {}) {
    return {core::FileKind::Features,
            {"endpoint", "feature", "owner_team"},
            {{endpoint, feature, team}}};
}

EnteredRows outcomeRow(const std::string& unit, const std::string& outcome) {
    return {core::FileKind::Outcomes,
            {"unit_type", "unit_id", "outcome", "outcome_at"},
            {{"ticket", unit, outcome, "2026-05-03"}}};
}

} // namespace

class TestEnteredRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { // the key of tokens is made here
        QVERIFY(m_home.isValid());
        qputenv("MARGINSCOPE_HOME", m_home.path().toUtf8());
    }
    void typedRowsAreABatchLikeThatOfAFile() {
        ImportedFiles files;
        auto& w = files.workspace();
        const std::string odd = "/v1;\"draft\", \t{x}";
        const auto entered = enterRows(w, featureRow(odd, "Draft, quickly", "Mail"), {});
        QVERIFY(entered);
        QCOMPARE(entered->receipt.path, std::string("features entered by hand"));
        QCOMPARE(entered->receipt.kind, core::FileKind::Features);
        QCOMPARE(entered->receipt.source, std::string(core::kEnteredByHand));
        QCOMPARE(entered->receipt.accepted, std::int64_t(1));
        const auto facts = w.facts({});
        QCOMPARE(facts->features.size(), std::size_t(1));
        QCOMPARE(facts->features[0].endpoint, odd);
        QCOMPARE(facts->features[0].feature, std::string("Draft, quickly"));
        QCOMPARE(facts->features[0].file, std::string("features entered by hand"));
        QVERIFY(w.setBatchActive(entered->receipt.id, false));
        QVERIFY(w.facts({})->features.empty());
    }
    void whatIsTypedHoldsBeforeTheFileAndUndoBringsThatBack() {
        ImportedFiles files;
        auto& w = files.workspace();
        files.import("features.csv", "endpoint,feature,owner_team\na,X,Mail\nb,X,\n");
        const auto renamed = enterRows(w, featureRow("a", "Y"), {});
        QCOMPARE(renamed->receipt.replaced, std::int64_t(1));
        QCOMPARE(query::FeatureMap(w.facts({})->features).featureOf("a"), std::string("Y"));
        const auto back = enterRows(w, featureRow("a", "X", "Mail"), {});
        QCOMPARE(back->receipt.accepted, std::int64_t(1));
        QCOMPARE(query::FeatureMap(w.facts({})->features).ruleFor("a")->ownerTeam,
                 std::string("Mail"));
        QVERIFY(w.setBatchActive(back->receipt.id, false));
        QCOMPARE(query::FeatureMap(w.facts({})->features).featureOf("a"), std::string("Y"));
        QVERIFY(w.setBatchActive(renamed->receipt.id, false));
        QCOMPARE(query::FeatureMap(w.facts({})->features).featureOf("a"), std::string("X"));
    }
    /// Each entry is said now, even where the file said the same: the last one of a tie holds.
    void anEntryIsNeverADuplicate() {
        ImportedFiles files;
        auto& w = files.workspace();
        const std::string file = "unit_type,unit_id,outcome,outcome_at\n"
                                 "ticket,17,resolved,2026-05-03\n";
        files.import("outcomes.csv", file);
        QCOMPARE(enterRows(w, outcomeRow("17", "failed"), {})->receipt.accepted, std::int64_t(1));
        QCOMPARE(enterRows(w, outcomeRow("17", "resolved"), {})->receipt.accepted, std::int64_t(1));
        std::string last;
        QVERIFY(
            w.facts({})->outcomes([&](const core::OutcomeFact& fact) { last = fact.outcome; }, {}));
        QCOMPARE(last, std::string("resolved"));
        // A file that is exported anew does not take back what somebody corrected.
        QCOMPARE(files.import("again.csv", file + "ticket,18,resolved,2026-05-03\n").duplicates,
                 std::int64_t(1));
    }
    void aRowThatCannotBeTakenSaysWhyAndLeavesNothing() {
        ImportedFiles files;
        auto& w = files.workspace();
        EnteredRows rows = outcomeRow("17", "failed");
        rows.rows.push_back({"ticket", "18", "failed", "yesterday"});
        const auto refused = enterRows(w, rows, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, core::Error::Code::BadInput);
        QVERIFY2(refused.error().message.find("outcome_at") != std::string::npos,
                 refused.error().message.c_str());
        QVERIFY(w.batches()->empty());
    }
    void addressesBecomeTokensAsInFiles() {
        ImportedFiles files;
        auto& w = files.workspace();
        QVERIFY(enterRows(w, featureRow("mail to ann@example.com", "Mail"), {}));
        const std::string typed = w.facts({})->features[0].endpoint;
        QVERIFY(typed.find("ann@") == std::string::npos);
        files.import("features.csv", "endpoint,feature\nmail to ann@example.com,Post\n");
        QCOMPARE(w.facts({})->features[0].endpoint, typed); // the same one
        QCOMPARE(w.facts({})->features.size(), std::size_t(1));
    }

private:
    QTemporaryDir m_home;
};

QTEST_APPLESS_MAIN(TestEnteredRows)
#include "tst_entered_rows.moc"
