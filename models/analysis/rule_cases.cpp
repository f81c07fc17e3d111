// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/rule_cases.h"

#include <algorithm>

namespace ms::analysis {

using core::MoneySum;

Flag RuleCases::flagOf(const RuleCase& decided, FlagState state) const {
    Flag flag;
    flag.rule = m_rule;
    flag.state = state;
    flag.where = decided.where;
    flag.figure = decided.figure;
    flag.limit = m_limit;
    if (state == FlagState::Raised)
        flag.severity = decided.excess;
    flag.words = decided.words;
    return flag;
}

std::vector<Flag> RuleCases::take(const std::string& unknown) const {
    std::vector<RuleCase> cases = m_cases;
    std::stable_sort(cases.begin(), cases.end(), [](const RuleCase& a, const RuleCase& b) {
        return a.qualifies == b.qualifies ? a.excess > b.excess : a.qualifies;
    });
    std::vector<Flag> flags;
    for (const RuleCase& decided : cases)
        if (decided.qualifies && decided.excess > MoneySum{})
            flags.push_back(flagOf(decided, FlagState::Raised));
    if (!flags.empty())
        return flags;
    if (!cases.empty())
        return {flagOf(cases.front(), FlagState::Clear)};
    return {flagOf({{}, {}, {}, unknown, true}, FlagState::Unknown)};
}

std::vector<Flag> RuleCases::clear(const std::string& why) const {
    return {flagOf({{}, {}, {}, why, true}, FlagState::Clear)};
}

} // namespace ms::analysis
