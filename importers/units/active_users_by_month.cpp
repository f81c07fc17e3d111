// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/units/active_users_by_month.h"

#include "importers/common/fact_format.h"
#include "importers/common/fact_values.h"

#include <array>

namespace ms::importers {

namespace {

constexpr std::array kKeys{SourceKey{"month"}, SourceKey{"feature"}, SourceKey{"tenant"},
                           SourceKey{"plan_tier"}, SourceKey{"monthly_active_users"}};

void read(Record& record, FactRows& rows) {
    const auto month = monthAt(record, keyAt(kKeys, "month"));
    if (!month)
        return record.fail("month", "The month is missing.");
    core::ActiveUsersFact users;
    users.line = rows.row();
    users.periodStart = month->start;
    users.periodEnd = month->end;
    users.feature = record.text(keyAt(kKeys, "feature"));
    users.tenant = record.text(keyAt(kKeys, "tenant"));
    users.tier = record.text(keyAt(kKeys, "plan_tier"));
    users.activeUsers =
        countAt(record, keyAt(kKeys, "monthly_active_users"), NumberFormat::CommaThousands);
    if (!users.activeUsers)
        users.flags.add(core::Flag::ValueMissing);
    if (users.feature.empty())
        users.flags.add(core::Flag::AllFeatures);
    users.identity = identityOf({toText(month->start), users.feature, users.tenant, users.tier});
    rows.add(std::move(users));
}

} // namespace

std::unique_ptr<Format> makeActiveUsersByMonth() {
    FactFormatSpec spec;
    spec.name = "active_users";
    spec.title = "Active users by month";
    spec.kind = core::FileKind::ActiveUsers;
    spec.signature = {{"month"}, {"monthly_active_users"}};
    spec.keys = pathsOf(kKeys);
    spec.read = read;
    return makeFactFormat(std::move(spec));
}

} // namespace ms::importers
