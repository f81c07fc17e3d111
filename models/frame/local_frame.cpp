// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/local_frame.h"

#include "models/frame/calendar.h"

#include <algorithm>

namespace ms::frame {

LocalFrame::LocalFrame(std::shared_ptr<const Columns> columns, const Facts& facts, query::Lens lens,
                       query::TenantTimeline tenants)
    : m_columns{std::move(columns)}, m_lens{std::move(lens)}, m_book{facts.book, facts.baseCurrency,
                                                                     facts.rules, facts.aliases,
                                                                     m_lens.zone},
      m_tenants{std::move(tenants)}, m_features{facts.features}, m_outcomes{facts.outcomes} {}

core::Result<const Rating*> LocalFrame::rating(std::stop_token stop) const {
    return m_rating.get([&] { return rate(*m_columns, m_book, stop); });
}

core::Result<const BucketCosts*> LocalFrame::bucketCosts(std::stop_token stop) const {
    const auto costs = rating(stop);
    if (!costs)
        return costs.error();
    return m_bucketCosts.get([&] { return splitCosts(*m_columns, **costs, m_book, stop); });
}

core::Result<const UnitColumns*> LocalFrame::units(std::stop_token stop) const {
    return m_units.get([&] { return settleUnits(*m_columns, m_outcomes, m_lens.zone, stop); });
}

core::Result<const FallbackCosts*> LocalFrame::fallbacks(const query::Scope& scope,
                                                         std::stop_token stop) const {
    const auto found = m_columns->fallbacks(scope, stop);
    if (!found)
        return found.error();
    const auto costs = rating(stop);
    if (!costs)
        return costs.error();
    const auto features = featureColumn(stop);
    if (!features)
        return features.error();
    const std::scoped_lock lock(m_fallbackMutex);
    for (const auto& [known, ready] : m_fallbacks)
        if (known == scope)
            return ready.get();
    auto made = fallbackCosts(*m_columns, **found, **features, **costs, m_book, stop);
    if (!made)
        return made.error();
    return m_fallbacks.emplace_back(scope, std::move(*made)).second.get();
}

core::Result<std::vector<std::string>> LocalFrame::values(query::Dimension dimension,
                                                          std::stop_token stop) const {
    query::GroupQuery query;
    query.by = {dimension};
    query.filter.scope.kind = query::Scope::Kind::All;
    auto table = groups(query, stop);
    if (!table)
        return table.error();
    std::vector<std::string> values;
    for (query::GroupRow& row : table->rows)
        values.push_back(std::move(row.keys.front()));
    return values;
}

core::Result<std::optional<core::TimeRange>> LocalFrame::span(std::stop_token stop) const {
    const auto time = m_columns->time(stop);
    if (!time)
        return time.error();
    return (*time)->span;
}

core::Result<std::shared_ptr<const query::EventSource>> makeFrame(std::shared_ptr<Columns> columns,
                                                                  const Facts& facts,
                                                                  const query::Lens& lens,
                                                                  std::stop_token stop) {
    const auto observed = columns->observedTiers(lens.zone, stop);
    if (!observed)
        return observed.error();
    query::TenantTimeline tenants(facts.tenants, (*observed)->changes, lens.zone);
    return std::shared_ptr<const query::EventSource>(
        std::make_shared<LocalFrame>(std::move(columns), facts, lens, std::move(tenants)));
}

} // namespace ms::frame
