// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/gpu/gpu_hours.h"

namespace ms::importers {

namespace {

RowProblem checkGpuHour(const core::GpuHourFact& hour) {
    if (hour.hourlyRate.picos() < 0)
        return {"hourly_rate", "An hourly rate cannot be negative."};
    if (hour.gpus && hour.gpus->digits < 0)
        return {"gpus", "A number of GPUs cannot be negative."};
    const auto isAboveOne = [](const core::Decimal& share) {
        const auto whole = core::scaled(share, 0, core::Rounding::Up);
        return !whole || *whole > 1;
    };
    if (hour.utilisation && (hour.utilisation->digits < 0 || isAboveOne(*hour.utilisation)))
        return {"utilisation", "A utilisation lies between 0 and 1."};
    return {};
}

} // namespace

TableSpec gpuHoursTable() {
    using Fact = core::GpuHourFact;
    return tableOf<Fact>(core::FileKind::GpuHours, "GPU hours",
                         {
                             column("hour_start", Need::Required, &Fact::hourStart),
                             column("pool", Need::Required, &Fact::pool),
                             column("node", Need::Optional, &Fact::node),
                             column("hourly_rate", Need::Required, &Fact::hourlyRate),
                             currencyColumn("currency", Need::Required, &Fact::currency),
                             column("gpus", Need::Optional, &Fact::gpus),
                             column("utilisation", Need::Optional, &Fact::utilisation),
                             column("feature", Need::Optional, &Fact::feature),
                         },
                         checkGpuHour);
}

} // namespace ms::importers
