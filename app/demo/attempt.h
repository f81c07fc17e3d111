// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/company.h"

#include <cstdint>

namespace ms::app::demo {

/// How a call ended, as far as billing cares.
enum class Fault : std::uint8_t {
    None,
    RateLimited, // 429 without usage: a known zero
    Unavailable, // 503 without usage: a known zero
    BadRequest,  // 400 without usage: a known zero
    LateError,   // 500 after output: has usage, is billed
    Timeout,     // no usage: cost unknown
    Aborted,     // cancelled stream, no usage: cost unknown
};
constexpr bool hasUsage(Fault fault) {
    return fault == Fault::None || fault == Fault::LateError;
}

/// What the log said about the unit of work when the call was made.
enum class Outcome : std::uint8_t { Unknown, Accepted, Rejected, Escalated, Reopened };

inline constexpr std::int16_t kNoTenant = -1;

/// One row of a log before it is written. Numbers become ids when they are printed.
struct Attempt {
    std::int64_t timeMs = 0;
    std::uint64_t request = 0;
    std::uint64_t root = 0; // 0: none
    std::uint64_t session = 0;
    std::uint64_t unit = 0; // 0: none
    std::uint64_t promptHash = 0;
    std::int64_t reportedPicos = -1; // the source's own estimate; -1: none
    std::int64_t input = 0;          // disjoint buckets, valid when hasUsage(fault)
    std::int64_t cacheRead = 0;
    std::int64_t cacheWrite5m = 0;
    std::int64_t cacheWrite1h = 0;
    std::int64_t output = 0;
    std::int64_t reasoning = 0; // part of output
    std::int32_t latencyMs = 0;
    std::uint32_t user = 0;
    std::int16_t tenant = kNoTenant;
    std::uint8_t number = 1; // attempt number
    bool isFallback = false;
    Tier planTier = Tier::None; // as the event states it
    Feature feature = Feature::None;
    Version version = Version::None;
    Model model = Model::CobaltMini;
    Environment environment = Environment::Production;
    Application application = Application::Helpdesk;
    Account account = Account::None;
    ServiceTier serviceTier = ServiceTier::Standard;
    Fault fault = Fault::None;
    Outcome outcome = Outcome::Unknown;

    std::int64_t prompt() const { return input + cacheRead + cacheWrite5m + cacheWrite1h; }
};

} // namespace ms::app::demo
