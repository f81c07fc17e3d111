// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/calendar.h"
#include "models/frame/local_frame.h"
#include "models/query/outcome.h"

#include <algorithm>
#include <map>

namespace ms::frame {

using core::TextColumn;
using query::Dimension;

namespace {

std::optional<TextColumn> columnOf(Dimension dimension) {
    switch (dimension) {
    case Dimension::Tenant:
        return TextColumn::Tenant;
    case Dimension::Workflow:
        return TextColumn::Workflow;
    case Dimension::Application:
        return TextColumn::Application;
    case Dimension::Provider:
        return TextColumn::Provider;
    case Dimension::Model:
        return TextColumn::Model;
    case Dimension::Account:
        return TextColumn::Account;
    case Dimension::ServiceTier:
        return TextColumn::ServiceTier;
    case Dimension::CallKind:
        return TextColumn::CallKind;
    case Dimension::PromptVersion:
        return TextColumn::PromptVersion;
    case Dimension::Environment:
        return TextColumn::Environment;
    case Dimension::Status:
        return TextColumn::Status;
    case Dimension::UnitType:
        return TextColumn::UnitType;
    default:
        return {};
    }
}

std::optional<core::IdColumn> idColumnOf(Dimension dimension) {
    switch (dimension) {
    case Dimension::User:
        return core::IdColumn::User;
    case Dimension::Request:
        return core::IdColumn::Request;
    case Dimension::Unit:
        return core::IdColumn::Unit;
    case Dimension::PromptHash:
        return core::IdColumn::PromptHash;
    case Dimension::Session:
        return core::IdColumn::Session;
    default:
        return {};
    }
}

core::Result<DimensionColumn> ids(const core::Result<const CodeColumn*>& keys,
                                  core::IdColumn list) {
    if (!keys)
        return keys.error();
    DimensionColumn column;
    column.codes = *keys;
    column.values = (*keys)->codes();
    column.ids = list;
    return column;
}

DimensionColumn plain(const TextCodes& text) {
    DimensionColumn column;
    column.codes = &text.codes;
    column.values = text.texts.size();
    column.textOf = [&text](std::uint32_t value) { return text.texts[value]; };
    return column;
}

DimensionColumn plain(const FeatureColumn& features) {
    DimensionColumn column;
    column.codes = features.codes;
    column.valueOf = features.valueOf;
    column.values = features.texts.size();
    column.textOf = [&features](std::uint32_t value) { return features.texts[value]; };
    return column;
}

/// Codes that `textOf` gives the same text become one value.
template <class TextOf>
DimensionColumn grouped(const CodeColumn& codes, const TextOf& textOf) {
    DimensionColumn column;
    column.codes = &codes;
    auto texts = std::make_shared<std::vector<std::string>>();
    std::map<std::string, std::uint32_t> valueOf;
    for (std::uint32_t code = 0; code < codes.codes(); ++code) {
        std::string text = textOf(code);
        const auto [found, isNew] = valueOf.try_emplace(text, std::uint32_t(texts->size()));
        if (isNew)
            texts->push_back(std::move(text));
        column.valueOf.push_back(found->second);
    }
    column.values = texts->size();
    column.textOf = [texts](std::uint32_t value) { return (*texts)[value]; };
    return column;
}

} // namespace

core::Result<const TextCodes*> LocalFrame::tenantProperty(TenantProperty property,
                                                          std::stop_token stop) const {
    const Lazy<TextCodes>& lazy = property == TenantProperty::Tier ? m_tier : m_segment;
    return lazy.get([&]() -> core::Result<std::unique_ptr<const TextCodes>> {
        const auto calendar = m_columns->calendar(m_lens.zone, stop);
        if (!calendar)
            return calendar.error();
        return tenantPropertyOf(property, *m_columns, **calendar, m_tenants, stop);
    });
}

core::Result<const FeatureColumn*> LocalFrame::featureColumn(std::stop_token stop) const {
    return m_feature.get([&] { return featuresOf(*m_columns, m_features, stop); });
}

core::Result<const TextCodes*> LocalFrame::team(std::stop_token stop) const {
    using Teams = std::unique_ptr<const TextCodes>;
    if (m_features.isEmpty())
        return m_columns->text(TextColumn::Team, stop);
    const auto owning = m_team.get([&]() -> core::Result<std::unique_ptr<const Teams>> {
        auto teams = owningTeams(*m_columns, m_features, stop);
        if (!teams)
            return teams.error();
        return std::make_unique<const Teams>(*std::move(teams));
    });
    if (!owning)
        return owning.error();
    return **owning ? core::Result<const TextCodes*>((*owning)->get())
                    : m_columns->text(TextColumn::Team, stop);
}

core::Result<DimensionColumn> LocalFrame::timeDimension(Dimension dimension,
                                                        std::stop_token stop) const {
    const auto found = m_columns->calendar(m_lens.zone, stop);
    if (!found)
        return found.error();
    const Calendar& calendar = **found;
    if (dimension == Dimension::Hour) {
        const auto hours = calendar.hours(*m_columns, stop);
        if (!hours)
            return hours.error();
        DimensionColumn column;
        column.codes = *hours;
        column.values = (*hours)->codes();
        column.textOf = [&calendar](std::uint32_t code) { return calendar.hourText(code); };
        return column;
    }
    return grouped(calendar.days(), [&](std::uint32_t code) -> std::string {
        if (code == 0)
            return {};
        const core::Day day = calendar.dayOf(code);
        if (dimension == Dimension::Week)
            return core::isoWeekText(day);
        if (dimension == Dimension::Month)
            return core::toText(core::monthOf(day));
        return core::toText(day);
    });
}

core::Result<DimensionColumn> LocalFrame::dimension(Dimension dimension,
                                                    std::stop_token stop) const {
    if (query::isTime(dimension))
        return timeDimension(dimension, stop);
    if (dimension == Dimension::Action)
        return ids(m_columns->actions(stop), core::IdColumn::Root);
    if (const auto column = idColumnOf(dimension))
        return ids(m_columns->keys(*column, stop), *column);
    if (dimension == Dimension::Outcome) {
        const auto found = units(stop);
        if (!found)
            return found.error();
        DimensionColumn column;
        column.codes = &(*found)->outcome;
        column.values = (*found)->outcome.codes();
        column.textOf = [](std::uint32_t value) {
            return std::string(query::nameOf(query::UnitStatus(value)));
        };
        return column;
    }
    if (dimension == Dimension::Feature) {
        const auto features = featureColumn(stop);
        if (!features)
            return features.error();
        return plain(**features);
    }
    core::Result<const TextCodes*> text = core::Error{};
    if (dimension == Dimension::Tier)
        text = tenantProperty(TenantProperty::Tier, stop);
    else if (dimension == Dimension::Segment)
        text = tenantProperty(TenantProperty::Segment, stop);
    else if (dimension == Dimension::Endpoint)
        text = m_columns->endpoint(stop);
    else if (dimension == Dimension::Team)
        text = team(stop);
    else if (const auto column = columnOf(dimension))
        text = m_columns->text(*column, stop);
    else
        return core::Error{core::Error::Code::Usage, "There is no such dimension.", {}};
    if (!text)
        return text.error();
    return plain(**text);
}

core::Result<std::vector<DimensionColumn>> LocalFrame::dimensions(std::span<const Dimension> by,
                                                                  std::stop_token stop) const {
    std::vector<DimensionColumn> columns;
    for (const Dimension wanted : by) {
        auto column = dimension(wanted, stop);
        if (!column)
            return column.error();
        columns.push_back(std::move(*column));
    }
    return columns;
}

} // namespace ms::frame
