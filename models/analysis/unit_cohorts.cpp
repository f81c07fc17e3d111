// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/unit_cohorts.h"

#include "models/analysis/averages.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ms::analysis {

using core::Int128;
using query::Dimension;
using query::Grain;
using query::Measure;

namespace {

constexpr std::int32_t kBaselineDays = 28;

std::uint32_t weekOf(const std::string& day) {
    const auto parsed = core::parseDay(day);
    return parsed ? std::uint32_t((parsed->number + 3) / 7) : 0; // weeks begin on Mondays
}

/// Numbers the cohorts of the units.
void findCohorts(UnitCohorts& all, Grain grain, const core::TimeRange& range,
                 const core::Zone& zone) {
    const query::EntityTotals& totals = all.totals;
    const std::size_t dimensions = cohortDimensions(grain).size();
    std::map<std::vector<std::string>, std::uint32_t> features;
    std::map<std::vector<std::string>, std::uint32_t> keyNumbers;
    std::vector<std::uint32_t> keyOf; // by group
    std::vector<std::uint32_t> weekOfGroup;
    std::vector<std::uint8_t> isAsked;
    std::vector<std::vector<std::string>> keys;
    for (const std::vector<std::string>& group : totals.groups) {
        std::vector<std::string> own(group.begin(), group.begin() + std::ptrdiff_t(dimensions));
        const auto [found, isNew] = keyNumbers.try_emplace(own, std::uint32_t(keys.size()));
        if (isNew)
            keys.push_back(own);
        keyOf.push_back(found->second);
        weekOfGroup.push_back(isByWeek(grain) ? weekOf(group.back()) : 0);
        const auto day = isByWeek(grain) ? core::parseDay(group.back()) : core::Error{};
        isAsked.push_back(!isByWeek(grain) || !range.from ||
                          (day && !(*day < zone.dayOf(*range.from))));
    }
    const bool hasBands = isByWeek(grain);
    constexpr std::uint32_t kNone = UINT32_MAX;
    std::vector<std::uint32_t> numberOf(keys.size() * kLengthBands, kNone);
    for (std::size_t unit = 0; unit < totals.size(); ++unit) {
        const std::uint32_t group = totals.groupOf[unit];
        std::optional<LengthBand> band;
        if (hasBands) {
            Int128 prompt = 0;
            for (std::size_t m = 2; m < totals.values.size(); ++m)
                prompt += totals.values[m][unit];
            band = lengthBandOf(prompt);
        }
        std::uint32_t& number =
            numberOf[keyOf[group] * kLengthBands + std::size_t(band.value_or(LengthBand::UpTo1k))];
        if (number == kNone) {
            number = std::uint32_t(all.keysOf.size());
            all.keysOf.push_back(keys[keyOf[group]]);
            all.bandOf.push_back(band);
            const std::vector<std::string> feature{keys[keyOf[group]].front()};
            all.units.featureOf.push_back(
                features.try_emplace(feature, std::uint32_t(features.size())).first->second);
        }
        all.units.cohort.push_back(number);
        all.units.week.push_back(weekOfGroup[group]);
        const bool isKnown = !isByWeek(grain) || !all.isUnpriced(unit);
        all.units.costs.push_back(isKnown ? inUnits(all.costOf(unit)) : 0);
        all.isAsked.push_back(isAsked[group]);
    }
    all.units.features = std::uint32_t(features.size());
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
        ask.measures.insert(ask.measures.end(), {Measure::InputTokens, Measure::CacheReadTokens,
                                                 Measure::CacheWriteTokens});
    }
    auto totals = source.entities(ask, std::move(stop));
    if (!totals)
        return totals.error();
    all.totals = *std::move(totals);
    findCohorts(all, grain, filter.range, source.lens().zone);
    return all;
}

} // namespace ms::analysis
