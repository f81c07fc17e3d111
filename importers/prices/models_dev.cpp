// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/prices/models_dev.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/common/json_text.h"
#include "importers/common/provider_names.h"
#include "importers/prices/price_rows.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ms::importers {

namespace {

/// The list's names of providers that are billed under another one.
std::string_view billerOf(std::string_view provider) {
    using Name = std::pair<std::string_view, std::string_view>;
    constexpr std::array kNames{Name{"amazon-bedrock", "aws.bedrock"}, Name{"google", "gcp.gemini"},
                                Name{"google-vertex", "gcp.vertex_ai"},
                                Name{"google-vertex-anthropic", "gcp.vertex_ai"}};
    for (const auto& [given, meant] : kNames)
        if (given == provider)
            return meant;
    return providerOf(provider);
}

/// The price of each part stands at these keys, one after the other, in the order of the parts that
/// the list has: the one-hour write is missing.
using Part = core::PriceEntry::Part;
constexpr std::array kParts{Part::Input, Part::Output, Part::CacheRead, Part::CacheWrite5m,
                            Part::Reasoning};
constexpr std::array kModelKeys{
    SourceKey{"cost.input"},
    SourceKey{"cost.output"},
    SourceKey{"cost.cache_read"},
    SourceKey{"cost.cache_write"},
    SourceKey{"cost.reasoning"},
    SourceKey{"cost.context_over_200k.input"},
    SourceKey{"cost.context_over_200k.output"},
    SourceKey{"cost.context_over_200k.cache_read"},
    SourceKey{"cost.context_over_200k.cache_write"},
    SourceKey{"cost.context_over_200k.reasoning"},
    SourceKey{"cost.input_audio"},
    SourceKey{"cost.output_audio"},
    SourceKey{"cost.tiers"},
};
constexpr std::size_t kUsual = keyAt(kModelKeys, "cost.input");
constexpr std::size_t kOver200k = keyAt(kModelKeys, "cost.context_over_200k.input");
constexpr std::array kTierKeys{
    SourceKey{"input"},       SourceKey{"output"},    SourceKey{"cache_read"},
    SourceKey{"cache_write"}, SourceKey{"reasoning"}, SourceKey{"tier.type"},
    SourceKey{"tier.size"},
};
constexpr std::int64_t k200k = 200'000;

class ModelPrices {
public:
    ModelPrices(std::string_view provider, std::string_view model)
        : m_provider{billerOf(provider)}, m_model{model} {}

    void read(Record& record, InnerRecords& tiers, FactRows& rows) {
        m_entries.push_back(entryAt(record, kUsual));
        const auto audio = [&](std::size_t key, const char* name) {
            if (const auto price = record.decimal(key))
                m_entries.front().other.emplace_back(name, *price);
        };
        audio(keyAt(kModelKeys, "cost.input_audio"), "input_audio_per_million");
        audio(keyAt(kModelKeys, "cost.output_audio"), "output_audio_per_million");
        if (!m_entries.front().other.empty())
            rows.note(Note::PartNotPriced);
        tiers.eachOf(record, keyAt(kModelKeys, "cost.tiers"),
                     [&](Record& tier) { readTier(tier, rows); });
        const bool isStated =
            std::any_of(m_entries.begin(), m_entries.end(), [](const core::PriceEntry& entry) {
                return entry.minContextTokens == k200k;
            });
        if (core::PriceEntry over = entryAt(record, kOver200k); over.hasPrices() && !isStated) {
            over.minContextTokens = k200k;
            m_entries.insert(m_entries.begin() + 1, std::move(over));
        }
        for (core::PriceEntry& entry : m_entries)
            addPrice(record, rows, std::move(entry));
    }

private:
    core::PriceEntry entryAt(Record& record, std::size_t firstKey) const {
        core::PriceEntry entry;
        entry.provider = m_provider;
        entry.model = m_model;
        entry.publisher = "models.dev";
        for (std::size_t i = 0; i < kParts.size(); ++i)
            entry[kParts[i]] = record.decimal(firstKey + i);
        return entry;
    }

    void readTier(Record& tier, FactRows& rows) {
        if (tier.text(keyAt(kTierKeys, "tier.type")) != "context")
            return rows.note(Note::PartNotPriced);
        core::PriceEntry entry = entryAt(tier, 0);
        const auto size = countAt(tier, keyAt(kTierKeys, "tier.size"));
        if (!size)
            return tier.fail("tier.size", "The size of the prompt is missing.");
        entry.minContextTokens = *size;
        m_entries.push_back(std::move(entry));
    }

    std::string_view m_provider;
    std::string_view m_model;
    std::vector<core::PriceEntry> m_entries;
};

class MapReader final : public FactReader {
public:
    void read(Record& map, FactRows& rows) override {
        rows.addEach(m_providers, map, map.raw, [&](const std::string& name, Record& provider) {
            rows.addEach(m_models, provider,
                         rawValueAt(provider.raw, std::array<std::string_view, 1>{"models"}),
                         [&](const std::string& model, Record& record) {
                             rows.nextRow();
                             ModelPrices(name, model).read(record, m_tiers, rows);
                         });
        });
    }

private:
    InnerRecords m_providers{{}};
    InnerRecords m_models{pathsOf(kModelKeys)};
    InnerRecords m_tiers{pathsOf(kTierKeys)};
};

} // namespace

std::unique_ptr<Format> makeModelsDev() {
    FactFormatSpec spec;
    spec.name = "models_dev";
    spec.title = "models.dev price list";
    spec.kind = core::FileKind::Prices;
    spec.signature = {{"*.models.*.cost"}, {"*.npm"}};
    spec.numbering = FactRows::Numbering::Rows;
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<MapReader>(); };
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
