// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/red_flags.h"

#include <optional>
#include <string>
#include <vector>

namespace ms::analysis {

/// One subject that a rule could decide.
struct RuleCase {
    std::vector<query::Condition> where;
    std::optional<double> figure;
    core::MoneySum excess; // money above what the rule tolerates; negative: below
    std::string words;
    bool qualifies = true; // false: the rule does not apply here, whatever the excess
};

/// Collects the cases of one rule and says what they come to.
class RuleCases {
public:
    RuleCases(FlagRule rule, std::optional<double> limit) : m_rule{rule}, m_limit{limit} {}
    void add(RuleCase decided) { m_cases.push_back(std::move(decided)); }
    bool empty() const { return m_cases.empty(); }
    /// Input  `unknown` says why there is no case at all.
    std::vector<Flag> take(const std::string& unknown) const;
    /// Clear without a case.
    std::vector<Flag> clear(const std::string& why) const;

private:
    Flag flagOf(const RuleCase& decided, FlagState state) const;

    FlagRule m_rule;
    std::optional<double> m_limit;
    std::vector<RuleCase> m_cases;
};

} // namespace ms::analysis
