// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/time.h"

#include <optional>
#include <string_view>

namespace ms::importers {

/// What Azure's cost exports write. Source  FORMATS.md 9.3.

struct AzureChargeType {
    std::string_view name;
    std::string_view category;
    std::string_view chargeClass{};
    std::string_view commitmentStatus{};
};
/// Nullopt when it is not known.
std::optional<AzureChargeType> azureChargeType(std::string_view name);

/// "UsageBased" as "Usage-Based".
std::string_view azureFrequency(std::string_view name);

/// The token class of a meter's billing label ("gpt 4.1 cached Inp glbl Tokens"); empty when it
/// counts no tokens, or does not say which.
std::string_view azureTokenClass(std::string_view meterName);

/// A day as exports of the several agreements write it: 09/14/2026 (month first), 2026-09-14 with
/// or without a time, 20260914, 14.09.2026. Nullopt when it is none of these, or outside the years
/// 2015 to 2099.
std::optional<core::Day> azureDay(std::string_view text);

} // namespace ms::importers
