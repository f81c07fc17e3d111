// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/explain_json.h"

namespace ms::app {

namespace {

using core::NumberColumn;
using core::TextColumn;
using query::Attempt;
using query::CostLine;
using query::Explanation;

std::int64_t number(const Attempt& attempt, NumberColumn column) {
    return attempt.numbers[std::size_t(column)];
}
const std::string& text(const Attempt& attempt, TextColumn column) {
    return attempt.texts[std::size_t(column)];
}

Json numberJson(const Attempt& attempt, NumberColumn column) {
    const std::int64_t value = number(attempt, column);
    return value == core::kUnknownNumber ? Json() : Json(value);
}

std::string timeText(const Attempt& attempt) {
    const std::int64_t micros = number(attempt, NumberColumn::Time);
    return micros == core::kUnknownNumber ? "time unknown" : core::toText(core::Instant{micros});
}

Json lineJson(const CostLine& line) {
    const core::PriceRule& rule = line.rule;
    return {{"bucket", core::nameOf(line.bucket)},
            {"quantity", line.quantity},
            {"amount", core::toDecimalText(rule.amount)},
            {"per", rule.per},
            {"cost", core::toDecimalText(line.cost)},
            {"fallback_rate", line.isFallbackRate},
            {"rule",
             {{"provider", rule.provider},
              {"model", rule.model},
              {"account", textOrNull(rule.account)},
              {"service_tier", rule.serviceTier.empty() ? "standard" : rule.serviceTier},
              {"context_over", rule.contextOver},
              {"bucket", core::nameOf(rule.bucket)},
              {"valid_from", rule.validFrom ? Json(core::toText(*rule.validFrom)) : Json()},
              {"valid_to", rule.validTo ? Json(core::toText(*rule.validTo)) : Json()},
              {"source", textOrNull(rule.source)},
              {"file", textOrNull(rule.file)},
              {"line", rule.line}}}};
}

Json attemptJson(const Explanation& explanation) {
    const Attempt& attempt = explanation.attempt;
    Json lines = Json::array();
    for (const CostLine& line : explanation.lines)
        lines.push_back(lineJson(line));
    return {{"attempt", numberJson(attempt, NumberColumn::Attempt)},
            {"timestamp", number(attempt, NumberColumn::Time) == core::kUnknownNumber
                              ? Json()
                              : Json(timeText(attempt))},
            {"tenant", textOrNull(text(attempt, TextColumn::Tenant))},
            {"provider", textOrNull(text(attempt, TextColumn::Provider))},
            {"model", textOrNull(text(attempt, TextColumn::Model))},
            {"billed_provider", textOrNull(explanation.billedProvider)},
            {"billed_model", textOrNull(explanation.billedModel)},
            {"status", textOrNull(text(attempt, TextColumn::Status))},
            {"cost", attempt.cost ? jsonOf(*attempt.cost) : Json()},
            {"basis", query::nameOf(attempt.basis)},
            {"reason", explanation.reason},
            {"lines", lines},
            {"file", textOrNull(attempt.file)},
            {"line", numberJson(attempt, NumberColumn::SourceRow)},
            {"batch", attempt.batch}};
}

core::MoneySum knownCost(const std::vector<Explanation>& attempts, std::size_t& unknown) {
    core::MoneySum sum;
    for (const Explanation& explanation : attempts) {
        if (explanation.attempt.cost)
            sum += *explanation.attempt.cost;
        else
            ++unknown;
    }
    return sum;
}

} // namespace

Json explanationJson(const std::string& request, const std::vector<Explanation>& attempts,
                     const std::string& currency) {
    std::size_t unknown = 0;
    const core::MoneySum sum = knownCost(attempts, unknown);
    Json list = Json::array();
    for (const Explanation& explanation : attempts)
        list.push_back(attemptJson(explanation));
    return {{"request_id", request},
            {"cost", unknown == attempts.size() ? Json() : jsonOf(sum)},
            {"unpriced_attempts", unknown},
            {"currency", currency},
            {"book", attempts.front().book},
            {"attempts", list}};
}

} // namespace ms::app
