// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Answers of the allocation API of OpenCost or Kubecost: for each window a map of what was asked
/// for (namespaces, controllers, pods, ...). Costs are in a currency that is not said, taken as US
/// dollars and flagged. The quantity is GPU hours; the cost of the GPUs, with its adjustment, is a
/// tag. What nobody asked for (`__idle__`) and what has no owner (`__unallocated__`) are rows of
/// their own, flagged.
///
/// A row is the same charge as one before, and states it anew, when it has the same window, name
/// and cluster: an allocation of a day that is not over ends later each time.
/// Source  FORMATS.md 9.7.
std::unique_ptr<Format> makeOpencostAllocation();

/// OpenCost's daily CSV export, a row for each container and UTC day. GPUs are the average count of
/// the day: times 24 h. Their cost is adjusted already. Labels are one column of JSON, or a column
/// each (`Label_team`).
///
/// A row is the same charge as one before when it has the same day, namespace, controller, pod and
/// container. The file does not name its cluster: import several into workspaces of their own.
std::unique_ptr<Format> makeOpencostCsv();

} // namespace ms::importers
