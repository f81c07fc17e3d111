// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/arm_scan.h"

#include "models/analysis/averages.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace ms::analysis {

using core::Int128;
using query::Dimension;
using query::EntityTotals;
using query::Grain;
using query::Measure;

namespace {

using Keys = std::vector<std::string>;
constexpr std::uint32_t kNotWanted = UINT32_MAX;

/// A sum as a statistic wants it: money in units of the currency.
double numberOf(ArmSum sum, Int128 value) {
    return sum == ArmSum::Cost || sum == ArmSum::UnitCost
               ? inUnits(core::MoneySum::fromPicos(value))
               : double(value);
}

double valueOf(ArmValue value, std::int64_t number) {
    return value == ArmValue::Latency ? numberOf(ArmSum::LatencyMs, number)
                                      : numberOf(ArmSum::Cost, number);
}

/// Texts as dense numbers, in order of appearance.
template <class Key>
class Numbers {
public:
    std::uint32_t of(const Key& key) {
        const auto [place, isNew] = m_numbers.emplace(key, std::uint32_t(m_numbers.size()));
        if (isNew)
            names.push_back(key);
        return place->second;
    }
    std::optional<std::uint32_t> find(const Key& key) const {
        const auto found = m_numbers.find(key);
        return found == m_numbers.end() ? std::nullopt : std::optional(found->second);
    }
    std::vector<Key> names;

private:
    std::map<Key, std::uint32_t> m_numbers;
};

struct MeasuredSum {
    Measure measure;
    ArmSum sum;
};
constexpr std::array kRequestSums{MeasuredSum{Measure::Cost, ArmSum::Cost},
                                  MeasuredSum{Measure::Attempts, ArmSum::Attempts},
                                  MeasuredSum{Measure::OutputTokens, ArmSum::OutputTokens},
                                  MeasuredSum{Measure::UnpricedAttempts, ArmSum::UnpricedAttempts},
                                  MeasuredSum{Measure::PromptTokens, ArmSum::PromptTokens}};
constexpr std::array kUnitSums{MeasuredSum{Measure::Cost, ArmSum::UnitCost},
                               MeasuredSum{Measure::Attempts, ArmSum::UnitAttempts},
                               MeasuredSum{Measure::PromptTokens, ArmSum::Count}}; // for bands only
constexpr std::size_t kUnitSumsWithoutBands = 2;
/// What is not simply added up: a value is known where none of its attempts is unknown.
constexpr std::array kLatency{MeasuredSum{Measure::LatencyMs, ArmSum::Count},
                              MeasuredSum{Measure::LatencyUnknown, ArmSum::Count}};
constexpr MeasuredSum kUnitsUnpriced{Measure::UnpricedAttempts, ArmSum::Count};

Grain grainOf(ArmValue value) {
    return value == ArmValue::UnitCost ? Grain::Unit : Grain::Request;
}
/// What a value is made of, and which of its attempts have none.
std::pair<Measure, Measure> measuresOf(ArmValue value) {
    return value == ArmValue::Latency ? std::pair{Measure::LatencyMs, Measure::LatencyUnknown}
                                      : std::pair{Measure::Cost, Measure::UnpricedAttempts};
}

/// Entities of one part, and where they belong.
struct Answer {
    Grain grain = Grain::Request;
    EntityTotals totals;
    std::vector<MeasuredSum> sums;                            // one a measure
    std::vector<std::uint32_t> arm, cluster, stratum, status; // by group; arm kNotWanted: no cell

    bool isWanted(std::size_t entity) const { return arm[totals.groupOf[entity]] != kNotWanted; }
    const std::vector<std::int64_t>& valuesOf(Measure measure) const {
        const auto at = std::find_if(sums.begin(), sums.end(), [&](const MeasuredSum& one) {
            return one.measure == measure;
        });
        return totals.values[std::size_t(at - sums.begin())];
    }
};

enum Status : std::uint32_t { kPending, kSucceeded, kFailed };

class Scan {
public:
    Scan(const ArmScanQuery& query, const query::EventSource& source)
        : m_query{query}, m_source{source} {
        for (const Keys& keys : query.arms)
            m_arms.of(keys);
    }

    core::Status ask(Grain grain, std::stop_token stop) {
        for (const ArmPart& part : m_query.parts) {
            Answer answer;
            answer.grain = grain;
            query::EntityQuery ask{grain, m_query.arm, {}, part.filter};
            ask.by.push_back(m_query.cluster);
            ask.by.insert(ask.by.end(), m_query.strata.begin(), m_query.strata.end());
            if (grain == Grain::Unit)
                ask.by.push_back(Dimension::Outcome);
            answer.sums = sumsOf(grain);
            for (const MeasuredSum& one : answer.sums)
                ask.measures.push_back(one.measure);
            auto totals = m_source.entities(ask, stop);
            if (!totals)
                return totals.error();
            answer.totals = *std::move(totals);
            placeGroups(answer, part);
            m_answers.push_back(std::move(answer));
        }
        return {};
    }

    ArmScan take() {
        ArmScan scan;
        if (m_query.hasLengthBands)
            scan.bandEnds = bandEndsOf(Grain::Request);
        const std::vector<std::int64_t> unitEnds =
            m_query.hasLengthBands ? bandEndsOf(Grain::Unit) : std::vector<std::int64_t>{};
        for (const Answer& answer : m_answers)
            addCells(answer, answer.grain == Grain::Unit ? unitEnds : scan.bandEnds);
        nameStrata(scan);
        for (const ArmValue value : m_query.samples)
            scan.samples[std::size_t(value)] = samplesOf(value);
        for (auto& [place, cell] : m_cells)
            scan.cells.push_back(cell);
        scan.arms = m_arms.names;
        scan.clusters = m_clusters.names;
        return scan;
    }

private:
    std::vector<MeasuredSum> sumsOf(Grain grain) const {
        if (grain == Grain::Request) {
            std::vector<MeasuredSum> sums(kRequestSums.begin(), kRequestSums.end());
            if (m_query.hasLatency || isSampled(ArmValue::Latency))
                sums.insert(sums.end(), kLatency.begin(), kLatency.end());
            return sums;
        }
        const std::size_t count = m_query.hasLengthBands ? kUnitSums.size() : kUnitSumsWithoutBands;
        std::vector<MeasuredSum> sums(kUnitSums.begin(), kUnitSums.begin() + std::ptrdiff_t(count));
        if (isSampled(ArmValue::UnitCost))
            sums.push_back(kUnitsUnpriced);
        return sums;
    }

    bool isSampled(ArmValue value) const {
        return std::find(m_query.samples.begin(), m_query.samples.end(), value) !=
               m_query.samples.end();
    }

    /// Every thing of the arms whose value is known.
    std::vector<stats::ClusteredSample> samplesOf(ArmValue value) const {
        std::vector<std::vector<stats::ClusteredValue>> byArm(m_arms.names.size());
        const auto [known, unknown] = measuresOf(value);
        for (const Answer& answer : m_answers) {
            if (answer.grain != grainOf(value))
                continue;
            const auto &values = answer.valuesOf(known), &gaps = answer.valuesOf(unknown);
            for (std::size_t i = 0; i < values.size(); ++i) {
                const std::uint32_t group = answer.totals.groupOf[i];
                if (answer.arm[group] != kNotWanted && gaps[i] == 0)
                    byArm[answer.arm[group]].push_back(
                        {answer.cluster[group], valueOf(value, values[i])});
            }
        }
        std::vector<stats::ClusteredSample> samples;
        for (std::vector<stats::ClusteredValue>& rows : byArm)
            samples.emplace_back(std::move(rows));
        return samples;
    }

    void placeGroups(Answer& answer, const ArmPart& part) {
        const std::size_t armKeys = m_query.arm.size();
        for (const Keys& keys : answer.totals.groups) {
            const auto at = [&](std::size_t i) { return keys.begin() + std::ptrdiff_t(i); };
            Keys arm(keys.begin(), at(armKeys));
            if (!part.label.empty())
                arm = {part.label};
            const auto known =
                m_query.arms.empty() ? std::optional(m_arms.of(arm)) : m_arms.find(arm);
            answer.arm.push_back(known.value_or(kNotWanted));
            answer.cluster.push_back(known ? m_clusters.of(keys[armKeys]) : 0);
            const auto firstStratum = at(armKeys + 1);
            const Keys stratum(firstStratum, firstStratum + std::ptrdiff_t(m_query.strata.size()));
            answer.stratum.push_back(known ? m_strata.of(stratum) : 0);
            const std::string& outcome = keys.back();
            answer.status.push_back(answer.grain == Grain::Request ? kPending
                                    : outcome == "success"         ? kSucceeded
                                    : outcome == "failed"          ? kFailed
                                                                   : kPending);
        }
    }

    /// The most prompt tokens of the first and of the second third.
    std::vector<std::int64_t> bandEndsOf(Grain grain) const {
        std::vector<std::int64_t> pooled;
        for (const Answer& answer : m_answers) {
            if (answer.grain != grain)
                continue;
            const std::vector<std::int64_t>& prompts = answer.valuesOf(Measure::PromptTokens);
            for (std::size_t i = 0; i < prompts.size(); ++i)
                if (answer.isWanted(i))
                    pooled.push_back(prompts[i]);
        }
        std::vector<std::int64_t> ends;
        for (std::size_t band = 1; band < kArmLengthBands && !pooled.empty(); ++band) {
            const std::size_t rank = (pooled.size() * band - 1) / kArmLengthBands;
            std::nth_element(pooled.begin(), pooled.begin() + std::ptrdiff_t(rank), pooled.end());
            ends.push_back(pooled[rank]);
        }
        return ends;
    }

    void addCells(const Answer& answer, const std::vector<std::int64_t>& bandEnds) {
        constexpr std::size_t kBands = kArmLengthBands;
        std::vector<ArmSums> byGroup(answer.totals.groups.size() * kBands);
        const std::vector<std::int64_t>* const prompts =
            m_query.hasLengthBands ? &answer.valuesOf(Measure::PromptTokens) : nullptr;
        const auto placeOf = [&](std::size_t entity) {
            const std::size_t band =
                prompts == nullptr ? 0
                                   : std::size_t(std::lower_bound(bandEnds.begin(), bandEnds.end(),
                                                                  (*prompts)[entity]) -
                                                 bandEnds.begin());
            return answer.totals.groupOf[entity] * kBands + band;
        };
        std::vector<std::uint32_t> place(answer.totals.size());
        for (std::size_t i = 0; i < place.size(); ++i) {
            place[i] = std::uint32_t(placeOf(i));
            ++byGroup[place[i]][answer.grain == Grain::Unit ? ArmSum::Units : ArmSum::Requests];
        }
        for (std::size_t m = 0; m < answer.sums.size(); ++m) {
            const ArmSum sum = answer.sums[m].sum;
            for (std::size_t i = 0; sum != ArmSum::Count && i < place.size(); ++i)
                byGroup[place[i]][sum] += answer.totals.values[m][i];
        }
        if (answer.grain == Grain::Request && m_query.hasLatency)
            addLatency(answer, place, byGroup);
        for (std::size_t at = 0; at < byGroup.size(); ++at)
            addCell(answer, at / kBands, std::uint32_t(at % kBands), byGroup[at]);
    }

    static void addLatency(const Answer& answer, const std::vector<std::uint32_t>& place,
                           std::vector<ArmSums>& byGroup) {
        const auto& millis = answer.valuesOf(Measure::LatencyMs);
        const auto& unknown = answer.valuesOf(Measure::LatencyUnknown);
        for (std::size_t i = 0; i < place.size(); ++i) {
            if (unknown[i] > 0)
                continue;
            byGroup[place[i]][ArmSum::LatencyMs] += millis[i];
            ++byGroup[place[i]][ArmSum::TimedRequests];
        }
    }

    void addCell(const Answer& answer, std::size_t group, std::uint32_t band, ArmSums& sums) {
        if (answer.arm[group] == kNotWanted ||
            (sums[ArmSum::Units] == 0 && sums[ArmSum::Requests] == 0))
            return;
        if (answer.status[group] == kSucceeded)
            sums[ArmSum::Successful] = sums[ArmSum::Units];
        if (answer.status[group] != kPending)
            sums[ArmSum::Finished] = sums[ArmSum::Units];
        const std::uint32_t stratum =
            m_query.hasLengthBands ? answer.stratum[group] * std::uint32_t(kArmLengthBands) + band
                                   : answer.stratum[group];
        ArmCell& cell = m_cells[{answer.arm[group], answer.cluster[group], stratum}];
        cell.arm = answer.arm[group];
        cell.cluster = answer.cluster[group];
        cell.stratum = stratum;
        cell.sums += sums;
    }

    void nameStrata(ArmScan& scan) const {
        for (const Keys& keys : m_strata.names) {
            if (!m_query.hasLengthBands) {
                scan.strata.push_back(keys);
                continue;
            }
            for (std::size_t band = 0; band < kArmLengthBands; ++band) {
                scan.strata.push_back(keys);
                scan.strata.back().emplace_back(lengthBandName(band));
            }
        }
    }

    const ArmScanQuery& m_query;
    const query::EventSource& m_source;
    Numbers<Keys> m_arms, m_strata;
    Numbers<std::string> m_clusters;
    std::vector<Answer> m_answers;
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, ArmCell> m_cells;
};

} // namespace

ArmSums ArmScan::sumsOf(std::size_t arm) const {
    ArmSums sums;
    for (const ArmCell& cell : cells)
        if (cell.arm == arm)
            sums += cell.sums;
    return sums;
}

std::vector<stats::StratumTotals>
ArmScan::totalsOf(std::size_t arm, ArmMetric metric,
                  const std::vector<std::uint32_t>* groupOfStratum) const {
    const ArmMetricFacts& facts = factsOf(metric);
    std::vector<stats::StratumTotals> totals;
    for (const ArmCell& cell : cells) {
        if (cell.arm != arm)
            continue;
        stats::StratumTotals& one = totals.emplace_back();
        one.cluster = cell.cluster;
        one.stratum = groupOfStratum ? (*groupOfStratum)[cell.stratum] : 0;
        one.numerator = numberOf(facts.numerator, cell.sums[facts.numerator]);
        one.denominator = numberOf(facts.denominator, cell.sums[facts.denominator]);
    }
    return totals;
}

core::Result<ArmScan> scanArms(const ArmScanQuery& query, const query::EventSource& source,
                               std::stop_token stop) {
    Scan scan(query, source);
    for (const Grain grain : {Grain::Request, Grain::Unit})
        if (const core::Status asked = scan.ask(grain, stop); !asked)
            return asked.error();
    return scan.take();
}

std::string_view lengthBandName(std::size_t band) {
    return band == 0 ? "short" : band + 1 == kArmLengthBands ? "long" : "medium";
}

} // namespace ms::analysis
