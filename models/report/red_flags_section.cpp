// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/report/red_flags_section.h"

#include "models/analysis/sentences.h"

#include <array>

namespace ms::report {

using analysis::Flag;
using analysis::FlagRule;
using analysis::FlagState;
using analysis::FlagThresholds;
using analysis::Review;
using core::MoneySum;
using Kind = Column::Kind;

namespace {

/// What a rule is called, what to do when it speaks, and where its figures are.
struct RuleText {
    const char* title;
    const char* action;
    const char* page; // that shows more of it
};

constexpr std::array<RuleText, analysis::kFlagRules> kRules{{
    {"Cost outgrows revenue",
     "Find what drives the cost per customer; reprice, or cap usage in plans.",
     "Margin by month and tenant"},
    {"Free tier takes too much",
     "Cap free use, or give the free tier a smaller model; look which feature it spends on.",
     "Customers, tiers; margin by feature of the tier"},
    {"Customer costs more than it pays",
     "Move it to a plan that fits its use, or agree on a price by use.",
     "Customers, who earns the margin"},
    {"Actions cost many single requests",
     "Limit steps and retries of an action; stop loops; keep the context short.",
     "Attempts of the feature, by cost"},
    {"Success gets dearer",
     "Compare models, prompts and prices of the two periods; go back to the cheaper way.",
     "Units by feature, against the period before"},
    {"Cheaper attempt, dearer success",
     "Judge by cost per success: stop the cheaper version, or mend what makes it fail.",
     "Units by prompt version"},
    {"Customer is dear per unit",
     "Look what its requests do differently: length, retries, model; then talk to it.",
     "Units by tenant"},
    {"Failed units take the money",
     "Fail early, check before the dear call, and look at the commonest reason.",
     "Units, cost of failed units"},
    {"Strong adoption, weak margin",
     "People want it: price it, or make it cheaper before it grows further.", "Margin by feature"},
    {"Spend without retention",
     "Find out why users leave before more is spent on them; slow down until then.",
     "Customers, active users"},
}};

const RuleText& textOf(FlagRule rule) {
    return kRules[std::size_t(rule)];
}

/// The rule with the thresholds in force.
std::string ruleWords(FlagRule rule, const FlagThresholds& t) {
    const auto n = [](std::int64_t number) { return analysis::countWords(number); };
    switch (rule) {
    case FlagRule::CostOutgrowsRevenue:
        return "Cost per customer grows more than " + n(t.growthGapPct) +
               " points faster than revenue per customer.";
    case FlagRule::FreeTierSpend:
        return "Tiers that earn nothing take more than " + n(t.freeSharePct) +
               "% of the cost of calls.";
    case FlagRule::LossMakingCustomer:
        return "A customer with revenue costs more than that.";
    case FlagRule::DearActions:
        return "At least " + n(t.fewest) + " actions of several requests cost more than " +
               n(t.actionTimes) + " times one of a single request.";
    case FlagRule::DearerSuccess:
        return "Cost per success rises by more than " + n(t.dearerPct) +
               "% while the success rate stays within " + n(t.flatQualityPct) + " points.";
    case FlagRule::CheaperAttempts:
        return "An attempt gets cheaper and a success dearer: between prompt versions, or against "
               "the period before.";
    case FlagRule::DearCustomer:
        return "A unit of one customer costs more than " + n(t.customerTimes) +
               " times that of the feature's median customer.";
    case FlagRule::FailedSpend:
        return "Failed units take more than " + n(t.failedSharePct) + "% of what units cost.";
    case FlagRule::AdoptionWithoutMargin:
        return "At least " + n(t.adoptionPct) + "% use a feature whose margin is below " +
               n(t.weakMarginPct) + "%.";
    case FlagRule::SpendWithoutRetention:
        return "A feature takes more than " + n(t.spendSharePct) +
               "% of all cost and keeps fewer than " + n(t.retentionPct) + "% of its users.";
    case FlagRule::Count:
        break;
    }
    return {};
}

std::string subjectOf(const Flag& flag) {
    std::string text;
    for (const query::Condition& condition : flag.where) {
        std::string values;
        for (const std::string& value : condition.values)
            values += (values.empty() ? "" : ", ") + (value.empty() ? "(not given)" : value);
        text += (text.empty() ? "" : " · ") + values;
    }
    return text.empty() ? "everything" : text;
}

const std::vector<Column>& columns() {
    static const std::vector<Column> all{
        {"severity", "Severity", Kind::Money,
         "Money above what the rule tolerates, in the period that the rule looks at. Severities of "
         "different rules overlap and do not add up."},
        {"state", "State", Kind::Text,
         "Raised: the rule speaks. Unknown: it cannot be decided, and is not fine for that. Clear: "
         "it was looked at; the case shown came nearest."},
        {"flag", "Flag", Kind::Text, "What is wrong."},
        {"subject", "Where", Kind::Text, "Customer, tier, feature or version that it is about."},
        {"found", "What was found", Kind::Text, "The figures behind it, or why there are none."},
        {"figure", "Figure", Kind::Number, "The ratio that the rule is about."},
        {"limit", "Limit", Kind::Number, "Where the rule begins to speak."},
        {"rule", "Rule", Kind::Text, "The rule in words, with the thresholds in force."},
        {"action", "What to do", Kind::Text, "The action that the rule suggests."},
        {"page", "See", Kind::Text, "Where more of it is shown; Enter leads to the attempts."},
        {"id", "Id", Kind::Text, "Name of the rule, for programs."}};
    return all;
}

Row rowOf(const Flag& flag, const Review& review) {
    const RuleText& text = textOf(flag.rule);
    Row row;
    row.cells = {cellOf(flag.severity),
                 std::string(nameOf(flag.state)),
                 std::string(text.title),
                 subjectOf(flag),
                 flag.words,
                 cellOf(flag.figure),
                 cellOf(flag.limit),
                 ruleWords(flag.rule, review.query.thresholds),
                 std::string(text.action),
                 std::string(text.page),
                 std::string(nameOf(flag.rule))};
    if (flag.state != FlagState::Unknown)
        row.drill = flag.where;
    return row;
}

std::int64_t countOf(const Review& review, FlagState state) {
    std::int64_t count = 0;
    for (const Flag& flag : review.flags)
        count += flag.state == state ? 1 : 0;
    return count;
}

std::string findingOf(const Review& review, const Context& context) {
    const std::int64_t raised = countOf(review, FlagState::Raised);
    const std::int64_t unknown = countOf(review, FlagState::Unknown);
    const std::string open =
        unknown == 0 ? std::string()
                     : " " + analysis::countWords(unknown, "rule") + " cannot be decided.";
    if (raised == 0)
        return "No red flag." + open;
    const Flag& first = review.flags.front();
    return analysis::countWords(raised + review.leftOut, "red flag") + ". The dearest is " +
           analysis::moneyWords(*first.severity, context.currency) +
           " above its limit: " + first.words + open;
}

std::vector<std::string> notesOf(const Review& review) {
    std::vector<std::string> notes;
    if (!review.periods.empty())
        notes.push_back("Growth is that of " + review.periods + ".");
    if (review.leftOut > 0)
        notes.push_back(analysis::countWords(review.leftOut, "raised flag") + " of less money " +
                        (review.leftOut == 1 ? "is" : "are") +
                        " left out: of a rule, the five dearest are shown.");
    if (review.unpricedAttempts > 0)
        notes.push_back(analysis::countWords(review.unpricedAttempts, "attempt") +
                        " without a price: costs are higher than the rules see.");
    notes.push_back("A rule says nothing of fewer than " +
                    analysis::countWords(review.query.thresholds.fewest) +
                    " units, successes, actions or attempts. Thresholds are yours to set: "
                    "Settings, or the options of `review`.");
    return notes;
}

/// The raised flags by money.
Chart chartOf(const Review& review, const std::string& finding) {
    Chart chart;
    chart.title = finding;
    chart.xTitle = "Money above the limit";
    Series series{"Severity", {}};
    for (std::size_t i = 0; i < review.flags.size(); ++i) {
        const Flag& flag = review.flags[i];
        if (flag.state == FlagState::Raised)
            series.points.push_back({std::string(textOf(flag.rule).title) + ": " + subjectOf(flag),
                                     *flag.severity,
                                     {},
                                     {},
                                     {},
                                     int(i)});
    }
    chart.series.push_back(std::move(series));
    return chart;
}

} // namespace

Section redFlagsSection(const Review& review, const Context& context) {
    Section section;
    section.id = "review";
    section.title = "Red flags";
    section.finding = findingOf(review, context);
    section.filter = review.query.filter;
    section.table.columns = columns();
    for (const Flag& flag : review.flags)
        section.table.rows.push_back(rowOf(flag, review));
    section.notes = notesOf(review);
    Chart chart = chartOf(review, section.finding);
    if (!chart.series.front().points.empty())
        section.charts.push_back(std::move(chart));
    return section;
}

} // namespace ms::report
