// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/unit_cohorts.h"

#include "models/analysis/averages.h"
#include "models/core/at_once.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace ms::analysis {

using query::Dimension;
using query::Grain;
using query::Measure;

namespace {

constexpr std::int32_t kBaselineDays = 28;
constexpr std::size_t kPromptTokens = 2; // of units by week: see UnitCohorts::totals

std::uint32_t weekOf(const std::string& day) {
    const auto parsed = core::parseDay(day);
    return parsed ? std::uint32_t((parsed->number + 3) / 7) : 0; // weeks begin on Mondays
}

/// What the units of one group have in common.
struct GroupFacts {
    std::uint32_t key = 0; // number of its values of cohortDimensions
    std::uint32_t week = 0;
    bool isAsked = true; // begins in the period of the question
};

struct Groups {
    std::vector<GroupFacts> facts;              // by group of the answer
    std::vector<std::vector<std::string>> keys; // by number
};

Groups groupsOf(const query::EntityTotals& totals, Grain grain, const core::TimeRange& range,
                const core::Zone& zone) {
    const auto dimensions = std::ptrdiff_t(cohortDimensions(grain).size());
    Groups groups;
    std::map<std::vector<std::string>, std::uint32_t> numbers;
    for (const std::vector<std::string>& group : totals.groups) {
        std::vector<std::string> own(group.begin(), group.begin() + dimensions);
        const auto [found, isNew] = numbers.try_emplace(own, std::uint32_t(groups.keys.size()));
        if (isNew)
            groups.keys.push_back(own);
        GroupFacts facts{found->second, 0, true};
        if (isByWeek(grain)) {
            facts.week = weekOf(group.back());
            const auto day = core::parseDay(group.back());
            facts.isAsked = !range.from || (day && !(*day < zone.dayOf(*range.from)));
        }
        groups.facts.push_back(facts);
    }
    return groups;
}

/// Where a unit belongs among all keys and bands.
std::uint32_t cellOf(const UnitCohorts& all, std::size_t unit, std::uint32_t key, bool hasBands) {
    const LengthBand band =
        hasBands ? lengthBandOf(all.totals.values[kPromptTokens][unit]) : LengthBand{};
    return key * std::uint32_t(kLengthBands) + std::uint32_t(band);
}

/// Numbers the cohorts of the units: the cells that have any, in order.
void findCohorts(UnitCohorts& all, Grain grain, const core::TimeRange& range,
                 const core::Zone& zone) {
    const Groups groups = groupsOf(all.totals, grain, range, zone);
    const bool hasBands = isByWeek(grain);
    const std::size_t units = all.totals.size();
    all.units.cohort.resize(units);
    all.units.week.resize(units);
    all.units.costs.resize(units);
    all.isAsked.resize(units);
    std::array<std::vector<std::uint8_t>, 2> isUsed; // by half, then cell
    isUsed.fill(std::vector<std::uint8_t>(groups.keys.size() * kLengthBands));
    core::inHalves(units, [&](std::size_t half, std::size_t from, std::size_t to) {
        std::vector<std::uint8_t>& used = isUsed[half];
        for (std::size_t unit = from; unit < to; ++unit) {
            const GroupFacts& facts = groups.facts[all.totals.groupOf[unit]];
            const std::uint32_t cell = cellOf(all, unit, facts.key, hasBands);
            used[cell] = 1;
            all.units.cohort[unit] = cell;
            all.units.week[unit] = facts.week;
            const bool isKnown = !hasBands || !all.isUnpriced(unit);
            all.units.costs[unit] = isKnown ? inUnits(all.costOf(unit)) : 0;
            all.isAsked[unit] = facts.isAsked ? 1 : 0;
        }
    });

    std::map<std::string, std::uint32_t> features;
    std::vector<std::uint32_t> numberOf(isUsed[0].size());
    for (std::size_t cell = 0; cell < numberOf.size(); ++cell) {
        if (isUsed[0][cell] == 0 && isUsed[1][cell] == 0)
            continue;
        numberOf[cell] = std::uint32_t(all.keysOf.size());
        all.keysOf.push_back(groups.keys[cell / kLengthBands]);
        all.bandOf.push_back(hasBands ? std::optional(LengthBand(cell % kLengthBands))
                                      : std::nullopt);
        const std::string& feature = all.keysOf.back().front();
        all.units.featureOf.push_back(
            features.try_emplace(feature, std::uint32_t(features.size())).first->second);
    }
    all.units.features = std::uint32_t(features.size());
    core::inHalves(units, [&](std::size_t, std::size_t from, std::size_t to) {
        for (std::size_t unit = from; unit < to; ++unit)
            all.units.cohort[unit] = numberOf[all.units.cohort[unit]];
    });
}

} // namespace

bool isByWeek(Grain grain) {
    return grain != Grain::User && grain != Grain::Tenant;
}

Dimension idDimension(Grain grain) {
    switch (grain) {
    case Grain::Action:
        return Dimension::Action;
    case Grain::Session:
        return Dimension::Session;
    case Grain::Unit:
        return Dimension::Unit;
    case Grain::User:
        return Dimension::User;
    case Grain::Tenant:
        return Dimension::Tenant;
    case Grain::Attempt:
    case Grain::Request:
        break;
    }
    return Dimension::Request;
}

std::vector<Dimension> cohortDimensions(Grain grain) {
    return isByWeek(grain) ? std::vector{Dimension::Feature, Dimension::Model}
                           : std::vector{Dimension::Tier};
}

query::Filter cohortFilter(Grain grain, const query::Filter& filter, const core::Zone& zone) {
    query::Filter wider = filter;
    if (isByWeek(grain) && filter.range.from) {
        const core::Day first = zone.dayOf(*filter.range.from);
        wider.range.from = zone.startOf({first.number - kBaselineDays});
    }
    return wider;
}

std::optional<UnitBaseline> baselineOf(std::size_t unit, const UnitCohorts& all,
                                       const stats::CohortBaselines& baselines) {
    const stats::Baseline* found = baselines.of(unit);
    if (found == nullptr)
        return std::nullopt;
    const std::uint32_t cohort = all.units.cohort[unit];
    UnitBaseline baseline;
    baseline.firstRow = all.totals.firstRow[unit];
    baseline.keys = all.keysOf[cohort];
    baseline.band = all.bandOf[cohort];
    baseline.level = found->level;
    baseline.units = found->units;
    baseline.usual = inMoney(found->usualCost());
    baseline.score = found->scoreOf(all.units.costs[unit]);
    std::vector<std::uint32_t> like = baselines.sampleFor(unit, all.totals.size());
    const auto middle = like.begin() + std::ptrdiff_t((like.size() - 1) / 2);
    const auto rankOf = [&](std::uint32_t one) {
        return std::pair(all.totals.values[0][one], all.totals.firstRow[one]);
    };
    std::nth_element(like.begin(), middle, like.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return rankOf(a) < rankOf(b); });
    baseline.middleRow = all.totals.firstRow[*middle];
    return baseline;
}

core::Result<UnitCohorts> unitCohorts(Grain grain, const query::Filter& filter,
                                      const query::EventSource& source, std::stop_token stop) {
    UnitCohorts all;
    all.filter = cohortFilter(grain, filter, source.lens().zone);
    query::EntityQuery ask{grain, cohortDimensions(grain), {}, all.filter, {}};
    ask.measures = {Measure::Cost, Measure::UnpricedAttempts};
    if (isByWeek(grain)) {
        ask.by.push_back(Dimension::Day);
        ask.measures.push_back(Measure::PromptTokens);
    }
    auto totals = source.entities(ask, std::move(stop));
    if (!totals)
        return totals.error();
    all.totals = *std::move(totals);
    findCohorts(all, grain, filter.range, source.lens().zone);
    return all;
}

} // namespace ms::analysis
