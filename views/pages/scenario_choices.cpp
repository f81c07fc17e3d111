// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/scenario_choices.h"

#include "models/scenario/match_text.h"
#include "models/session/costing.h"

#include <algorithm>
#include <array>
#include <map>

namespace ms::views {
namespace {

using core::Int128;
using query::Dimension;

constexpr std::array kMatched{Dimension::Tier,    Dimension::Feature,      Dimension::Model,
                              Dimension::Segment, Dimension::Tenant,       Dimension::CallKind,
                              Dimension::Team,    Dimension::PromptVersion};
constexpr std::size_t kMostOfEach = 200;

/// Price of a token in and one out, in pico-units x 10^9; the last rule of each counts.
struct Price {
    std::optional<Int128> input;
    std::optional<Int128> output;
};

QStringList modelsOf(const pricing::PriceBook& book) {
    std::map<std::string, Price> prices;
    for (const core::PriceRule& rule : book.rules()) {
        const Int128 each = Int128(rule.amount.picos()) * scenario::kBillion / rule.per;
        if (rule.bucket == core::Bucket::Input)
            prices[rule.model].input = each;
        if (rule.bucket == core::Bucket::Output)
            prices[rule.model].output = each;
    }
    std::vector<std::pair<Int128, std::string>> found;
    for (const auto& [model, price] : prices)
        if (price.input && price.output)
            found.emplace_back(*price.input + *price.output, model);
    std::sort(found.begin(), found.end());
    QStringList models;
    for (const auto& [price, model] : found)
        models << QString::fromStdString(model);
    return models;
}

} // namespace

core::Result<ScenarioChoices> scenarioChoicesOf(const session::Snapshot& snapshot,
                                                std::stop_token stop) {
    ScenarioChoices choices;
    if (const auto book = session::priceBookOf(snapshot))
        choices.models = modelsOf(*book);
    for (const Dimension dimension : kMatched) {
        const auto values = snapshot.source->values(dimension, stop);
        if (!values)
            return values.error();
        const std::size_t count = std::min(values->size(), kMostOfEach);
        for (std::size_t i = 0; i < count; ++i)
            if (const std::string& value = (*values)[i]; !value.empty())
                choices.matches << QString::fromStdString(scenario::matchText(
                    {{{dimension, query::Condition::Kind::In, {value}}}, {}, {}}));
    }
    return choices;
}

} // namespace ms::views
