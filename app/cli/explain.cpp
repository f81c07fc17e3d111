// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/explain_json.h"
#include "app/cli/shared_options.h"
#include "app/cli/terminal.h"
#include "app/cli/verb.h"
#include "models/tables/explanation_text.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace ms::app {

namespace {

struct ExplainOptions {
    QuestionOptions question;
    std::string request;
    bool isJson = false;
};

std::string summaryOf(const std::string& request, const std::vector<query::Explanation>& attempts,
                      const tables::NumberFormat& format) {
    core::MoneySum known;
    core::Int128 unknown = 0;
    for (const query::Explanation& attempt : attempts) {
        if (attempt.attempt.cost)
            known += *attempt.attempt.cost;
        else
            ++unknown;
    }
    const auto count = static_cast<core::Int128>(attempts.size());
    std::string text = "Request " + request + ": " + format.count(count).toStdString() +
                       (count == 1 ? " attempt, " : " attempts, ") +
                       (unknown == count ? "cost unknown" : format.exactMoney(known).toStdString());
    if (unknown > 0 && unknown < count)
        text += " and " + format.count(unknown).toStdString() + " of unknown cost";
    return text;
}

void printForPeople(const std::string& request, const std::vector<query::Explanation>& attempts,
                    const session::Snapshot& snapshot) {
    const tables::NumberFormat format(snapshot.settings.baseCurrency);
    std::cout << forTerminal(summaryOf(request, attempts, format)) << "\n\n";
    for (const query::Explanation& attempt : attempts) {
        for (const QString& line :
             tables::explanationLines(attempt, snapshot.source->lens().zone, format))
            std::cout << forTerminal(line.toStdString()) << '\n';
        if (&attempt != &attempts.back())
            std::cout << '\n';
    }
}

ExitCode explain(const ExplainOptions& options, std::stop_token stop) {
    const auto snapshot = options.question.open(stop);
    if (!snapshot)
        return report(snapshot.error());
    const auto attempts = (*snapshot)->source->explain(options.request, stop);
    if (!attempts)
        return report(attempts.error());
    if (attempts->empty())
        return report({core::Error::Code::Usage,
                       "The workspace has no request '" + options.request + "'.",
                       {}});
    const std::string& currency = (*snapshot)->settings.baseCurrency;
    if (options.isJson)
        std::cout << printed(explanationJson(options.request, *attempts, currency));
    else
        printForPeople(options.request, *attempts, **snapshot);
    return ExitCode::Done;
}

} // namespace

void addExplain(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<ExplainOptions>();
    CLI::App* verb = parser.add_subcommand(
        "explain",
        "Show the arithmetic behind the cost of one request: rule, rate, source, file and line");
    verb->add_option("workspace", options->question.workspace, "Workspace file")
        ->required()
        ->type_name("WORKSPACE");
    verb->add_option("request", options->request, "Request id as it stands in the log")
        ->required()
        ->type_name("REQUEST_ID");
    verb->add_option("--book", options->question.book, "Price book to cost with");
    verb->add_option("--zone", options->question.zone, "Time zone in which rules' dates are read");
    verb->add_flag("--json", options->isJson, "Print JSON for programs");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) {
            return explain(*options, std::move(stop));
        };
    });
}

} // namespace ms::app
