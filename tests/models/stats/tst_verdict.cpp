// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stats/verdict.h"

#include <QTest>

using namespace ms;
using stats::Interval;
using stats::Verdict;
using stats::VerdictEvidence;

Q_DECLARE_METATYPE(ms::stats::VerdictEvidence)

namespace {

const Interval kBelow{-3, -1};
const Interval kAround{-1, 1};
const Interval kAbove{1, 3};

VerdictEvidence evidence(const std::optional<Interval>& cost,
                         const std::optional<Interval>& quality) {
    VerdictEvidence known;
    known.cost = cost;
    known.quality = quality;
    known.margin = 0.02;
    return known;
}

QString nameOf(const VerdictEvidence& known) {
    return QString::fromUtf8(stats::nameOf(stats::verdictOf(known)).data());
}

} // namespace

class TestVerdict : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lines_data();
    void lines();
    void dearerResultsHoldForAnyQuality();
    void cheaperCallsAloneDoNotReject();
    void failedChecksComeFirst();
    void mixAloneIsNoDifferenceWithinStrata();
    void aGuardrailIsReadFromItsInterval();
    void aGuardrailCountsAsQualityDoes();
    void anExtraSuccess();
};

/// The lines of METHODS 1.13, and what lies between them.
void TestVerdict::lines_data() {
    QTest::addColumn<VerdictEvidence>("known");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* fact, const VerdictEvidence& known, const char* expected) {
        QTest::newRow(fact) << known << QString::fromLatin1(expected);
    };
    row("cheaper and non-inferior: adopt", evidence(kBelow, Interval{-0.01, 0.01}), "adopt");
    row("cheaper and better: adopt", evidence(kBelow, Interval{0.01, 0.03}), "adopt");
    row("cheaper, lower limit on the margin: extend", evidence(kBelow, Interval{-0.02, 0.03}),
        "quality_not_shown");
    row("cheaper, nothing known of quality: extend", evidence(kBelow, {}), "quality_not_shown");
    row("no difference, non-inferior", evidence(kAround, Interval{-0.01, 0.01}),
        "no_cost_difference");
    row("an interval that touches 0 contains it", evidence(Interval{0, 1}, Interval{-0.01, 0.01}),
        "no_cost_difference");
    row("no difference, quality open", evidence(kAround, Interval{-0.05, 0.05}), "nothing_shown");
    row("no difference, nothing known of quality", evidence(kAround, {}), "nothing_shown");
    row("as dear and worse: reject", evidence(kAround, Interval{-0.05, -0.03}), "reject");
    row("worse within the margin is not worse", evidence(kAround, Interval{-0.015, -0.005}),
        "no_cost_difference");
    row("dearer and better: trade-off", evidence(kAbove, Interval{0.01, 0.03}), "trade_off");
    row("dearer, not better: reject", evidence(kAbove, Interval{-0.01, 0.03}), "reject");
    row("dearer, nothing known of quality: reject", evidence(kAbove, {}), "reject");
    row("no interval of cost", evidence({}, Interval{-0.01, 0.01}), "inconclusive");
}

void TestVerdict::lines() {
    QFETCH(VerdictEvidence, known);
    QTEST(nameOf(known), "expected");
}

void TestVerdict::dearerResultsHoldForAnyQuality() {
    for (const auto& quality : {Interval{-0.3, -0.2}, Interval{-0.01, 0.01}, Interval{0.1, 0.2}}) {
        VerdictEvidence known = evidence(kBelow, quality);
        known.costPerAttempt = kBelow;
        known.costPerSuccess = kAbove;
        QCOMPARE(nameOf(known), QStringLiteral("dearer_results"));
    }
}

void TestVerdict::cheaperCallsAloneDoNotReject() {
    VerdictEvidence known = evidence(kBelow, Interval{-0.01, 0.01});
    known.costPerAttempt = kBelow;
    known.costPerSuccess = kAround; // up, perhaps: noise must not reject
    QCOMPARE(nameOf(known), QStringLiteral("adopt"));
    known.costPerAttempt = kAround;
    known.costPerSuccess = kAbove;
    QCOMPARE(nameOf(known), QStringLiteral("adopt"));
}

void TestVerdict::failedChecksComeFirst() {
    VerdictEvidence known = evidence(kBelow, Interval{-0.01, 0.01});
    known.doTestsDisagree = true;
    QCOMPARE(nameOf(known), QStringLiteral("inconclusive"));
    known.isCostUnknown = true;
    QCOMPARE(nameOf(known), QStringLiteral("cost_unknown"));
    known.coverage = 0.79;
    QCOMPARE(nameOf(known), QStringLiteral("not_comparable"));
    known.coverage = 0.8;
    QCOMPARE(nameOf(known), QStringLiteral("cost_unknown"));
    known.areArmsMixed = true;
    QCOMPARE(nameOf(known), QStringLiteral("not_comparable"));
    known.isSampleRatioFailed = true;
    QCOMPARE(nameOf(known), QStringLiteral("srm_failed"));
}

void TestVerdict::mixAloneIsNoDifferenceWithinStrata() {
    for (const auto& quality : {Interval{-0.01, 0.01}, Interval{-0.05, 0.05}}) {
        VerdictEvidence known = evidence(Interval{0, 0}, quality);
        known.unadjustedCost = kAbove;
        QCOMPARE(nameOf(known), QStringLiteral("no_difference_within_strata"));
        known.unadjustedCost = kAround; // nor is there one before
        QVERIFY(nameOf(known) != QStringLiteral("no_difference_within_strata"));
    }
    VerdictEvidence within = evidence(kAbove, Interval{-0.01, 0.01});
    within.unadjustedCost = kAbove;
    QCOMPARE(nameOf(within), QStringLiteral("reject"));
}

void TestVerdict::aGuardrailIsReadFromItsInterval() {
    using stats::Guardrail;
    QVERIFY(stats::guardrailOf(Interval{-0.05, 0.09}, 0.1) == Guardrail::Holds);
    QVERIFY(stats::guardrailOf(Interval{-0.05, 0.1}, 0.1) == Guardrail::NotShown); // touches it
    QVERIFY(stats::guardrailOf(Interval{0.1, 0.3}, 0.1) == Guardrail::NotShown);
    QVERIFY(stats::guardrailOf(Interval{0.11, 0.3}, 0.1) == Guardrail::Broken);
    QVERIFY(stats::guardrailOf({}, 0.1) == Guardrail::NotShown); // unknown is not fine
}

void TestVerdict::aGuardrailCountsAsQualityDoes() {
    using stats::Guardrail;
    for (int i = 0; i <= int(Verdict::Inconclusive); ++i) {
        const auto verdict = Verdict(i);
        QVERIFY(stats::verdictWith(verdict, Guardrail::Holds) == verdict);
        // Nothing that was not adopted becomes better by a guardrail that fails.
        for (const Guardrail failed : {Guardrail::NotShown, Guardrail::Broken})
            QVERIFY(stats::verdictWith(verdict, failed) != Verdict::Adopt);
    }
    QVERIFY(stats::verdictWith(Verdict::Adopt, Guardrail::Broken) == Verdict::QualityNotShown);
    QVERIFY(stats::verdictWith(Verdict::NoCostDifference, Guardrail::NotShown) ==
            Verdict::NothingShown);
    QVERIFY(stats::verdictWith(Verdict::NothingShown, Guardrail::Broken) == Verdict::Reject);
    QVERIFY(stats::verdictWith(Verdict::DearerResults, Guardrail::Broken) ==
            Verdict::DearerResults);
}

void TestVerdict::anExtraSuccess() {
    const auto cost = stats::normalEstimate(0.30, 1e-6, 0.05);
    // 6 of 100 more succeed for 30 cents more each: 5 a success.
    const auto more = stats::costPerExtraSuccess(cost, stats::normalEstimate(0.06, 1e-4, 0.05));
    QVERIFY(more && qFuzzyCompare(*more, 5.0));
    QVERIFY(!stats::costPerExtraSuccess(cost, stats::normalEstimate(0.01, 1e-4, 0.05)));
    QVERIFY(!stats::costPerExtraSuccess(
        cost, stats::estimateWithout(stats::Status::InsufficientClusters, 0.06)));
}

QTEST_APPLESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
