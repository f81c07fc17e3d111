// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/assumption_diff.h"

#include "models/scenario/document.h"
#include "models/scenario/match_text.h"

#include <algorithm>
#include <functional>

namespace ms::scenario {

namespace {

using Text = std::optional<std::string>;
/// What one scenario states of something; nothing where it does not have it.
using Stated = std::function<Text(std::size_t scenario)>;

constexpr std::size_t kNone = SIZE_MAX;

std::size_t nthOf(const Scenario& scenario, LeverKind kind, std::size_t nth) {
    for (std::size_t l = 0; l < scenario.levers.size(); ++l)
        if (scenario.levers[l].kind == kind && nth-- == 0)
            return l;
    return kNone;
}

std::string modeText(const Lever& lever) {
    if (lever.kind == LeverKind::Quota)
        return lever.quotaMode == QuotaMode::Overage ? "overage" : "block";
    if (lever.kind != LeverKind::ResponseCache && lever.kind != LeverKind::PromptCache)
        return {};
    if (lever.cacheMode == CacheMode::Assumed)
        return "assumed";
    return std::string("replay, ") + (lever.evictsLeastOften ? "lfu" : "lru") +
           (lever.isSliding ? ", sliding" : "");
}

std::string allOr(std::string text) {
    return text.empty() ? std::string("all calls") : text;
}

std::string rangeText(const Scenario& scenario, std::size_t lever, Field field) {
    for (const Range& range : scenario.ranges)
        if (range.lever == lever && range.field == field)
            return numberText(field, range.low) + " to " + numberText(field, range.high);
    return "none";
}

class Differ {
public:
    explicit Differ(std::span<const Scenario> scenarios) : m_scenarios{scenarios} {}

    std::vector<AssumptionDiff> find() {
        add({}, "calls", [&](std::size_t s) {
            return Text(allOr(matchText({m_scenarios[s].where, {}, {}})));
        });
        for (std::size_t k = 0; k < kLeverKinds; ++k)
            for (std::size_t nth = 0; hasAny(LeverKind(k), nth); ++nth)
                addLever(LeverKind(k), nth);
        return std::move(m_diffs);
    }

private:
    bool hasAny(LeverKind kind, std::size_t nth) const {
        return std::any_of(m_scenarios.begin(), m_scenarios.end(), [&](const Scenario& scenario) {
            return nthOf(scenario, kind, nth) != kNone;
        });
    }

    void addLever(LeverKind kind, std::size_t nth) {
        std::vector<std::size_t> places;
        for (const Scenario& scenario : m_scenarios)
            places.push_back(nthOf(scenario, kind, nth));
        const auto lever = [&](std::size_t s) -> const Lever& {
            return m_scenarios[s].levers[places[s]];
        };
        const auto there = std::find_if(places.begin(), places.end(),
                                        [](std::size_t place) { return place != kNone; });
        const std::string title = lever(std::size_t(there - places.begin())).title();
        if (std::count(places.begin(), places.end(), kNone) > 0)
            return add(title, "lever", [&](std::size_t s) {
                return places[s] == kNone ? Text() : Text(statedText(lever(s)));
            });
        add(title, "match", [&](std::size_t s) { return allOr(matchText(lever(s).match)); });
        add(title, "model", [&](std::size_t s) {
            return lever(s).provider.empty() ? lever(s).model
                                             : lever(s).provider + "/" + lever(s).model;
        });
        add(title, "mode", [&](std::size_t s) { return modeText(lever(s)); });
        for (const Field field : fieldsOf(kind)) {
            const std::string name(infoOf(field).name);
            add(title, name, [&](std::size_t s) { return numberText(field, lever(s)[field]); });
            add(title, "range of " + name,
                [&](std::size_t s) { return rangeText(m_scenarios[s], places[s], field); });
        }
    }

    void add(const std::string& lever, std::string what, const Stated& stated) {
        AssumptionDiff diff{lever, std::move(what), {}};
        for (std::size_t s = 0; s < m_scenarios.size(); ++s)
            diff.stated.push_back(stated(s));
        const bool isSame = std::all_of(diff.stated.begin(), diff.stated.end(),
                                        [&](const Text& text) { return text == diff.stated[0]; });
        if (!isSame)
            m_diffs.push_back(std::move(diff));
    }

    std::span<const Scenario> m_scenarios;
    std::vector<AssumptionDiff> m_diffs;
};

} // namespace

std::string statedText(const Lever& lever) {
    std::string words;
    for (const Field field : fieldsOf(lever.kind)) {
        const FieldInfo& info = infoOf(field);
        if (lever[field] == info.standard && !info.isRequired)
            continue;
        words += words.empty() ? "" : ", ";
        words += std::string(info.name) + " " + numberText(field, lever[field]);
    }
    if (lever.kind == LeverKind::Route)
        words = "to " + lever.model + (words.empty() ? "" : ", " + words);
    return words;
}

std::vector<AssumptionDiff> assumptionsThatDiffer(std::span<const Scenario> scenarios) {
    return Differ(scenarios).find();
}

} // namespace ms::scenario
