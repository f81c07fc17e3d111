// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/pages/section_options.h"

#include <QCoreApplication>

#include "models/analysis/flag_thresholds.h"
#include "models/report/scatter_section.h"
#include "models/session/option_text.h"

#include <algorithm>

namespace ms::views {
namespace {

QString trText(const char* text) {
    return QCoreApplication::translate("ms::views", text);
}

SectionOption typed(const char* name, const char* title, const char* help, const char* byDefault) {
    return {name, trText(title), trText(help), trText(byDefault)};
}

} // namespace

SectionOption manualCostOption() {
    return typed("manual-cost", "Cost by hand",
                 "What doing one unit by hand costs, such as 4.50: shows what was saved",
                 "not stated");
}

SectionOption primaryTypeOption() {
    return typed("primary", "Primary type",
                 "Type of unit that decides what success costs, such as ticket",
                 "the one with most units");
}

SectionOption tokenBudgetOption() {
    return typed("token-budget", "Token budget",
                 "Prompt and output tokens that one may take, such as 50000",
                 "what 99 of 100 keep to");
}

SectionOption budgetOfOption() {
    SectionOption option{
        "budget-of", trText("Budget of"), trText("What the token budget is for"), {}};
    option.choices = {{"", trText("an action")}, {"session", trText("a session")}};
    return option;
}

SectionOption findUnitOption() {
    return typed("find", "Find", "A part of the id, such as T-1000057", "all units");
}

SectionOption earlierPeriodOption() {
    return typed("against", "Compare with",
                 "The earlier period as FROM..TO, such as 2026-04-01..2026-05-01",
                 "as many days before");
}

SectionOption leastExcessOption() {
    return typed("least-excess", "Excess that matters",
                 "An amount over the usual cost, such as 0.25, from which an outlier is listed",
                 "a ten-thousandth of all costs");
}

SectionOption alertExcessOption() {
    return typed(
        "least-excess", "Excess that matters",
        "An amount over the usual cost of the weekday, such as 25, from which a day is high",
        "a hundredth of what a day costs");
}

SectionOption idlePolicyOption() {
    SectionOption option{"idle",
                         trText("Idle hours"),
                         trText("Whether what nobody used is a cost of its own, or the users of an "
                                "hour pay it whole"),
                         {}};
    option.choices = {{"", trText("kept")}, {"spread", trText("spread over users")}};
    return option;
}

SectionOption secondBookOption() {
    SectionOption option{"b",
                         trText("Against book"),
                         trText("The price book that the one in use is held against"),
                         {}};
    option.choicesOf = otherBooks;
    return option;
}

std::vector<SectionOption> thresholdOptionsOfPage() {
    std::vector<SectionOption> options;
    const analysis::FlagThresholds byDefault;
    for (const analysis::ThresholdOption& option : analysis::thresholdOptions()) {
        QString title = QString::fromLatin1(option.name).replace(u'-', u' ');
        title[0] = title[0].toUpper();
        options.push_back(
            {option.name, title, trText(option.what), QString::number(byDefault.*option.value)});
    }
    return options;
}

/// The default of a choice is the first one, whose value is empty.
std::vector<SectionOption> scatterOptions() {
    const analysis::ScatterQuery byDefault;
    const auto measures = [](analysis::ScatterMeasure first) {
        std::vector<SectionOption::Choice> choices{
            {"", QString::fromStdString(report::columnOf(first).title)}};
        for (const analysis::ScatterMeasure measure : analysis::scatterMeasures())
            if (measure != first)
                choices.push_back({std::string(nameOf(measure)),
                                   QString::fromStdString(report::columnOf(measure).title)});
        return choices;
    };
    SectionOption grain{"grain", trText("Points"), trText("What one point is"), {}};
    grain.choices = {{"", trText("requests")},      {"attempt", trText("calls")},
                     {"action", trText("actions")}, {"session", trText("sessions")},
                     {"unit", trText("units")},     {"user", trText("users")},
                     {"tenant", trText("tenants")}};
    SectionOption x{"x", trText("To the right"), trText("The measure of the level axis"), {}};
    x.choices = measures(byDefault.x);
    SectionOption y{"y", trText("Upwards"), trText("The measure of the upright axis"), {}};
    y.choices = measures(byDefault.y);
    SectionOption scale{"scale", trText("Axes"), trText("Powers of ten, or even steps"), {}};
    scale.choices = {{"", trText("logarithmic")}, {"linear", trText("linear")}};
    return {grain, x, y, scale};
}

analysis::ScatterQuery scatterQueryOf(const SectionQuestion& question) {
    analysis::ScatterQuery query;
    query.filter = question.filter;
    for (const query::Grain grain : query::allGrains())
        if (nameOf(grain) == question.option("grain"))
            query.grain = grain;
    query.x = analysis::scatterMeasureNamed(question.option("x")).value_or(query.x);
    query.y = analysis::scatterMeasureNamed(question.option("y")).value_or(query.y);
    if (question.option("scale") == "linear")
        query.scale = stats::PlotScale::Linear;
    return query;
}

std::vector<SectionOption::Choice> otherBooks(const session::Snapshot& snapshot) {
    std::vector<SectionOption::Choice> books;
    for (const std::string& book : snapshot.books)
        if (book != snapshot.book)
            books.push_back({book, QString::fromStdString(book)});
    return books;
}

core::Result<std::optional<core::TimeRange>> periodBefore(const SectionQuestion& question,
                                                          const session::Snapshot& snapshot) {
    return session::periodOption("The earlier period", question.option("against"),
                                 snapshot.source->lens().zone);
}

core::Result<analysis::FlagThresholds> thresholdsOf(const SectionQuestion& question) {
    analysis::FlagThresholds thresholds;
    for (const analysis::ThresholdOption& option : analysis::thresholdOptions()) {
        const auto value =
            session::countOption(option.name, question.option(option.name), option.least);
        if (!value)
            return value.error();
        if (*value)
            thresholds.*option.value = std::min(**value, analysis::kMostThreshold);
    }
    return thresholds;
}

} // namespace ms::views
