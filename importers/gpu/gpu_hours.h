// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/table_format.h"

namespace ms::importers {

/// Native `gpu_hours`: what a pool or node of GPUs costs in an hour.
TableSpec gpuHoursTable();

} // namespace ms::importers
