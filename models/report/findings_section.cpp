// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/findings_section.h"

#include "models/analysis/sentences.h"
#include "models/report/change_words.h"
#include "models/report/spike_words.h"

#include <algorithm>

namespace ms::report {

using analysis::DailyAlert;
using analysis::Finding;
using analysis::FindingTable;
using core::Int128;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

std::string featureWords(const std::string& feature) {
    return feature.empty() ? "attempts without a feature" : feature;
}

std::string dayWords(const DailyAlert& alert, const Context& context) {
    std::string text = (alert.key ? featureWords(*alert.key) : std::string("All together")) +
                       " cost " + analysis::moneyWords(alert.cost, context.currency) +
                       " instead of " + analysis::moneyWords(alert.usual, context.currency) +
                       " on " + core::toText(alert.day);
    if (alert.highDays > 1)
        text += ", the first of " + analysis::countWords(Int128(alert.highDays), "dear day");
    return text + ": " + std::string(kindWords(alert.spike)) + largestMoverWords(alert.movers);
}

std::string whatWords(const Finding& finding, const Context& context) {
    switch (finding.kind) {
    case Finding::Kind::DearDays:
        return dayWords(*finding.days, context);
    case Finding::Kind::Drift:
        return "A request of " + sliceText(finding.drift->keys) + " costs " +
               analysis::moneyWords(finding.drift->after, context.currency) + " since " +
               core::toText(finding.drift->since) + " instead of " +
               analysis::moneyWords(finding.drift->before, context.currency);
    case Finding::Kind::Outliers:
        break;
    }
    const analysis::OutlierGroup& group = *finding.outliers;
    std::string text = analysis::countWords(Int128(group.requests), "request") + " of " +
                       featureWords(group.feature) + " " +
                       (group.requests == 1 ? "costs " : "cost ") +
                       analysis::moneyWords(group.cost, context.currency) +
                       ", far more than those like " + (group.requests == 1 ? "it" : "them");
    if (group.driver) {
        std::string driver(stats::nameOf(*group.driver));
        std::replace(driver.begin(), driver.end(), '_', ' ');
        text += "; most of it by " + driver;
    }
    return text;
}

std::string_view kindOf(const Finding& finding) {
    return finding.kind == Finding::Kind::DearDays ? "dear days"
           : finding.kind == Finding::Kind::Drift  ? "drift"
                                                   : "outliers";
}

std::vector<Column> columns() {
    return {
        {"kind", "Found as", Kind::Text,
         "dear days (alerts of a day), drift (of the cost per request) or outliers (requests)."},
        {"what", "What", Kind::Text, "In a sentence."},
        {"stake", "Stake", Kind::Money,
         "What it cost above the usual: excess of the dear days, of the requests since the drift, "
         "or of the outliers. The same money can be in several findings."},
        {"saving", "Would save", Kind::Money,
         "Cost of the finding's own calls as it was - cost with the lever, replayed."},
        {"status", "Status", Kind::Text, "open, in_progress, done or dismissed."},
        {"owner", "Owner", Kind::Text, "Who does something about it."},
        {"lever", "Lever", Kind::Text,
         "What is done about it; until somebody decides, what fits: limit, pre_validate, compress, "
         "cap, route, cache, fix_version."},
        {"scenario", "As a scenario", Kind::Text,
         "How whatif is asked for it, on the finding's own calls."},
        {"confirmed_type", "Confirmed type", Kind::Text, "What it was, once somebody looked."},
        {"driver", "Driver", Kind::Text, "What caused it."},
        {"containment", "Containment", Kind::Text, "What stopped it."},
        {"guardrail", "Guardrail", Kind::Text, "What keeps it from coming back."},
        {"note", "Note", Kind::Text, "Anything else."},
        {"finding", "Id", Kind::Text, "The same in every question that finds it."}};
}

void addDecision(std::vector<Cell>& cells, const core::DecisionFact& decision,
                 std::string_view lever, const std::string& scenario) {
    for (const std::string& text :
         {decision.status.empty() ? std::string("open") : decision.status, decision.owner,
          decision.lever.empty() ? std::string(lever) : decision.lever, scenario,
          decision.confirmedType, decision.driver, decision.containment, decision.guardrail,
          decision.note, decision.finding})
        cells.emplace_back(text);
}

/// "--retry-limit 2".
std::string optionsOf(const std::map<std::string, std::string>& levers) {
    std::string text;
    for (const auto& [name, value] : levers)
        text += (text.empty() ? "--" : " --") + name + " " + value;
    return text;
}

Row rowOf(const Finding& finding, const scenario::FindingLevers& levers, const Context& context) {
    Row row;
    row.cells = {std::string(kindOf(finding)), whatWords(finding, context), finding.stake,
                 cellOf(levers.saving)};
    core::DecisionFact decision = finding.decision.value_or(core::DecisionFact{});
    decision.finding = finding.id;
    addDecision(row.cells, decision,
                finding.lever ? analysis::nameOf(*finding.lever) : std::string_view(),
                optionsOf(levers.levers));
    row.levers = levers.levers;
    row.drill = finding.drill;
    if (!finding.range.isOpen())
        row.drillRange = finding.range;
    return row;
}

Row rowOf(const core::DecisionFact& decision) {
    Row row;
    row.cells = {std::string("decided"), std::string("Not found in this selection"), Cell(),
                 Cell()};
    addDecision(row.cells, decision, {}, {});
    return row;
}

bool isOpen(const Finding& finding) {
    return !finding.decision ||
           (finding.decision->status != "done" && finding.decision->status != "dismissed");
}

std::string findingOf(const FindingTable& table, const Context& context) {
    if (table.findings.empty())
        return "Nothing stands out in this selection.";
    const auto open = std::find_if(table.findings.begin(), table.findings.end(), isOpen);
    if (open == table.findings.end())
        return "Everything that stands out is done or dismissed.";
    const auto count = std::count_if(table.findings.begin(), table.findings.end(), isOpen);
    return analysis::countWords(Int128(count), "open finding") + "; the largest is about " +
           analysis::moneyWords(open->stake, context.currency) + ": " + whatWords(*open, context) +
           ".";
}

} // namespace

Section findingsSection(const FindingTable& table, const Context& context,
                        const std::vector<scenario::FindingLevers>& levers) {
    Section section{"findings", "What should be looked at?", findingOf(table, context), {}, {}, {},
                    {}};
    section.filter = table.filter;
    section.table.columns = columns();
    const scenario::FindingLevers none;
    for (std::size_t i = 0; i < table.findings.size(); ++i)
        section.table.rows.push_back(
            rowOf(table.findings[i], levers.empty() ? none : levers[i], context));
    for (const core::DecisionFact& decision : table.elsewhere)
        section.table.rows.push_back(rowOf(decision));
    if (!table.findings.empty()) {
        section.notes.push_back("Days count from " +
                                analysis::moneyWords(table.leastExcess, context.currency) +
                                " above the usual on, requests from " +
                                analysis::moneyWords(table.leastOutlier, context.currency) + ".");
        section.notes.push_back(
            "The stake is what was paid above the usual, not what a lever would save.");
        if (levers.empty())
            section.notes.push_back("What levers would save was not replayed.");
        else
            section.notes.push_back(
                "What a lever would save is a replay of the finding's own calls: compressing, "
                "routing and caching take assumed rates, caps and limits take what most of these "
                "calls keep to. What would cost more is not offered as a scenario.");
        if (levers.size() > scenario::kMostReplayedFindings)
            section.notes.push_back("Replayed are the " +
                                    analysis::countWords(Int128(scenario::kMostReplayedFindings)) +
                                    " largest findings.");
    }
    return section;
}

} // namespace ms::report
