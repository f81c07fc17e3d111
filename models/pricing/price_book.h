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
#include <vector>

namespace ms::pricing {

/// What decides which rules apply to an attempt, apart from its time and prompt size.
struct PriceKey {
    std::string_view provider;
    std::string_view model;
    std::string_view account;
    std::string_view serviceTier; // as served; empty is "standard"
};

/// The rules in force for one key at one time for one prompt size: indices into PriceBook::rules().
struct RateCard {
    static constexpr int kNone = -1;
    std::array<int, core::kBuckets> rule{kNone, kNone, kNone, kNone, kNone, kNone, kNone};
    std::array<bool, core::kBuckets> isFallbackRate{}; // a prompt bucket charged at the input rate
};

/// Dated price rules of one book, ready to be asked.
/// Order among matching rules of a bucket (DESIGN.md section 2): the rule that names the account,
/// then the highest context threshold below the prompt, then the latest valid_from, then the
/// latest import. A model is looked up by its exact name, then through an approved alias.
/// Threads  immutable: any number may read it.
class PriceBook {
public:
    PriceBook() = default;
    PriceBook(std::string name, std::string currency, std::vector<core::PriceRule> rules,
              std::vector<core::ModelAlias> aliases, const core::Zone& zone);

    const std::string& name() const { return m_name; }
    const std::vector<core::PriceRule>& rules() const { return m_rules; }

    /// All rules of one key, arranged for lookups by time and prompt size.
    class Tariff {
    public:
        bool isEmpty() const { return m_periods.empty(); }
        /// `promptTokens` is the whole prompt: input and cache buckets together.
        const RateCard& at(core::Instant t, std::int64_t promptTokens) const;

    private:
        friend class PriceBook;
        struct Band { std::int64_t over; RateCard card; };          // descending thresholds
        struct Period { core::Instant from; std::vector<Band> bands; }; // ascending
        std::vector<Period> m_periods;
    };
    /// Cost   linear in the rules of the model; ask once per distinct key, not per attempt.
    Tariff tariffOf(const PriceKey& key) const;
    /// The model name that is billed: itself, or what an alias says.
    std::string_view billedModel(std::string_view provider, std::string_view model) const;

private:
    std::string m_name;
    std::vector<core::PriceRule> m_rules;
    // indices are an implementation matter
};

} // namespace ms::pricing
