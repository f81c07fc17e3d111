// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/prices/litellm_prices.h"

#include "importers/common/byte_scan.h"
#include "importers/common/number_format.h"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

namespace ms::importers {

namespace {

constexpr std::string_view kExample = "sample_spec"; // an entry that explains the keys
constexpr std::string_view kCurrency = "USD";

struct Base {
    std::string_view key;
    core::Bucket bucket;
};
// Longer keys first: one is the beginning of another.
constexpr std::array kBases{
    Base{"cache_creation_input_token_cost_above_1hr", core::Bucket::CacheWrite1h},
    Base{"cache_creation_input_token_cost", core::Bucket::CacheWrite5m},
    Base{"input_cost_per_token_cache_hit", core::Bucket::CacheRead},
    Base{"cache_read_input_token_cost", core::Bucket::CacheRead},
    Base{"input_cost_per_token", core::Bucket::Input},
    Base{"output_cost_per_token", core::Bucket::Output},
    Base{"input_cost_per_request", core::Bucket::Request},
    Base{"input_cost_per_query", core::Bucket::Query},
};

struct Word {
    std::string_view given;
    std::string_view meant;
};
constexpr std::array kTiers{Word{"_flex", "flex"}, Word{"_priority", "priority"},
                            Word{"_batches", "batch"}};
constexpr std::array kProviders{Word{"bedrock", "aws.bedrock"}, Word{"vertex_ai", "gcp.vertex_ai"},
                                Word{"gemini", "gcp.gemini"}, Word{"azure", "azure.ai.openai"}};

struct PriceKey {
    core::Bucket bucket = core::Bucket::Input;
    std::int64_t contextOver = 0;
    std::string_view tier; // empty: standard
};

/// "input_cost_per_token_above_200k_tokens_priority"; nullopt when it is no price of a bucket.
std::optional<PriceKey> readPriceKey(std::string_view key) {
    for (const Base& base : kBases) {
        if (!key.starts_with(base.key))
            continue;
        PriceKey found;
        found.bucket = base.bucket;
        std::string_view rest = key.substr(base.key.size());
        constexpr std::string_view kAbove = "_above_";
        constexpr std::string_view kTokens = "k_tokens";
        if (rest.starts_with(kAbove)) {
            rest.remove_prefix(kAbove.size());
            std::int64_t thousands = 0;
            const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), thousands);
            rest.remove_prefix(static_cast<std::size_t>(read.ptr - rest.data()));
            if (read.ec != std::errc() || !rest.starts_with(kTokens))
                continue;
            rest.remove_prefix(kTokens.size());
            found.contextOver = thousands * 1000;
        }
        for (const Word& tier : kTiers)
            if (rest == tier.given)
                found.tier = tier.meant;
        if (rest.empty() || !found.tier.empty())
            return found;
    }
    return std::nullopt;
}

/// One entry of the map, numbers as they are written.
struct Entry {
    std::string model;
    std::int64_t line = 1;
    std::string provider;
    std::vector<std::pair<std::string, std::string>> numbers;
    bool hasOtherPrices = false; // within nested objects
};

using Sink = std::function<void(const Entry&)>;

/// Walks {"model": {"key": value, ...}, ...}; what lies deeper is skipped.
class MapReader final : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit MapReader(Sink sink) : m_sink{std::move(sink)} {}
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& raw) override { return number(raw); }
    bool string(string_t& value) override {
        if (m_depth == 2 && m_key == "litellm_provider")
            m_entry.provider = value;
        return true;
    }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override {
        if (++m_depth == 2) {
            m_entry = Entry();
            m_entry.model = m_key;
        }
        return true;
    }
    bool key(string_t& value) override {
        m_key = value;
        return true;
    }
    bool end_object() override {
        if (m_depth-- == 2)
            m_sink(m_entry);
        return true;
    }
    bool start_array(std::size_t) override {
        ++m_depth;
        return true;
    }
    bool end_array() override {
        --m_depth;
        return true;
    }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::json::exception&) override {
        m_errorAt = position;
        return false;
    }
    std::optional<std::size_t> errorAt() const { return m_errorAt; }

private:
    bool number(const std::string& raw) {
        if (m_depth == 2)
            m_entry.numbers.emplace_back(m_key, raw);
        else if (m_depth > 2)
            m_entry.hasOtherPrices = true;
        return true;
    }

    Sink m_sink;
    Entry m_entry;
    std::string m_key;
    int m_depth = 0;
    std::optional<std::size_t> m_errorAt;
};

std::string_view providerOf(std::string_view given) {
    for (const Word& word : kProviders)
        if (word.given == given)
            return word.meant;
    return given;
}

class LitellmParser final : public ChunkParser {
public:
    void parse(const Chunk& chunk, ParsedChunk& out) override {
        std::int64_t index = 0;
        MapReader reader([&](const Entry& entry) {
            if (entry.model != kExample)
                readEntry(entry, ++index, out);
        });
        nlohmann::json::sax_parse(chunk.bytes, &reader);
        if (!reader.errorAt())
            return;
        const std::size_t at = std::min(*reader.errorAt(), chunk.bytes.size());
        ++out.rows;
        out.reject(1 + countByte(chunk.bytes.substr(0, at), '\n'), {},
                   "The price map is not valid JSON from here on.",
                   chunk.bytes.substr(at > 80 ? at - 80 : 0, 160));
    }

private:
    /// All prices of the entry, or none: half a price is worse than none.
    /// A row of the receipt is a rule, or an entry that gave none.
    static void readEntry(const Entry& entry, std::int64_t index, ParsedChunk& out) {
        std::vector<core::Fact> rules;
        for (const auto& [key, raw] : entry.numbers) {
            const auto price = readPriceKey(key);
            if (!price) {
                if (key.find("cost") != std::string::npos)
                    out.note(Note::PartNotPriced);
                continue;
            }
            const auto amount = core::Money::parse(raw);
            if (!amount || amount->picos() < 0) {
                ++out.rows;
                out.reject(index, key,
                           amount ? "A price cannot be negative." : amount.error().message,
                           entry.model + " " + key + ": " + raw);
                return;
            }
            rules.emplace_back(makeRule(entry, *price, *amount, index));
        }
        if (entry.hasOtherPrices)
            out.note(Note::PartNotPriced);
        if (rules.empty()) {
            ++out.rows;
            ++out.skipped;
            return out.note(Note::EntryWithoutPrice);
        }
        out.rows += static_cast<std::int64_t>(rules.size());
        for (core::Fact& rule : rules)
            out.facts.push_back(std::move(rule));
    }

    static core::PriceRule makeRule(const Entry& entry, const PriceKey& price, core::Money amount,
                                    std::int64_t index) {
        core::PriceRule rule;
        rule.provider = providerOf(entry.provider);
        rule.model = entry.model;
        rule.serviceTier = price.tier;
        rule.contextOver = price.contextOver;
        rule.bucket = price.bucket;
        rule.per = 1;
        rule.amount = amount;
        rule.currency = kCurrency;
        rule.source = "LiteLLM price map";
        rule.line = index;
        return rule;
    }
};

class LitellmPrices final : public Format {
public:
    std::string_view name() const override { return "litellm_prices"; }
    std::string_view title() const override { return "LiteLLM price map (JSON)"; }
    core::FileKind kind() const override { return core::FileKind::Prices; }

    Match match(const FileHead& fileHead) const override {
        const std::string_view head = fileHead.text();
        if (!trimmed(head.substr(0, 4096)).starts_with('{'))
            return {};
        const bool hasExample = head.find("\"sample_spec\"") != std::string_view::npos;
        const bool hasProvider = head.find("\"litellm_provider\"") != std::string_view::npos;
        const bool hasPrice = head.find("_cost_per_") != std::string_view::npos;
        if (!hasProvider || !(hasExample || hasPrice))
            return {};
        return {hasExample ? 95 : 85, "entries have a litellm_provider and prices per token",
                hasExample ? 3 : 2};
    }

    core::Result<ReadPlan> plan(const FileHead&, const ReadOptions&) const override {
        ReadPlan plan;
        plan.layout = Layout::Document;
        plan.makeParser = [] { return std::make_unique<LitellmParser>(); };
        return plan;
    }
};

} // namespace

std::unique_ptr<Format> makeLitellmPrices() {
    return std::make_unique<LitellmPrices>();
}

} // namespace ms::importers
