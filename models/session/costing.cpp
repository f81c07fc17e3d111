// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/costing.h"

namespace ms::session {

frame::Facts frameFactsOf(const store::WorkspaceFacts& facts, const std::string& baseCurrency,
                          const query::OutcomeRules& outcomes) {
    return {facts.rules, facts.aliases, facts.tenants, facts.features, {facts.outcomes, outcomes},
            facts.book,  baseCurrency};
}

namespace {

/// Everything but the events, as long as the workspace is what it was.
core::Result<store::WorkspaceFacts> factsOf(const std::string& book, const Snapshot& snapshot) {
    const auto workspace =
        store::Workspace::open(snapshot.path, store::Workspace::Access::ReadOnly);
    if (!workspace)
        return workspace.error();
    const auto version = workspace->version();
    if (!version)
        return version.error();
    if (*version != snapshot.version)
        return core::Error{core::Error::Code::Busy,
                           "The workspace has changed meanwhile; ask again.", snapshot.path};
    return workspace->facts(book);
}

} // namespace

core::Result<std::shared_ptr<const query::EventSource>>
costedWith(const std::string& book, const Snapshot& snapshot, std::stop_token stop) {
    const auto facts = factsOf(book, snapshot);
    if (!facts)
        return facts.error();
    return frame::makeFrame(
        snapshot.columns,
        frameFactsOf(*facts, snapshot.settings.baseCurrency, snapshot.outcomes.rules),
        {snapshot.source->lens().zone, facts->book}, std::move(stop));
}

core::Result<pricing::PriceBook> priceBookOf(const Snapshot& snapshot) {
    auto facts = factsOf(snapshot.book, snapshot);
    if (!facts)
        return facts.error();
    return pricing::PriceBook(facts->book, snapshot.settings.baseCurrency, std::move(facts->rules),
                              std::move(facts->aliases), snapshot.source->lens().zone);
}

core::Result<std::vector<scenario::FindingLevers>>
findingLevers(const analysis::FindingTable& table, const Snapshot& snapshot, std::stop_token stop) {
    const auto book = priceBookOf(snapshot);
    if (!book) // what stands out is known without prices
        return std::vector<scenario::FindingLevers>();
    return scenario::leversFor(table, *snapshot.source, *book, std::move(stop));
}

} // namespace ms::session
