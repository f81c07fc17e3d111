// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/log_lines.h"

#include "app/demo/text.h"

namespace ms::app::demo {
namespace {

void appendHex(std::uint64_t value, std::string& text) {
    char digits[16];
    for (int i = 15; i >= 0; --i, value >>= 4)
        digits[i] = "0123456789abcdef"[value & 15];
    text.append(digits, sizeof digits);
}

char* twoDigits(std::int64_t value, char* to) {
    to[0] = static_cast<char>('0' + value / 10);
    to[1] = static_cast<char>('0' + value % 10);
    return to + 2;
}

std::string_view unitPrefix(Feature feature) {
    switch (feature) {
    case Feature::TicketReply:
        return "T-";
    case Feature::CaseSummary:
        return "D-";
    case Feature::AgentTriage:
        return "C-";
    case Feature::ContractReview:
        return "K-";
    default:
        return "G-";
    }
}

std::string_view textOf(Outcome outcome) {
    switch (outcome) {
    case Outcome::Accepted:
        return "accepted";
    case Outcome::Rejected:
        return "rejected";
    case Outcome::Escalated:
        return "escalated";
    case Outcome::Reopened:
        return "reopened";
    default:
        return "unknown";
    }
}

std::string_view errorOf(Fault fault) {
    switch (fault) {
    case Fault::RateLimited:
        return "429";
    case Fault::Unavailable:
        return "503";
    case Fault::BadRequest:
        return "400";
    case Fault::LateError:
        return "500";
    case Fault::Timeout:
        return "timeout";
    default:
        return {};
    }
}

std::string_view statusOf(Fault fault) {
    return fault == Fault::None ? "success" : fault == Fault::Aborted ? "cancelled" : "error";
}

} // namespace

LogLines::LogLines(const Company& company, std::uint64_t seed)
    : m_company{company}, m_seed{scramble(seed)} {
    for (std::size_t day = 0; day < m_dates.size(); ++day)
        m_dates[day] = dateText(static_cast<int>(day));
}

void LogLines::append(const Attempt& attempt, std::string& text) const {
    if (attempt.application == Application::Helpdesk)
        appendEvent(attempt, text);
    else
        appendGatewayRow(attempt, text);
}

std::string_view LogLines::tenantId(std::int16_t tenant) const {
    return tenant == kNoTenant ? std::string_view{}
                               : m_company.tenants()[static_cast<std::size_t>(tenant)].id;
}

void LogLines::appendTime(std::int64_t timeMs, std::string& text) const {
    text += m_dates[static_cast<std::size_t>(timeMs / kMsPerDay)];
    std::int64_t rest = timeMs % kMsPerDay;
    char clock[14] = "T00:00:00.000";
    twoDigits(rest / kMsPerHour, clock + 1);
    twoDigits(rest / 60'000 % 60, clock + 4);
    twoDigits(rest / 1000 % 60, clock + 7);
    rest %= 1000;
    clock[10] = static_cast<char>('0' + rest / 100);
    twoDigits(rest % 100, clock + 11);
    text.append(clock, 13);
    text += 'Z';
}

void LogLines::appendUser(const Attempt& attempt, std::string& text) const {
    text += 'u';
    appendNumber(attempt.tenant, text);
    text += '-';
    appendNumber(attempt.user, text);
}

void LogLines::appendUsage(const Attempt& a, std::string& text) const {
    if (!hasUsage(a.fault)) {
        text += "null";
        return;
    }
    const auto field = [&](std::string_view key, std::int64_t value) {
        text += key;
        appendNumber(value, text);
    };
    field("{\"input_tokens\": ", a.prompt());
    if (providerOf(a.model) != Provider::Harbor)
        field(", \"cached_input_tokens\": ", a.cacheRead);
    if (providerOf(a.model) == Provider::Aurora) {
        field(", \"cache_write_5m_tokens\": ", a.cacheWrite5m);
        field(", \"cache_write_1h_tokens\": ", a.cacheWrite1h);
    }
    field(", \"output_tokens\": ", a.output);
    if (a.reasoning > 0)
        field(", \"reasoning_tokens\": ", a.reasoning);
    field(", \"total_tokens\": ", a.prompt() + a.output);
    text += '}';
}

void LogLines::appendEvent(const Attempt& a, std::string& text) const {
    const auto add = [&](std::string_view key, std::string_view value) {
        text += key;
        text += value;
    };
    text +=
        R"({"event_type": "ai_api_cost_allocation", "event_version": "2026-09-01", "request_id": "req_)";
    appendHex(scramble(a.request ^ m_seed), text);
    text += R"(", "timestamp_utc": ")";
    appendTime(a.timeMs, text);
    add(R"(", "environment": ")", nameOf(a.environment));
    add(R"(", "application": ")", nameOf(a.application));
    add(R"(", "workflow": ")", nameOf(a.feature));
    if (a.tenant == kNoTenant)
        text += R"(", "tenant_id": null, "cost_center": ")";
    else
        add(R"(", "tenant_id": ")", tenantId(a.tenant)), text += R"(", "cost_center": ")";
    text += teamOf(a.feature);
    add(R"(", "provider": ")", nameOf(providerOf(a.model)));
    add(R"(", "model_or_deployment": ")", nameOf(a.model));
    text += R"(", "usage": )";
    appendUsage(a, text);
    text += R"(, "routing": {"attempt_number": )";
    appendNumber(a.number, text);
    add(R"(, "fallback_used": )", a.isFallback ? "true" : "false");
    if (a.unit == 0) {
        text += R"(}, "business_unit": null)";
    } else {
        add(R"(}, "business_unit": {"unit_type": ")", unitTypeOf(a.feature));
        add(R"(", "unit_id": ")", unitPrefix(a.feature));
        appendNumber(static_cast<std::int64_t>(a.unit), text);
        add(R"(", "unit_outcome": ")", textOf(a.outcome));
        text += "\"}";
    }
    const bool isReported = a.reportedPicos >= 0 && hasUsage(a.fault);
    text += R"(, "cost_estimate": {"amount": )";
    if (isReported) {
        text += moneyText(a.reportedPicos);
        text += R"(, "currency": "USD", "pricing_source": "provider_estimate", )"
                R"("is_final_invoice_amount": false})";
    } else {
        text += R"(null, "currency": "USD"})";
    }
    if (a.tenant != kNoTenant) {
        text += R"(, "user_id": ")";
        appendUser(a, text);
        text += '"';
    }
    add(R"(, "plan_tier": ")", nameOf(a.planTier));
    add(R"(", "feature": ")", nameOf(a.feature));
    if (a.version != Version::None)
        add(R"(", "prompt_version": ")", nameOf(a.version));
    if (a.root != 0) {
        text += R"(", "root_id": "req_)";
        appendHex(scramble(a.root ^ m_seed), text);
    }
    text += R"(", "session_id": "s-)";
    appendNumber(static_cast<std::int64_t>(a.session), text);
    add(R"(", "account": ")", nameOf(a.account));
    add(R"(", "service_tier": ")", nameOf(a.serviceTier));
    add(R"(", "call_kind": ")", callKindOf(a.feature));
    text += R"(", "latency_ms": )";
    appendNumber(a.latencyMs, text);
    add(R"(, "status": ")", statusOf(a.fault));
    if (const std::string_view error = errorOf(a.fault); !error.empty())
        add(R"(", "error": ")", error);
    text += R"(", "prompt_hash": ")";
    appendHex(a.promptHash, text);
    text += "\"}\n";
}

void LogLines::appendGatewayRow(const Attempt& a, std::string& text) const {
    const auto cell = [&](std::string_view value) {
        text += ',';
        text += value;
    };
    const auto count = [&](std::int64_t value) {
        text += ',';
        if (hasUsage(a.fault))
            appendNumber(value, text);
    };
    text += "gw-";
    appendHex(scramble(a.request ^ m_seed), text);
    text += ',';
    appendTime(a.timeMs, text);
    constexpr std::array<std::string_view, kCount<Environment>> environments{"prod", "stage", "dev",
                                                                             "test", "demo",  ""};
    cell(environments[at(a.environment)]);
    cell(nameOf(a.application));
    cell(nameOf(a.feature));
    cell(tenantId(a.tenant));
    cell(nameOf(a.planTier));
    text += ',';
    if (a.tenant != kNoTenant)
        appendUser(a, text);
    cell(nameOf(providerOf(a.model)));
    cell(nameOf(a.model));
    cell(nameOf(a.serviceTier));
    cell(nameOf(a.version));
    text += ',';
    appendNumber(a.number, text);
    count(a.prompt());
    count(a.cacheRead);
    count(a.output);
    text += ',';
    appendNumber(a.latencyMs, text);
    cell(a.fault == Fault::None ? "ok" : statusOf(a.fault));
    cell(errorOf(a.fault));
    text += ',';
    if (a.unit != 0) {
        text += unitPrefix(a.feature);
        appendNumber(static_cast<std::int64_t>(a.unit), text);
    }
    text += '\n';
}

void LogLines::append(const UnitOutcome& o, std::string& text) const {
    constexpr std::array<std::string_view, 5> names{"OPEN", "RESOLVED", "REJECTED", "ESCALATED",
                                                    "REOPENED"};
    text += unitTypeOf(o.feature);
    text += ',';
    text += unitPrefix(o.feature);
    appendNumber(static_cast<std::int64_t>(o.unit), text);
    text += ',';
    text += tenantId(o.tenant);
    text += ',';
    text += names[static_cast<std::size_t>(o.outcome)];
    text += ',';
    appendTime(o.decidedMs, text);
    text += ',';
    if (o.outcome == Outcome::Reopened)
        appendTime(o.decidedMs, text);
    text += ",,\n";
}

void LogLines::appendBroken(std::uint64_t number, std::string& text) {
    constexpr std::array<std::string_view, 3> kinds{
        R"({"event_type": "ai_api_cost_allocation", "event_version": "2026-09-01", "request_id": "req_cut)",
        "2026-03-01 00:00:00 WARN exporter: connection reset, retrying",
        R"({"event_type": "ai_api_cost_allocation", "event_version": "2026-09-01", "request_id": "req_negative", "timestamp_utc": "2026-03-01T00:00:00Z", "environment": "production", "provider": "aurora", "model_or_deployment": "aurora-small", "usage": {"input_tokens": -5, "output_tokens": 1, "total_tokens": -4}, "routing": {"attempt_number": 1, "fallback_used": false}})"};
    text += kinds[number % kinds.size()];
    text += '\n';
}

} // namespace ms::app::demo
