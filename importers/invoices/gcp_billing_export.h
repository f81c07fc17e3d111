// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Google Cloud's billing export from BigQuery, as JSON. Money is in major units of the row's
/// currency, before credits: each credit of a row becomes a charge of its own, so that all add up
/// to the invoice. Times are UTC, ends exclusive; invoice months follow US Pacific time and are
/// kept beside. What is billed by time (storage of cached context) has no token class.
///
/// A row is the same charge as one before, and states it anew, when everything about it is the same
/// but cost, usage, credits and conversion rate. The time of its export and its labels are among
/// that: Google appends what comes later as further rows and never changes labels of rows that are
/// there, and labels are what rows are added up by. A credit has the identity of its row and its
/// own id, kind and name.
/// Source  FORMATS.md 9.4.
std::unique_ptr<Format> makeGcpBillingExport();

} // namespace ms::importers
