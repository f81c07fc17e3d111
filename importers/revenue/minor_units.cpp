// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/revenue/minor_units.h"

#include "importers/common/fact_values.h"

#include <algorithm>
#include <array>

namespace ms::importers {

int decimalsOf(std::string_view currency) {
    constexpr std::array<std::string_view, 16> kNone{"BIF", "CLP", "DJF", "GNF", "JPY", "KMF",
                                                     "KRW", "MGA", "PYG", "RWF", "UGX", "VND",
                                                     "VUV", "XAF", "XOF", "XPF"};
    constexpr std::array<std::string_view, 5> kThree{"BHD", "JOD", "KWD", "OMR", "TND"};
    const auto isIn = [currency](const auto& list) {
        return std::find(list.begin(), list.end(), currency) != list.end();
    };
    return isIn(kNone) ? 0 : isIn(kThree) ? 3 : 2;
}

core::MoneySum fromMinor(Record& record, std::string_view name, const core::Decimal& amount,
                         std::string_view currency) {
    if (amount.scale > 0) {
        record.fail(name,
                    toText(amount) + " is not a whole number of the currency's smallest unit.");
        return {};
    }
    const auto units = shifted(amount, -decimalsOf(currency));
    return units ? moneyOf(record, name, *units) : core::MoneySum();
}

} // namespace ms::importers
