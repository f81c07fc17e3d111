// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/session/kept_summary.h"

namespace ms::session {
namespace {

core::Result<Share> shareOf(const query::Filter& filter, const query::EventSource& source,
                            std::stop_token stop) {
    const query::GroupQuery question{
        {},
        {query::Measure::Attempts, query::Measure::Cost, query::Measure::UnpricedAttempts},
        filter};
    const auto table = source.groups(question, stop);
    if (!table)
        return table.error();
    return Share{table->total.at(0), core::MoneySum::fromPicos(table->total.at(1)),
                 table->total.at(2)};
}

Share minus(const Share& all, const Share& part) {
    return {all.attempts - part.attempts, all.cost - part.cost,
            all.unpricedAttempts - part.unpricedAttempts};
}

} // namespace

core::Result<KeptSummary> summariseKept(const query::Filter& filter,
                                        const query::EventSource& source, std::stop_token stop) {
    query::Filter anywhere = filter;
    anywhere.scope = {query::Scope::Kind::All, {}};
    query::Filter everything;
    everything.scope = anywhere.scope;
    const auto kept = shareOf(filter, source, stop);
    if (!kept)
        return kept.error();
    const auto inAnyScope = shareOf(anywhere, source, stop);
    if (!inAnyScope)
        return inAnyScope.error();
    const auto all = anywhere == everything ? inAnyScope : shareOf(everything, source, stop);
    if (!all)
        return all.error();
    return KeptSummary{*kept, minus(*all, *kept), minus(*inAnyScope, *kept)};
}

} // namespace ms::session
