// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace ms::pricing {

/// Whether a provider bills a failed attempt for which the log has no usage.
enum class FailureBilling {
    NotBilled, // refused or failed before any output: a known zero
    Unknown,   // timeouts, aborted streams, anything else: may have been billed
};

/// "Errors whose code is `code`", or any code from `firstStatus` to `lastStatus`.
struct FailureRule {
    std::string_view code; // compared without case; empty: by status
    int firstStatus = 0;   // of HTTP
    int lastStatus = 0;
    FailureBilling billing = FailureBilling::Unknown;
};

/// The table in force; the first rule that matches decides, without a match it is Unknown.
/// Source  DESIGN.md section 2, Cost of an attempt.
std::span<const FailureRule> failureTable();

/// Look up an attempt without usage: `status` and `error` as the event states them. The error is a
/// code, a three-digit HTTP status, or a text that starts with one ("429 Too Many Requests").
FailureBilling billingOfFailure(std::string_view status, std::string_view error);

} // namespace ms::pricing
