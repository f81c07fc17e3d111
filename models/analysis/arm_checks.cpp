// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_checks.h"

#include "models/analysis/arm_comparison.h"
#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/stats/sample_ratio.h"

#include <algorithm>

namespace ms::analysis {

using core::Int128;
using query::Measure;
using State = ArmCheck::State;

namespace {

bool isAbove(Int128 part, Int128 whole, std::int64_t pct) {
    return part * 100 > whole * pct;
}

std::string partWords(Int128 part, Int128 whole) {
    return whole == 0 ? "none" : percentWords(*shareOf(part, whole));
}

/// Units where all arms have some, else requests.
ArmSum assignedThing(const ArmComparison& comparison) {
    const bool haveUnits = std::all_of(comparison.arms.begin(), comparison.arms.end(),
                                       [](const Arm& arm) { return arm.sums[ArmSum::Units] > 0; });
    return haveUnits ? ArmSum::Units : ArmSum::Requests;
}

stats::SampleRatioTest sampleRatio(const ArmComparison& comparison) {
    std::vector<std::int64_t> counts;
    for (const Arm& arm : comparison.arms)
        counts.push_back(std::int64_t(arm.sums[assignedThing(comparison)]));
    const std::vector<double> weights(comparison.query.shares.begin(),
                                      comparison.query.shares.end());
    return stats::testSampleRatio(counts, weights);
}

/// The checks of one pair, one after the other.
class Checks {
public:
    Checks(const ArmComparison& comparison, const ArmPair& pair, const ArmCrossings& crossings)
        : m_all{comparison}, m_pair{pair}, m_crossings{crossings}, m_a{comparison.arms[0]},
          m_b{comparison.arms[pair.arm]}, m_primary{pair.of(comparison.primary()).effect} {}

    std::vector<ArmCheck> take() {
        assignment();
        sampleRatioCheck();
        sameDays();
        crossover();
        clusters();
        influence();
        strata();
        pending();
        unpriced();
        latency();
        guardrails();
        sampleSize();
        return std::move(m_checks);
    }

private:
    void add(const char* name, const char* title, State state, std::string sentence) {
        m_checks.push_back({name, title, state, std::move(sentence)});
    }

    void assignment() {
        const char* const title = "Assignment";
        if (m_all.query.periods)
            return add("assignment", title, State::Noted,
                       "Observational: whatever else changed between the two periods counts too.");
        if (m_all.query.shares.empty())
            return add("assignment", title, State::Noted,
                       "Observational: it is not declared that units were assigned at random, so "
                       "that the difference may have other reasons than the arm.");
        add("assignment", title, State::Passed, "Declared as assigned at random.");
    }

    void sampleRatioCheck() {
        if (m_all.query.shares.empty())
            return;
        const stats::SampleRatioTest test = sampleRatio(m_all);
        std::string sentence;
        for (std::size_t i = 0; i < m_all.arms.size(); ++i)
            sentence +=
                (i == 0 ? "" : " to ") + countWords(m_all.arms[i].sums[assignedThing(m_all)]);
        sentence += assignedThing(m_all) == ArmSum::Units ? " units" : " requests";
        sentence += " arrived, ";
        for (std::size_t i = 0; i < m_all.query.shares.size(); ++i)
            sentence += (i == 0 ? "" : " to ") + std::to_string(m_all.query.shares[i]);
        sentence += test.isMismatch() ? " were declared: something lost or doubled units of an arm."
                                      : " were declared.";
        add("sample_ratio", "Sample ratio", test.isMismatch() ? State::Failed : State::Passed,
            sentence);
    }

    void sameDays() {
        if (m_all.query.periods)
            return;
        const ArmDays::Arm& days = m_all.days.arms[m_pair.arm];
        const ArmDays::Arm& base = m_all.days.arms[0];
        if (days.requests == 0 || base.requests == 0)
            return;
        const auto few = [](std::int64_t common, std::int64_t all) {
            return !isAbove(common, all, kFewOnCommonDays - 1);
        };
        if (days.requestsOnCommonDays == 0)
            return add("same_days", "Same days", State::Noted,
                       "The arms never ran on the same day: what else changed counts too.");
        const std::string words = partWords(days.baselineOnCommonDays, base.requests) + " of " +
                                  m_a.name + " and " +
                                  partWords(days.requestsOnCommonDays, days.requests) + " of " +
                                  m_b.name + " ran on days on which both did.";
        add("same_days", "Same days",
            few(days.baselineOnCommonDays, base.requests) ||
                    few(days.requestsOnCommonDays, days.requests)
                ? State::Noted
                : State::Passed,
            words);
    }

    void crossover() {
        if (m_all.query.periods)
            return;
        const bool isUnit = m_crossings.crossedUnits > 0;
        const std::int64_t part = isUnit ? m_crossings.crossedUnits : m_crossings.crossedRequests;
        const std::int64_t whole = isUnit ? m_crossings.units : m_crossings.requests;
        if (part == 0)
            return add("crossover", "Crossover", State::Passed,
                       "No request or unit has attempts in two arms.");
        add("crossover", "Crossover", m_crossings.areMany() ? State::Failed : State::Noted,
            countWords(part, isUnit ? "unit" : "request") + " (" + partWords(part, whole) +
                ") with attempts in two arms: " +
                (m_crossings.areMany() ? "what whole units were given cannot be told apart."
                                       : "each counts in the arm of its first."));
    }

    void clusters() {
        const std::string noun(nameOf(m_all.query.cluster));
        const std::string counts = countWords(Int128(m_primary.unadjusted.a.clusters)) + " and " +
                                   countWords(Int128(m_primary.unadjusted.b.clusters)) + " " +
                                   noun + "s" +
                                   (m_primary.isCrossed ? ", paired where in both arms" : "");
        if (m_primary.difference.status == stats::Status::InsufficientClusters)
            return add("clusters", "Clusters", State::Failed,
                       counts + ": there is no interval with fewer than two an arm.");
        if (!m_primary.hasFewClusters)
            return add("clusters", "Clusters", State::Passed, counts + ".");
        const auto& test = m_primary.permutation;
        const std::string few = counts + ": few, or one holds over 20%";
        if (!test || !test->pValue)
            return add("clusters", "Clusters", State::Noted, few + ".");
        add("clusters", "Clusters", m_primary.doTestsDisagree ? State::Failed : State::Noted,
            few + (m_primary.doTestsDisagree
                       ? "; the interval and a permutation test do not say the same."
                       : "; a permutation test says the same as the interval."));
    }

    void influence() {
        for (const auto& [arm, ratio] :
             {std::pair{&m_a, &m_primary.unadjusted.a}, std::pair{&m_b, &m_primary.unadjusted.b}}) {
            constexpr auto kDriving = stats::kDrivingShare;
            if (!ratio->mostInfluential || ratio->largestVarianceShare.value_or(0) <= kDriving)
                continue;
            const std::string& cluster = m_all.clusters[*ratio->mostInfluential];
            return add("influence", "One cluster", State::Noted,
                       "The interval is driven by " +
                           (cluster.empty() ? std::string("requests without ") +
                                                  std::string(nameOf(m_all.query.cluster))
                                            : cluster) +
                           ": " + percentWords(*ratio->largestVarianceShare) +
                           " of the variance of " + arm->name + ".");
        }
        add("influence", "One cluster", State::Passed, "No cluster makes over half of a variance.");
    }

    void strata() {
        if (m_all.strata < 2)
            return;
        const bool isFailed = m_primary.coverage < stats::kLeastCoverage;
        std::string sentence = countWords(Int128(m_all.strata), "stratum");
        if (m_all.strata != 1)
            sentence = countWords(Int128(m_all.strata)) + " strata";
        if (m_all.mergedStrata < m_all.strata)
            sentence += ", merged to " + countWords(Int128(m_all.mergedStrata)) +
                        " so that each has two clusters and five requests an arm";
        sentence += "; " + percentWords(m_primary.coverage) + " of the weight is in both arms";
        sentence += isFailed ? ": too little to compare." : ".";
        if (m_all.query.hasLengthBands)
            sentence += " Prompt tokens hold the prompt itself: a version with a shorter one lands "
                        "in shorter bands, and part of its effect is then called mix.";
        add("strata", "Strata",
            isFailed                     ? State::Failed
            : m_all.query.hasLengthBands ? State::Noted
                                         : State::Passed,
            sentence);
    }

    void pending() {
        if (m_a.sums[ArmSum::Units] == 0 || m_b.sums[ArmSum::Units] == 0)
            return add("pending", "Outcomes", State::Noted,
                       "No units in an arm: nothing is known of success.");
        const auto pendingOf = [](const Arm& arm) {
            return arm.sums[ArmSum::Units] - arm.sums[ArmSum::Finished];
        };
        if (pendingOf(m_a) + pendingOf(m_b) == 0)
            return add("pending", "Outcomes", State::Passed, "Every unit has its outcome.");
        const bool isFailed = areOutcomesPending(m_a.sums) || areOutcomesPending(m_b.sums);
        add("pending", "Outcomes", isFailed ? State::Failed : State::Noted,
            "Outcomes are open for " + partWords(pendingOf(m_a), m_a.sums[ArmSum::Units]) +
                " of the units of " + m_a.name + " and " +
                partWords(pendingOf(m_b), m_b.sums[ArmSum::Units]) + " of " + m_b.name +
                (isFailed ? ": too many to say whether success holds." : "."));
    }

    void unpriced() {
        const Int128 count =
            m_a.sums[ArmSum::UnpricedAttempts] + m_b.sums[ArmSum::UnpricedAttempts];
        if (count == 0)
            return add("unpriced", "Prices", State::Passed, "Every attempt has a known cost.");
        const bool isFailed = isCostUnknown(m_a.sums) || isCostUnknown(m_b.sums);
        add("unpriced", "Prices", isFailed ? State::Failed : State::Noted,
            partWords(m_a.sums[ArmSum::UnpricedAttempts], m_a.sums[ArmSum::Attempts]) +
                " of the attempts of " + m_a.name + " and " +
                partWords(m_b.sums[ArmSum::UnpricedAttempts], m_b.sums[ArmSum::Attempts]) + " of " +
                m_b.name + " have no known cost" +
                (isFailed ? ": too many to compare costs." : ", and count as costing nothing."));
    }

    void latency() {
        const bool isShown =
            std::any_of(m_all.shown.begin(), m_all.shown.end(), [](ArmMetric metric) {
                return factsOf(metric).denominator == ArmSum::TimedRequests;
            });
        if (!isShown)
            return;
        const auto untimed = [](const Arm& arm) {
            return arm.sums[ArmSum::Requests] - arm.sums[ArmSum::TimedRequests];
        };
        if (untimed(m_a) + untimed(m_b) == 0)
            return add("latency", "Latency", State::Passed, "Every request has a known latency.");
        add("latency", "Latency", State::Noted,
            "The latency of " + partWords(untimed(m_a), m_a.sums[ArmSum::Requests]) +
                " of the requests of " + m_a.name + " and " +
                partWords(untimed(m_b), m_b.sums[ArmSum::Requests]) + " of " + m_b.name +
                " is not known: they are in no figure of latency.");
    }

    void guardrails() {
        for (const ArmGuardrailResult& one : m_pair.guardrails) {
            const ArmMetricFacts& facts = factsOf(one.guardrail.metric);
            const std::string margin =
                percentWords(stats::shareOfBasisPoints(one.guardrail.basisPoints));
            std::string sentence = std::string(facts.title) + " may get worse by " + margin + ": ";
            if (one.change)
                sentence += "it got worse by " + percentWords(one.change->low) + " to " +
                            percentWords(one.change->high) + ".";
            else
                sentence += "there is no interval.";
            add(("guardrail_" + std::string(facts.name)).c_str(), "Guardrail",
                one.state == stats::Guardrail::Holds ? State::Passed : State::Failed, sentence);
        }
    }

    void sampleSize() {
        const auto planned = m_all.query.plannedRequests;
        if (!planned)
            return;
        const Int128 now = m_a.sums[ArmSum::Requests] + m_b.sums[ArmSum::Requests];
        const std::string of =
            countWords(now) + " of " + countWords(*planned) + " planned requests";
        if (now < *planned)
            return add("sample_size", "Sample size", State::Noted,
                       of + ": until then the verdict reads the confidence sequence.");
        add("sample_size", "Sample size", State::Passed, of + ".");
    }

    const ArmComparison& m_all;
    const ArmPair& m_pair;
    const ArmCrossings& m_crossings;
    const Arm& m_a;
    const Arm& m_b;
    const stats::ArmEffect& m_primary;
    std::vector<ArmCheck> m_checks;
};

} // namespace

core::Result<ArmCrossings> armCrossings(const ArmQuery& query, const query::EventSource& source,
                                        std::stop_token stop) {
    ArmCrossings crossings;
    if (query.periods)
        return crossings;
    query::GroupQuery ask{{query.dimension}, {Measure::Requests, Measure::Units}, query.filter};
    ask.filter.conditions.push_back({query.dimension, query::Condition::Kind::In, query.arms});
    const auto table = source.groups(ask, std::move(stop));
    if (!table)
        return table.error();
    crossings.requests = std::int64_t(table->total[0]);
    crossings.units = std::int64_t(table->total[1]);
    crossings.crossedRequests = -crossings.requests;
    crossings.crossedUnits = -crossings.units;
    for (const query::GroupRow& row : table->rows) {
        crossings.crossedRequests += std::int64_t(row.values[0]);
        crossings.crossedUnits += std::int64_t(row.values[1]);
    }
    return crossings;
}

bool ArmCrossings::areMany() const {
    return isAbove(crossedUnits, units, kMostCrossedPct) ||
           isAbove(crossedRequests, requests, kMostCrossedPct);
}

bool isCostUnknown(const ArmSums& sums) {
    return isAbove(sums[ArmSum::UnpricedAttempts], sums[ArmSum::Attempts], kMostUnpricedPct);
}

bool areOutcomesPending(const ArmSums& sums) {
    return isAbove(sums[ArmSum::Units] - sums[ArmSum::Finished], sums[ArmSum::Units],
                   kMostPendingPct);
}

std::vector<ArmCheck> armChecks(const ArmComparison& comparison, const ArmPair& pair,
                                const ArmCrossings& crossings) {
    return Checks(comparison, pair, crossings).take();
}

bool isSampleRatioFailed(const ArmComparison& comparison) {
    return !comparison.query.shares.empty() && sampleRatio(comparison).isMismatch();
}

} // namespace ms::analysis
