// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/core/decimal.h"
#include "models/core/flags.h"
#include "models/core/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ms::core {

/// One line of an invoice or cost export. Amounts are exact decimals in `currency`, of any size and
/// sign. `amount` adds up to the invoice, `effective` is amortised; they are never added together.
/// Source  FORMATS.md 1.2, `charge`.
struct ChargeFact {
    std::string
        identity; // rows of one source with the same one are versions: the latest import counts
    std::optional<Instant> periodStart;
    std::optional<Instant> periodEnd; // exclusive
    std::string provider;
    std::string account;
    std::string invoiceId;
    std::string billingMonth; // "2026-09"
    std::string category;     // Usage, Purchase, Tax, Credit, Adjustment
    std::string chargeClass;  // Correction, or empty
    std::string frequency;    // One-Time, Recurring, Usage-Based
    std::string creditType;
    std::string service;
    std::string model;
    std::string skuMeter;
    std::string tokenClass; // input_uncached, cache_read, cache_write_5m, cache_write_1h, output
    std::string serviceTier;
    std::optional<Decimal> quantity;
    std::string unit;
    std::optional<Decimal> quantityTokens;
    Decimal amount;
    std::optional<Decimal> effectiveAmount;
    std::optional<Decimal> listAmount;
    std::string currency;
    std::string commitmentId;
    std::string commitmentStatus; // Used, Unused
    std::string description;
    std::string tags; // JSON object, or empty
    Flags flags;
    std::int64_t line = 0;
};

} // namespace ms::core
