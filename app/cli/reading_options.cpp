// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/reading_options.h"

#include "app/cli/exit_code.h"
#include "app/settings/saved_profiles.h"
#include "importers/common/registry.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace ms::app {

namespace {

/// "events, prices, ...": the names of the values 0 to count - 1.
template <class Value>
std::string namesOf(std::size_t count) {
    std::string names;
    for (std::size_t i = 0; i < count; ++i)
        names += (i == 0 ? "" : ", ") + std::string(nameOf(Value(i)));
    return names;
}
std::string kindNames() {
    return namesOf<core::FileKind>(core::kFileKinds);
}
std::string encodingNames() {
    return namesOf<importers::Encoding>(importers::kEncodings);
}
/// Those that are no kinds, in the order of the alphabet.
std::string formatNames() {
    std::vector<std::string_view> names;
    for (const auto& format : importers::formats())
        if (!core::fileKindNamed(format->name()))
            names.push_back(format->name());
    std::sort(names.begin(), names.end());
    std::string list;
    for (const std::string_view name : names)
        list.append(list.empty() ? "" : ", ").append(name);
    return list;
}

core::Error usage(std::string message) {
    return {core::Error::Code::Usage, std::move(message), {}};
}

} // namespace

void addReadingOptions(CLI::App& verb, ReadingOptions& options) {
    verb.add_option("--as", options.as,
                    "Read as this kind, or this very format (openai_responses), instead of finding "
                    "it by content. Kinds: " +
                        kindNames())
        ->type_name("KIND|FORMAT");
    verb.add_option("--profile", options.profile,
                    "Mapping profile for any other file: a JSON file, or the name of a saved or "
                    "built-in one (see map)")
        ->type_name("NAME|FILE");
    verb.add_option(
            "--part", options.part,
            "Sheet of a workbook, or file of a zip archive; default: the first sheet that is "
            "not hidden, all files")
        ->type_name("NAME");
    verb.add_option("--encoding", options.encoding,
                    "How the text is written, where it is not UTF-8 or UTF-16: " + encodingNames())
        ->type_name("NAME");
}

void addRowOptions(CLI::App& verb, ReadingOptions& options) {
    verb.add_option("--month", options.month,
                    "The month of a snapshot that does not say its own, such as subscriptions of "
                    "ChartMogul")
        ->type_name("YYYY-MM");
    verb.add_option("--active-event", options.activeEvent,
                    "In exports of Mixpanel and Amplitude, the event that means that a person was "
                    "active (default: ai_feature_used)")
        ->type_name("NAME");
}

core::Result<importers::Choice> choiceOf(const ReadingOptions& options) {
    importers::Choice choice;
    if (!options.as.empty()) {
        choice.kind = core::fileKindNamed(options.as);
        if (!choice.kind)
            choice.format = options.as;
        if (!choice.kind && importers::formatNamed(options.as) == nullptr)
            return usage("There is no kind and no format '" + options.as + "'. The kinds are " +
                         kindNames() + ". The formats are " + formatNames() + ".");
        if (!choice.format.empty() && !options.profile.empty())
            return usage("--as " + options.as +
                         " names a format and --profile a profile; a file is read by one of them.");
    }
    if (!options.encoding.empty()) {
        choice.encoding = importers::encodingNamed(options.encoding);
        if (!choice.encoding)
            return usage("There is no encoding '" + options.encoding + "'; the encodings are " +
                         encodingNames() + ".");
    }
    SavedProfiles saved = savedProfiles();
    for (const core::Error& problem : saved.problems)
        report(problem); // such a profile is passed over, which must not go unnoticed
    choice.saved = std::move(saved.profiles);
    if (options.profile.empty())
        return choice;
    const auto named = std::find_if(choice.saved.begin(), choice.saved.end(),
                                    [&](const auto& p) { return p.name == options.profile; });
    if (named != choice.saved.end()) {
        choice.profile = *named;
        return choice;
    }
    auto loaded = importers::loadProfile(options.profile);
    if (!loaded)
        return loaded.error();
    choice.profile = *std::move(loaded);
    return choice;
}

core::Result<importers::ReadOptions> readOptionsOf(const ReadingOptions& options) {
    importers::ReadOptions reading;
    reading.activeEvent = options.activeEvent;
    if (!options.month.empty()) {
        const auto month = core::parseMonth(options.month);
        if (!month)
            return usage("--month takes a month such as 2026-07, not '" + options.month + "'.");
        reading.month = *month;
    }
    return reading;
}

} // namespace ms::app
