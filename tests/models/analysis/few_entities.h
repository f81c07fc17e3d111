// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/models/analysis/fake_event_source.h"

#include <map>

namespace ms::test {

/// One entity as a test writes it down: an attempt each, unless it says otherwise.
struct FewEntity {
    std::string id;
    std::map<query::Measure, std::int64_t> sums;
};

/// Says of each entity what it was told, whatever the filter.
class FewEntities : public FakeEventSource {
public:
    explicit FewEntities(std::vector<FewEntity> entities)
        : FakeEventSource({}, {}), m_entities{std::move(entities)} {}

    core::Result<query::EntityTotals> entities(const query::EntityQuery& ask,
                                               std::stop_token) const override {
        query::EntityTotals totals;
        for (std::size_t e = 0; e < m_entities.size(); ++e)
            totals.firstRow.push_back(e);
        totals.groupOf.assign(m_entities.size(), 0);
        totals.groups.resize(1);
        for (const query::Measure measure : ask.measures) {
            std::vector<std::int64_t>& column = totals.values.emplace_back();
            for (const FewEntity& entity : m_entities) {
                const auto found = entity.sums.find(measure);
                const std::int64_t byDefault = measure == query::Measure::Attempts ? 1 : 0;
                column.push_back(found == entity.sums.end() ? byDefault : found->second);
            }
        }
        return totals;
    }
    core::Result<std::vector<std::string>>
    entityIds(query::Grain, std::span<const std::uint64_t> rows, std::stop_token) const override {
        std::vector<std::string> ids;
        for (const std::uint64_t row : rows)
            ids.push_back(m_entities.at(row).id);
        return ids;
    }

private:
    std::vector<FewEntity> m_entities;
};

} // namespace ms::test
