// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/spike_words.h"

#include "models/analysis/sentences.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ms::report {

using analysis::Mover;
using core::MoneySum;
using stats::SpikeType;

std::string_view kindWords(const stats::Spike& spike) {
    switch (spike.type.value_or(SpikeType::NoIncrease)) {
    case SpikeType::NoIncrease:
        return "decrease";
    case SpikeType::Abuse:
        return "abuse";
    case SpikeType::Deploy:
        return "new version";
    case SpikeType::Volume:
        return "more requests";
    case SpikeType::Retry:
        return "more attempts";
    case SpikeType::Token:
        return "more tokens";
    case SpikeType::PriceOrModel:
        return "price or model";
    }
    return {};
}

std::string kindMeaning() {
    return "The first that holds: abuse (one tenant or user brings half of it, with more "
           "requests), "
           "new version (half of it on prompt versions that were not there), else the largest of "
           "the "
           "four shares.";
}

std::string dimensionTitle(query::Dimension dimension) {
    std::string title(query::nameOf(dimension));
    std::replace(title.begin(), title.end(), '_', ' ');
    title[0] = char(title[0] - 'a' + 'A');
    return title;
}

std::string moverWords(const Mover& mover, std::string_view perWhat, const Context& context) {
    if (mover.change.isZero())
        return {};
    const std::string name = mover.key.empty() ? "(not given)" : mover.key;
    return name + " " + (mover.change > MoneySum() ? "+" : "") +
           analysis::moneyWords(mover.change, context.currency) + std::string(perWhat);
}

const Mover* largestMover(const std::vector<Mover>& movers) {
    const Mover* largest = nullptr;
    for (const Mover& mover : movers)
        if (!mover.isOnly && !mover.key.empty() &&
            mover.share.value_or(0) > (largest ? *largest->share : 0))
            largest = &mover;
    return largest;
}

std::string largestMoverWords(const std::vector<Mover>& movers) {
    const Mover* const mover = largestMover(movers);
    if (mover == nullptr)
        return {};
    return ", " +
           (*mover->share >= 0.5 ? std::string("most") : analysis::percentWords(*mover->share)) +
           " of it " + std::string(query::nameOf(mover->dimension)) + " " + mover->key;
}

std::vector<Column> factorColumns() {
    constexpr std::array<std::pair<const char*, const char*>, 4> factors{
        {{"requests", "Requests"},
         {"attempts", "Attempts per request"},
         {"tokens", "Tokens per attempt"},
         {"price", "Price per token"}}};
    std::vector<Column> columns;
    for (const auto& [name, title] : factors)
        columns.push_back({std::string(name) + "_share", title, Column::Kind::Ratio,
                           "Its part of the change of cost a day, by LMDI; the four add up to "
                           "100%."});
    return columns;
}

std::vector<Cell> factorCells(const stats::Spike& spike) {
    std::vector<Cell> cells;
    for (std::size_t f = 0; f < 4; ++f)
        cells.push_back(cellOf(spike.shares ? std::optional((*spike.shares)[f]) : std::nullopt));
    return cells;
}

} // namespace ms::report
