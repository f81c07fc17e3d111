// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/traffic.h"

#include <array>
#include <string>
#include <string_view>

namespace ms::app::demo {

inline constexpr std::string_view kGatewayHeader =
    "call_id,ts,env,service,endpoint,customer,plan,user,vendor,model,svc_tier,prompt_ver,try,"
    "prompt_tokens,"
    "cached_tokens,completion_tokens,latency_ms,outcome,error,ticket\n";
inline constexpr std::string_view kOutcomesHeader =
    "unit_type,unit_id,tenant,outcome,outcome_at,reopened_at,value,currency\n";

/// Print rows as the company's systems export them. Nothing here depends on the locale.
/// Threads  const; any number.
class LogLines {
public:
    LogLines(const Company& company, std::uint64_t seed);
    /// The row of an event log: an allocation event or a line of the gateway's CSV.
    void append(const Attempt& attempt, std::string& text) const;
    void append(const UnitOutcome& outcome, std::string& text) const;
    /// A line that no importer may accept; three kinds in turn.
    static void appendBroken(std::uint64_t number, std::string& text);

private:
    void appendEvent(const Attempt& attempt, std::string& text) const;
    void appendUsage(const Attempt& attempt, std::string& text) const;
    void appendGatewayRow(const Attempt& attempt, std::string& text) const;
    void appendTime(std::int64_t timeMs, std::string& text) const;
    void appendUser(const Attempt& attempt, std::string& text) const;
    std::string_view tenantId(std::int16_t tenant) const;

    const Company& m_company;
    std::uint64_t m_seed;
    std::array<std::string, kDaysWithEdge + 2> m_dates; // outcomes may come a day after the period
};

} // namespace ms::app::demo
