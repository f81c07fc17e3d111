// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/zero_cost.h"

#include <algorithm>
#include <array>

namespace ms::importers {

using core::NumberColumn;

void doubtZeroCost(EventDraft& draft) {
    constexpr std::array kBilled{TokenField::Input,        TokenField::CacheRead,
                                 TokenField::CacheWrite,   TokenField::CacheWrite5m,
                                 TokenField::CacheWrite1h, TokenField::Output};
    if (draft.numberOf(NumberColumn::ReportedCost) != 0 ||
        draft.numberOf(NumberColumn::AppCacheHit) == 1 ||
        draft.textOf(core::TextColumn::Status) != "success")
        return;
    const TokenCounts& tokens = draft.tokens();
    if (std::none_of(kBilled.begin(), kBilled.end(),
                     [&](TokenField field) { return tokens[field] > 0; }))
        return;
    draft.set(NumberColumn::ReportedCost, core::kUnknownNumber);
    draft.set(core::TextColumn::Currency, std::string_view());
    draft.flag(core::Flag::CostZeroUnknown);
}

} // namespace ms::importers
