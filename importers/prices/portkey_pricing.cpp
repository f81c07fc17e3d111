// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/prices/portkey_pricing.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"
#include "importers/common/json_text.h"
#include "importers/prices/price_rows.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace ms::importers {

namespace {

using Part = core::PriceEntry::Part;

constexpr std::string_view kCommon = "default";
constexpr std::string_view kHourWrite = "cache_write_1h";
constexpr int kPerMillionInUnits = 4; // places from cents per token to units per million
constexpr int kInUnits = -2;

// The same parts stand at the beginning, for the usual prices, and after them for the batch tier.
constexpr std::array kParts{Part::Input, Part::Output, Part::CacheRead, Part::CacheWrite5m};
constexpr std::array kPartKeys{
    std::string_view{"request_token"}, std::string_view{"response_token"},
    std::string_view{"cache_read_input_token"}, std::string_view{"cache_write_input_token"}};
constexpr std::array kKeys{
    SourceKey{"pricing_config.pay_as_you_go.request_token.price"},
    SourceKey{"pricing_config.pay_as_you_go.response_token.price"},
    SourceKey{"pricing_config.pay_as_you_go.cache_read_input_token.price"},
    SourceKey{"pricing_config.pay_as_you_go.cache_write_input_token.price"},
    SourceKey{"pricing_config.batch_config.request_token.price"},
    SourceKey{"pricing_config.batch_config.response_token.price"},
    SourceKey{"pricing_config.batch_config.cache_read_input_token.price"},
    SourceKey{"pricing_config.batch_config.cache_write_input_token.price"},
    SourceKey{"pricing_config.currency"},
};
constexpr std::size_t kUsual = 0;
constexpr std::size_t kBatch = keyAt(kKeys, "pricing_config.batch_config.request_token.price");
constexpr std::array kUnitKeys{SourceKey{"price"}};

/// "gemini-1.5-pro-gt-128k": a model and the size that its prompts must exceed.
struct Banded {
    std::string_view model;
    std::int64_t over = 0;
};
Banded bandOf(std::string_view name) {
    constexpr std::string_view kUpTo = "-lte-";
    constexpr std::string_view kAbove = "-gt-";
    const bool isAbove = name.rfind(kAbove) != std::string_view::npos;
    const std::string_view mark = isAbove ? kAbove : kUpTo;
    const std::size_t at = name.rfind(mark);
    if (at == std::string_view::npos || at == 0)
        return {name};
    const std::string_view size = name.substr(at + mark.size());
    std::int64_t thousands = 0;
    const auto read = std::from_chars(size.data(), size.data() + size.size(), thousands);
    const bool isSize = read.ec == std::errc() && thousands > 0 && thousands <= 1'000'000 &&
                        std::string_view(read.ptr, size.data() + size.size()) == "k";
    if (!isSize)
        return {name};
    return {name.substr(0, at), isAbove ? thousands * 1000 : 0};
}

class MapReader final : public FactReader {
public:
    void read(Record& map, FactRows& rows) override {
        // The common entry may stand anywhere in the map.
        m_currency = map.rootAsIs()[kCommon]["pricing_config"]["currency"].text();
        rows.addEach(m_models, map, map.raw, [&](const std::string& name, Record& model) {
            if (name == kCommon)
                return;
            rows.nextRow();
            readModel(name, model, rows);
        });
    }

private:
    void readModel(const std::string& name, Record& model, FactRows& rows) {
        core::PriceEntry usual = entryAt(model, name, kUsual);
        const JsonValue prices = model.root()["pricing_config"]["pay_as_you_go"];
        bool hasOtherKinds = false;
        prices.eachMember([&](std::string_view key, JsonValue) {
            hasOtherKinds = hasOtherKinds ||
                            (key != "additional_units" &&
                             std::find(kPartKeys.begin(), kPartKeys.end(), key) == kPartKeys.end());
        });
        readUnits(model, usual);
        if (hasOtherKinds || !usual.other.empty())
            rows.note(Note::PartNotPriced);
        if (!usual.hasPrices())
            usual.flags.add(core::Flag::NoTokenPrice);
        addPrice(model, rows, std::move(usual));

        core::PriceEntry batch = entryAt(model, name, kBatch);
        batch.serviceTier = "batch";
        if (batch.hasPrices())
            addPrice(model, rows, std::move(batch));
    }

    core::PriceEntry entryAt(Record& model, const std::string& name, std::size_t firstKey) {
        core::PriceEntry entry;
        const Banded banded = bandOf(name);
        entry.model = banded.model;
        entry.minContextTokens = banded.over;
        entry.publisher = "Portkey pricing";
        for (std::size_t i = 0; i < kParts.size(); ++i)
            entry[kParts[i]] = shiftedAt(model, firstKey + i, kPerMillionInUnits);
        const std::string own = currencyAt(model, keyAt(kKeys, "pricing_config.currency"));
        if (!own.empty())
            entry.currency = own;
        else if (!m_currency.empty())
            entry.currency = m_currency;
        return entry;
    }

    void readUnits(Record& model, core::PriceEntry& entry) {
        constexpr std::array<std::string_view, 3> kPath{"pricing_config", "pay_as_you_go",
                                                        "additional_units"};
        m_units.each(model, rawValueAt(model.raw, kPath),
                     [&](const std::string& name, Record& unit) {
                         if (name == kHourWrite)
                             entry[Part::CacheWrite1h] = shiftedAt(unit, 0, kPerMillionInUnits);
                         else if (const auto price = shiftedAt(unit, 0, kInUnits))
                             entry.other.emplace_back(name, *price);
                     });
    }

    InnerRecords m_models{pathsOf(kKeys)};
    InnerRecords m_units{pathsOf(kUnitKeys)};
    std::string m_currency; // of all models that state none
};

} // namespace

std::unique_ptr<Format> makePortkeyPricing() {
    FactFormatSpec spec;
    spec.name = "portkey_pricing";
    spec.title = "Portkey price list";
    spec.kind = core::FileKind::Prices;
    spec.signature = {{"*.pricing_config.pay_as_you_go"}};
    spec.numbering = FactRows::Numbering::Rows;
    spec.makeReader = [](const ReadOptions&) { return std::make_unique<MapReader>(); };
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
