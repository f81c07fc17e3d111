// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/map_text.h"
#include "app/cli/reading_options.h"
#include "app/cli/terminal.h"
#include "app/cli/verb.h"
#include "app/services/named_files.h"
#include "app/settings/saved_profiles.h"
#include "importers/common/mappable_fields.h"
#include "importers/mapping/proposal.h"
#include "importers/mapping/survey.h"
#include "models/core/zone.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace ms::app {

namespace {

using mapping::MappingProposal;

struct MapOptions {
    std::string file;
    ReadingOptions reading;
    std::vector<std::string> sets;      // FIELD=COLUMN
    std::vector<std::string> formats;   // FIELD=FORMAT
    std::vector<std::string> constants; // FIELD=TEXT
    std::vector<std::string> beside;    // cache_reads, cache_writes, reasoning
    std::string zone;
    std::string source;
    std::string save;
    mapping::Namesake namesake = mapping::Namesake::Keep;
    bool isJson = false;
};

core::Error usage(std::string message) {
    return {core::Error::Code::Usage, std::move(message), {}};
}

/// "amount=Net total": what stands before and after the first '='.
core::Result<std::pair<std::string, std::string>> assignment(const std::string& text,
                                                             const std::string& option) {
    const std::size_t at = text.find('=');
    if (at == std::string::npos || at == 0)
        return usage(option + " takes FIELD=VALUE, not '" + text + "'.");
    return std::pair(text.substr(0, at), text.substr(at + 1));
}

using Change = std::function<core::Status(const std::string& field, const std::string& value)>;
core::Status each(const std::vector<std::string>& texts, const std::string& option,
                  const Change& change) {
    for (const std::string& text : texts) {
        const auto pair = assignment(text, option);
        if (!pair)
            return pair.error();
        if (auto changed = change(pair->first, pair->second); !changed)
            return changed;
    }
    return {};
}

core::Status setConstant(MappingProposal& proposal, const std::string& field,
                         const std::string& text) {
    if (!importers::mappableField(proposal.profile.kind, field))
        return usage("'" + field + "' is no field of " +
                     std::string(nameOf(proposal.profile.kind)) + ".");
    std::erase_if(proposal.profile.constants,
                  [&](const auto& constant) { return constant.first == field; });
    if (!text.empty())
        proposal.profile.constants.emplace_back(field, text);
    return {};
}

core::Status setBeside(mapping::TokenConvention& tokens, const std::vector<std::string>& parts) {
    for (const std::string& part : parts) {
        if (part == "cache_reads")
            tokens.cacheReads = mapping::Part::Beside;
        else if (part == "cache_writes")
            tokens.cacheWrites = mapping::Part::Beside;
        else if (part == "reasoning")
            tokens.reasoning = mapping::Part::Beside;
        else
            return usage("--beside takes cache_reads, cache_writes or reasoning, not '" + part +
                         "'.");
    }
    return {};
}

/// What the user said, on top of what the file suggests.
core::Status apply(const MapOptions& options, const mapping::FileSurvey& survey,
                   MappingProposal& proposal) {
    auto done = each(options.sets, "--set", [&](const auto& field, const auto& column) {
        return importers::mapField(proposal, survey, field, column);
    });
    if (done)
        done = each(options.formats, "--format", [&](const auto& field, const auto& format) {
            return importers::chooseFormat(proposal, survey, field, format);
        });
    if (done)
        done = each(options.constants, "--constant", [&](const auto& field, const auto& text) {
            return setConstant(proposal, field, text);
        });
    if (done)
        done = setBeside(proposal.profile.tokens, options.beside);
    if (!done)
        return done;
    if (!options.zone.empty()) {
        if (const auto zone = core::Zone::find(options.zone); !zone)
            return zone.error();
        proposal.profile.zone = options.zone;
    }
    if (!options.source.empty())
        proposal.profile.source = options.source;
    if (!options.reading.encoding.empty())
        proposal.profile.encoding = options.reading.encoding;
    importers::reviewMapping(proposal, survey);
    return {};
}

ExitCode save(const MapOptions& options, const MappingProposal& proposal) {
    if (!proposal.isComplete())
        return ExitCode::InputRefused; // what is open was printed
    const auto path = saveProfile(proposal.profile, options.namesake);
    if (!path)
        return report(path.error());
    std::cerr << "Saved as " << path->string()
              << ". Files with the same header are recognised; others take --profile "
              << options.save << ".\n";
    return ExitCode::Done;
}

ExitCode map(const MapOptions& options, std::stop_token stop) {
    const auto choice = choiceOf(options.reading);
    if (!choice)
        return report(choice.error());
    if (!choice->format.empty())
        return report(usage("map takes a kind (--as), not the format '" + choice->format + "'."));
    const auto files = filesOf({options.file}, options.reading.part, stop);
    if (!files)
        return report(files.error());
    if (files->size() != 1)
        return report(usage("'" + options.file + "' holds " + std::to_string(files->size()) +
                            " files; map looks at one (--part NAME)."));
    const core::InputFile& file = files->front().input;
    const auto survey = importers::surveyFile(file, *choice);
    if (!survey)
        return report(survey.error());
    const std::string name = options.save.empty() ? profileNameFor(file.shortName()) : options.save;
    MappingProposal proposal = importers::proposeMapping(*survey, choice->kind, name);
    if (auto applied = apply(options, *survey, proposal); !applied)
        return report(applied.error());
    if (options.isJson) {
        std::cout << mappingJson(*survey, proposal);
    } else {
        printSurvey(std::cout, *survey, proposal);
        printOpenQuestions(std::cout, proposal);
    }
    return options.save.empty() ? ExitCode::Done : save(options, proposal);
}

void addChanges(CLI::App& verb, MapOptions& options) {
    verb.add_option("--set", options.sets, "Fill a field from a column, or from none")
        ->type_name("FIELD=COLUMN");
    verb.add_option("--format", options.formats,
                    "How a field's values are written: plain, comma_thousands, comma_decimal, "
                    "space_thousands; iso, unix_s, unix_ms, unix_us, unix_ns, day_month_year, "
                    "month_day_year")
        ->type_name("FIELD=FORMAT");
    verb.add_option("--constant", options.constants, "What a field is where a row does not say it")
        ->type_name("FIELD=TEXT");
    verb.add_option("--beside", options.beside,
                    "Token counts that the file has beside its input or output, not within: "
                    "cache_reads, cache_writes, reasoning")
        ->delimiter(',')
        ->type_name("PART");
    verb.add_option("--zone", options.zone, "Time zone of times without one")->type_name("ZONE");
    verb.add_option("--source", options.source,
                    "Who wrote the file: its rows are compared with those of the same source")
        ->type_name("NAME");
}

} // namespace

void addMap(CLI::App& parser, VerbSlot& slot) {
    auto options = std::make_shared<MapOptions>();
    CLI::App* verb = parser.add_subcommand(
        "map", "Look at a file that no format reads, and make a mapping profile for it");
    verb->add_option("file", options->file, "File to look at, or - for standard input")
        ->required()
        ->type_name("FILE");
    addReadingOptions(*verb, options->reading);
    addChanges(*verb, *options);
    verb->add_option("--save", options->save, "Keep the profile under this name")
        ->type_name("NAME");
    verb->add_flag_callback(
        "--replace", [options] { options->namesake = mapping::Namesake::Replace; },
        "Let it replace a profile that is saved under that name");
    verb->add_flag("--json", options->isJson, "Print columns, profile and open questions as JSON");
    verb->callback([options, &slot] {
        slot.chosen = [options](std::stop_token stop) { return map(*options, std::move(stop)); };
    });
}

} // namespace ms::app
