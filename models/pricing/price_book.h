// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/facts.h"
#include "models/core/int128.h"
#include "models/core/money.h"
#include "models/core/result.h"
#include "models/core/zone.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ms::pricing {

/// What decides which rules apply to an attempt, apart from its time and prompt size.
struct PriceKey {
    std::string_view provider;
    std::string_view model;
    std::string_view account;
    std::string_view serviceTier; // as served; empty is "standard"
};

inline constexpr std::string_view kStandardTier = "standard";
/// The tier that rules are compared by: empty is standard.
constexpr std::string_view tierOrStandard(std::string_view serviceTier) {
    return serviceTier.empty() ? kStandardTier : serviceTier;
}

/// The rules in force for one key at one time for one prompt size: indices into PriceBook::rules().
struct RateCard {
    static constexpr int kNone = -1;
    std::array<int, core::kBuckets> rule{kNone, kNone, kNone, kNone, kNone, kNone, kNone};
    std::array<bool, core::kBuckets> isFallbackRate{}; // a prompt bucket charged at the input rate
    int of(core::Bucket bucket) const { return rule[std::size_t(bucket)]; }
};

/// Dated price rules of one book, ready to be asked.
/// Order among matching rules of a bucket (DESIGN.md section 2): the rule that names the account,
/// then the highest context threshold below the prompt, then the latest valid_from, then the
/// latest import. A model is looked up by its exact name, then through an approved alias. An event
/// without provider takes the rules of the only provider that sells its model; of several, none.
/// A rule for one service tier never prices another. Rules in a currency other than `currency` are
/// never used; they are listed by setAside().
/// Threads  immutable: any number may read it.
class PriceBook {
public:
    PriceBook() = default;
    PriceBook(std::string name, std::string currency, std::vector<core::PriceRule> rules,
              std::vector<core::ModelAlias> aliases, const core::Zone& zone);

    const std::string& name() const { return m_name; }
    const std::string& currency() const { return m_currency; }
    const std::vector<core::PriceRule>& rules() const { return m_rules; }

    /// A rule that prices nothing, and why, as a sentence.
    struct SetAside {
        int rule; // index into rules()
        std::string reason;
    };
    const std::vector<SetAside>& setAside() const { return m_setAside; }

    /// All rules of one key, arranged for lookups by time and prompt size.
    class Tariff {
    public:
        struct Band { // for prompts of more than `over` tokens
            std::int64_t over;
            RateCard card;
        };
        struct Period { // until the next period
            core::Instant from;
            std::vector<Band> bands; // descending thresholds, the last one holds for any prompt
        };
        bool isEmpty() const { return m_periods.empty(); }
        /// `promptTokens` is the whole prompt: input and cache buckets together. An unknown time
        /// (core::kUnknownNumber) gets the rules without dates only.
        const RateCard& at(core::Instant t, std::int64_t promptTokens) const;
        const std::vector<Period>& periods() const { return m_periods; } // ascending
        const std::vector<Band>& undated() const { return m_undated; }

    private:
        friend class PriceBook;
        std::vector<Period> m_periods;
        std::vector<Band> m_undated;
    };
    /// Cost   linear in the rules of the model; ask once per distinct key, not per attempt.
    Tariff tariffOf(const PriceKey& key) const;
    /// Whose rules an event takes: those of its provider, or of the only one that sells its model
    /// where it names none; and of which model: itself, or what an alias says.
    struct Billing {
        std::string_view provider; // empty: not given, and none or several sell the model
        std::string_view model;
    };
    Billing billingOf(std::string_view provider, std::string_view model) const;
    /// The providers with rules for a model, by its exact name or an alias; in order of name.
    std::span<const std::string> sellersOf(std::string_view model) const;
    /// All rules of the billed model, whatever account, tier and date; in order of import.
    std::span<const int> rulesOf(std::string_view provider, std::string_view model) const;
    bool isSetAside(int rule) const { return m_isSetAside[std::size_t(rule)]; }

private:
    struct Validity { // microseconds, half-open
        std::int64_t from;
        std::int64_t to;
    };
    void addSeller(const std::string& model, const std::string& provider);
    std::vector<Tariff::Band> bandsOf(std::span<const int> active) const;
    bool comesBefore(int a, int b) const;

    std::string m_name;
    std::string m_currency;
    std::vector<core::PriceRule> m_rules;
    std::vector<Validity> m_validity; // one a rule
    std::vector<bool> m_isSetAside;   // one a rule
    std::vector<SetAside> m_setAside;
    std::unordered_map<std::string, std::vector<int>> m_rulesOfModel; // by provider and model
    std::unordered_map<std::string, std::string> m_aliases;           // provider and alias -> model
    std::unordered_map<std::string, std::vector<std::string>> m_sellers; // by model or alias
};

} // namespace ms::pricing
