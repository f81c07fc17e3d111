// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/self_hosting_section.h"

#include "models/analysis/averages.h"
#include "models/analysis/sentences.h"

namespace ms::report {

using analysis::HostingTable;
using analysis::PoolHosting;
using analysis::PoolTie;
using core::Int128;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

std::vector<Column> columnsOf(const HostingTable& table) {
    const std::string cost = table.query.overheadPercent ? "GPU hours and overhead" : "GPU hours";
    const std::string hosted = table.query.hostedModel.empty()
                                   ? "what the attempts that use the pool are charged"
                                   : "what calls of " + table.query.hostedModel + " are charged";
    return {
        {"pool", "Pool", Kind::Text, "Name of the GPU pool."},
        {"feature", "Kept for", Kind::Text, "The feature that its hours name."},
        {"tie", "Used by", Kind::Text,
         "What attempts and pool have in common: model, provider or feature."},
        {"hours", "Hours", Kind::Count, "Distinct hours of the pool that are billed."},
        {"cost", "Cost", Kind::Money, cost + " of the pool, idle ones too."},
        {"utilisation", "Utilisation", Kind::Ratio,
         "GPU hours used / provided, where they state it."},
        {"requests", "Requests", Kind::Count, "Requests, once in each hour that they touch."},
        {"cost_per_request", "Per request", Kind::Money, "Cost / requests."},
        {"tokens", "Tokens", Kind::Tokens, "Tokens processed, prompt and output."},
        {"self_per_million", "Own, per million", Kind::Money, "Cost / tokens x 1,000,000."},
        {"hosted_per_million", "Hosted, per million", Kind::Money,
         "Hosted price of a million tokens: " + hosted + ", on average."},
        {"hosted_cost", "Hosted cost", Kind::Money, "Tokens at the hosted price."},
        {"cheaper", "Cheaper", Kind::Text, "The smaller one of cost and hosted cost."},
        {"tokens_per_second", "Tokens a second", Kind::Number,
         table.query.tokensPerSecond ? "Of one GPU under full load, as given."
                                     : "Tokens / GPU-seconds used: of one GPU under full load."},
        {"gpus", "GPUs", Kind::Number, "GPU hours / hours."},
        {"gpus_needed", "Needed", Kind::Count,
         "GPUs that carry the busiest hour under full load, rounded up."},
        {"sized_per_million", "With those, per million", Kind::Money,
         "Cost per million tokens with the GPUs needed."},
        {"cheaper_sized", "Cheaper with those", Kind::Text,
         "The smaller one of that and the hosted price."},
        {"breakeven_utilisation", "Break-even", Kind::Ratio,
         "Share of full load from which on a GPU is cheaper than the hosted price; above 100% it "
         "never is."}};
}

Cell verdictCell(std::optional<bool> isSelfCheaper) {
    return isSelfCheaper ? Cell{std::string(*isSelfCheaper ? "own" : "hosted")} : Cell{};
}

Cell countCell(std::optional<double> count) {
    constexpr double kMost = 1e15;
    return count && *count < kMost ? Cell{Int128(*count)} : Cell{};
}

std::vector<query::Condition> attemptsOf(const PoolHosting& pool) {
    using query::Dimension;
    std::vector<query::Condition> conditions;
    if (pool.tie == PoolTie::Model)
        conditions = conditionsOf({Dimension::Model}, {pool.name});
    if (pool.tie == PoolTie::Provider)
        conditions = conditionsOf({Dimension::Provider}, {pool.name});
    if (!pool.feature.empty())
        conditions.push_back(conditionsOf({Dimension::Feature}, {pool.feature}).front());
    return conditions;
}

Row rowOf(const PoolHosting& pool) {
    const auto gpus = pool.microGpuHours ? analysis::shareOf(*pool.microGpuHours,
                                                             Int128(pool.hours) * analysis::kMicro)
                                         : std::nullopt;
    Row row{{pool.name, pool.feature.empty() ? Cell{} : Cell{pool.feature},
             std::string(nameOf(pool.tie)), Int128(pool.hours), pool.selfCost,
             cellOf(pool.utilisation), Int128(pool.requests), cellOf(pool.costPerRequest()),
             pool.tokens, cellOf(pool.selfPerMillion()), cellOf(pool.hostedPerMillion),
             cellOf(pool.hostedCost), verdictCell(pool.isSelfCheaper()),
             cellOf(pool.tokensPerSecondFull), cellOf(gpus), countCell(pool.breakeven.gpusNeeded),
             cellOf(pool.sizedPerMillion()), verdictCell(pool.breakeven.isSelfCheaper),
             cellOf(pool.breakeven.breakevenUtilisation)},
            {}};
    if (pool.tie != PoolTie::None)
        row.drill = attemptsOf(pool);
    return row;
}

/// Of the pool that costs most.
std::string findingOf(const HostingTable& table, const Context& context) {
    if (table.pools.empty())
        return "There are no GPU hours in this selection.";
    const PoolHosting& pool = table.pools.front();
    const auto money = [&](MoneySum amount) {
        return analysis::moneyWords(amount, context.currency);
    };
    const auto self = pool.selfPerMillion();
    if (!self)
        return "Pool " + pool.name + " cost " + money(pool.selfCost) +
               "; no token is known that it processed.";
    std::string text = "A million tokens cost " + money(*self) + " on pool " + pool.name;
    const auto isCheaper = pool.isSelfCheaper();
    if (!isCheaper)
        return text + "; no hosted price is known to hold against it.";
    text += " and " + money(*pool.hostedPerMillion) + " hosted: at this load " +
            (*isCheaper ? "own GPUs are" : "the API is") + " cheaper";
    const auto sized = pool.sizedPerMillion();
    if (sized && *sized < *self && !(*sized == *self))
        text += "; with " + analysis::countWords(Int128(*pool.breakeven.gpusNeeded), "GPU") +
                " it would be " + money(*sized);
    return text + ".";
}

std::vector<std::string> notesOf(const HostingTable& table) {
    std::vector<std::string> notes;
    if (table.pools.empty())
        return {"Import GPU hours (hour_start, pool, hourly_rate, gpus, utilisation, ...) to hold "
                "own GPUs against an API."};
    notes.push_back("Pools are looked at whole: attempts of all environments, and filters only as "
                    "far as they name a time, a feature, a model or a provider.");
    notes.push_back(table.query.hostedModel.empty()
                        ? "The hosted price is what the same attempts are charged. Name a hosted "
                          "model (--against) to compare with its price."
                        : "The hosted price is the average that calls of " +
                              table.query.hostedModel +
                              " are charged in the period, cache rates and all.");
    notes.push_back("Input and output tokens count alike. Compare models of the same quality only; "
                    "no figure here says that they are.");
    for (const PoolHosting& pool : table.pools)
        if (pool.tie == PoolTie::Feature && pool.hostedCost) {
            notes.push_back("Attempts that use a pool by their feature have a hosted price of "
                            "their own: the GPUs may only help them, not replace their calls.");
            break;
        }
    for (const PoolHosting& pool : table.pools)
        if (!pool.microGpuHours) {
            notes.push_back("Pool " + pool.name +
                            " has hours that state no number of GPUs: GPUs needed and break-even "
                            "are unknown.");
            break;
        }
    return notes;
}

} // namespace

Section selfHostingSection(const HostingTable& table, const Context& context) {
    Section section;
    section.id = "self_hosting";
    section.title = "Own GPUs against an API";
    section.finding = findingOf(table, context);
    section.filter = table.query.filter;
    section.table.columns = columnsOf(table);
    for (const PoolHosting& pool : table.pools)
        section.table.rows.push_back(rowOf(pool));
    section.notes = notesOf(table);
    return section;
}

} // namespace ms::report
