// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/frame/feature_columns.h"

#include "models/frame/parallel.h"

#include <algorithm>
#include <map>

namespace ms::frame {

core::Result<std::unique_ptr<const FeatureColumn>>
featuresOf(const Columns& columns, const query::FeatureMap& features, std::stop_token stop) {
    const auto endpoints = columns.endpoint(stop);
    if (!endpoints)
        return endpoints.error();
    auto column = std::make_unique<FeatureColumn>();
    column->codes = &(*endpoints)->codes;
    if (features.isEmpty()) {
        column->texts = (*endpoints)->texts;
        return std::unique_ptr<const FeatureColumn>(std::move(column));
    }
    std::map<std::string, std::uint32_t> values;
    for (const std::string& endpoint : (*endpoints)->texts) {
        std::string feature = features.featureOf(endpoint);
        const auto next = std::uint32_t(column->texts.size());
        const auto [found, isNew] = values.try_emplace(feature, next);
        if (isNew)
            column->texts.push_back(std::move(feature));
        column->valueOf.push_back(found->second);
    }
    return std::unique_ptr<const FeatureColumn>(std::move(column));
}

core::Result<std::unique_ptr<const TextCodes>>
owningTeams(const Columns& columns, const query::FeatureMap& features, std::stop_token stop) {
    const auto endpoints = columns.endpoint(stop);
    if (!endpoints)
        return endpoints.error();
    const auto stated = columns.text(core::TextColumn::Team, stop);
    if (!stated)
        return stated.error();

    auto teams = std::make_unique<TextCodes>();
    teams->texts = (*stated)->texts;
    std::map<std::string, std::uint32_t> codeOf;
    for (std::size_t code = 0; code < teams->texts.size(); ++code)
        codeOf.emplace(teams->texts[code], std::uint32_t(code));
    std::vector<std::uint32_t> ownerOf; // by endpoint; 0: nobody is named
    for (const std::string& endpoint : (*endpoints)->texts) {
        const core::FeatureFact* const rule = features.ruleFor(endpoint);
        const std::string owner = rule ? rule->ownerTeam : std::string();
        const auto [found, isNew] = codeOf.try_emplace(owner, std::uint32_t(teams->texts.size()));
        if (isNew)
            teams->texts.push_back(owner);
        ownerOf.push_back(found->second);
    }
    if (std::all_of(ownerOf.begin(), ownerOf.end(), [](std::uint32_t code) { return code == 0; }))
        return std::unique_ptr<const TextCodes>();

    teams->codes = CodeColumn(columns.rows(), teams->texts.size());
    bool isDone = true;
    teams->codes.visitMutable([&](auto* codes) {
        using Code = std::remove_reference_t<decltype(*codes)>;
        isDone = parallelBlocks(
            blocksOf(columns.rows()), columns.workers(), stop, [&](unsigned, std::size_t block) {
                const std::size_t end = std::min(columns.rows(), (block + 1) * kBlockRows);
                (*endpoints)->codes.visit([&](const auto* endpointOf) {
                    for (std::size_t r = block * kBlockRows; r < end; ++r)
                        codes[r] = Code(ownerOf[endpointOf[r]]);
                });
                (*stated)->codes.visit([&](const auto* statedOf) {
                    for (std::size_t r = block * kBlockRows; r < end; ++r)
                        if (codes[r] == 0)
                            codes[r] = Code(statedOf[r]);
                });
            });
    });
    if (!isDone)
        return cancelled();
    return std::unique_ptr<const TextCodes>(std::move(teams));
}

} // namespace ms::frame
