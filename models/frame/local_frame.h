// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/frame/bucket_costs.h"
#include "models/frame/columns.h"
#include "models/frame/fallback_costs.h"
#include "models/frame/feature_columns.h"
#include "models/frame/frame.h"
#include "models/frame/rating.h"
#include "models/frame/tenancy.h"
#include "models/frame/unit_columns.h"
#include "models/query/event_source.h"

#include <functional>
#include <map>
#include <mutex>

namespace ms::frame {

/// One dimension of all rows: a code a row, and which value a code stands for.
struct DimensionColumn {
    const CodeColumn* codes = nullptr;
    std::vector<std::uint32_t> valueOf; // by code; empty: the code itself
    std::size_t values = 1;
    std::function<std::string(std::uint32_t value)>
        textOf;                                // empty: an id, whose texts are asked in bulk
    core::IdColumn ids = core::IdColumn::User; // whose list that is
    std::uint32_t of(std::uint32_t code) const { return valueOf.empty() ? code : valueOf[code]; }
};

/// Columns seen with one book in one zone: what an EventSource is made of locally.
class LocalFrame : public query::EventSource {
public:
    LocalFrame(std::shared_ptr<const Columns> columns, const Facts& facts, query::Lens lens,
               query::TenantTimeline tenants);

    core::Result<query::GroupTable> groups(const query::GroupQuery& query,
                                           std::stop_token stop) const override;
    core::Result<query::EntityTotals> entities(const query::EntityQuery& query,
                                               std::stop_token stop) const override;
    core::Result<std::vector<std::string>> entityIds(query::Grain grain,
                                                     std::span<const std::uint64_t> rows,
                                                     std::stop_token stop) const override;
    core::Result<query::AttemptPage> attempts(const query::AttemptQuery& query,
                                              std::stop_token stop) const override;
    core::Result<std::vector<query::Explanation>> explain(const std::string& requestId,
                                                          std::stop_token stop) const override;
    core::Result<query::Explanation> explainRow(std::uint64_t row,
                                                std::stop_token stop) const override;
    core::Status visitAttempts(const query::Filter& filter, const AttemptVisitor& visit,
                               std::stop_token stop) const override;
    core::Result<std::vector<std::string>> values(query::Dimension dimension,
                                                  std::stop_token stop) const override;
    core::Result<std::optional<core::TimeRange>> span(std::stop_token stop) const override;
    const query::TenantTimeline& tenants() const override { return m_tenants; }
    const query::FeatureMap& features() const override { return m_features; }
    const query::Lens& lens() const override { return m_lens; }

    const Columns& columns() const { return *m_columns; }
    const pricing::PriceBook& book() const { return m_book; }
    core::Result<const Rating*> rating(std::stop_token stop) const;
    core::Result<const BucketCosts*> bucketCosts(std::stop_token stop) const;
    core::Result<const FallbackCosts*> fallbacks(const query::Scope& scope,
                                                 std::stop_token stop) const;
    core::Result<const UnitColumns*> units(std::stop_token stop) const;
    core::Result<DimensionColumn> dimension(query::Dimension dimension, std::stop_token stop) const;
    core::Result<std::vector<DimensionColumn>> dimensions(std::span<const query::Dimension> by,
                                                          std::stop_token stop) const;

private:
    core::Result<DimensionColumn> timeDimension(query::Dimension dimension,
                                                std::stop_token stop) const;
    core::Result<const TextCodes*> tenantProperty(TenantProperty property,
                                                  std::stop_token stop) const;
    core::Result<const FeatureColumn*> featureColumn(std::stop_token stop) const;
    core::Result<const TextCodes*> team(std::stop_token stop) const;

    std::shared_ptr<const Columns> m_columns;
    query::Lens m_lens;
    pricing::PriceBook m_book;
    query::TenantTimeline m_tenants;
    query::FeatureMap m_features;
    OutcomeBook m_outcomes;
    Lazy<UnitColumns> m_units;
    Lazy<Rating> m_rating;
    Lazy<BucketCosts> m_bucketCosts;
    Lazy<TextCodes> m_tier;
    Lazy<TextCodes> m_segment;
    Lazy<FeatureColumn> m_feature;
    Lazy<std::unique_ptr<const TextCodes>> m_team; // null: as stated
    mutable std::mutex m_fallbackMutex;
    mutable std::vector<std::pair<query::Scope, std::unique_ptr<const FallbackCosts>>> m_fallbacks;
};

} // namespace ms::frame
