// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/waterfall_steps.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace ms::views {
namespace {

using report::Cell;

double sizeOf(const Cell& cell) {
    if (const auto* money = std::get_if<core::MoneySum>(&cell))
        return std::abs(double(money->picos()));
    if (const auto* count = std::get_if<core::Int128>(&cell))
        return std::abs(double(*count));
    if (const auto* number = std::get_if<double>(&cell))
        return std::abs(*number);
    if (const auto* share = std::get_if<report::Share>(&cell))
        return std::abs(share->of);
    return -1;
}

/// Exact; unknown as soon as one of both is, or where they are of different kinds.
Cell sum(const Cell& a, const Cell& b) {
    if (a.index() != b.index())
        return {};
    if (const auto* money = std::get_if<core::MoneySum>(&a))
        return *money + std::get<core::MoneySum>(b);
    if (const auto* count = std::get_if<core::Int128>(&a))
        return *count + std::get<core::Int128>(b);
    if (const auto* number = std::get_if<double>(&a))
        return *number + std::get<double>(b);
    if (const auto* share = std::get_if<report::Share>(&a))
        return report::Share{share->of + std::get<report::Share>(b).of};
    return {};
}

} // namespace

std::vector<report::Point> waterfallSteps(const std::vector<report::Point>& points,
                                          std::size_t most) {
    if (points.size() <= most)
        return points;
    const std::size_t kept = most - 3; // beside the first, the others and the last
    std::vector<std::size_t> order(points.size() - 2);
    std::iota(order.begin(), order.end(), std::size_t{1});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return sizeOf(points[a].value) > sizeOf(points[b].value);
    });
    const auto rest = order.begin() + std::ptrdiff_t(kept);
    std::optional<Cell> others;
    for (auto at = rest; at != order.end(); ++at)
        others = others ? sum(*others, points[*at].value) : points[*at].value;
    std::sort(order.begin(), rest);
    std::vector<report::Point> steps{points.front()};
    for (auto at = order.begin(); at != rest; ++at)
        steps.push_back(points[*at]);
    report::Point together;
    together.label = QCoreApplication::translate("ms::views", "%1 others together")
                         .arg(order.size() - kept)
                         .toStdString();
    together.value = *others;
    steps.push_back(together);
    steps.push_back(points.back());
    return steps;
}

} // namespace ms::views
