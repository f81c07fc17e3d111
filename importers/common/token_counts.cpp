// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/common/token_counts.h"

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

std::string partsExceedWhole(std::int64_t input, std::int64_t inside) {
    return "The cached tokens (" + std::to_string(inside) + ") exceed the input tokens (" +
           std::to_string(input) + "): read as a part of the input, " +
           std::to_string(input - inside) +
           " uncached tokens would be left; read as beside it, the prompt would be " +
           std::to_string(input + inside) + " tokens. This source counts them within the input.";
}

std::string totalProvesOther(const TokenCounts& counts, std::int64_t cached, Part stated) {
    const std::int64_t input = counts[TokenField::Input];
    const std::int64_t output = counts[TokenField::Output];
    return "The total (" + std::to_string(counts[TokenField::Total]) +
           ") contradicts how this source counts cached tokens: read as a part of the input the "
           "total would be " +
           std::to_string(input + output) + ", read as beside it " +
           std::to_string(input + cached + output) + ". This source counts them " +
           (stated == Part::Inside ? "within" : "beside") + " the input.";
}

/// Uncached input, or a reason.
std::string settleInput(const TokenCounts& counts, const TokenConvention& convention,
                        EventRecord& record) {
    const std::int64_t input = counts[TokenField::Input];
    const std::int64_t reads = orZero(counts[TokenField::CacheRead]);
    const std::int64_t writes =
        orZero(counts[TokenField::CacheWrite5m]) + orZero(counts[TokenField::CacheWrite1h]);
    const std::int64_t inside = (convention.cacheReads == Part::Inside ? reads : 0) +
                                (convention.cacheWrites == Part::Inside ? writes : 0);
    if (isKnown(input) && inside > input)
        return partsExceedWhole(input, inside);
    record[NumberColumn::Input] = isKnown(input) ? input - inside : kUnknownNumber;

    const std::int64_t output = counts[TokenField::Output];
    const std::int64_t total = counts[TokenField::Total];
    if (!isKnown(input) || !isKnown(output) || !isKnown(total))
        return {};
    const std::int64_t beside = reads + writes - inside;
    const std::int64_t reasoning =
        convention.reasoning == Part::Beside ? orZero(counts[TokenField::Reasoning]) : 0;
    const std::int64_t stated = input + beside + output + reasoning;
    if (total == stated)
        return {};
    const std::int64_t other = input + inside + output + reasoning;
    if (inside + beside > 0 && total == other && (inside == 0 || beside == 0))
        return totalProvesOther(counts, reads + writes, inside > 0 ? Part::Inside : Part::Beside);
    record.flag(Flag::TotalMismatch);
    return {};
}

std::string settleOutput(const TokenCounts& counts, const TokenConvention& convention,
                         EventRecord& record) {
    std::int64_t output = counts[TokenField::Output];
    const std::int64_t reasoning = counts[TokenField::Reasoning];
    if (convention.reasoning == Part::Beside && isKnown(output) && orZero(reasoning) > 0) {
        output += reasoning;
        record.flag(Flag::ReasoningAddedToOutput);
    }
    if (isKnown(output) && isKnown(reasoning) && reasoning > output)
        return "The reasoning tokens (" + std::to_string(reasoning) +
               ") exceed the output tokens (" + std::to_string(output) +
               "), which contain them in this source.";
    record[NumberColumn::Output] = output;
    record[NumberColumn::Reasoning] = reasoning;
    return {};
}

} // namespace

std::string settleTokens(const TokenCounts& counts, const TokenConvention& convention,
                         EventRecord& record) {
    const bool hasInput = isKnown(counts[TokenField::Input]);
    const bool hasOutput = isKnown(counts[TokenField::Output]);
    const bool hasCache = isKnown(counts[TokenField::CacheRead]) ||
                          isKnown(counts[TokenField::CacheWrite5m]) ||
                          isKnown(counts[TokenField::CacheWrite1h]);
    if (!hasInput && !hasCache)
        record.flag(Flag::UsageMissing);
    if (hasInput && !hasOutput)
        record.flag(Flag::OutputTokensMissing);
    if (hasInput && !hasCache)
        record.flag(Flag::CacheSplitUnknown);
    record[TextColumn::TokenSource] = hasInput || hasOutput || hasCache ? "reported" : "missing";
    record[NumberColumn::CacheRead] = counts[TokenField::CacheRead];
    record[NumberColumn::CacheWrite5m] = counts[TokenField::CacheWrite5m];
    record[NumberColumn::CacheWrite1h] = counts[TokenField::CacheWrite1h];
    std::string problem = settleInput(counts, convention, record);
    return problem.empty() ? settleOutput(counts, convention, record) : problem;
}

} // namespace ms::importers
