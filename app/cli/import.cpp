// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/import_files.h"
#include "app/cli/job_line.h"
#include "app/cli/reading_options.h"
#include "app/cli/verb.h"
#include "app/services/import_file.h"
#include "models/core/zone.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace ms::app {

namespace {

struct ImportOptions {
    std::string workspace;
    std::vector<std::string> files;
    ReadingOptions reading;
    std::string book;
    std::string maxRejects;
    std::vector<std::string> hashed;
    std::vector<std::string> kept;
    store::Settings settings;
    bool isJson = false;
};

core::Status setTreatment(const std::vector<std::string>& names, const char* option,
                          core::PrivacyRules::Treatment treatment, core::PrivacyRules& rules) {
    for (const std::string& name : names) {
        const auto field = core::identityFieldNamed(name);
        if (!field)
            return core::Error{core::Error::Code::Usage,
                               std::string(option) + " takes " + core::identityFieldNames() +
                                   ", not '" + name + "'.",
                               {}};
        const auto before = rules.of(*field);
        if (before != core::PrivacyRules::Treatment::AddressesOnly && before != treatment)
            return core::Error{
                core::Error::Code::Usage, "'" + name + "' cannot be both hashed and kept.", {}};
        rules.set(*field, treatment);
    }
    return {};
}

core::Result<core::PrivacyRules> privacyOf(const ImportOptions& options) {
    core::PrivacyRules rules;
    if (auto set =
            setTreatment(options.hashed, "--hash", core::PrivacyRules::Treatment::Hash, rules);
        !set)
        return set.error();
    if (auto set = setTreatment(options.kept, "--keep", core::PrivacyRules::Treatment::Keep, rules);
        !set)
        return set.error();
    return rules;
}

ExitCode import(const ImportOptions& options, std::stop_token stop) {
    const auto choice = choiceOf(options.reading);
    if (!choice)
        return report(choice.error());
    const auto privacy = privacyOf(options);
    if (!privacy)
        return report(privacy.error());
    const auto reading = readOptionsOf(options.reading);
    if (!reading)
        return report(reading.error());
    ImportRequest request{{}, *choice, options.book, {}, *privacy, *reading};
    if (!options.maxRejects.empty()) {
        const auto limit = RejectLimit::parse(options.maxRejects);
        if (!limit)
            return report(limit.error());
        request.limit = *limit;
    }
    const auto zone = core::Zone::find(options.settings.zone);
    if (!zone)
        return report(zone.error());
    const auto files = filesOf(options.files, options.reading.part, stop);
    if (!files)
        return report(files.error());
    auto workspace = openOrCreate(options.workspace, options.settings);
    if (!workspace)
        return report(workspace.error());
    ImportReport summary(options.isJson ? ImportReport::Format::Json
                                        : ImportReport::Format::Terminal);
    for (const NamedFile& file : *files) {
        request.file = file.input;
        JobLine line(file.input.shortName());
        const auto imported = importFile(
            *workspace, request, [&](const core::Progress& p) { line.show(p); }, stop);
        line.clear();
        if (imported)
            summary.add(*imported);
        else if (!summary.addFailure(file, imported.error()))
            break;
    }
    return summary.print();
}

} // namespace

void addImport(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<ImportOptions>();
    CLI::App* verb = parser.add_subcommand(
        "import", "Read files into a workspace; each file is taken whole or not at all");
    verb->add_option("workspace", options->workspace, "Workspace file; created when there is none")
        ->required()
        ->type_name("WORKSPACE");
    verb->add_option("files", options->files,
                     "Files, folders, or - for standard input; workbooks (.xlsx) or text, also "
                     "packed as gz, zst, xz, bz2 or zip")
        ->required()
        ->type_name("FILE...");
    addReadingOptions(*verb, options->reading);
    addRowOptions(*verb, options->reading);
    verb->add_option("--book", options->book, "Price book that prices go to (default: 'default')");
    verb->add_option(
            "--max-rejects", options->maxRejects,
            "Refuse a file with more rejected rows than this (100, 0.5%); default: any number")
        ->type_name("N|N%");
    verb->add_option("--hash", options->hashed,
                     "Store these as tokens: " + core::identityFieldNames() +
                         "; e-mail addresses become tokens anywhere, without being asked")
        ->type_name("FIELD[,FIELD]")
        ->delimiter(',')
        ->allow_extra_args(false);
    verb->add_option("--keep", options->kept,
                     "Store these as they are, e-mail addresses too (both go before the profile)")
        ->type_name("FIELD[,FIELD]")
        ->delimiter(',')
        ->allow_extra_args(false);
    verb->add_option("--zone", options->settings.zone, "Reporting time zone of a new workspace");
    verb->add_option("--currency", options->settings.baseCurrency,
                     "Base currency of a new workspace");
    verb->add_flag("--json", options->isJson, "Print the receipts as JSON");
    verb->footer(
        "Examples:\n"
        "  marginscope import ws.margin events-2026-05.jsonl.gz prices.csv tenants.csv\n"
        "  marginscope import ws.margin calls.csv --profile my_gateway.json --max-rejects 1%");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return import(*options, std::move(stop)); };
    });
}

} // namespace ms::app
