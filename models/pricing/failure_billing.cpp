// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pricing/failure_billing.h"

#include <algorithm>
#include <array>

namespace ms::pricing {

namespace {

constexpr FailureBilling kNotBilled = FailureBilling::NotBilled;
constexpr FailureBilling kUnknown = FailureBilling::Unknown;

// Codes of the OpenAI, Anthropic, Google and Bedrock APIs and of gateways in front of them.
constexpr std::array kTable{
    FailureRule{{}, 499, 499, kUnknown}, // the client went away: the provider may have worked on
    FailureRule{{}, 400, 599, kNotBilled},
    FailureRule{"rate_limit", 0, 0, kNotBilled},
    FailureRule{"rate_limited", 0, 0, kNotBilled},
    FailureRule{"rate_limit_error", 0, 0, kNotBilled},
    FailureRule{"rate_limit_exceeded", 0, 0, kNotBilled},
    FailureRule{"resource_exhausted", 0, 0, kNotBilled},
    FailureRule{"insufficient_quota", 0, 0, kNotBilled},
    FailureRule{"throttlingexception", 0, 0, kNotBilled},
    FailureRule{"overloaded", 0, 0, kNotBilled},
    FailureRule{"overloaded_error", 0, 0, kNotBilled},
    FailureRule{"server_overloaded", 0, 0, kNotBilled},
    FailureRule{"service_unavailable", 0, 0, kNotBilled},
    FailureRule{"unavailable", 0, 0, kNotBilled},
    FailureRule{"server_error", 0, 0, kNotBilled},
    FailureRule{"internal_server_error", 0, 0, kNotBilled},
    FailureRule{"api_error", 0, 0, kNotBilled},
    FailureRule{"bad_gateway", 0, 0, kNotBilled},
    FailureRule{"bad_request", 0, 0, kNotBilled},
    FailureRule{"invalid_request", 0, 0, kNotBilled},
    FailureRule{"invalid_request_error", 0, 0, kNotBilled},
    FailureRule{"invalid_argument", 0, 0, kNotBilled},
    FailureRule{"validation_error", 0, 0, kNotBilled},
    FailureRule{"context_length_exceeded", 0, 0, kNotBilled},
    FailureRule{"request_too_large", 0, 0, kNotBilled},
    FailureRule{"authentication_error", 0, 0, kNotBilled},
    FailureRule{"invalid_api_key", 0, 0, kNotBilled},
    FailureRule{"unauthorized", 0, 0, kNotBilled},
    FailureRule{"unauthenticated", 0, 0, kNotBilled},
    FailureRule{"permission_denied", 0, 0, kNotBilled},
    FailureRule{"permission_error", 0, 0, kNotBilled},
    FailureRule{"forbidden", 0, 0, kNotBilled},
    FailureRule{"not_found", 0, 0, kNotBilled},
    FailureRule{"not_found_error", 0, 0, kNotBilled},
    FailureRule{"model_not_found", 0, 0, kNotBilled},
};

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

bool equalIgnoringCase(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

/// The HTTP status that `error` is or starts with, also as "http_503" or "HTTP 503"; else 0.
int statusIn(std::string_view error) {
    if (error.size() > 4 && equalIgnoringCase(error.substr(0, 4), "http"))
        error.remove_prefix(isDigit(error[4]) ? 4 : 5);
    if (error.size() < 3 || !std::all_of(error.begin(), error.begin() + 3, isDigit))
        return 0;
    if (error.size() > 3 && isDigit(error[3]))
        return 0;
    return (error[0] - '0') * 100 + (error[1] - '0') * 10 + (error[2] - '0');
}

} // namespace

std::span<const FailureRule> failureTable() {
    return kTable;
}

FailureBilling billingOfFailure(std::string_view status, std::string_view error) {
    if (status != "error")
        return FailureBilling::Unknown;
    const int http = statusIn(error);
    for (const FailureRule& rule : kTable) {
        const bool matches = rule.code.empty() ? rule.firstStatus <= http && http <= rule.lastStatus
                                               : equalIgnoringCase(rule.code, error);
        if (matches)
            return rule.billing;
    }
    return FailureBilling::Unknown;
}

} // namespace ms::pricing
