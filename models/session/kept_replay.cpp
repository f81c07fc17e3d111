// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/kept_replay.h"

#include "models/session/costing.h"

#include <algorithm>

namespace ms::session {

core::Result<std::shared_ptr<const scenario::Replay>>
KeptReplay::find(const Snapshot& snapshot, const scenario::ReplayQuestion& question,
                 std::stop_token stop) {
    std::shared_ptr<const scenario::Replay> kept;
    {
        const std::lock_guard lock{m_mutex};
        m_last = question.scenario;
        if (m_source.lock() == snapshot.source)
            kept = m_replay;
    }
    if (kept && kept->question().by == question.by && kept->question().filter == question.filter)
        if (auto replay = kept->withScenario(question.scenario))
            return std::make_shared<const scenario::Replay>(*std::move(replay));
    // Only another model's prices are not in the log.
    const bool needsBook = std::any_of(
        question.scenario.levers.begin(), question.scenario.levers.end(),
        [](const scenario::Lever& lever) { return lever.kind == scenario::LeverKind::Route; });
    const auto book = needsBook ? priceBookOf(snapshot) : pricing::PriceBook();
    if (!book)
        return book.error();
    auto made = scenario::Replay::prepare(question, *snapshot.source, snapshot.revenue, *book,
                                          std::move(stop));
    if (!made)
        return made.error();
    auto replay = std::make_shared<const scenario::Replay>(*std::move(made));
    const std::lock_guard lock{m_mutex};
    m_source = snapshot.source;
    m_replay = replay;
    return replay;
}

std::optional<scenario::Scenario> KeptReplay::last() const {
    const std::lock_guard lock{m_mutex};
    return m_last;
}

} // namespace ms::session
