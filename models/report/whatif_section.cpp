// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/whatif_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"
#include "models/scenario/assumption_diff.h"

#include <algorithm>

namespace ms::report {

using core::Int128;
using core::MoneySum;
using scenario::Lever;
using scenario::LeverKind;
using scenario::ReplayFigures;
using scenario::ReplayRow;
using scenario::ReplayTable;
using scenario::RiskFigures;
using Kind = Column::Kind;

namespace {

MoneySum picos(Int128 amount) {
    return MoneySum::fromPicos(amount);
}

bool isNegative(MoneySum amount) {
    return amount < MoneySum();
}

MoneySum magnitude(MoneySum amount) {
    return isNegative(amount) ? MoneySum() - amount : amount;
}

std::string nameOfScenario(const ReplayTable& table) {
    const std::string& name = table.question.scenario.name;
    return name.empty() ? "The scenario" : "'" + name + "'";
}

/// "raises the margin by $12 to $40".
std::string changeWords(const ReplayTable& table, const Context& context) {
    const MoneySum change = table.total.after.margin() - table.total.before.margin();
    const auto money = [&](MoneySum amount) {
        return analysis::moneyWords(amount, context.currency);
    };
    if (change.isZero())
        return "leaves the margin at " + money(table.total.after.margin());
    return std::string(isNegative(change) ? "lowers" : "raises") + " the margin by " +
           money(magnitude(change)) + " to " + money(table.total.after.margin());
}

std::string marginWords(const ReplayFigures& figures) {
    const auto pct = figures.marginPct();
    return pct ? analysis::percentWords(*pct) + " of revenue" : std::string("no revenue");
}

std::string findingOf(const ReplayTable& table, const Context& context) {
    if (table.attempts == 0)
        return "There are no calls in this selection to replay.";
    if (table.question.scenario.levers.empty())
        return "Nothing is changed yet: the margin stays at " +
               analysis::moneyWords(table.total.before.margin(), context.currency) +
               ". Try a cache first, then a route, then shorter prompts.";
    return nameOfScenario(table) + " " + changeWords(table, context) + " (" +
           marginWords(table.total.before) + " before, " + marginWords(table.total.after) +
           " after).";
}

std::vector<std::string> notesOf(const ReplayTable& table, const Context& context) {
    const scenario::Scenario& scenario = table.question.scenario;
    std::vector<std::string> notes;
    const auto has = [&](LeverKind kind) {
        return std::any_of(scenario.levers.begin(), scenario.levers.end(),
                           [&](const Lever& lever) { return lever.kind == kind; });
    };
    notes.push_back("The logged calls are replayed with all levers together, in this order: plan "
                    "price, quota, action limit, response cache, route, self-hosting, "
                    "compression, prompt cache, output cap, batch, retries, provider price. Shares "
                    "act as shares: nothing is drawn.");
    notes.push_back("Savings do not add up: the last lever works on what those before leave. Costs "
                    "are those of calls; GPU hours are not replayed.");
    if (has(LeverKind::Route)) {
        const bool hasLoss =
            std::any_of(scenario.levers.begin(), scenario.levers.end(), [](const Lever& lever) {
                return lever.kind == LeverKind::Route && lever[scenario::Field::SuccessChange] != 0;
            });
        if (!hasLoss)
            notes.push_back("The route states no change of success: its saving holds only if the "
                            "other model is as good. State route-success-change and failure-cost.");
        notes.push_back(
            "Tokens read from a provider's cache count as read at the other model too.");
    }
    if (has(LeverKind::SelfHost))
        notes.push_back("Self-hosting costs what its share of a GPU hour at the stated utilisation "
                        "does: whole GPUs at the busiest hour may cost more, and its quality is "
                        "what success_change says.");
    if (table.risk.unroutable > 0)
        notes.push_back(analysis::countWords(table.risk.unroutable, "call") +
                        " stay where they are: their own price is no usage times rate, or the book "
                        "has none for them at the other model.");
    if (!table.hasPromptHashes)
        notes.push_back("The log has no prompt hashes: a replayed cache hits nothing. Assume a hit "
                        "rate, or import prompt_hash.");
    if (!table.hasPromptBlocks)
        notes.push_back("The log has no prompt blocks: a replayed prompt cache changes nothing. "
                        "Assume a read share, or import prompt_blocks.");
    if (table.unpriced > 0)
        notes.push_back(analysis::countWords(table.unpriced, "attempt") +
                        " of unknown cost are left out, before and after.");
    if (table.unsplit > 0)
        notes.push_back(analysis::countWords(table.unsplit, "attempt") +
                        " cost what their source states, which names no tokens: levers on tokens "
                        "leave them.");
    for (const std::string& note : table.notes)
        notes.push_back(note);
    notes.push_back("Prices of book " + context.book + ". Actual figures are not touched.");
    return notes;
}

Section sectionOf(const ReplayTable& table, const Context& context, const char* id,
                  const char* title) {
    Section section;
    section.id = id;
    section.title = title;
    section.finding = findingOf(table, context);
    section.filter = table.question.filter;
    section.notes = notesOf(table, context);
    return section;
}

Row leverRow(const ReplayTable& table, std::size_t i) {
    const Lever& lever = table.question.scenario.levers[i];
    return {{lever.title(), statedText(lever),
             std::string(isMeasured(lever) ? "replayed" : "assumed"),
             picos(table.margin.sequential[i]), picos(table.cost.sequential[i]),
             picos(table.margin.sequential[i] + table.cost.sequential[i]),
             picos(table.margin.standalone[i]), picos(table.margin.shapley[i])}};
}

Chart waterfallOf(const ReplayTable& table, const std::string& finding) {
    Chart chart;
    chart.kind = Chart::Kind::Waterfall;
    chart.title = finding;
    chart.yTitle = "Margin";
    Series series{"Margin", {}};
    series.points.push_back({"As it was", table.total.before.margin()});
    const auto& levers = table.question.scenario.levers;
    for (std::size_t i = 0; i < levers.size(); ++i)
        series.points.push_back(
            {levers[i].title(), picos(table.margin.sequential[i]), {}, {}, {}, int(i)});
    series.points.push_back({"Scenario", table.total.after.margin()});
    chart.series.push_back(std::move(series));
    return chart;
}

std::string labelOf(const scenario::ReplayKeys& keys) {
    if (keys.isNoUsage)
        return "(no usage)";
    std::string label;
    for (const std::string& key : keys.keys)
        label += (label.empty() ? "" : ", ") + (key.empty() ? "(not given)" : key);
    return label;
}

std::vector<Cell> figureCells(const ReplayRow& row) {
    return {row.requests,
            row.before.cost,
            row.after.cost,
            row.before.revenue,
            row.after.revenue,
            row.before.margin(),
            row.after.margin(),
            row.after.margin() - row.before.margin(),
            cellOf(row.before.marginPct()),
            cellOf(row.after.marginPct()),
            cellOf(analysis::averageOf(row.before.cost, row.requests)),
            cellOf(analysis::averageOf(row.after.cost, row.requests))};
}

Chart winnersOf(const ReplayTable& table, const std::string& title) {
    constexpr std::size_t kMostOfASide = 8;
    Chart chart;
    chart.title = title;
    chart.xTitle = "Change of margin";
    Series series{"Change of margin", {}};
    const std::size_t count = table.rows.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (i >= kMostOfASide && i + kMostOfASide < count)
            continue;
        const ReplayRow& row = table.rows[i];
        series.points.push_back(
            {labelOf(row.keys), row.after.margin() - row.before.margin(), {}, {}, {}, int(i)});
    }
    chart.series.push_back(std::move(series));
    return chart;
}

std::string rowsFinding(const ReplayTable& table, const Context& context) {
    const auto change = [](const ReplayRow& row) {
        return row.after.margin() - row.before.margin();
    };
    const auto isLosing = [](const ReplayFigures& figures) { return isNegative(figures.margin()); };
    Int128 worse = 0, losingBefore = 0, losingAfter = 0;
    for (const ReplayRow& row : table.rows) {
        worse += isNegative(change(row)) ? 1 : 0;
        losingBefore += isLosing(row.before) ? 1 : 0;
        losingAfter += isLosing(row.after) ? 1 : 0;
    }
    std::string by;
    for (const query::Dimension dimension : table.question.by)
        by += (by.empty() ? "" : ", ") + std::string(nameOf(dimension));
    return nameOfScenario(table) + " " + changeWords(table, context) + "; of " +
           analysis::countWords(Int128(table.rows.size())) + " rows by " + by + ", " +
           analysis::countWords(losingAfter) + " lose money (" +
           analysis::countWords(losingBefore) + " before) and " + analysis::countWords(worse) +
           " earn less.";
}

/// "As it was" or "Scenario".
Row riskRow(const char* name, const ReplayFigures& figures, const RiskFigures& risk, bool isAfter) {
    const auto change = [&](Int128 figure) { return isAfter ? Cell{figure} : Cell{Int128(0)}; };
    return {{std::string(name), figures.cost, figures.revenue, figures.margin(),
             cellOf(figures.marginPct()), isAfter ? risk.served : risk.requests,
             cellOf(analysis::averageOf(figures.cost, isAfter ? risk.served : risk.requests)),
             cellOf(isAfter ? risk.successAfter() : risk.successBefore()),
             cellOf(isAfter ? risk.costPerSuccessAfter(figures.cost)
                            : risk.costPerSuccess(figures.cost)),
             change(risk.lost), change(risk.refused), change(risk.hits), change(risk.staleHits),
             change(risk.truncated), change(risk.routed), change(risk.escalated)}};
}

} // namespace

Section whatIfSection(const ReplayTable& table, const Context& context) {
    Section section = sectionOf(table, context, "whatif", "What each lever does");
    if (table.question.scenario.levers.empty())
        return section; // no file would help
    section.table.columns = {
        {"lever", "Lever", Kind::Text, "What is changed, in the order in which it acts."},
        {"numbers", "With", Kind::Text, "What the scenario states of it."},
        {"basis", "Basis", Kind::Text,
         "Replayed: it follows from what was logged. Assumed: it rests on a rate or share that "
         "the log does not know."},
        {"margin_change", "Margin", Kind::Money,
         "Change of margin by this lever after those before it; they add up to the whole."},
        {"cost_change", "Cost", Kind::Money, "Change of cost, likewise."},
        {"revenue_change", "Revenue", Kind::Money, "Change of revenue, likewise."},
        {"alone", "Alone", Kind::Money, "Change of margin with this lever only."},
        {"shapley", "Fair share", Kind::Money,
         "Change of margin, averaged over all orders of the levers (Shapley); adds up too."}};
    for (std::size_t i = 0; i < table.question.scenario.levers.size(); ++i)
        section.table.rows.push_back(leverRow(table, i));
    Int128 alone = 0;
    for (const Int128 own : table.margin.standalone)
        alone += own;
    section.table.total = {std::string("All levers"),
                           {},
                           {},
                           picos(table.margin.change()),
                           picos(table.cost.change()),
                           picos(table.margin.change() + table.cost.change()),
                           picos(alone),
                           picos(table.margin.change())};
    if (!table.question.scenario.levers.empty()) {
        section.charts.push_back(waterfallOf(table, section.finding));
        if (table.margin.interaction() != 0)
            section.notes.insert(
                section.notes.begin(),
                "Each alone, the levers would change the margin by " +
                    analysis::moneyWords(picos(alone), context.currency) +
                    "; together they differ from that by " +
                    analysis::moneyWords(picos(table.margin.interaction()), context.currency) +
                    ".");
    }
    return section;
}

Section whatIfRowsSection(const ReplayTable& table, const Context& context) {
    Section section = sectionOf(table, context, "whatif_rows", "Winners and losers");
    if (table.attempts > 0 && !table.question.scenario.levers.empty())
        section.finding = rowsFinding(table, context);
    section.table.columns = keyColumns(table.question.by);
    const std::vector<Column> figures{
        {"requests", "Requests", Kind::Count, "Logged requests, each where it starts."},
        {"cost_before", "Cost", Kind::Money, "Cost of the calls, as it was."},
        {"cost_after", "Cost then", Kind::Money, "Expected cost with all levers."},
        {"revenue_before", "Revenue", Kind::Money, "Revenue, as it was."},
        {"revenue_after", "Revenue then", Kind::Money, "Expected revenue with all levers."},
        {"margin_before", "Margin", Kind::Money, "Revenue - cost, as it was."},
        {"margin_after", "Margin then", Kind::Money, "Expected revenue - cost."},
        {"margin_change", "Change", Kind::Money, "Margin then - margin."},
        {"margin_pct_before", "Margin %", Kind::Ratio, "Margin / revenue, as it was."},
        {"margin_pct_after", "Margin % then", Kind::Ratio, "Expected margin / revenue."},
        {"cost_per_request_before", "Per request", Kind::Money, "Cost / requests, as it was."},
        {"cost_per_request_after", "Per request then", Kind::Money,
         "Expected cost / logged requests."}};
    section.table.columns.insert(section.table.columns.end(), figures.begin(), figures.end());
    const auto cellsOf = [](std::vector<Cell> cells, const ReplayRow& row) {
        for (Cell& cell : figureCells(row))
            cells.push_back(std::move(cell));
        return cells;
    };
    for (const ReplayRow& row : table.rows) {
        Row made{cellsOf(keyCells(row.keys.keys), row)};
        if (row.requests > 0)
            made.drill = conditionsOf(table.question.by, row.keys.keys);
        section.table.rows.push_back(std::move(made));
    }
    section.table.total = cellsOf(std::vector<Cell>(table.question.by.size()), table.total);
    if (!table.question.scenario.levers.empty())
        section.charts.push_back(winnersOf(table, section.finding));
    return section;
}

Section whatIfRiskSection(const ReplayTable& table, const Context& context) {
    Section section = sectionOf(table, context, "whatif_risk", "As it was, and the scenario");
    section.table.columns = {
        {"case", "Case", Kind::Text, "As it was, or with all levers."},
        {"cost", "Cost", Kind::Money, "Cost of the calls, what levers cost included."},
        {"revenue", "Revenue", Kind::Money, "Revenue."},
        {"margin", "Margin", Kind::Money, "Revenue - cost."},
        {"margin_pct", "Margin %", Kind::Ratio, "Margin / revenue."},
        {"requests", "Requests", Kind::Count,
         "Requests served: without those refused, and those of customers who leave."},
        {"cost_per_request", "Per request", Kind::Money, "Cost / requests served."},
        {"success_rate", "Success", Kind::Ratio,
         "Successful / judged units, less the requests that fail because of a lever."},
        {"cost_per_success", "Cost per success", Kind::Money,
         "Cost / units that succeed, as far as the success rate says."},
        {"failing", "Failing", Kind::Count,
         "Requests that fail because of a lever: a weaker model, a retry not made."},
        {"refused", "Refused", Kind::Count,
         "Requests beyond a quota or an action's limit that are not served."},
        {"cache_hits", "Cache hits", Kind::Count, "Calls that the response cache answers."},
        {"wrong_hits", "Wrong hits", Kind::Count, "Hits that answer wrongly."},
        {"truncated", "Cut answers", Kind::Count, "Calls whose answer is longer than the cap."},
        {"routed", "Routed", Kind::Count, "Calls that go to another model."},
        {"escalated", "Come back", Kind::Count,
         "Routed calls that the present model answers after all: they wait for both."}};
    section.table.rows.push_back(riskRow("As it was", table.total.before, table.risk, false));
    section.table.rows.push_back(riskRow("Scenario", table.total.after, table.risk, true));
    if (!table.risk.successfulUnits)
        section.notes.insert(section.notes.begin(),
                             "No unit has an outcome: the success rate is unknown.");
    return section;
}

} // namespace ms::report
