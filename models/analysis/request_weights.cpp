// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/request_weights.h"

#include "models/core/check.h"

#include <algorithm>
#include <optional>

namespace ms::analysis {

using query::Dimension;
using query::Measure;

namespace {

/// Tenant, month and, where asked, feature: what entries are told apart by.
std::vector<Dimension> keysOf(const RequestWeights::Question& question) {
    std::vector<Dimension> keys{Dimension::Tenant, Dimension::Month};
    if (question.detail == RequestWeights::Question::Detail::Feature)
        keys.push_back(Dimension::Feature);
    return keys;
}

Measure measureOf(RevenueSplit split) {
    switch (split) {
    case RevenueSplit::Cost:
        return Measure::Cost;
    case RevenueSplit::Users:
        return Measure::Users;
    case RevenueSplit::Requests:
    case RevenueSplit::Equal:
        break;
    }
    return Measure::FirstAttempts;
}

/// Revenue belongs to a tenant and a month; events without either take none.
std::optional<std::tuple<std::string, core::Month, std::string>> entryOf(const query::GroupRow& row,
                                                                         std::size_t keys) {
    if (row.keys[0].empty() || row.keys[1].empty())
        return std::nullopt;
    const core::Result<core::Month> month = core::parseMonth(row.keys[1]);
    CHECK(month, "A month key of the event source is not a month.");
    return std::tuple{row.keys[0], *month, keys > 2 ? row.keys[2] : std::string{}};
}

} // namespace

core::Result<RequestWeights> RequestWeights::load(const Question& question,
                                                  const query::EventSource& source,
                                                  std::stop_token stop) {
    RequestWeights weights;
    weights.m_split = question.split;
    if (core::Status sliced = weights.slice(question, source, stop); !sliced)
        return sliced.error();
    if (question.conditions.empty()) {
        for (auto& [key, requests] : weights.m_requests)
            requests.all = requests.matching;
        return weights;
    }
    if (core::Status counted = weights.count(question, source, stop); !counted)
        return counted.error();
    return weights;
}

core::Status RequestWeights::slice(const Question& question, const query::EventSource& source,
                                   std::stop_token stop) {
    query::GroupQuery ask;
    ask.by = keysOf(question);
    const std::size_t keys = ask.by.size();
    ask.by.insert(ask.by.end(), question.dimensions.begin(), question.dimensions.end());
    ask.measures = {Measure::FirstAttempts, measureOf(question.split)};
    ask.filter = question.base;
    ask.filter.conditions.insert(ask.filter.conditions.end(), question.conditions.begin(),
                                 question.conditions.end());
    const core::Result<query::GroupTable> table = source.groups(ask, stop);
    if (!table)
        return table.error();
    for (const query::GroupRow& row : table->rows) {
        const auto key = entryOf(row, keys);
        if (!key)
            continue;
        TenantMonthRequests& requests = m_requests[*key];
        requests.matching += std::uint64_t(row.values[0]);
        TenantMonthRequests::Slice slice;
        slice.keys.resize(question.by.size());
        for (std::size_t i = 0; i < question.dimensions.size(); ++i) {
            const auto at =
                std::find(question.by.begin(), question.by.end(), question.dimensions[i]);
            slice.keys[std::size_t(at - question.by.begin())] = row.keys[keys + i];
        }
        slice.weight = row.values[1];
        // Equal means: the same for every slice that a request starts in.
        if (question.split == RevenueSplit::Equal)
            slice.weight = row.values[0] > 0 ? 1 : 0;
        requests.slices.push_back(std::move(slice));
    }
    return {};
}

core::Status RequestWeights::count(const Question& question, const query::EventSource& source,
                                   std::stop_token stop) {
    query::GroupQuery ask;
    ask.by = keysOf(question);
    ask.measures = {Measure::FirstAttempts};
    ask.filter = question.base;
    const core::Result<query::GroupTable> table = source.groups(ask, stop);
    if (!table)
        return table.error();
    for (const query::GroupRow& row : table->rows) {
        if (const auto key = entryOf(row, ask.by.size()))
            m_requests[*key].all += std::uint64_t(row.values[0]);
    }
    return {};
}

const TenantMonthRequests* RequestWeights::of(std::string_view tenant, core::Month month,
                                              std::string_view feature) const {
    const auto found = m_requests.find(std::tuple{tenant, month, feature});
    return found == m_requests.end() || found->second.all == 0 ? nullptr : &found->second;
}

} // namespace ms::analysis
