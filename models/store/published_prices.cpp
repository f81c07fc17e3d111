// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/published_prices.h"

#include "models/store/fact_cells.h"
#include "models/store/fact_tables.h"

namespace ms::store {

namespace {

/// Everything but the amount, the dates and who stated it.
std::string placeOf(const core::PriceRule& rule) {
    return keyOf({cellOf(rule.provider), cellOf(rule.model), cellOf(rule.account),
                  cellOf(rule.serviceTier), cellOf(rule.contextOver), cellOf(rule.bucket),
                  cellOf(rule.per), cellOf(rule.currency)});
}

} // namespace

void PublishedPrices::load(const SQLite::Database& db, const std::string& book) {
    for (const core::PriceRule& rule : readPriceRules(db, book))
        note(rule);
}

void PublishedPrices::note(const core::PriceRule& rule) {
    const auto [place, isFirst] =
        m_latest.try_emplace(placeOf(rule), Latest{rule.amount, rule.validFrom, rule.source});
    Latest& latest = place->second;
    latest.isOfOneSource = latest.isOfOneSource && latest.source == rule.source;
    if (isFirst || rule.validFrom >= latest.validFrom) {
        latest.amount = rule.amount;
        latest.validFrom = rule.validFrom;
    }
}

PublishedPrices::Finding PublishedPrices::settle(core::PriceRule& rule, const core::Moment& today) {
    if (rule.validFrom || rule.validTo)
        return Finding::New;
    const auto before = m_latest.find(placeOf(rule));
    if (before != m_latest.end() && before->second.isOfOneSource &&
        before->second.source == rule.source) {
        if (before->second.amount == rule.amount)
            return Finding::Known;
        rule.validFrom = today;
        ++m_dated;
    }
    return Finding::New;
}

} // namespace ms::store
