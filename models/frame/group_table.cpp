// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/group_table.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace ms::frame {

namespace {

/// The texts of the values of one dimension that occur, and the place of each in byte order.
struct ValueTexts {
    std::vector<std::string> texts;   // in byte order
    std::vector<std::uint32_t> place; // by value; only of those that occur
};

core::Result<ValueTexts> textsOf(const DimensionColumn& dimension,
                                 std::vector<std::uint32_t> values, const ColumnSource& source) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    std::vector<std::string> texts;
    if (dimension.textOf) {
        for (const std::uint32_t value : values)
            texts.push_back(dimension.textOf(value));
    } else {
        auto ids = source.idTexts(dimension.ids, values);
        if (!ids)
            return ids.error();
        texts = std::move(*ids);
    }
    std::vector<std::uint32_t> order(values.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&texts](std::uint32_t a, std::uint32_t b) { return texts[a] < texts[b]; });
    ValueTexts result;
    result.place.resize(dimension.values);
    for (std::size_t i = 0; i < order.size(); ++i) {
        result.place[values[order[i]]] = std::uint32_t(i);
        result.texts.push_back(std::move(texts[order[i]]));
    }
    return result;
}

} // namespace

core::Result<query::GroupTable> tableOf(const GroupSums& sums, const Combinations& combinations,
                                        const ColumnSource& source) {
    std::vector<std::uint32_t> groups;
    for (std::uint32_t g = 0; g < sums.rows.size(); ++g)
        if (sums.rows[g] > 0)
            groups.push_back(g);
    const auto& dimensions = combinations.dimensions();
    const auto combinationOf = [&sums](std::uint32_t group) {
        return sums.combinations.empty() ? std::uint64_t(group) : sums.combinations[group];
    };

    std::vector<ValueTexts> texts;
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
        std::vector<std::uint32_t> values;
        for (const std::uint32_t group : groups)
            values.push_back(combinations.valueIn(combinationOf(group), d));
        auto found = textsOf(dimensions[d], std::move(values), source);
        if (!found)
            return found.error();
        texts.push_back(std::move(*found));
    }

    struct Ranked { // sorting by one number is much faster than by texts
        std::uint64_t rank;
        std::uint32_t group;
    };
    std::vector<Ranked> ranked;
    for (const std::uint32_t group : groups) {
        std::uint64_t rank = 0;
        for (std::size_t d = 0; d < dimensions.size(); ++d)
            rank = rank * dimensions[d].values +
                   texts[d].place[combinations.valueIn(combinationOf(group), d)];
        ranked.push_back({rank, group});
    }
    std::sort(ranked.begin(), ranked.end(),
              [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });

    query::GroupTable table;
    table.total = sums.total;
    table.rows.reserve(ranked.size());
    for (const Ranked& at : ranked) {
        query::GroupRow& row = table.rows.emplace_back();
        for (std::size_t d = 0; d < dimensions.size(); ++d) {
            const std::uint32_t value = combinations.valueIn(combinationOf(at.group), d);
            row.keys.push_back(texts[d].texts[texts[d].place[value]]);
        }
        for (const auto& measure : sums.byMeasure)
            row.values.push_back(measure[at.group]);
    }
    return table;
}

} // namespace ms::frame
