// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/units/unit_tables.h"

namespace ms::importers {

namespace {

RowProblem checkOutcome(const core::OutcomeFact& outcome) {
    if (outcome.value && outcome.currency.empty())
        return {"currency", "A 'value' needs its currency."};
    if (outcome.outcomeAt && outcome.reopenedAt && isAfter(*outcome.outcomeAt, *outcome.reopenedAt))
        return {"reopened_at", "'reopened_at' must not lie before 'outcome_at'."};
    return {};
}

RowProblem checkActiveUsers(const core::ActiveUsersFact& users) {
    if (!isAfter(users.periodEnd, users.periodStart))
        return {"period_end", "'period_end' must lie after 'period_start' (ends are exclusive)."};
    if (users.retainedUsers && *users.retainedUsers > *users.activeUsers)
        return {"retained_users", "More users are retained than are active."};
    if (users.engagement && users.engagement->digits < 0)
        return {"engagement", "Engagement cannot be negative."};
    return {};
}

} // namespace

TableSpec outcomesTable() {
    using Fact = core::OutcomeFact;
    return tableOf<Fact>(core::FileKind::Outcomes, "Outcomes of business units",
                         {
                             column("unit_type", Need::Optional, &Fact::unitType),
                             column("unit_id", Need::Required, &Fact::unitId),
                             column("tenant", Need::Optional, &Fact::tenant),
                             column("outcome", Need::Required, &Fact::outcome),
                             column("outcome_at", Need::Optional, &Fact::outcomeAt),
                             column("reopened_at", Need::Optional, &Fact::reopenedAt),
                             column("value", Need::Optional, &Fact::value),
                             currencyColumn("currency", Need::Optional, &Fact::currency),
                         },
                         checkOutcome);
}

TableSpec activeUsersTable() {
    using Fact = core::ActiveUsersFact;
    return tableOf<Fact>(core::FileKind::ActiveUsers, "Active users",
                         {
                             column("period_start", Need::Required, &Fact::periodStart),
                             column("period_end", Need::Required, &Fact::periodEnd),
                             column("feature", Need::Optional, &Fact::feature),
                             column("tenant", Need::Optional, &Fact::tenant),
                             column("tier", Need::Optional, &Fact::tier),
                             column("active_users", Need::Required, &Fact::activeUsers),
                             column("retained_users", Need::Optional, &Fact::retainedUsers),
                             column("engagement", Need::Optional, &Fact::engagement),
                         },
                         checkActiveUsers);
}

} // namespace ms::importers
