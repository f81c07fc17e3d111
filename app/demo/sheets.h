// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/earnings.h"

#include <string>

namespace ms::app::demo {

/// The native files (DESIGN.md section 4) of the company, as CSV text with header.
std::string pricesCsv(const PriceList& prices);
std::string aliasesCsv();
std::string tenantsCsv(const Company& company);
std::string plansCsv(const RevenueSheets& sheets);
std::string revenueCsv(const Company& company, const RevenueSheets& sheets);
std::string activeUsersCsv(const Company& company, std::uint64_t seed);
std::string gpuHoursCsv(std::uint64_t seed);
/// What an analyst finds in the folder.
std::string readmeText(std::uint64_t events, std::uint64_t seed);

} // namespace ms::app::demo
