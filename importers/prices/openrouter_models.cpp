// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/prices/openrouter_models.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/prices/price_rows.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>

namespace ms::importers {

namespace {

using Part = core::PriceEntry::Part;

constexpr int kPerMillion = 6; // places from the price of a token
constexpr core::Decimal kDecidedByTheRouter{-1, 0};

// The prices stand first, in the same order in both lists: those of token parts, then the others.
constexpr std::array kParts{Part::Input,        Part::Output,       Part::CacheRead,
                            Part::CacheWrite5m, Part::CacheWrite1h, Part::Reasoning};
constexpr std::array kOverrideKeys{
    SourceKey{"prompt"},
    SourceKey{"completion"},
    SourceKey{"input_cache_read"},
    SourceKey{"input_cache_write"},
    SourceKey{"input_cache_write_1h"},
    SourceKey{"internal_reasoning"},
    SourceKey{"request"},
    SourceKey{"image"},
    SourceKey{"image_token"},
    SourceKey{"image_output"},
    SourceKey{"audio"},
    SourceKey{"audio_output"},
    SourceKey{"input_audio_cache"},
    SourceKey{"web_search"},
    SourceKey{"min_prompt_tokens"},
};
constexpr std::array kModelKeys{
    SourceKey{"pricing.prompt"},
    SourceKey{"pricing.completion"},
    SourceKey{"pricing.input_cache_read"},
    SourceKey{"pricing.input_cache_write"},
    SourceKey{"pricing.input_cache_write_1h"},
    SourceKey{"pricing.internal_reasoning"},
    SourceKey{"pricing.request"},
    SourceKey{"pricing.image"},
    SourceKey{"pricing.image_token"},
    SourceKey{"pricing.image_output"},
    SourceKey{"pricing.audio"},
    SourceKey{"pricing.audio_output"},
    SourceKey{"pricing.input_audio_cache"},
    SourceKey{"pricing.web_search"},
    SourceKey{"pricing.overrides"},
    SourceKey{"pricing.discount"},
    SourceKey{"id"},
};
constexpr std::size_t kRequest = keyAt(kOverrideKeys, "request");
constexpr std::size_t kMinimum = keyAt(kOverrideKeys, "min_prompt_tokens"); // behind the prices
static_assert(kRequest == kParts.size() && keyAt(kModelKeys, "pricing.overrides") == kMinimum);

bool isDecided(Record& record, std::size_t key) {
    return record.decimal(key) == kDecidedByTheRouter;
}

core::PriceEntry entryOf(Record& record, const std::string& model) {
    core::PriceEntry entry;
    entry.provider = "openrouter";
    entry.model = model;
    entry.publisher = "OpenRouter models";
    for (std::size_t i = 0; i < kParts.size(); ++i)
        entry[kParts[i]] = shiftedAt(record, i, kPerMillion);
    // Reasoning tokens are a part of the output: a zero says that they cost nothing more.
    if (auto& reasoning = entry[Part::Reasoning]; reasoning && reasoning->digits == 0)
        reasoning.reset();
    for (std::size_t key = kRequest; key < kMinimum; ++key)
        if (const auto price = record.decimal(key); price && price->digits != 0)
            entry.other.emplace_back(kOverrideKeys[key].path, *price);
    entry.perRequest = record.decimal(kRequest);
    if (entry.perRequest && entry.perRequest->digits == 0)
        entry.perRequest.reset();
    return entry;
}

/// An override may have conditions: any key that is no price.
bool hasUnknownCondition(Record& override) {
    bool isKnown = true;
    override.root().eachMember([&](std::string_view name, JsonValue) {
        isKnown =
            isKnown && std::any_of(kOverrideKeys.begin(), kOverrideKeys.end(),
                                   [&](const SourceKey& known) { return known.path == name; });
    });
    return !isKnown;
}

/// Take out of each override what a later one states for all its prompts.
void letLaterOnesWin(std::vector<core::PriceEntry>& overrides) {
    // From which prompt size on the later ones state a price, by part; the last is the request's.
    std::array<std::int64_t, kParts.size() + 1> statedFrom{};
    statedFrom.fill(std::numeric_limits<std::int64_t>::max());
    const auto settle = [&](std::optional<core::Decimal>& price, std::int64_t over,
                            std::int64_t& from) {
        if (from <= over)
            price.reset();
        else if (price)
            from = over;
    };
    for (auto override = overrides.rbegin(); override != overrides.rend(); ++override) {
        for (std::size_t part = 0; part < kParts.size(); ++part)
            settle(override->perMillion[part], override->minContextTokens, statedFrom[part]);
        settle(override->perRequest, override->minContextTokens, statedFrom.back());
    }
}

/// An override for prompts of any size is the usual price.
void takeOver(core::PriceEntry& usual, const core::PriceEntry& override) {
    for (std::size_t part = 0; part < kParts.size(); ++part)
        if (override.perMillion[part])
            usual.perMillion[part] = override.perMillion[part];
    if (override.perRequest)
        usual.perRequest = override.perRequest;
}

bool hasOtherPrices(const core::PriceEntry& entry) {
    return std::any_of(entry.other.begin(), entry.other.end(), [](const auto& price) {
        return price.first != kOverrideKeys[kRequest].path;
    });
}

class ModelReader final : public FactReader {
public:
    void read(Record& record, FactRows& rows) override {
        const std::string model(record.text(keyAt(kModelKeys, "id")));
        if (model.empty())
            return record.fail("id", "The model's id is missing.");
        if (isDecided(record, 0) || isDecided(record, 1))
            return addDynamic(record, rows, model);
        core::PriceEntry usual = entryOf(record, model);
        if (hasOtherPrices(usual))
            rows.note(Note::PartNotPriced);
        std::vector<core::PriceEntry> overrides = overridesOf(record, model);
        for (const core::PriceEntry& override : overrides)
            if (override.minContextTokens == 0)
                takeOver(usual, override);
        if (const auto discount = record.decimal(keyAt(kModelKeys, "pricing.discount")))
            m_discounts += discount->digits != 0 ? 1 : 0;
        addPrice(record, rows, std::move(usual));
        for (core::PriceEntry& override : overrides)
            if (override.minContextTokens > 0 && override.hasPrices())
                addPrice(record, rows, std::move(override));
    }

    void finish(FactRows& rows) override {
        const auto tell = [&](std::int64_t count, const char* one, const char* many) {
            if (count > 0)
                rows.tell(count == 1 ? one : std::to_string(count) + many);
        };
        tell(m_conditions, "1 price that holds at certain hours or on other conditions not used",
             " prices that hold at certain hours or on other conditions not used");
        tell(m_discounts, "1 model states a discount; its prices are taken as they are listed",
             " models state discounts; their prices are taken as they are listed");
    }

private:
    static void addDynamic(Record& record, FactRows& rows, const std::string& model) {
        core::PriceEntry entry;
        entry.provider = "openrouter";
        entry.model = model;
        entry.flags.add(core::Flag::DynamicPrice);
        addPrice(record, rows, std::move(entry));
    }

    std::vector<core::PriceEntry> overridesOf(Record& record, const std::string& model) {
        std::vector<core::PriceEntry> all;
        m_overrides.eachOf(record, keyAt(kModelKeys, "pricing.overrides"), [&](Record& override) {
            if (hasUnknownCondition(override)) {
                ++m_conditions;
                return;
            }
            core::PriceEntry entry = entryOf(override, model);
            entry.minContextTokens = countAt(override, kMinimum).value_or(0);
            all.push_back(std::move(entry));
        });
        letLaterOnesWin(all);
        return all;
    }

    InnerRecords m_overrides{pathsOf(kOverrideKeys)};
    std::int64_t m_conditions = 0;
    std::int64_t m_discounts = 0;
};

/// Others list models with `pricing` in numbers of another unit.
bool statesPricesAsText(const FileHead& head) {
    for (const FileHead::Place& place : head.places())
        for (const JsonValue& record : place.records)
            if (record["pricing"]["prompt"].kind() == JsonValue::Kind::Text)
                return true;
    return false;
}

constexpr std::array kSignature{SignatureField{"id"}, SignatureField{"pricing.prompt"},
                                SignatureField{"pricing.completion"}};
constexpr const char* kTitle = "OpenRouter models";

Match matchModels(const FileHead& head) {
    return statesPricesAsText(head) ? matchOf(findSignature(head, kSignature), kTitle, kSignature)
                                    : Match{};
}

} // namespace

std::unique_ptr<Format> makeOpenrouterModels() {
    FactFormatSpec spec;
    spec.name = "openrouter_models";
    spec.title = kTitle;
    spec.kind = core::FileKind::Prices;
    spec.signature.assign(kSignature.begin(), kSignature.end());
    spec.match = matchModels;
    spec.keys = pathsOf(kModelKeys);
    spec.order = Order::InFileOrder;
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<ModelReader>(); };
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
