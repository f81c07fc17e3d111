// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Subscriptions as ChartMogul hands them on: a snapshot of recurring revenue in the smallest unit
/// of the account's currency (not of the billing currency). Subscriptions that ended keep their
/// last revenue and count as zero. The file says no month: its rows are of ReadOptions::month, and
/// earn nothing without one, which is told. Source  FORMATS.md section 10.
std::unique_ptr<Format> makeChartmogulSubscriptions();

} // namespace ms::importers
