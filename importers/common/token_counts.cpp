// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/token_counts.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace ms::importers {

using core::EventRecord;
using core::Flag;
using core::kUnknownNumber;
using core::NumberColumn;
using core::TextColumn;

namespace {

bool isKnown(std::int64_t count) {
    return count != kUnknownNumber;
}
std::int64_t orZero(std::int64_t count) {
    return isKnown(count) ? count : 0;
}

bool isMainlyInside(Part part) {
    return part == Part::Inside || part == Part::MostlyInside;
}
bool isOpen(Part part) {
    return part == Part::MostlyInside || part == Part::MostlyBeside;
}

/// One way to read the counts of a row.
struct Reading {
    bool readsInside;
    bool writesInside;
    bool reasoningInside;
    friend bool operator==(const Reading&, const Reading&) = default;
};

/// The counts of a row, unknown ones as nothing.
struct Counts {
    std::int64_t input, reads, writes, output, reasoning;

    explicit Counts(const TokenCounts& given)
        : input{orZero(given[TokenField::Input])}, reads{orZero(given[TokenField::CacheRead])},
          writes{orZero(given[TokenField::CacheWrite]) + orZero(given[TokenField::CacheWrite5m]) +
                 orZero(given[TokenField::CacheWrite1h])},
          output{orZero(given[TokenField::Output])}, reasoning{
                                                         orZero(given[TokenField::Reasoning])} {}

    std::int64_t inside(const Reading& r) const {
        return (r.readsInside ? reads : 0) + (r.writesInside ? writes : 0);
    }
    std::int64_t total(const Reading& r) const {
        return input + (reads + writes - inside(r)) + output + (r.reasoningInside ? 0 : reasoning);
    }
    bool hasParts() const { return reads + writes + reasoning > 0; }
};

/// The readings that a convention allows, what is mostly done first. Without memory of its own: it
/// is made for every row.
class Readings {
public:
    explicit Readings(const TokenConvention& convention) {
        const auto ways = [](Part part) { return isOpen(part) ? 2 : 1; };
        const auto isInside = [](Part part, int way) { return isMainlyInside(part) != (way == 1); };
        for (int reads = 0; reads < ways(convention.cacheReads); ++reads)
            for (int writes = 0; writes < ways(convention.cacheWrites); ++writes)
                for (int reasoning = 0; reasoning < ways(convention.reasoning); ++reasoning)
                    m_all[m_size++] = {isInside(convention.cacheReads, reads),
                                       isInside(convention.cacheWrites, writes),
                                       isInside(convention.reasoning, reasoning)};
    }
    const Reading* begin() const { return m_all.data(); }
    const Reading* end() const { return m_all.data() + m_size; }
    const Reading& main() const { return m_all[0]; }

private:
    std::array<Reading, 8> m_all;
    std::size_t m_size = 0;
};

std::string digits(std::int64_t number) {
    return std::to_string(number);
}

/// "read as a part of the input, 60 uncached tokens would be left; read as beside it, ...".
std::string bothReadings(const Counts& counts) {
    const std::int64_t cached = counts.reads + counts.writes;
    std::string text;
    if (cached > 0)
        text += " Cached tokens (" + digits(cached) + ") read as a part of the input (" +
                digits(counts.input) + ") leave " + digits(counts.input - cached) +
                " uncached ones; read as beside it they make a prompt of " +
                digits(counts.input + cached) + ".";
    if (counts.reasoning > 0)
        text += " Reasoning tokens (" + digits(counts.reasoning) +
                ") read as a part of the output are within its " + digits(counts.output) +
                "; read as beside it they make an output of " +
                digits(counts.output + counts.reasoning) + ".";
    return text;
}

std::string whyNoReadingFits(const Counts& counts, const TokenConvention& convention) {
    const Reading main = Readings(convention).main();
    if (counts.inside(main) > counts.input)
        return "The cached tokens exceed the input tokens, within which this source counts them." +
               bothReadings(counts);
    return "The reasoning tokens exceed the output tokens, within which this source counts them." +
           bothReadings(counts);
}

std::string whyNoTotalFits(const Counts& counts, const TokenConvention& convention,
                           std::int64_t total) {
    std::vector<std::int64_t> totals;
    for (const Reading& reading : Readings(convention))
        if (std::find(totals.begin(), totals.end(), counts.total(reading)) == totals.end())
            totals.push_back(counts.total(reading));
    std::string list;
    for (const std::int64_t possible : totals)
        list += (list.empty() ? "" : " or ") + digits(possible);
    return "The total (" + digits(total) + ") is not what this source's counts add up to (" + list +
           ")." + bothReadings(counts);
}

/// The first reading that the row's arithmetic allows, or why there is none.
struct Found {
    Reading reading{};
    bool isTotalWrong = false;
    std::string problem;
};

Found findReading(const TokenCounts& given, const TokenConvention& convention) {
    const Counts counts(given);
    const bool knowsInput = isKnown(given[TokenField::Input]);
    const bool knowsOutput = isKnown(given[TokenField::Output]);
    const std::int64_t total = given[TokenField::Total];
    std::optional<Reading> possible;
    for (const Reading& reading : Readings(convention)) {
        if (knowsInput && counts.inside(reading) > counts.input)
            continue;
        if (knowsOutput && reading.reasoningInside && counts.reasoning > counts.output)
            continue;
        if (!knowsInput || !knowsOutput || !isKnown(total) || counts.total(reading) == total)
            return {reading, false, {}};
        if (!possible)
            possible = reading;
    }
    if (!possible)
        return {{}, false, whyNoReadingFits(counts, convention)};
    if (counts.hasParts())
        return {{}, false, whyNoTotalFits(counts, convention, total)};
    return {*possible, true, {}};
}

void settleWrites(const TokenCounts& counts, const TokenConvention& convention,
                  EventRecord& record) {
    std::int64_t brief = counts[TokenField::CacheWrite5m];
    const std::int64_t unstated = counts[TokenField::CacheWrite];
    if (isKnown(unstated)) {
        brief = orZero(brief) + unstated;
        if (unstated > 0)
            record.flag(convention.lifetime == TokenConvention::Lifetime::None
                            ? Flag::CacheWriteTtlUnknown
                            : Flag::CacheWriteTtlAssumed5m);
    }
    record[NumberColumn::CacheWrite5m] = brief;
    record[NumberColumn::CacheWrite1h] = counts[TokenField::CacheWrite1h];
}

constexpr unsigned kParts = 4; // values of Part

std::string placeText(Part part, const std::string& whole) {
    const std::string unless = isOpen(part) ? " unless a row's total says otherwise" : "";
    return (isMainlyInside(part) ? "within " : "beside ") + whole + unless;
}

} // namespace

bool TokenCounts::areAnyGiven() const {
    return std::any_of(values.begin(), values.end(), isKnown);
}

void ConventionsMet::add(const TokenConvention& convention) {
    const auto way =
        (unsigned(convention.cacheReads) * kParts + unsigned(convention.cacheWrites)) * kParts +
        unsigned(convention.reasoning);
    m_bits |= std::uint64_t{1} << way;
}

std::string ConventionsMet::text() const {
    std::string all;
    for (unsigned way = 0; way < kParts * kParts * kParts; ++way) {
        if ((m_bits >> way & 1) == 0)
            continue;
        const auto reads = Part(way / (kParts * kParts));
        const auto writes = Part(way / kParts % kParts);
        all += (all.empty() ? "" : "; or ") +
               (reads == writes ? "cached tokens " + placeText(reads, "the input")
                                : "cache reads " + placeText(reads, "the input") +
                                      ", cache writes " + placeText(writes, "it")) +
               ", reasoning " + placeText(Part(way % kParts), "the output");
    }
    return all;
}

std::string settleTokens(const TokenCounts& counts, const TokenConvention& convention,
                         EventRecord& record) {
    const bool hasInput = isKnown(counts[TokenField::Input]);
    const bool hasOutput = isKnown(counts[TokenField::Output]);
    const bool hasCache =
        isKnown(counts[TokenField::CacheRead]) || isKnown(counts[TokenField::CacheWrite]) ||
        isKnown(counts[TokenField::CacheWrite5m]) || isKnown(counts[TokenField::CacheWrite1h]);
    if (!hasInput && !hasCache)
        record.flag(Flag::UsageMissing);
    if (hasInput && !hasOutput)
        record.flag(Flag::OutputTokensMissing);
    if (hasInput && !hasCache)
        record.flag(Flag::CacheSplitUnknown);
    if (record[TextColumn::TokenSource].empty())
        record[TextColumn::TokenSource] = "reported";
    if (!hasInput && !hasOutput && !hasCache)
        record[TextColumn::TokenSource] = "missing";

    Found found = findReading(counts, convention);
    if (!found.problem.empty())
        return std::move(found.problem);
    const Counts known(counts);
    const Reading main = Readings(convention).main();
    if (found.isTotalWrong)
        record.flag(Flag::TotalMismatch);
    if (known.inside(found.reading) != known.inside(main))
        record.flag(Flag::InputSemanticsInferred);
    record[NumberColumn::Input] =
        hasInput ? known.input - known.inside(found.reading) : kUnknownNumber;
    record[NumberColumn::CacheRead] = counts[TokenField::CacheRead];
    settleWrites(counts, convention, record);
    const bool isAdded = !found.reading.reasoningInside && hasOutput && known.reasoning > 0;
    if (isAdded)
        record.flag(Flag::ReasoningAddedToOutput);
    record[NumberColumn::Output] =
        isAdded ? known.output + known.reasoning : counts[TokenField::Output];
    record[NumberColumn::Reasoning] = counts[TokenField::Reasoning];
    return {};
}

} // namespace ms::importers
