// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/revenue.h"
#include "models/core/result.h"
#include "models/pricing/price_book.h"
#include "models/query/event_source.h"
#include "models/scenario/class_table.h"
#include "models/scenario/event_marks.h"
#include "models/scenario/lever.h"
#include "models/scenario/weight.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace ms::scenario {

struct ReplayQuestion {
    Scenario scenario;                // levers in order
    std::vector<query::Dimension> by; // of the rows
    query::Filter filter;             // `scenario.where` on top of it
};

/// What everything comes to when some levers are on.
struct Totals {
    WeightedSum cost;
    WeightedSum revenue;
};

/// What else changes, in calls and requests.
struct Guardrails {
    WeightedSum served; // requests
    WeightedSum refused;
    WeightedSum lost; // requests that fail because of the levers; below 0: fewer fail
    WeightedSum hits; // calls from here on
    WeightedSum staleHits;
    WeightedSum truncated;
    WeightedSum routed;
    WeightedSum escalated;
    WeightedSum unroutable;
};

/// Revenue of one combination of the question's dimensions that the same plan levers match.
struct RevenuePart {
    std::size_t row = 0;
    std::uint32_t matched = 0; // plan price levers
    core::MoneySum amount;
};

/// One combination of the question's dimensions.
struct ReplayKeys {
    std::vector<std::string> keys;
    bool isNoUsage = false; // revenue that no request earned
    friend auto operator<=>(const ReplayKeys&, const ReplayKeys&) = default;
};

/// A scenario on logged traffic, ready to be asked: with other rates, shares and prices it answers
/// without another look at the attempts.
/// Output  without levers, the cost and revenue of the margin to the last pico-unit; with levers,
///         expected values: shares act as shares, nothing is drawn.
/// Threads const: any number may ask.
/// Source  METHODS 5.9, order of the levers.
class Replay {
public:
    /// Errors  Usage: a match on what cannot be matched, more levers or routes than can be told
    ///         apart, no price of a route's model. As EventSource.
    /// Cost    one pass over the attempts; a second, slower one for levers that need single
    ///         attempts in order (retry limit, quota, replayed response cache).
    static core::Result<Replay> prepare(ReplayQuestion question, const query::EventSource& source,
                                        const analysis::RevenueBooks& revenue,
                                        const pricing::PriceBook& book, std::stop_token stop);

    /// The same traffic with another scenario; nothing where that needs another look at the
    /// attempts: other levers, matches, modes or replayed numbers.
    std::optional<Replay> withScenario(const Scenario& changed) const;

    const ReplayQuestion& question() const { return m_question; }
    const Scenario& scenario() const { return m_question.scenario; }
    std::uint32_t allLevers() const { return (1U << scenario().levers.size()) - 1; }

    /// With the levers of `active`, bit by bit. `changed` is the scenario with other numbers, of
    /// fields that are not replayed.
    Totals totals(const Scenario& changed, std::uint32_t active) const;
    Guardrails guardrails(const Scenario& changed, std::uint32_t active) const;
    /// By row of `rows()`.
    std::vector<Totals> totalsByRow(const Scenario& changed, std::uint32_t active) const;
    /// Margins of the same, in units of the currency: some ten times as fast, for draws.
    std::vector<double> marginsByRow(const Scenario& changed, std::uint32_t active) const;
    std::vector<core::Int128> requestsByRow() const;

    const std::vector<ReplayKeys>& rows() const { return m_rows; } // in byte order
    /// What the margin says of a row's revenue.
    const std::vector<core::MoneySum>& revenueByRow() const { return m_revenue; }
    std::int64_t unpricedAttempts() const;
    std::int64_t unsplitAttempts() const { return m_table.unsplit; }
    std::int64_t attempts() const { return m_attempts; }
    bool hasPromptHashes() const { return m_marks.hasPromptHashes; }
    bool hasPromptBlocks() const { return m_marks.hasPromptBlocks; }
    const std::vector<std::string>& revenueNotes() const { return m_revenueNotes; }

private:
    core::Status readTraffic(const query::EventSource& source, const query::Filter& filter,
                             const pricing::PriceBook& book, std::stop_token stop);
    core::Status readRevenue(const query::EventSource& source, const query::Filter& filter,
                             const analysis::RevenueBooks& books, std::stop_token stop);
    void addRevenueTo(std::vector<Totals>& rows, const Scenario& changed,
                      std::uint32_t active) const;
    std::size_t rowOf(const ReplayKeys& keys) const;

    ReplayQuestion m_question;
    EventMarks m_marks;
    ClassTable m_table;
    std::vector<std::vector<std::string>> m_cellKeys; // by cell, the question's dimensions
    std::vector<ReplayKeys> m_rows;
    std::vector<std::size_t> m_rowOfCell;
    std::vector<core::MoneySum> m_revenue; // by row
    std::vector<RevenuePart> m_parts;      // of the plan levers
    std::vector<std::string> m_revenueNotes;
    std::int64_t m_attempts = 0;
};

} // namespace ms::scenario
