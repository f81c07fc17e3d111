// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/scenario/class_table.h"

#include "models/core/at_once.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>

namespace ms::scenario {

namespace {

constexpr std::uint32_t kNone = UINT32_MAX;
constexpr std::size_t kStopMask = 0xFFFF; // looks at the stop token every 65,536 attempts

/// What a single attempt adds to what its cell says.
struct Variation {
    std::uint32_t outside = 0; // levers whose bounds on tokens leave it out
    std::uint64_t marks = 0;
    std::uint64_t truncated = 0;
    std::array<std::uint32_t, kMostTargets> cards{};
    bool isRepriceable = true;
    friend auto operator<=>(const Variation&, const Variation&) = default;
};

/// The classes of a stretch of attempts.
class Classifier {
public:
    Classifier(const Scenario& scenario, const Traffic& traffic, const EventMarks& marks)
        : m_scenario{scenario}, m_traffic{traffic}, m_marks{marks}, m_sums{leverSum(
                                                                        scenario.levers.size())},
          m_unpriced(traffic.cells.size()) {
        for (std::size_t l = 0; l < scenario.levers.size(); ++l) {
            const LeverMarks& own = marks.levers[l];
            if (own.hasBounds)
                m_bounded.push_back(l);
            if (!own.isMarked.empty())
                m_marking.push_back(l);
            if (!own.readTokens.empty())
                m_reading.push_back(l);
            if (scenario.levers[l].kind == LeverKind::OutputCap)
                m_caps.push_back(l);
        }
    }

    void add(std::size_t begin, std::size_t end, const std::stop_token& stop) {
        for (std::size_t i = begin; i < end; ++i) {
            if ((i & kStopMask) == 0 && stop.stop_requested())
                return;
            addAttempt(i);
        }
    }

    struct Key {
        Variation variation;
        std::uint32_t cell;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    /// The same classes, also those of `other`.
    void merge(const Classifier& other) {
        for (const auto& [variation, number] : other.m_numbers)
            for (std::uint32_t cell = 0; cell < other.m_classOf[number].size(); ++cell) {
                const std::uint32_t theirs = other.m_classOf[number][cell];
                if (theirs == kNone)
                    continue;
                ClassSums& sums = m_classes[classOf(numberOf(variation), cell)];
                for (std::size_t s = 0; s < m_sums; ++s)
                    sums[s] += other.m_classes[theirs][s];
            }
        for (std::size_t cell = 0; cell < m_unpriced.size(); ++cell)
            m_unpriced[cell] += other.m_unpriced[cell];
        m_unsplit += other.m_unsplit;
    }

    ClassTable take(const std::vector<std::vector<std::uint32_t>>& matched) {
        ClassTable table;
        table.unpriced = std::move(m_unpriced);
        table.unsplit = m_unsplit;
        std::map<Pattern, std::uint32_t> numbers;
        for (std::uint32_t cell = 0; cell < m_traffic.cells.size(); ++cell)
            for (const auto& [variation, number] : m_numbers) {
                const std::uint32_t own =
                    cell < m_classOf[number].size() ? m_classOf[number][cell] : kNone;
                if (own == kNone)
                    continue;
                const Pattern pattern = patternOf(variation, cell, matched);
                const auto [place, isNew] =
                    numbers.emplace(pattern, std::uint32_t(table.patterns.size()));
                if (isNew) {
                    table.patterns.push_back(pattern);
                    table.patternSums.emplace_back(m_sums);
                }
                ClassSums& sums = table.patternSums[place->second];
                for (std::size_t s = 0; s < m_sums; ++s)
                    sums[s] += m_classes[own][s];
                table.classes.push_back({cell, place->second, std::move(m_classes[own])});
            }
        return table;
    }

private:
    void addAttempt(std::size_t i) {
        const std::uint32_t cell = m_traffic.cellOf[i];
        if (m_traffic.of(Figure::Unpriced, i) != 0) {
            ++m_unpriced[cell];
            return;
        }
        const Variation variation = variationOf(i);
        if (!m_last || variation != *m_last) {
            m_last = variation;
            m_lastNumber = numberOf(variation);
        }
        addFigures(m_classes[classOf(m_lastNumber, cell)], i, variation);
    }

    Variation variationOf(std::size_t i) const {
        Variation variation;
        const std::int64_t output = m_traffic.of(Figure::OutputTokens, i);
        for (const std::size_t l : m_bounded) {
            const Match& match = m_scenario.levers[l].match;
            if (!match.promptTokens.contains(m_traffic.promptTokens(i)) ||
                !match.outputTokens.contains(output))
                variation.outside |= 1U << l;
        }
        for (const std::size_t l : m_marking)
            variation.marks |= std::uint64_t(m_marks.levers[l].isMarked[i] != 0) << l;
        for (const std::size_t l : m_caps)
            variation.truncated |= truncatedWays(l, output);
        for (std::size_t t = 0; t < m_marks.targets.size(); ++t)
            variation.cards[t] = m_marks.targets[t].card(i);
        variation.isRepriceable = m_traffic.of(Figure::Priced, i) != 0;
        return variation;
    }

    std::uint64_t truncatedWays(std::size_t lever, std::int64_t output) const {
        const std::int64_t cap = m_scenario.levers[lever][Field::Cap];
        std::uint64_t ways = output > cap ? 1 : 0;
        for (std::size_t t = 0; t < m_marks.targets.size(); ++t) {
            const Lever& route = m_scenario.levers[m_marks.targets[t].lever];
            if (core::Int128(output) * route[Field::OutputRatio] > core::Int128(cap) * kBillion)
                ways |= std::uint64_t(2) << t;
        }
        return ways << (lever * (kMostTargets + 1));
    }

    void addFigures(ClassSums& sums, std::size_t i, const Variation& variation) {
        const auto add = [&](Sum sum, std::int64_t figure) { sums[std::size_t(sum)] += figure; };
        const auto of = [&](Figure figure) { return m_traffic.of(figure, i); };
        add(Sum::Calls, of(Figure::OwnCache) != 0 ? 0 : 1);
        add(Sum::Requests, of(Figure::Starts));
        add(Sum::InputCost, of(Figure::InputCost));
        add(Sum::ReadCost, of(Figure::ReadCost));
        add(Sum::WriteCost, of(Figure::WriteCost));
        add(Sum::OutputCost, of(Figure::OutputCost));
        const std::int64_t other = of(Figure::Cost) - of(Figure::InputCost) - of(Figure::ReadCost) -
                                   of(Figure::WriteCost) - of(Figure::OutputCost);
        add(Sum::OtherCost, other);
        m_unsplit += of(Figure::Priced) == 0 && other != 0 ? 1 : 0;
        add(Sum::ReadAsInput, of(Figure::ReadAsInput));
        add(Sum::WriteAsInput, of(Figure::WriteAsInput));
        add(Sum::InputTokens, of(Figure::InputTokens));
        add(Sum::ReadTokens, of(Figure::ReadTokens));
        add(Sum::Write5mTokens, of(Figure::WriteTokens) - of(Figure::Write1hTokens));
        add(Sum::Write1hTokens, of(Figure::Write1hTokens));
        add(Sum::OutputTokens, of(Figure::OutputTokens));
        for (const std::size_t l : m_caps)
            if ((variation.truncated >> (l * (kMostTargets + 1)) & 1) != 0)
                sums[leverSum(l)] += core::divideRounded(
                    core::Int128(of(Figure::OutputCost)) * m_scenario.levers[l][Field::Cap],
                    of(Figure::OutputTokens), core::Rounding::HalfEven);
        for (const std::size_t l : m_marking)
            if (!m_marks.levers[l].isLost.empty())
                sums[leverSum(l)] += m_marks.levers[l].isLost[i];
        for (const std::size_t l : m_reading) {
            const std::int64_t tokens = m_marks.levers[l].readTokens[i];
            sums[leverSum(l)] += tokens;
            if (tokens > 0)
                sums[leverSum(l) + 1] +=
                    core::divideRounded(core::Int128(of(Figure::InputCost)) * tokens,
                                        of(Figure::InputTokens), core::Rounding::HalfEven);
        }
    }

    std::uint32_t numberOf(const Variation& variation) {
        // Attempts alternate between a few variations.
        for (const auto& [recent, number] : m_recent)
            if (recent == variation)
                return number;
        const std::uint32_t number = enteredNumberOf(variation);
        if (m_recent.size() < kRecent)
            m_recent.emplace_back(variation, number);
        else
            m_recent[number % kRecent] = {variation, number};
        return number;
    }

    std::uint32_t enteredNumberOf(const Variation& variation) {
        const auto [place, isNew] = m_numbers.emplace(variation, std::uint32_t(m_classOf.size()));
        if (isNew)
            m_classOf.emplace_back(m_traffic.cells.size(), kNone);
        return place->second;
    }

    std::uint32_t classOf(std::uint32_t variation, std::uint32_t cell) {
        std::uint32_t& number = m_classOf[variation][cell];
        if (number == kNone) {
            number = std::uint32_t(m_classes.size());
            m_classes.emplace_back(m_sums);
        }
        return number;
    }

    static Pattern patternOf(const Variation& variation, std::uint32_t cell,
                             const std::vector<std::vector<std::uint32_t>>& matched) {
        Pattern pattern;
        for (const std::vector<std::uint32_t>& way : matched)
            pattern.matched.push_back(way[cell] & ~variation.outside);
        pattern.marks = variation.marks;
        pattern.truncated = variation.truncated;
        pattern.cards = variation.cards;
        pattern.isRepriceable = variation.isRepriceable;
        return pattern;
    }

    const Scenario& m_scenario;
    const Traffic& m_traffic;
    const EventMarks& m_marks;
    std::size_t m_sums;
    std::vector<std::size_t> m_bounded;
    std::vector<std::size_t> m_marking;
    std::vector<std::size_t> m_caps;
    std::vector<std::size_t> m_reading;
    std::optional<Variation> m_last;
    std::uint32_t m_lastNumber = 0;
    static constexpr std::size_t kRecent = 16;
    std::vector<std::pair<Variation, std::uint32_t>> m_recent;
    std::map<Variation, std::uint32_t> m_numbers;
    std::vector<std::vector<std::uint32_t>> m_classOf; // by variation, then cell
    std::vector<ClassSums> m_classes;
    std::vector<std::int64_t> m_unpriced; // by cell
    std::int64_t m_unsplit = 0;
};

} // namespace

core::Result<ClassTable> classify(const Scenario& scenario, const Traffic& traffic,
                                  const EventMarks& marks, std::stop_token stop) {
    std::vector<std::vector<std::uint32_t>> matched{matchedLevers(scenario, traffic, nullptr)};
    for (const Target& target : marks.targets)
        matched.push_back(matchedLevers(scenario, traffic, &scenario.levers[target.lever]));
    Classifier first(scenario, traffic, marks);
    Classifier second(scenario, traffic, marks);
    const std::size_t middle = traffic.size() / 2;
    core::atOnce(
        {[&] { first.add(0, middle, stop); }, [&] { second.add(middle, traffic.size(), stop); }});
    if (stop.stop_requested())
        return core::Error{core::Error::Code::Cancelled, "The replay was stopped.", {}};
    first.merge(second);
    return first.take(matched);
}

} // namespace ms::scenario
