// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/events/azure_apim_llm.h"

#include "importers/events/event_format.h"

#include <algorithm>
#include <array>

namespace ms::importers {

namespace {

using core::Flag;

constexpr std::array kKeys{
    SourceKey{"TimeGenerated", "timestamp"},
    SourceKey{"TimeGenerated [UTC]"}, // as the portal calls it
    SourceKey{"CorrelationId", "request_id"},
    SourceKey{"RequestId", "record_id"}, // retries of the gateway share the correlation id
    SourceKey{"DeploymentName", "model_requested"},
    SourceKey{"ModelName", "model"},
    SourceKey{"IsStreamCompletion", "stream"},
    SourceKey{"PromptTokens", "input_tokens"},
    SourceKey{"CompletionTokens", "output_tokens"},
    SourceKey{"TotalTokens", "total_tokens"},
    SourceKey{"SequenceNumber"},
};

/// The number at the front, with a zero before it where it has one digit; the front is taken off,
/// with `end` behind it. Empty when that is not what stands there.
std::string takeTwoDigits(std::string_view& text, char end) {
    const std::size_t size = text.find(end);
    const std::string_view digits = text.substr(0, size);
    const bool isNumber =
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (size == 0 || size == std::string_view::npos || size > 2 || !isNumber)
        return {};
    text.remove_prefix(size + 1);
    return (size == 1 ? "0" : "") + std::string(digits);
}

/// "9/14/2026, 8:03:22.960 AM" in ISO 8601; other texts as they are. Only the English of the USA
/// writes AM and PM like this, so that the month is known to be first.
std::string isoOfPortal(std::string_view text) {
    std::string_view rest = text;
    const std::string month = takeTwoDigits(rest, '/');
    const std::string day = takeTwoDigits(rest, '/');
    const std::string_view year = rest.substr(0, 4);
    const bool isAfternoon = rest.ends_with(" PM");
    if (month.empty() || day.empty() || rest.substr(year.size(), 2) != ", " ||
        !(isAfternoon || rest.ends_with(" AM")))
        return std::string(text);
    rest = rest.substr(6, rest.size() - 9);
    const std::string given = takeTwoDigits(rest, ':');
    if (given.empty() || given == "00" || given > "12")
        return std::string(text);
    const int hour = std::stoi(given) % 12 + (isAfternoon ? 12 : 0);
    return std::string(year) + "-" + month + "-" + day + " " + (hour < 10 ? "0" : "") +
           std::to_string(hour) + ":" + std::string(rest) + "Z";
}

void takePortalTime(Record& record, EventDraft& draft, const EventMapping& mapping) {
    static const EventField kTime = *eventFieldNamed("timestamp");
    constexpr std::size_t kKey = keyAt(kKeys, "TimeGenerated [UTC]");
    if (!record.has(kKey))
        return;
    const std::string_view text = record.text(kKey);
    std::string iso = isoOfPortal(text);
    const bool isBare = iso.size() > 10 && iso.find_first_of("Zz+-", 10) == std::string::npos &&
                        !iso.ends_with(" UTC");
    if (isBare) // the column's name says the zone
        iso += 'Z';
    if (mapping.time.read(iso).problem != nullptr)
        return draft.fail(record.name(kKey), "'" + std::string(text.substr(0, 80)) +
                                                 "' is neither ISO 8601 nor month/day/year with AM "
                                                 "or PM. Have the query format the time.");
    draft.set(kTime, record.name(kKey), draft.keep(std::move(iso)), mapping);
}

Verdict settle(Record& record, EventDraft& draft, const EventMapping& mapping) {
    const std::int64_t sequence = record.count(keyAt(kKeys, "SequenceNumber"));
    if (sequence == core::kUnknownNumber)
        draft.fail("SequenceNumber", "The row has no SequenceNumber, which says whether it has the "
                                     "counts of its call.");
    else if (sequence > 0)
        return Verdict::Skip;
    takePortalTime(record, draft, mapping);
    draft.flag(Flag::TimestampIsEnd);
    return Verdict::Take;
}

} // namespace

std::unique_ptr<Format> makeAzureApimLlm() {
    EventFormatSpec spec;
    spec.name = "azure_apim_llm";
    spec.title = "Azure API Management LLM log";
    spec.signature = {{"PromptTokens"}, {"SequenceNumber"}, {"DeploymentName"}};
    spec.keys.assign(kKeys.begin(), kKeys.end());
    spec.mapping.constants = {{*eventFieldNamed("provider"), "azure.ai.openai"}};
    spec.settle = settle;
    return makeEventFormat(std::move(spec));
}

} // namespace ms::importers
