// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/kept_baselines.h"

#include <utility>

namespace ms::session {

void KeptBaselines::keep(const Snapshot& snapshot, const analysis::OutlierTable& table) {
    List list{snapshot.source, table.query.filter, {}};
    for (const analysis::Outlier& row : table.rows)
        list.units.try_emplace(row.id, row.baseline());
    const std::lock_guard lock{m_mutex};
    m_lists[table.query.grain] = std::move(list);
}

std::optional<analysis::UnitBaseline> KeptBaselines::find(const Snapshot& snapshot,
                                                          query::Grain grain,
                                                          const query::Filter& filter,
                                                          const std::string& id) const {
    const std::lock_guard lock{m_mutex};
    const auto list = m_lists.find(grain);
    if (list == m_lists.end() || list->second.source.lock() != snapshot.source ||
        !(list->second.filter == filter))
        return std::nullopt;
    const auto unit = list->second.units.find(id);
    return unit == list->second.units.end() ? std::nullopt : std::optional(unit->second);
}

} // namespace ms::session
