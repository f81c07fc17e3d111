// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/timeline_words.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/analysis/unit_cohorts.h"

namespace ms::report {

using analysis::countWords;
using analysis::durationWords;
using analysis::KnownSum;
using analysis::NotCompared;
using analysis::Timeline;
using analysis::UnitFigures;
using core::Int128;
using core::MoneySum;
using query::Dimension;
using query::Grain;

namespace {

std::string nothingFound(const Timeline& timeline) {
    if (timeline.query.id.empty())
        return "No " + nounOf(timeline) + " is chosen.";
    return "This selection has no " + nounOf(timeline) + " '" + timeline.query.id + "'.";
}

/// "412 requests of chat, small, 1k-4k prompt tokens".
std::string likeWords(const Timeline& timeline) {
    const analysis::UnitBaseline& baseline = timeline.baseline;
    const std::string units = countWords(Int128(baseline.units), nounOf(timeline));
    if (baseline.level == stats::CohortLevel::All)
        return units + " of all kinds";
    std::string keys;
    for (const std::string& key : baseline.keys) {
        if (!keys.empty() && baseline.level == stats::CohortLevel::Feature)
            break;
        keys += (keys.empty() ? "" : ", ") + (key.empty() ? std::string("(not given)") : key);
    }
    if (baseline.level == stats::CohortLevel::Cohort && baseline.band)
        keys += ", " + std::string(nameOf(*baseline.band)) + " prompt tokens";
    return units + " of " + keys;
}

} // namespace

std::string nounOf(const Timeline& timeline) {
    return std::string(nameOf(timeline.query.grain));
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = char(text[0] - 'a' + 'A');
    return text;
}

Cell secondsCell(const std::optional<std::int64_t>& micros) {
    return micros ? cellOf(analysis::shareOf(Int128(*micros), Int128(core::kMicrosPerSecond)))
                  : Cell{};
}

std::optional<Int128> known(const KnownSum& sum, const UnitFigures& figures) {
    return sum.unknown < figures.attempts ? std::optional(sum.sum) : std::nullopt;
}
std::optional<MoneySum> knownCost(const UnitFigures& figures) {
    return figures.unpriced < figures.attempts ? std::optional(figures.cost) : std::nullopt;
}

std::vector<query::Condition> unitConditions(const Timeline& timeline) {
    const Dimension dimension = analysis::idDimension(timeline.query.grain);
    if (timeline.query.grain == Grain::Unit)
        return conditionsOf({Dimension::UnitType, dimension},
                            {timeline.unitType, timeline.query.id});
    return conditionsOf({dimension}, {timeline.query.id});
}

std::vector<std::string> adviceToFind(const Timeline& timeline) {
    if (timeline.query.id.empty())
        return {"Enter on a row of Requests, Actions or Units shows it here; so does an id that is "
                "typed under Settings."};
    return {"It is looked for by its id as the log states it, in the period and environments of "
            "this question and in the four weeks before."};
}

std::string medianName(const Timeline& timeline) {
    return timeline.median.id.empty() ? "one without an id" : timeline.median.id;
}

std::string timelineFinding(const Timeline& timeline, const Context& context) {
    const UnitFigures& figures = timeline.figures;
    if (timeline.reason == NotCompared::NothingFound)
        return nothingFound(timeline);
    std::string text = capitalised(nounOf(timeline)) + " " + timeline.query.id + ": " +
                       countWords(Int128(timeline.matching), "attempt");
    if (figures.requests > 1)
        text += " of " + countWords(Int128(figures.requests), "request");
    if (figures.wallTime)
        text += " over " + durationWords(*figures.wallTime);
    const auto cost = knownCost(figures);
    if (!cost)
        return text + ", cost unknown.";
    text += ", " + analysis::moneyWords(*cost, context.currency);
    const MoneySum middle = timeline.median.figures.cost;
    if (timeline.reason == NotCompared::No && timeline.median.isSame)
        text += ", the median of " + likeWords(timeline);
    else if (timeline.reason == NotCompared::No && middle > MoneySum())
        text += ": " + analysis::timesWords(*cost, middle) + " the " +
                analysis::moneyWords(middle, context.currency) + " of the one in the middle of " +
                likeWords(timeline);
    return text + ".";
}

void noteComparison(std::vector<std::string>& notes, const Timeline& timeline) {
    const std::string noun = nounOf(timeline);
    switch (timeline.reason) {
    case NotCompared::No:
        notes.push_back("The median " + noun + ", " + medianName(timeline) +
                        ", is the one in the middle by "
                        "cost of " +
                        likeWords(timeline) + " in the four weeks that end with its own.");
        break;
    case NotCompared::CostUnknown:
        notes.push_back("It is compared with none: the cost of " +
                        countWords(Int128(timeline.figures.unpriced), "attempt") + " is unknown.");
        break;
    case NotCompared::WithoutCost:
        notes.push_back("It is compared with none: it has no cost.");
        break;
    case NotCompared::TooFewAlike:
        notes.push_back("It is compared with none: there are fewer than " +
                        countWords(Int128(timeline.query.leastUnits), noun) +
                        " with a known cost in its four weeks.");
        break;
    case NotCompared::NothingFound:
        break;
    }
    if (timeline.sameId > 0)
        notes.push_back(countWords(Int128(timeline.sameId), noun) +
                        " of other types have this id; this one, of type '" + timeline.unitType +
                        "', costs most.");
}

} // namespace ms::report
