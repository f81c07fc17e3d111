// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/price_rule.h"

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <string>
#include <unordered_map>

namespace ms::store {

/// Published price lists state today's prices and no history. The first one holds for all times; a
/// price that a later one states differently holds from the day of its import on, so that history
/// keeps the price it was billed at. A price that another source states for the same model is left
/// alone: an undated rule never overrides it.
class PublishedPrices {
public:
    /// Errors  throws StoredValueError and what SQLiteCpp throws.
    void load(const SQLite::Database& db, const std::string& book);

    enum class Finding { Known, New };
    /// Give an undated rule the date it needs; `Known`: the book has that price already.
    Finding settle(core::PriceRule& rule, const core::Moment& today);
    std::int64_t dated() const { return m_dated; }

private:
    struct Latest {
        core::Money amount;
        std::optional<core::Moment> validFrom;
        std::string source;
        bool isOfOneSource = true;
    };
    void note(const core::PriceRule& rule);

    std::unordered_map<std::string, Latest> m_latest; // by all that decides where a rule applies
    std::int64_t m_dated = 0;
};

} // namespace ms::store
