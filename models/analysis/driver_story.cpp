// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/driver_story.h"

#include "models/stats/main_drivers.h"

namespace ms::analysis {

using core::Int128;
using core::MoneySum;

namespace {

/// Cents, or a unit of which the movement has at least four digits.
Int128 readableUnit(Int128 gross) {
    constexpr Int128 kCent = core::kPicosPerUnit / 100;
    if (gross >= 10 * kCent)
        return kCent;
    Int128 unit = kCent;
    while (unit > 1 && gross < unit * 1000)
        unit /= 10;
    return unit;
}

} // namespace

DriverStory driverStory(const DriversTable& table) {
    std::vector<stats::ChangePart> parts;
    for (std::size_t d = 0; d < kDrivers; ++d)
        parts.push_back({nameOf(Driver(d)), table.parts[d].picos()});
    const stats::MainDrivers main = stats::mainDrivers(parts);
    std::vector<Int128> amounts;
    for (const std::size_t part : main.named)
        amounts.push_back(parts[part].amount);
    amounts.push_back(main.other);
    const std::vector<Int128> rounded = stats::roundedToTotal(amounts, readableUnit(main.gross));
    DriverStory story;
    for (std::size_t i = 0; i < main.named.size(); ++i)
        story.named.push_back({Driver(main.named[i]), MoneySum::fromPicos(rounded[i])});
    story.other = MoneySum::fromPicos(rounded.back());
    story.isOffsetting = main.offsetting;
    return story;
}

const DriverSlice* leadingSlice(const DriversTable& table, Driver driver) {
    const Int128 amount = table.part(driver).picos();
    if (table.slices.size() < 2 || amount == 0)
        return nullptr;
    const DriverSlice* leading = nullptr;
    for (const DriverSlice& slice : table.slices) {
        const Int128 part = slice.parts[std::size_t(driver)].picos();
        if (amount > 0 ? 2 * part < amount : 2 * part > amount)
            continue;
        const Int128 best = leading ? leading->parts[std::size_t(driver)].picos() : 0;
        if (amount > 0 ? part > best : part < best)
            leading = &slice;
    }
    return leading;
}

} // namespace ms::analysis
