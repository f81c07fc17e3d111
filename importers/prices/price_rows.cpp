// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/prices/price_rows.h"

namespace ms::importers {

void addPrice(Record& record, FactRows& rows, core::PriceEntry entry) {
    entry.line = rows.row();
    if (const auto rules = core::rulesOf(entry); !rules)
        return record.fail({}, rules.error().message);
    const bool isFlagged =
        entry.flags.has(core::Flag::NoTokenPrice) || entry.flags.has(core::Flag::DynamicPrice);
    if (!entry.hasPrices() && entry.other.empty() && !isFlagged)
        entry.flags.add(core::Flag::NoPrice);
    rows.add(std::move(entry));
}

} // namespace ms::importers
