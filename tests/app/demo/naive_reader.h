// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace naive {

__extension__ using Wide = __int128;

/// The slowest possible reader of the sample files: line by line, maps and sets, nothing shared
/// with the writer. What it adds up must equal truth.json.
struct Call {
    std::string request, root, tenant, planTier, feature, model, provider, environment, application;
    std::string account, version, serviceTier, unitType, unit, outcome, status, error;
    std::int64_t timeMs = 0; // since 1970
    int attempt = 1;
    bool hasUsage = false;
    std::int64_t input = 0, cacheRead = 0, write5m = 0, write1h = 0, output = 0, reasoning = 0;
    std::optional<Wide> reported;
    // worked out
    bool isKnown = false, isReported = false, usesFallbackRate = false, isLast = true;
    Wide cost = 0;
    bool isProduction() const { return environment.empty() || environment == "production"; }
};

using Line = std::map<std::string, std::string>;
std::vector<Line> readCsv(const std::filesystem::path& file);
std::vector<std::string> readLines(const std::filesystem::path& file); // gz or plain
Wide picosOf(const std::string& decimal);
std::string textOf(Wide value);
/// Days since 1970 of a plain date.
std::int64_t dayOf(const std::string& date);
std::string dateOf(std::int64_t day);
std::int64_t millisOf(const std::string& instant); // "2026-05-01T00:00:00Z" or with milliseconds

struct Company {
    std::vector<Call> calls; // distinct
    std::size_t rows = 0;    // as written
    std::vector<Line> prices, aliases, tenants, plans, revenue, outcomes;
};
/// Read a whole demo folder, drop identical rows, price every call.
Company readCompany(const std::filesystem::path& dir);
/// Days since 1970 of a call in a zone, as the operating system's zone data say.
std::int64_t dayIn(const std::string& zone, std::int64_t timeMs);
/// A tenant's tier on a day.
std::string tierOn(const Company& company, const std::string& tenant, std::int64_t day);

} // namespace naive
