// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/prices/litellm_prices.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/common/json_text.h"
#include "importers/common/provider_names.h"
#include "importers/prices/price_rows.h"

#include <array>
#include <charconv>

namespace ms::importers {

namespace {

using Part = core::PriceEntry::Part;

constexpr std::string_view kExample = "sample_spec"; // an entry that explains the keys
constexpr int kPerMillion = 6;                       // places from the price of a token

constexpr std::array kKeys{SourceKey{"litellm_provider"}, SourceKey{"mode"}};
constexpr std::size_t kProvider = keyAt(kKeys, "litellm_provider");
constexpr std::size_t kMode = keyAt(kKeys, "mode");

struct Base {
    std::string_view key;
    Part part;
};
// Longer keys first: one is the beginning of another.
constexpr std::array kBases{
    Base{"cache_creation_input_token_cost_above_1hr", Part::CacheWrite1h}, // a lifetime, no size
    Base{"cache_creation_input_token_cost", Part::CacheWrite5m},
    Base{"input_cost_per_token_cache_hit", Part::CacheRead},
    Base{"output_cost_per_reasoning_token", Part::Reasoning},
    Base{"cache_read_input_token_cost", Part::CacheRead},
    Base{"input_cost_per_token", Part::Input},
    Base{"output_cost_per_token", Part::Output},
};

struct Tier {
    std::string_view ending;
    std::string_view name;
};
constexpr std::array kTiers{Tier{"", "standard"}, Tier{"_flex", "flex"},
                            Tier{"_priority", "priority"}, Tier{"_batches", "batch"}};

struct PriceKey {
    Part part = Part::Input;
    std::int64_t contextOver = 0;
    std::string_view tier;
};

/// "input_cost_per_token_above_200k_tokens_priority"; nullopt when it is no price of a token.
std::optional<PriceKey> readPriceKey(std::string_view key) {
    for (const Base& base : kBases) {
        if (!key.starts_with(base.key))
            continue;
        PriceKey found{base.part, 0, {}};
        std::string_view rest = key.substr(base.key.size());
        constexpr std::string_view kAbove = "_above_";
        constexpr std::string_view kTokens = "k_tokens";
        if (rest.starts_with(kAbove)) {
            rest.remove_prefix(kAbove.size());
            std::int64_t thousands = 0;
            const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), thousands);
            rest.remove_prefix(static_cast<std::size_t>(read.ptr - rest.data()));
            if (read.ec != std::errc() || !rest.starts_with(kTokens) || thousands > 1'000'000)
                continue;
            rest.remove_prefix(kTokens.size());
            found.contextOver = thousands * 1000;
        }
        for (const Tier& tier : kTiers)
            if (rest == tier.ending)
                found.tier = tier.name;
        if (!found.tier.empty())
            return found;
    }
    return std::nullopt;
}

/// All prices of one model: an entry for each tier and prompt size.
class ModelPrices {
public:
    ModelPrices(const std::string& model, Record& record) : m_model{model}, m_record{record} {
        entryFor({Part::Input, 0, "standard"}); // comes first
        record.root().eachMember(
            [this](std::string_view key, JsonValue value) { take(key, value); });
    }

    void addTo(FactRows& rows) {
        core::PriceEntry& base = m_entries.front();
        if (!base.other.empty())
            rows.note(Note::PartNotPriced);
        if (base.hasPrices() || !base.other.empty() || m_entries.size() == 1)
            addPrice(m_record, rows, std::move(base));
        for (std::size_t i = 1; i < m_entries.size(); ++i)
            addPrice(m_record, rows, std::move(m_entries[i]));
    }

private:
    void take(std::string_view key, JsonValue value) {
        const std::array path{key};
        if (value.isObject())
            value.eachMember([&](std::string_view name, JsonValue price) {
                const std::array inner{key, name};
                if (isNumber(price))
                    takeOther(name, rawNumberAt(m_record.raw, inner));
            });
        else if (isNumber(value))
            takeNumber(key, rawNumberAt(m_record.raw, path));
    }

    static bool isNumber(JsonValue value) {
        return value.kind() == JsonValue::Kind::Integer ||
               value.kind() == JsonValue::Kind::LargeNumber;
    }

    void takeNumber(std::string_view key, std::string_view digits) {
        if (const auto price = readPriceKey(key))
            entryFor(*price)[price->part] = priceOf(key, digits, kPerMillion);
        else if (key.find("_cost") != std::string_view::npos)
            takeOther(key, digits);
        if (key == "input_cost_per_request")
            m_entries.front().perRequest = priceOf(key, digits, 0);
        if (key == "input_cost_per_query")
            m_entries.front().perQuery = priceOf(key, digits, 0);
    }

    void takeOther(std::string_view name, std::string_view digits) {
        if (const auto price = priceOf(name, digits, 0))
            m_entries.front().other.emplace_back(name, *price);
    }

    std::optional<core::Decimal> priceOf(std::string_view key, std::string_view digits,
                                         int places) {
        const auto price = core::parseDecimal(digits);
        const auto moved = price ? shifted(*price, places) : std::nullopt;
        if (!moved)
            m_record.fail(key, "'" + std::string(digits.substr(0, 80)) + "' is not a price.");
        return moved;
    }

    core::PriceEntry& entryFor(const PriceKey& key) {
        for (core::PriceEntry& entry : m_entries)
            if (entry.minContextTokens == key.contextOver && entry.serviceTier == key.tier)
                return entry;
        core::PriceEntry& entry = m_entries.emplace_back();
        entry.provider = providerOf(m_record.text(kProvider));
        entry.model = m_model;
        entry.mode = m_record.text(kMode);
        entry.serviceTier = key.tier;
        entry.minContextTokens = key.contextOver;
        entry.publisher = "LiteLLM price map";
        return entry;
    }

    const std::string& m_model;
    Record& m_record;
    std::vector<core::PriceEntry> m_entries;
};

class MapReader final : public FactReader {
public:
    void read(Record& map, FactRows& rows) override {
        rows.addEach(m_entries, map, map.raw, [&](const std::string& model, Record& entry) {
            if (model == kExample)
                return;
            rows.nextRow();
            ModelPrices(model, entry).addTo(rows);
        });
    }

private:
    InnerRecords m_entries{pathsOf(kKeys)};
};

} // namespace

std::unique_ptr<Format> makeLitellmPrices() {
    FactFormatSpec spec;
    spec.name = "litellm_prices";
    spec.title = "LiteLLM price map";
    spec.kind = core::FileKind::Prices;
    spec.signature = {{"*.litellm_provider"}, {"*.mode"}};
    spec.numbering = FactRows::Numbering::Rows;
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<MapReader>(); };
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
