// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pricing/price_book.h"

#include <string>
#include <utility>
#include <vector>

namespace ms::test {

/// Rules in one line each: rule("gpt").bucket(Bucket::Output).usd("10").from("2026-05-01").
class RuleBuilder {
public:
    explicit RuleBuilder(std::string model) {
        m_rule.provider = "p";
        m_rule.model = std::move(model);
        m_rule.currency = "USD";
    }
    RuleBuilder& provider(std::string name) { return m_rule.provider = std::move(name), *this; }
    RuleBuilder& account(std::string name) { return m_rule.account = std::move(name), *this; }
    RuleBuilder& tier(std::string name) { return m_rule.serviceTier = std::move(name), *this; }
    RuleBuilder& over(std::int64_t tokens) { return m_rule.contextOver = tokens, *this; }
    RuleBuilder& bucket(core::Bucket bucket) { return m_rule.bucket = bucket, *this; }
    RuleBuilder& per(std::int64_t count) { return m_rule.per = count, *this; }
    RuleBuilder& usd(std::string_view amount) {
        return m_rule.amount = *core::Money::parse(amount), *this;
    }
    RuleBuilder& currency(std::string code) { return m_rule.currency = std::move(code), *this; }
    RuleBuilder& from(std::string_view moment) {
        return m_rule.validFrom = *core::parseMoment(moment), *this;
    }
    RuleBuilder& to(std::string_view moment) {
        return m_rule.validTo = *core::parseMoment(moment), *this;
    }
    operator core::PriceRule() const { return m_rule; }

private:
    core::PriceRule m_rule;
};
inline RuleBuilder rule(std::string model) {
    return RuleBuilder(std::move(model));
}

inline core::Instant instant(std::string_view text) {
    return core::Zone().resolve(*core::parseMoment(text));
}

inline pricing::PriceBook book(std::vector<core::PriceRule> rules,
                               std::vector<core::ModelAlias> aliases = {},
                               const core::Zone& zone = {}) {
    return pricing::PriceBook("default", "USD", std::move(rules), std::move(aliases), zone);
}

} // namespace ms::test
