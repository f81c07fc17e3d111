// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/common/format.h"

namespace ms::importers {

/// Native `gpu_hours`: what a pool or node of GPUs costs in an hour.
std::unique_ptr<Format> makeGpuHoursTable();

} // namespace ms::importers
