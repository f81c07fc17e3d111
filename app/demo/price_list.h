// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/attempt.h"
#include "models/core/int128.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ms::app::demo {

enum class Bucket : std::uint8_t {
    Input,
    CacheRead,
    CacheWrite5m,
    CacheWrite1h,
    Output,
    Request,
    Count
};
std::string_view nameOf(Bucket bucket);

inline constexpr std::int64_t kLongPrompt = 200'000;
/// What the provider bills for the preview model that the price list lacks; its own estimates too.
inline constexpr std::int64_t kPreviewPicosPerToken = 50'000; // 0.05 per million

/// One row of prices.csv. Invented rates.
struct PriceRow {
    Model model;
    Account account; // None: any
    ServiceTier serviceTier;
    std::int64_t contextOver;
    Bucket bucket;
    std::int64_t per;
    std::int64_t amountPicos;
    int fromDay; // kNoDay: always was
    int toDay;   // kNoDay: open
    std::string_view source;
};
inline constexpr int kNoDay = -100'000;

/// What one attempt costs. Exact: every rate is a whole number of pico-units a token.
struct Charge {
    enum class Basis : std::uint8_t { Book, Reported, Unbilled, Unknown };
    Basis basis = Basis::Unknown;
    bool usesFallbackRate = false;
    std::int64_t total = 0; // pico-units
    std::array<std::int64_t, kCount<Bucket>> byBucket{};
    bool isKnown() const { return basis != Basis::Unknown; }
};

/// The sample company's price list and, on its own and in plain integers, what attempts cost under
/// it (DESIGN.md section 2). It shares no code with models/pricing: the truth file tests that.
class PriceList {
public:
    PriceList();
    const std::vector<PriceRow>& rows() const { return m_rows; }
    Charge chargeOf(const Attempt& attempt) const;

private:
    static constexpr std::int64_t kNone = -1;
    using Card = std::array<std::int64_t, kCount<Bucket>>; // pico-units a token, kNone: no rule
    Card cardFor(Model model, Account account, ServiceTier tier, std::int64_t prompt,
                 int day) const;
    std::size_t indexOf(Model model, Account account, ServiceTier tier, std::size_t band,
                        std::size_t period) const;

    std::vector<PriceRow> m_rows;
    std::vector<Card> m_cards; // by model, account, service tier, band, period
};

} // namespace ms::app::demo
